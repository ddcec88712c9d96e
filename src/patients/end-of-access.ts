import { homeZone } from "../accounts/home-zone.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { announce } from "../platform/jobs.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    /** Someone’s adults act for her until that day (1951-03-14), which is near. */
    "access-ending": { personId: string; untilOn: string };
    /** That day has passed. */
    "access-ended": { personId: string; untilOn: string };
  }
}

/** How long before it ends everyone is told. */
export const toldDaysBefore = 30;
/** How long what has ended is kept, should it be disputed, before it is erased with the profiles that nobody acts for any more. */
export const keptDays = 180;

const inTheirName: Actor = { kind: "system", job: "end-of-access" };

/** For a clock, once a day: tells, once each, that acting for someone ends soon or has ended, and erases what ended long ago, with invitations
 * nobody answered. A day on which nobody ran it is made up for. */
export async function endAccess(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  const today = now.toZonedDateTimeISO(homeZone).toPlainDate();
  await asActor(db, inTheirName, async (tx) => {
    const ending = await tx
      .updateTable("actsFor")
      .set({ endingToldAt: now })
      .where("relation", "<>", "self")
      .where("endingToldAt", "is", null)
      .where("untilOn", ">=", today)
      .where("untilOn", "<", today.add({ days: toldDaysBefore }))
      .returning(["personId", "untilOn"])
      .execute();
    await tell(tx, "access-ending", ending);

    const ended = await tx
      .updateTable("actsFor")
      .set({ endedToldAt: now })
      .where("relation", "<>", "self")
      .where("endedToldAt", "is", null)
      .where("untilOn", "<", today)
      .returning(["personId", "untilOn"])
      .execute();
    await tell(tx, "access-ended", ended);
  });
  await asActor(db, inTheirName, async (tx) => {
    await tx
      .deleteFrom("actsFor")
      .where("relation", "<>", "self")
      .where("untilOn", "<", today.subtract({ days: keptDays }))
      .execute();
    await tx
      .deleteFrom("relativeInvitation")
      .where("expiresAt", "<", now.subtract({ hours: 24 * toldDaysBefore }))
      .execute();
  });
}

/** Two adults of one child are one fact. */
async function tell(
  tx: Tx,
  fact: "access-ending" | "access-ended",
  rows: { personId: string; untilOn: Temporal.PlainDate | null }[],
) {
  const facts = new Map(
    rows.map(({ personId, untilOn }) => [`${personId} ${untilOn}`, { personId, untilOn: String(untilOn) }]),
  );
  for (const each of facts.values()) await announce(tx, fact, each);
}
