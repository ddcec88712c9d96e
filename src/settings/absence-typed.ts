import { weekdays } from "../availability/calendar.ts";
import type { AbsenceRefusal, AbsenceTime } from "../availability/declare-absence.ts";
import type { FieldErrors } from "../platform/web.ts";
import {
  dayField,
  dayTyped,
  dayTypedMaybe,
  hourTyped,
  repetitionTyped,
  type Typed,
  typedRepetition,
} from "./typed-time.ts";

/** The moments of a day an absence may take. Half days meet at 13:00. */
export const moments = ["journee", "matin", "apres-midi", "heures"] as const;
export type Moment = (typeof moments)[number];

const hoursOf: Record<Exclude<Moment, "heures">, { from: string; to: string }> = {
  journee: { from: "00:00", to: "24:00" },
  matin: { from: "00:00", to: "13:00" },
  "apres-midi": { from: "13:00", to: "24:00" },
};

export type AbsenceRead =
  | { ok: true; value: { time: AbsenceTime; label: string | null } }
  | { ok: false; errors: FieldErrors };

/** Reads the form of an absence. One stretch of time, whatever lies between; half days over several days come back on each of them. */
export function readAbsence(typed: Typed): AbsenceRead {
  const errors: FieldErrors = {};
  const label = (typed.note ?? "").trim() || null;
  if (label && label.length > 200) errors.note = "wrongTime.labelLong";
  const moment = moments.find((each) => each === typed.moment) ?? "journee";
  const hours = moment === "heures" ? preciseHours(typed, errors) : hoursOf[moment];
  const repetition = repetitionTyped(typed, errors);
  const time = repetition ? { ...repetition, ...hours } : readStretch(typed, moment, hours, errors);
  if (repetition && moment === "heures" && hours.to <= hours.from) errors.a = "wrongTime.absenceOrder";
  return time && Object.keys(errors).length === 0 ? { ok: true, value: { time, label } } : { ok: false, errors };
}

function preciseHours(typed: Typed, errors: FieldErrors): { from: string; to: string } {
  const [from, to] = [hourTyped(typed.de), hourTyped(typed.a)];
  if (!from || from === "24:00") errors.de = "wrongTime.hour";
  if (!to) errors.a = "wrongTime.hour";
  return { from: from ?? "", to: to === "00:00" ? "24:00" : (to ?? "") };
}

function readStretch(
  typed: Typed,
  moment: Moment,
  hours: { from: string; to: string },
  errors: FieldErrors,
): AbsenceTime | null {
  const first = dayTyped(typed.du);
  if (!first) errors.du = typed.du?.trim() ? "wrongTime.day" : "wrongTime.dayMissing";
  const last = dayTypedMaybe(typed.au);
  if (last === null) errors.au = "wrongTime.day";
  if (!first || last === null || errors.de || errors.a) return null;
  const end = last ?? first;
  if (Temporal.PlainDate.compare(end, first) < 0) {
    errors.au = "wrongTime.absenceOrder";
    return null;
  }
  const isEachDay = (moment === "matin" || moment === "apres-midi") && !end.equals(first);
  if (isEachDay) return { weekdays: [...weekdays], since: first, until: end, ...hours };
  const [from, to] = [at(first, hours.from), at(end, hours.to)];
  if (Temporal.PlainDateTime.compare(from, to) < 0) return { from, to };
  errors.a = "wrongTime.absenceOrder";
  return null;
}

/** `24:00` is the first minute of the next day. */
function at(day: Temporal.PlainDate, time: string): Temporal.PlainDateTime {
  return time === "24:00" ? day.add({ days: 1 }).toPlainDateTime() : day.toPlainDateTime(time);
}

/** What the form of a new absence shows at first. */
export function typedAbsenceAnew({ du, au, de, a }: Typed, today: Temporal.PlainDate): Typed {
  const first = dayTyped(du) ?? today;
  const hours = hourTyped(de) && hourTyped(a);
  return {
    ...typedRepetition({ weekdays: [weekdays[first.dayOfWeek - 1]!] }),
    repetition: "une-fois",
    du: first.toString(),
    au: dayTyped(au)?.toString() ?? "",
    moment: hours ? "heures" : "journee",
    de: hourTyped(de) ?? "",
    a: hourTyped(a) ?? "",
  };
}

/** What the form shows of an absence that stands. */
export function typedAsAbsence({ time, label }: { time: AbsenceTime; label: string | null }): Typed {
  const note = label ?? "";
  if ("weekdays" in time) return { ...typedRepetition(time), ...momentOf(time), note };
  const [from, to] = [time.from, time.to];
  const isMidnight = to.hour === 0 && to.minute === 0;
  const last = isMidnight ? to.toPlainDate().subtract({ days: 1 }) : to.toPlainDate();
  const hours = { from: timeOf(from), to: isMidnight ? "24:00" : timeOf(to) };
  const isOneDay = last.equals(from.toPlainDate());
  const shown =
    isOneDay || hours.from + hours.to === "00:0024:00"
      ? momentOf(hours)
      : { moment: "heures", de: hours.from, a: hours.to };
  return {
    [dayField(weekdays[from.dayOfWeek - 1]!)]: "on",
    repetition: "une-fois",
    du: from.toPlainDate().toString(),
    au: isOneDay ? "" : last.toString(),
    ...shown,
    note,
  };
}

function momentOf({ from, to }: { from: string; to: string }): Typed {
  const named = (["journee", "matin", "apres-midi"] as const).find(
    (each) => hoursOf[each].from === from && hoursOf[each].to === to,
  );
  return { moment: named ?? "heures", de: from, a: to };
}

function timeOf(local: Temporal.PlainDateTime): string {
  return local.toPlainTime().toString({ smallestUnit: "minute" });
}

/** Where in the form a refusal of the verb belongs, and its sentence. */
export const absenceRefusals: Record<AbsenceRefusal, FieldErrors> = {
  "malformed-time": { de: "wrongTime.hour" },
  "no-weekday": { [dayField("MO")]: "wrongTime.weekday" },
  "weeks-out-of-range": { repetition: "wrongTime.weeks" },
  "since-required": { du: "wrongTime.since" },
  "until-before-since": { au: "wrongTime.until" },
  "ends-before-it-begins": { au: "wrongTime.absenceOrder" },
  "unknown-zone": { ressource: "absence.whoMissing" },
};
