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

type Doer = Pick<Actor, "kind">;

export type CancelRefusal = "already-over" | "not-booked" | "not-online" | "too-late-online";
export type MoveRefusal = CancelRefusal | "moved-too-often";

/** Why this appointment may not be cancelled by this person now, or null when it may. */
export function refusalToCancel(appointment: Appointment, by: Doer, now: Temporal.Instant): CancelRefusal | null {
  return refusalToChange(appointment, appointment.cancellableUntil, by, now);
}

/** Why this appointment may not be moved by this person now, or null when it may. */
export function refusalToMove(appointment: Appointment, by: Doer, now: Temporal.Instant): MoveRefusal | null {
  const refusal = refusalToChange(appointment, appointment.movableUntil, by, now);
  if (refusal) return refusal;
  if (isPatient(by) && appointment.maxMoves !== null && appointment.moves >= appointment.maxMoves)
    return "moved-too-often";
  return null;
}

/** What patients may still do themselves, online. */
export type OwnChange = "both" | "move" | "cancel";

/** What the patient may still do online and until when; null: only the practice can change it. */
export function changeByPatient(
  appointment: Appointment,
  now: Temporal.Instant,
): { what: OwnChange; until: Temporal.Instant } | null {
  const patient = { kind: "user" } as const;
  const canMove = !refusalToMove(appointment, patient, now);
  const canCancel = !refusalToCancel(appointment, patient, now);
  if (!canMove && !canCancel) return null;
  if (!canMove) return { what: "cancel", until: appointment.cancellableUntil! };
  if (!canCancel) return { what: "move", until: appointment.movableUntil! };
  return { what: "both", until: earlier(appointment.cancellableUntil!, appointment.movableUntil!) };
}

/** To come: it takes time in the agenda and has not begun. */
export function isAhead(appointment: Pick<Appointment, "status" | "startsAt">, now: Temporal.Instant): boolean {
  return isKept(appointment.status) && Temporal.Instant.compare(appointment.startsAt, now) > 0;
}

function refusalToChange(
  appointment: Appointment,
  until: Temporal.Instant | null,
  by: Doer,
  now: Temporal.Instant,
): CancelRefusal | null {
  if (!isKept(appointment.status)) return "not-booked";
  if (Temporal.Instant.compare(appointment.startsAt, now) <= 0) return "already-over";
  if (!isPatient(by)) return null;
  if (until === null) return "not-online";
  return Temporal.Instant.compare(now, until) > 0 ? "too-late-online" : null;
}

function earlier(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return Temporal.Instant.compare(one, other) < 0 ? one : other;
}

/** The patient, or whoever acts for her, signed in or by the link of a mail. */
export function isPatient(by: Doer): boolean {
  return by.kind === "user" || by.kind === "guest";
}

function isKept(status: AppointmentStatus): boolean {
  return status === "booked" || status === "requested";
}
