import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { announce } from "../platform/jobs.ts";
import { type Act, addLine, beginAct, type Staff } from "./act.ts";
import { type AppointmentRow, before } from "./before.ts";
import { callOff } from "./cancel-by-staff.ts";
import { type Changed, changedMeanwhile, lockForStaff } from "./lock-for-staff.ts";
import { dayAt } from "./time-for-staff.ts";

export interface AnswerToRequest {
  id: string;
  /** That one saw. */
  version: number;
  answer: "confirm" | "decline";
  /** With a refusal: words for the patient, which only the page of the appointment shows. */
  message: string | null;
  /** Whether the patient is to be told. */
  tell: boolean;
  by: Staff;
  now: Temporal.Instant;
}

/** `not-requested`: it was answered or cancelled; `already-over`: of an earlier day. */
export type AnswerOutcome =
  | { done: true; actId: string | null }
  | { done: false; because: "not-found" | "not-requested" | "already-over" }
  | Changed;

/** Answers someone who asked for a time: yes, it is booked, told and reminded of like any other; no, the time is free again. The same answer twice is
 * calm. */
export async function answerRequest(
  db: Db,
  { id, version, answer, message, tell, by, now }: AnswerToRequest,
): Promise<AnswerOutcome> {
  return asActor(db, by, async (tx) => {
    const found = await lockForStaff(tx, by, id);
    if (!found) return { done: false, because: "not-found" };
    if (found.status === (answer === "confirm" ? "booked" : "cancelled")) return { done: true, actId: null };
    if (found.version !== version) return changedMeanwhile(tx, by, id, version);
    if (found.status !== "requested") return { done: false, because: "not-requested" };
    if (dayAt(found.startsAt, found.zone) < dayAt(now, found.zone)) return { done: false, because: "already-over" };

    const act = await beginAct(tx, { kind: "answer", by, now });
    if (answer === "confirm") await confirm(tx, act, found, tell);
    else await callOff(tx, act, found, { message, tell, kind: "appointment-declined" });
    return { done: true, actId: act.id };
  });
}

async function confirm(tx: Tx, act: Act, found: AppointmentRow, tell: boolean): Promise<void> {
  const { id: appointmentId, establishmentId, patientId } = found;
  const stood = await before(tx, found);
  const version = found.version + 1;
  await tx
    .updateTable("appointment")
    .set({ status: "booked", sequence: found.sequence + 1, version })
    .where("id", "=", appointmentId)
    .execute();
  await remember(tx, "appointment-confirmed", {
    establishmentId,
    patientId,
    appointmentId,
    now: act.now,
    detail: { version },
  });
  await addLine(tx, act, { appointmentId, before: stood, versionAfter: version, tells: tell });
  await announce(tx, "reminders-to-plan", { appointmentId });
}
