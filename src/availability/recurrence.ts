import { civil, type Day, daysInMonth, isoWeekOf, type Weekday, weekdayOf, weekOf } from "./calendar.ts";

/** Local hours as minutes of the day, 0 to 1440. When `toMin` is not after `fromMin` they end on the next day. */
export interface Hours {
  fromMin: number;
  toMin: number;
}

/** Hours of one day only. */
export interface OneOff extends Hours {
  on: Day;
}

/**
 * Hours that come back: on these weekdays, and every so many weeks, and in odd or even ISO weeks, and as the nth of its
 * kind in the month, from `since` to `until`, both included. All that is not null must hold, and holds for the day on
 * which the hours begin.
 */
export interface Repeated extends Hours {
  weekdays: readonly Weekday[];
  /** Week 0 is the ISO week that contains `since`: above 1, `since` is required. */
  everyWeeks: number;
  isoWeeks: "odd" | "even" | null;
  /** 1 for the first such weekday of the month up to 5, -1 for the last; a month without a fifth has none. */
  nth: 1 | 2 | 3 | 4 | 5 | -1 | null;
  since: Day | null;
  until: Day | null;
  exceptions: readonly Exception[];
}

/**
 * Other hours for the occurrence that begins on one day, or none at all. Several for one day all replace it. Where the
 * rule has no occurrence there is nothing to replace: an exception moves or removes hours, it never adds a day.
 */
export interface Exception {
  on: Day;
  hours: Hours | null;
}

/** Openings and repeated absences are written in the same way. */
export type Timetable = OneOff | Repeated;

/** The hours of this timetable that begin on a day from `first` to `last`, both included, day after day. */
export function occurrencesOf(timetable: Timetable, first: Day, last: Day): OneOff[] {
  if ("on" in timetable) return timetable.on >= first && timetable.on <= last ? [timetable] : [];

  const exceptions = Map.groupBy(timetable.exceptions, ({ on }) => on);
  const occurrences: OneOff[] = [];
  const end = Math.min(last, timetable.until ?? last);
  for (let on = Math.max(first, timetable.since ?? first); on <= end; on++) {
    if (!comesBackOn(timetable, on)) continue;
    const replaced = exceptions.get(on);
    if (!replaced) occurrences.push({ on, fromMin: timetable.fromMin, toMin: timetable.toMin });
    else for (const { hours } of replaced) if (hours) occurrences.push({ on, ...hours });
  }
  return occurrences;
}

/** Whether the rule has hours that begin on this day, its exceptions set aside. */
export function beginsOn(timetable: Timetable, day: Day): boolean {
  if ("on" in timetable) return timetable.on === day;
  const { since, until } = timetable;
  return (since === null || day >= since) && (until === null || day <= until) && comesBackOn(timetable, day);
}

function comesBackOn(rule: Repeated, day: Day): boolean {
  if (!rule.weekdays.includes(weekdayOf(day))) return false;
  if (rule.everyWeeks > 1 && (weekOf(day) - weekOf(rule.since ?? day)) % rule.everyWeeks !== 0) return false;
  if (rule.isoWeeks && (isoWeekOf(day) % 2 === 1 ? "odd" : "even") !== rule.isoWeeks) return false;
  return rule.nth === null || isNthOfMonth(day, rule.nth);
}

function isNthOfMonth(day: Day, nth: number): boolean {
  const { year, month, dayOfMonth } = civil(day);
  return nth === -1 ? dayOfMonth + 7 > daysInMonth(year, month) : Math.ceil(dayOfMonth / 7) === nth;
}
