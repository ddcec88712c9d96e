import type { Appointment, AppointmentStatus } from "./appointment.ts";
import { dayAt } from "./time-for-staff.ts";

/** What staff note while a visit takes its course. */
export type Step = "arrived" | "in-consultation" | "seen" | "missed";

/** `not-confirmed`: a request that waits for its answer; `another-day`: one arrives, and is called, on the day of the visit, and is not seen before it;
 * `not-begun`: nobody misses what has not begun; `not-in-that-order`: go back first; `no-step-back`: nothing was noted yet. */
export type AttendRefusal =
  | "cancelled"
  | "not-confirmed"
  | "another-day"
  | "not-begun"
  | "not-in-that-order"
  | "no-step-back";

/** A visit, as far as its course goes. */
export type Visit = Pick<Appointment, "status" | "startsAt"> & {
  zone: string;
  arrivedAt: Temporal.Instant | null;
  calledAt: Temporal.Instant | null;
};

/** From where each step is taken: the steps between may be left out. */
const from: Record<Step, AppointmentStatus[]> = {
  arrived: ["booked"],
  "in-consultation": ["booked", "arrived"],
  seen: ["booked", "arrived", "in-consultation"],
  missed: ["booked"],
};

/** Why this step may not be noted now, or null when it may. */
export function refusalToAttend(
  { status, startsAt, zone }: Visit,
  to: Step,
  now: Temporal.Instant,
): AttendRefusal | null {
  if (status === "cancelled") return "cancelled";
  if (status === "requested") return "not-confirmed";
  const [day, today] = [dayAt(startsAt, zone), dayAt(now, zone)];
  if (to === "missed") {
    if (Temporal.Instant.compare(startsAt, now) >= 0) return "not-begun";
  } else if (day > today || (day < today && to !== "seen")) return "another-day";
  return from[to].includes(status) ? null : "not-in-that-order";
}

/** What stood before the last step was noted; null: nothing was noted. */
export function stepBack({ status, arrivedAt, calledAt }: Visit): AppointmentStatus | null {
  switch (status) {
    case "seen":
      return calledAt ? "in-consultation" : arrivedAt ? "arrived" : "booked";
    case "in-consultation":
      return arrivedAt ? "arrived" : "booked";
    case "arrived":
    case "missed":
      return "booked";
    default:
      return null;
  }
}

/** What may be noted now: the buttons to draw. */
export function nextSteps(visit: Visit, now: Temporal.Instant): { forward: Step[]; back: AppointmentStatus | null } {
  const steps = Object.keys(from) as Step[];
  return { forward: steps.filter((step) => !refusalToAttend(visit, step, now)), back: stepBack(visit) };
}
