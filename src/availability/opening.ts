import { type Day, dayOf, plainDateOf } from "./calendar.ts";
import type { OpeningTime } from "./plan-opening.ts";
import { beginsOn, type Hours, occurrencesOf, type Repeated, type Timetable } from "./recurrence.ts";

/** An opening as it was planned: the hours in which a practitioner receives at a site, for these visit reasons. */
export interface PlannedOpening {
  id: string;
  establishmentId: string;
  practitionerId: string;
  siteId: string;
  reasonIds: readonly string[];
  timetable: Timetable;
  /** One more at each change: whoever changes says what she had read. */
  version: number;
}

/** To which dates of a repeated opening a change applies: this day only, this one and the following, all of them. */
export type Scope = "day" | "following" | "all";
export const scopes: readonly Scope[] = ["day", "following", "all"];

/** Whether the rule says that hours begin on this day, even if an exception took them away. */
export function isItsDay({ timetable }: PlannedOpening, on: Day): boolean {
  return beginsOn(timetable, on);
}

/** The hours that really begin on this day; several when the day was given hours of its own. */
export function hoursOn({ timetable }: PlannedOpening, on: Day): Hours[] {
  return occurrencesOf(timetable, on, on);
}

/** Whether hours of this repeated opening may begin before this day: without a first day, they always may. */
export function beginsBefore({ since, ...rule }: Repeated, day: Day): boolean {
  if (since === null) return true;
  for (let on = since; on < day; on++) if (beginsOn({ ...rule, since }, on)) return true;
  return false;
}

/** What becomes of a repeated opening when it is changed from one of its days on: the time it takes from then on. Weeks keep being
 * counted from the week of that day, which is one of its own, so that « every other week » stays the same weeks. */
export function timeFrom(time: OpeningTime, on: Temporal.PlainDate): OpeningTime {
  if ("on" in time) return time;
  const { since } = time;
  return { ...time, since: since && Temporal.PlainDate.compare(since, on) > 0 ? since : on };
}

/** The first day on or after this one on which hours of it begin by its rule, or null when there is none within ten years. */
export function nextDayOf({ timetable }: Pick<PlannedOpening, "timetable">, from: Temporal.PlainDate): Day | null {
  const first = dayOf(from);
  for (let on = first; on < first + 3653; on++) if (beginsOn(timetable, on)) return on;
  return null;
}

/** The days whose hours are not those of the rule, from this one on: given other hours, or none. */
export function exceptionalDays({ timetable }: PlannedOpening, from: Day): Day[] {
  if ("on" in timetable) return [];
  const days = new Set(timetable.exceptions.map(({ on }) => on));
  return [...days].filter((on) => on >= from && beginsOn(timetable, on)).sort((one, other) => one - other);
}

/** `09:05`, from minutes of the day; midnight at the end of a day is `24:00`. */
export function timeOf(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
}

/** How such a timetable is written, exceptions left aside: what planning it again would say. */
export function writtenAs(timetable: Timetable): OpeningTime {
  const hours = { from: timeOf(timetable.fromMin), to: timeOf(timetable.toMin) };
  if ("on" in timetable) return { ...hours, on: plainDateOf(timetable.on) };
  return { ...hours, ...writtenRepetition(timetable) };
}

/** The repetition alone, as people write it. */
export function writtenRepetition({ weekdays, everyWeeks, isoWeeks, nth, since, until }: Omit<Repeated, keyof Hours>) {
  return {
    weekdays,
    everyWeeks,
    ...(isoWeeks && { isoWeeks }),
    ...(nth && { nth }),
    ...(since !== null && { since: plainDateOf(since) }),
    ...(until !== null && { until: plainDateOf(until) }),
  };
}
