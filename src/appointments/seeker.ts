import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { standingOf } from "./standing.ts";

/** For whom times are looked for: it decides durations, and which visit reasons and delays apply. */
export type Seeker = "new-patient" | "known-patient" | "staff";

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

/** For whom an appointment that stands already looks for another time. */
export function seekerOf({ forNewPatient }: { forNewPatient: boolean }, by: Actor): Seeker {
  if (by.kind === "staff") return "staff";
  return forNewPatient ? "new-patient" : "known-patient";
}
