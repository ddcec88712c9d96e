import { isZone } from "../establishments/territory.ts";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import {
  columnsOf,
  type Repetition,
  type RepetitionRefusal,
  refusalOfHours,
  refusalOfRepetition,
  type WrittenHours,
} from "./repetition.ts";

/** A time in which a practitioner does not receive, or a room is out of use, whatever the openings say. */
export type NewAbsence = AbsenceTime & {
  establishmentId: string;
  /** A practitioner or a room. */
  resourceId: string;
  /** The clock it is told on (IANA). */
  zone: string;
  /** For the house only: it never leaves it. */
  label?: string;
};

/** From one local date and time to another, or hours that come back. */
export type AbsenceTime = { from: Temporal.PlainDateTime; to: Temporal.PlainDateTime } | (WrittenHours & Repetition);

export type AbsenceRefusal = RepetitionRefusal | "ends-before-it-begins" | "unknown-zone";
export type AbsenceOutcome = { done: true; absenceId: string } | { done: false; because: AbsenceRefusal };

/** Declares an absence. Appointments already made in it stay: whoever declares it decides about them. */
export async function declareAbsence(tx: Tx, absence: NewAbsence): Promise<AbsenceOutcome> {
  const because = refusalToDeclare(absence);
  if (because) return { done: false, because };

  const { establishmentId, resourceId, zone, label = null } = absence;
  const absenceId = newId();
  await tx
    .insertInto("absence")
    .values({ id: absenceId, establishmentId, resourceId, zone, label, ...timeColumnsOf(absence) })
    .execute();
  return { done: true, absenceId };
}

/** When it is, as `absence` keeps it: every column, so that one form may become the other. */
export function timeColumnsOf(time: AbsenceTime) {
  if ("weekdays" in time)
    return { ...columnsOf(time), fromTime: time.from, toTime: time.to, startsLocal: null, endsLocal: null };
  const once = { weekdays: null, everyWeeks: 1, isoWeeks: null, nth: null, sinceOn: null, untilOn: null };
  return { ...once, fromTime: null, toTime: null, startsLocal: time.from, endsLocal: time.to };
}

/** Why it may not be declared so, or null when it may. */
export function refusalToDeclare(absence: AbsenceTime & { zone: string }): AbsenceRefusal | null {
  if (!isZone(absence.zone)) return "unknown-zone";
  if ("weekdays" in absence) return refusalOfHours(absence) ?? refusalOfRepetition(absence);
  return Temporal.PlainDateTime.compare(absence.from, absence.to) < 0 ? null : "ends-before-it-begins";
}
