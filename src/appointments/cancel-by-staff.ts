import { type EventKind, remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { type Act, type ActKind, addLine, beginAct, type Staff } from "./act.ts";
import { type AppointmentRow, before } from "./before.ts";
import { type Changed, changedMeanwhile, lockForStaff } from "./lock-for-staff.ts";
import { dayAt } from "./time-for-staff.ts";

export interface CancellationByStaff {
  id: string;
  /** That one saw; null: whatever it has become. */
  version: number | null;
  /** Words for the patient, at most 1000 characters: they may be about health, so that only the page of the appointment shows them. */
  message: string | null;
  /** Whether the patient is to be told. */
  tell: boolean;
}

/** `not-booked`: she is there, or was, or did not come; `already-over`: of an earlier day. */
export type CancelByStaffRefusal = "not-found" | "not-booked" | "already-over";

export type CancelByStaffOutcome =
  | { done: true; actId: string | null }
  | { done: false; because: CancelByStaffRefusal }
  | Changed;

/** The practice cancels an appointment or a request: the time is free at once, the patient is told once it can no longer be taken back, if at all.
 * Cancelling twice is calm. */
export async function cancelByStaff(
  db: Db,
  { by, now, ...cancellation }: CancellationByStaff & { by: Staff; now: Temporal.Instant },
): Promise<CancelByStaffOutcome> {
  return asActor(db, by, (tx) => cancel(tx, cancellation, { by, now }, (kind) => beginAct(tx, { kind, by, now })));
}

/** The same within a larger act. */
export function cancelInAct(tx: Tx, act: Act, cancellation: CancellationByStaff): Promise<CancelByStaffOutcome> {
  return cancel(tx, cancellation, act, async () => act);
}

async function cancel(
  tx: Tx,
  { id, version, ...how }: CancellationByStaff,
  { by, now }: Pick<Act, "by" | "now">,
  begin: (kind: ActKind) => Promise<Act>,
): Promise<CancelByStaffOutcome> {
  const found = await lockForStaff(tx, by, id);
  if (!found) return { done: false, because: "not-found" };
  if (found.status === "cancelled") return { done: true, actId: null };
  if (version !== null && found.version !== version) return changedMeanwhile(tx, by, id, version);
  if (found.status !== "booked" && found.status !== "requested") return { done: false, because: "not-booked" };
  if (dayAt(found.startsAt, found.zone) < dayAt(now, found.zone)) return { done: false, because: "already-over" };
  const act = await begin("cancel");
  await callOff(tx, act, found, { ...how, kind: "appointment-cancelled" });
  return { done: true, actId: act.id };
}

/** Ends an appointment, or a request, in the practice's name. */
export async function callOff(
  tx: Tx,
  act: Act,
  found: AppointmentRow,
  { message, tell, kind }: Pick<CancellationByStaff, "message" | "tell"> & { kind: EventKind },
): Promise<void> {
  const { id: appointmentId, establishmentId, patientId } = found;
  const { now } = act;
  const stood = await before(tx, found);
  const version = found.version + 1;
  await tx
    .updateTable("appointment")
    .set({
      ...{ status: "cancelled", cancelledAt: now, cancelledBy: "practice", wordsForPatient: message?.trim() || null },
      ...{ overbooked: false, sequence: found.sequence + 1, version },
    })
    .where("id", "=", appointmentId)
    .execute();
  await tx.deleteFrom("occupation").where("appointmentId", "=", appointmentId).execute();
  await remember(tx, kind, { establishmentId, patientId, appointmentId, now, detail: { version } });
  await addLine(tx, act, { appointmentId, before: stood, versionAfter: version, tells: tell });
}
