import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { filesOpenTo, type StaffActor } from "./files.ts";

/** How an establishment receives a patient online. */
export interface OnlineStanding {
  /** The staff say so; otherwise a visit seen in 36 months does. */
  isKnown: boolean;
  /** For the house only: the patient is told, calmly, to ring. Null: may book online. */
  blockedBecause: string | null;
}

export interface StandingChange extends OnlineStanding {
  patientId: string;
  /** What it was when the form was opened. */
  before: OnlineStanding;
  by: StaffActor;
  now: Temporal.Instant;
}
/** stale: a colleague changed it meanwhile, to `current`. */
export type StandingOutcome =
  | { done: true }
  | { done: false; because: "not-found" }
  | { done: false; because: "stale"; current: OnlineStanding };

/** The longest reason one may give, in characters. */
export const reasonMost = 500;

/** Says whether a patient is known to the house, and whether she books online or by telephone only. Appointments she has stay. Saying what
 * is so already is calm. */
export async function setStanding(
  db: Db,
  { patientId, before, by, now, isKnown, blockedBecause }: StandingChange,
): Promise<StandingOutcome> {
  return asActor(db, by, async (tx) => {
    const file = await filesOpenTo(tx, by)
      .select(["patient.id", "patient.establishmentId", "isKnown", "blockedOnlineBecause as blockedBecause"])
      .where(sql<string>`patient.id::text`, "=", patientId)
      .forUpdate("patient")
      .executeTakeFirst();
    if (!file) return { done: false, because: "not-found" };
    const { id, establishmentId, ...current } = file;
    const wish = { isKnown, blockedBecause };
    if (isSame(current, wish)) return { done: true };
    if (!isSame(current, before)) return { done: false, because: "stale", current };

    await tx
      .updateTable("patient")
      .set({ isKnown, blockedOnlineBecause: blockedBecause })
      .where("id", "=", id)
      .execute();
    const detail = { isKnown, isBlocked: blockedBecause !== null };
    await remember(tx, "patient-standing-changed", { establishmentId, patientId: id, now, detail });
    return { done: true };
  });
}

function isSame(one: OnlineStanding, other: OnlineStanding): boolean {
  return one.isKnown === other.isKnown && one.blockedBecause === other.blockedBecause;
}
