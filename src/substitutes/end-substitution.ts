import type { Staff } from "../appointments/act.ts";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";

export type EndSubstitutionOutcome = { done: true } | { done: false; because: "not-found" | "not-within" };

/** Ends a substitution after `lastOn`: from the next day on he receives again and her copied hours are gone. Appointments made with her after that
 * day stay hers. A day before it begins calls it off altogether. */
export async function endSubstitution(
  db: Db,
  { id, lastOn, by, now }: { id: string; lastOn: Temporal.PlainDate; by: Staff; now: Temporal.Instant },
): Promise<EndSubstitutionOutcome> {
  return asActor(db, by, async (tx) => {
    const found = await tx
      .selectFrom("substitution")
      .selectAll()
      .where("id", "=", id)
      .where("establishmentId", "=", by.establishmentId)
      .forUpdate()
      .executeTakeFirst();
    if (!found) return { done: false, because: "not-found" };
    const { fromOn, toOn, absenceId, openingIds, establishmentId } = found;
    const before = fromOn.subtract({ days: 1 });
    const last = Temporal.PlainDate.compare(lastOn, before) < 0 ? before : lastOn;
    if (Temporal.PlainDate.compare(last, toOn) > 0) return { done: false, because: "not-within" };

    if (openingIds.length > 0)
      await tx.deleteFrom("opening").where("id", "in", openingIds).where("onDate", ">", last).execute();
    if (absenceId && last.equals(before)) await tx.deleteFrom("absence").where("id", "=", absenceId).execute();
    else if (absenceId) {
      const endsLocal = last.add({ days: 1 }).toPlainDateTime("00:00");
      await tx.updateTable("absence").set({ endsLocal }).where("id", "=", absenceId).execute();
    }
    await tx.updateTable("substitution").set({ toOn: last }).where("id", "=", id).execute();
    await remember(tx, "substitute-ended", {
      establishmentId,
      now,
      detail: { substitutionId: id, lastOn: last.toString() },
    });
    return { done: true };
  });
}
