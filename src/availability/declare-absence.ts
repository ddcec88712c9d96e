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
  const when =
    "weekdays" in absence
      ? { ...columnsOf(absence), fromTime: absence.from, toTime: absence.to }
      : { startsLocal: absence.from, endsLocal: absence.to };
  const absenceId = newId();
  await tx
    .insertInto("absence")
    .values({ id: absenceId, establishmentId, resourceId, zone, label, ...when })
    .execute();
  return { done: true, absenceId };
}

function refusalToDeclare(absence: NewAbsence): AbsenceRefusal | null {
  if (!isZone(absence.zone)) return "unknown-zone";
  if ("weekdays" in absence) return refusalOfHours(absence) ?? refusalOfRepetition(absence);
  return Temporal.PlainDateTime.compare(absence.from, absence.to) < 0 ? null : "ends-before-it-begins";
}
