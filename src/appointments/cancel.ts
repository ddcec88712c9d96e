import { remember } from "../audit/remember.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { announce } from "../platform/jobs.ts";
import { type CancelRefusal, isPatient, refusalToCancel } from "./appointment.ts";
import { appointmentsOpenTo } from "./queries.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "appointment-cancelled": { appointmentId: string };
  }
}

export interface Cancellation {
  id: string;
  by: Actor;
  /** In the person's own words, for the practice; null when nothing was said. */
  reason: string | null;
  now: Temporal.Instant;
}

export type CancelOutcome = { done: true } | { done: false; because: CancelRefusal | "not-found" };

/** Frees the time, remembers who and why, and promises the mail: all of it, or none. Cancelling twice is calm. */
export async function cancelAppointment(db: Db, cancellation: Cancellation): Promise<CancelOutcome> {
  return asActor(db, cancellation.by, (tx) => cancelWithin(tx, cancellation));
}

/** The same inside a larger transaction, such as a booking that replaces another. */
export async function cancelWithin(tx: Tx, { id, by, reason, now }: Cancellation): Promise<CancelOutcome> {
  const found = await appointmentsOpenTo(tx, by)
    .selectAll("appointment")
    .where("appointment.id", "=", id)
    .forUpdate("appointment")
    .executeTakeFirst();
  if (!found) return { done: false, because: "not-found" };
  if (found.status === "cancelled") return { done: true };
  const because = refusalToCancel({ ...found, maxMoves: null }, by, now);
  if (because) return { done: false, because };

  await tx
    .updateTable("appointment")
    .set((eb) => ({
      status: "cancelled",
      cancelledAt: now,
      cancelledBy: isPatient(by) ? "patient" : "practice",
      cancelledBecause: reason,
      overbooked: false, // it takes nothing any more
      sequence: eb("sequence", "+", 1),
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .execute();
  await tx.deleteFrom("occupation").where("appointmentId", "=", id).execute();
  const { establishmentId, patientId } = found;
  const detail = { version: found.version + 1 };
  await remember(tx, "appointment-cancelled", { establishmentId, patientId, appointmentId: id, now, detail });
  await announce(tx, "appointment-cancelled", { appointmentId: id });
  return { done: true };
}
