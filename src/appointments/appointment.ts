import type { Actor } from "../platform/actor.ts";

export type AppointmentStatus =
  | "requested"
  | "booked"
  | "arrived"
  | "in-consultation"
  | "seen"
  | "missed"
  | "cancelled";

/** A time kept between a patient and a practitioner: what its rules need to know. */
export interface Appointment {
  status: AppointmentStatus;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  /** The last instant at which the patient may cancel or move online; null: never online. Fixed when it was booked. */
  cancellableUntil: Temporal.Instant | null;
  movableUntil: Temporal.Instant | null;
  moves: number;
  /** How often the patient may move it online; null: as often as wished. */
  maxMoves: number | null;
}

export type CancelRefusal = "already-over" | "not-booked" | "not-online" | "too-late-online";
export type MoveRefusal = CancelRefusal | "moved-too-often";

/** Why this appointment may not be cancelled by this person now, or null when it may. */
export function refusalToCancel(appointment: Appointment, by: Actor, now: Temporal.Instant): CancelRefusal | null {
  return refusalToChange(appointment, appointment.cancellableUntil, by, now);
}

/** Why this appointment may not be moved by this person now, or null when it may. */
export function refusalToMove(appointment: Appointment, by: Actor, now: Temporal.Instant): MoveRefusal | null {
  const refusal = refusalToChange(appointment, appointment.movableUntil, by, now);
  if (refusal) return refusal;
  if (by.kind === "user" && appointment.maxMoves !== null && appointment.moves >= appointment.maxMoves)
    return "moved-too-often";
  return null;
}

/** To come: it takes time in the agenda and has not begun. */
export function isAhead(appointment: Pick<Appointment, "status" | "startsAt">, now: Temporal.Instant): boolean {
  return isKept(appointment.status) && Temporal.Instant.compare(appointment.startsAt, now) > 0;
}

function refusalToChange(
  appointment: Appointment,
  until: Temporal.Instant | null,
  by: Actor,
  now: Temporal.Instant,
): CancelRefusal | null {
  if (!isKept(appointment.status)) return "not-booked";
  if (Temporal.Instant.compare(appointment.startsAt, now) <= 0) return "already-over";
  if (by.kind !== "user") return null;
  if (until === null) return "not-online";
  return Temporal.Instant.compare(now, until) > 0 ? "too-late-online" : null;
}

function isKept(status: AppointmentStatus): boolean {
  return status === "booked" || status === "requested";
}
