import { remember } from "../audit/remember.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { type EndOpeningOutcome, touch } from "./end-opening.ts";
import { openingsOpenTo } from "./openings.ts";

/** Gives one day of an opening its usual hours back, whatever exception was made for it. A day without any is left as it is. */
export async function restoreDay(
  db: Db,
  { id, on, by, now }: { id: string; on: Temporal.PlainDate; by: Actor; now: Temporal.Instant },
): Promise<EndOpeningOutcome> {
  return asActor(db, by, async (tx) => {
    const [opening] = await openingsOpenTo(tx, { id, lock: true });
    if (!opening) return { done: false, because: "not-found" };
    const gone = await tx
      .deleteFrom("openingException")
      .where("openingId", "=", id)
      .where("onDate", "=", on)
      .executeTakeFirst();
    if (gone.numDeletedRows === 0n) return { done: true };
    await touch(tx, opening);
    const { establishmentId, practitionerId: practitioner } = opening;
    const detail = { what: "opening", act: "restored", scope: "day", on: on.toString(), id, practitioner };
    await remember(tx, "openings-changed", { establishmentId, now, detail });
    return { done: true };
  });
}
