import type { Day } from "./calendar.ts";
import { type Range, union } from "./ranges.ts";
import { type OneOff, occurrencesOf, type Timetable } from "./recurrence.ts";
import type { VisitRule } from "./rules.ts";
import { minuteMs, type ZoneClock } from "./zone-clock.ts";

/**
 * Hours end at the latest on the day after they began. One day more is for the zones that once skipped a whole date:
 * to know what reaches into some days, look at the hours that begin so many days before the first, or after the last.
 */
export const nightDays = 2;

/** Local days, both included, on the clock of a site. */
export interface Days {
  clock: ZoneClock;
  first: Day;
  last: Day;
}

/** The starts that these openings lay out on these days, in order, each once: every `stepMin` of real time. */
export function startsOn(days: Days, openings: readonly Timetable[], rule: VisitRule): number[] {
  if (!(rule.durationMin >= 1 && rule.stepMin >= 1))
    throw new RangeError("A visit lasts, and steps, a minute or more.");
  const durationMs = rule.durationMin * minuteMs;
  const stepMs = rule.stepMin * minuteMs;
  const starts: number[] = [];
  for (const { startMs, endMs } of openOn(days, openings))
    for (let ms = startMs; ms + durationMs <= endMs; ms += stepMs) if (isOn(days, ms)) starts.push(ms);
  return starts.sort((one, other) => one - other).filter((ms, i) => ms !== starts[i - 1]);
}

/**
 * The time open on these days, or reaching into them from the evening before. Openings that begin on one day are merged
 * where they touch or overlap; those that begin on two days stay two, each with its own grid, however much they share.
 */
export function openOn({ clock, first, last }: Days, openings: readonly Timetable[]): Range[] {
  const occurrences = openings
    .flatMap((opening) => occurrencesOf(opening, first - nightDays, last))
    .filter((hours) => isEverShown(clock, hours));
  const byDay = Map.groupBy(occurrences, ({ on }) => on);
  return [...byDay.values()].flatMap((sameDay) => union(sameDay.map((hours) => rangeOf(clock, hours))));
}

/** The time these hours take on this clock: none at all when the spring gap pushes their beginning past their end. */
export function rangeOf(clock: ZoneClock, { on, fromMin, toMin }: OneOff): Range {
  const endsOn = toMin > fromMin ? on : on + 1;
  return { startMs: clock.instantOf(on, fromMin), endMs: clock.instantOf(endsOn, toMin) };
}

/** False for hours that lie wholly in the spring gap: shifted forward they would open a time nobody meant. */
function isEverShown(clock: ZoneClock, { on, fromMin, toMin }: OneOff): boolean {
  const endsOn = toMin > fromMin ? on : on + 1;
  return clock.firstInstantFrom(on, fromMin) < clock.firstInstantFrom(endsOn, toMin);
}

function isOn({ clock, first, last }: Days, instantMs: number): boolean {
  const day = clock.dayOf(instantMs);
  return day >= first && day <= last;
}
