import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import type { Seeker } from "./agenda-of.ts";
import { standingOf } from "./standing.ts";

/** For whom times of this establishment are shown when nobody is chosen yet: the account's own person, otherwise someone new. */
export async function seekerAt(tx: Tx, by: Actor, establishmentId: string, now: Temporal.Instant): Promise<Seeker> {
  if (by.kind === "staff") return "staff";
  if (by.kind !== "user") return "new-patient";
  const self = await tx
    .selectFrom("actsFor")
    .select("personId")
    .where("userId", "=", by.userId)
    .where("relation", "=", "self")
    .executeTakeFirst();
  const standing = self && (await standingOf(tx, { personId: self.personId, establishmentId, now }));
  return standing?.isKnown ? "known-patient" : "new-patient";
}
