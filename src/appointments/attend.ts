import { type EventKind, remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { addLine, beginAct, type Staff } from "./act.ts";
import type { AppointmentStatus } from "./appointment.ts";
import { before } from "./before.ts";
import { type AttendRefusal, refusalToAttend, type Step, stepBack } from "./course-of-visit.ts";
import { type Changed, changedMeanwhile, lockForStaff } from "./lock-for-staff.ts";

export type { AttendRefusal, Step };

export interface Attendance {
  id: string;
  /** That one saw. */
  version: number;
  /** `back`: the last step was a wrong click. */
  to: Step | "back";
  by: Staff;
  now: Temporal.Instant;
}

export type AttendOutcome =
  | { done: true; actId: string | null; status: AppointmentStatus }
  | { done: false; because: "not-found" | AttendRefusal }
  | Changed;

/** Notes that someone arrived, was called, was seen, or did not come; or takes the last such step back. What is so already is calm. */
export async function attend(db: Db, { id, version, to, by, now }: Attendance): Promise<AttendOutcome> {
  return asActor(db, by, async (tx) => {
    const found = await lockForStaff(tx, by, id);
    if (!found) return { done: false, because: "not-found" };
    if (found.status === to) return { done: true, actId: null, status: found.status };
    if (found.version !== version) return changedMeanwhile(tx, by, id, version);
    const because = to === "back" ? (stepBack(found) ? null : "no-step-back") : refusalToAttend(found, to, now);
    if (because) return { done: false, because };

    const status = to === "back" ? stepBack(found)! : to;
    const act = await beginAct(tx, { kind: "attend", by, now });
    const stood = await before(tx, found);
    const times = to === "back" ? timesAgain(status) : { [noted[to].at]: now };
    await tx
      .updateTable("appointment")
      .set({ ...times, status, version: version + 1 })
      .where("id", "=", id)
      .execute();
    const { establishmentId, patientId } = found;
    await remember(tx, to === "back" ? "appointment-stepped-back" : noted[to].as, {
      ...{ establishmentId, patientId, appointmentId: id, now, detail: { version: version + 1, status } },
    });
    await addLine(tx, act, { appointmentId: id, before: stood, versionAfter: version + 1, tells: false });
    return { done: true, actId: act.id, status };
  });
}

/** Where each step is noted, and how the journal names it. */
const noted = {
  arrived: { at: "arrivedAt", as: "appointment-arrived" },
  "in-consultation": { at: "calledAt", as: "appointment-called" },
  seen: { at: "seenAt", as: "appointment-seen" },
  missed: { at: "missedAt", as: "appointment-missed" },
} as const satisfies Record<Step, { at: string; as: EventKind }>;

/** What was noted after that status is no longer so. */
function timesAgain(status: AppointmentStatus) {
  return {
    ...{ seenAt: null, missedAt: null },
    ...(status !== "in-consultation" && { calledAt: null }),
    ...(status === "booked" && { arrivedAt: null }),
  };
}
