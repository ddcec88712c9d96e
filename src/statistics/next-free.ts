import { nextFreeTimes } from "../appointments/free-times.ts";
import type { Tx } from "../platform/db.ts";

/** How many days a new patient waits today for the first free time of each practitioner, for the reason that stands first on the sheet and that
 * everyone may book; null: none in sight within half a year. A practitioner without such a reason has no entry. */
export async function daysToNextFree(
  tx: Tx,
  { practitionerIds, now }: { practitionerIds: readonly string[]; now: Temporal.Instant },
): Promise<Map<string, { days: number | null; reason: string }>> {
  if (practitionerIds.length === 0) return new Map();
  const firsts = await tx
    .selectFrom("practitionerReason")
    .innerJoin("visitReason", "visitReason.id", "practitionerReason.visitReasonId")
    .innerJoin("practitioner", "practitioner.id", "practitionerReason.practitionerId")
    .distinctOn("practitionerId")
    .select(["practitionerId", "visitReasonId as reasonId", "visitReason.name as reason"])
    .where("practitionerId", "in", practitionerIds)
    .where("visitReason.active", "=", true)
    .where("practitioner.active", "=", true)
    .where("bookableBy", "=", "everyone")
    .orderBy("practitionerId")
    .orderBy("position")
    .orderBy("visitReason.name")
    .execute();
  const from = now.toZonedDateTimeISO("Europe/Paris").toPlainDate();
  const found = await nextFreeTimes(tx, { asked: firsts, from, now, as: "new-patient", limit: 1, within: 183 });
  return new Map(
    firsts.map(({ practitionerId, reason }) => {
      const [free] = found.get(practitionerId) ?? [];
      const on =
        free && Temporal.Instant.fromEpochMilliseconds(free.startMs).toZonedDateTimeISO(free.zone).toPlainDate();
      return [practitionerId, { days: on ? Math.max(0, from.until(on).days) : null, reason }];
    }),
  );
}
