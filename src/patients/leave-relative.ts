import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { relativeOf } from "./queries.ts";

export type LeaveOutcome = { done: true } | { done: false; because: "not-found" };

/** This user acts for this relative no more. A profile for which nobody acts any more is erased with it; the practices keep their files,
 * with the appointments in them. */
export async function leaveRelative(
  db: Db,
  { personId, by }: { personId: string; by: Extract<Actor, { kind: "user" }> },
): Promise<LeaveOutcome> {
  return asActor(db, by, async (tx) => {
    const relative = await relativeOf(tx, by, personId);
    if (!relative) return { done: false, because: "not-found" };
    await tx.deleteFrom("actsFor").where("personId", "=", personId).where("userId", "=", by.userId).execute();
    return { done: true };
  });
}
