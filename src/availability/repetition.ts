import { type Weekday, weekdays } from "./calendar.ts";
import { parseTime } from "./moment.ts";

/** Hours of one day on the clock of the site, `09:00` to `12:00`. An end not after the beginning is on the next day; `24:00` is one. */
export interface WrittenHours {
  from: string;
  to: string;
}

/** When hours come back, as people write it. All that is said must hold (recurrence.ts tells what each means). */
export interface Repetition {
  weekdays: readonly Weekday[];
  /** 1 to 52; counted from the week of `since`, which it needs when it is not 1. */
  everyWeeks?: number;
  isoWeeks?: "odd" | "even";
  nth?: 1 | 2 | 3 | 4 | 5 | -1;
  since?: Temporal.PlainDate;
  /** Included. */
  until?: Temporal.PlainDate;
}

export type RepetitionRefusal =
  | "malformed-time"
  | "no-weekday"
  | "weeks-out-of-range"
  | "since-required"
  | "until-before-since";

/** Why these hours may not be kept so, or null when they may. */
export function refusalOfHours({ from, to }: WrittenHours): "malformed-time" | null {
  return parseTime(from) === null || from === "24:00" || parseTime(to) === null ? "malformed-time" : null;
}

/** Why this repetition may not be kept so, or null when it may. */
export function refusalOfRepetition(repetition: Repetition): RepetitionRefusal | null {
  const { everyWeeks = 1, since, until } = repetition;
  if (repetition.weekdays.length === 0) return "no-weekday";
  if (!Number.isInteger(everyWeeks) || everyWeeks < 1 || everyWeeks > 52) return "weeks-out-of-range";
  if (everyWeeks > 1 && !since) return "since-required";
  return since && until && Temporal.PlainDate.compare(until, since) < 0 ? "until-before-since" : null;
}

/** The repetition as `opening` and `absence` keep it: weekdays numbered from Monday, which is 1. */
export function columnsOf(repetition: Repetition) {
  const { everyWeeks = 1, isoWeeks = null, nth = null, since = null, until = null } = repetition;
  const numbers = repetition.weekdays.map((weekday) => weekdays.indexOf(weekday) + 1);
  return { weekdays: numbers, everyWeeks, isoWeeks, nth, sinceOn: since, untilOn: until };
}
