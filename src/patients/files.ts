import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";

/** Someone who works at an establishment. */
export type StaffActor = Extract<Actor, { kind: "staff" }>;

/** The only door of staff to patient files: those of the establishment one works at, but those that were joined to another (open-file.ts
 * leads from them to it). Row-level security stands behind it. */
export function filesOpenTo(tx: Tx, by: StaffActor) {
  return tx
    .selectFrom("patient")
    .where("patient.establishmentId", "=", by.establishmentId)
    .where("patient.mergedInto", "is", null);
}
