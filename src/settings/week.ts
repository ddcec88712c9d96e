import { type DeclaredAbsence, stretchesOf } from "../availability/absences.ts";
import { type Day, dayOf, isoWeekOf, plainDateOf, weekOf } from "../availability/calendar.ts";
import { closedDays, type HolidayName, holidaysOf } from "../availability/holidays.ts";
import type { PlannedOpening } from "../availability/opening.ts";
import { type Hours, occurrencesOf } from "../availability/recurrence.ts";
import { clockOf, minuteMs } from "../availability/zone-clock.ts";
import type { SiteKept } from "./agendas-kept.ts";

/** A week of one practitioner, as it is drawn: Monday first. */
export interface Week {
  monday: Temporal.PlainDate;
  number: number;
  days: WeekDay[];
  /** The hours that are drawn, whole ones; `toHour` is excluded. */
  fromHour: number;
  toHour: number;
}

export interface WeekDay {
  on: Day;
  date: Temporal.PlainDate;
  /** The public holiday, and whether the sites are closed for it. */
  holiday: { name: HolidayName; isClosed: boolean } | null;
  blocks: Block[];
  away: Away[];
}

/** An opening on one day. Those that meet lie side by side: lane 0 is the first of `lanes`. */
export interface Block extends Hours {
  opening: PlannedOpening;
  on: Day;
  /** Its hours are not those of the rule. */
  isException: boolean;
  /** Other hours of the same opening lie on this day too. */
  isOneOfSeveral: boolean;
  /** Minutes of the day, 0 to 1440, as far as this day goes. */
  endMin: number;
  lane: number;
  lanes: number;
}

/** An absence, as far as it covers this day; minutes of the day. */
export interface Away {
  absence: DeclaredAbsence;
  fromMin: number;
  endMin: number;
}

/** The week that holds this day, with what is open in it and what closes it. `sites` are the practitioner's; local days and hours are those
 * of each opening's site, and of the first one for absences. */
export function weekOfDay(
  day: Temporal.PlainDate,
  {
    openings,
    absences,
    sites,
  }: { openings: readonly PlannedOpening[]; absences: readonly DeclaredAbsence[]; sites: readonly SiteKept[] },
): Week {
  const first = weekOf(dayOf(day)) * 7 - 3;
  const days = Array.from({ length: 7 }, (_, i) => first + i).map((on): WeekDay => {
    return {
      on,
      date: plainDateOf(on),
      holiday: holidayOn(on, sites),
      blocks: sideBySide(blocksOf(openings, on)),
      away: absences.flatMap((absence) => awayOn(absence, on, sites[0]?.zone ?? absence.zone)),
    };
  });
  const blocks = days.flatMap((each) => each.blocks);
  return {
    monday: plainDateOf(first),
    number: isoWeekOf(first),
    days,
    fromHour: Math.min(8, ...blocks.map(({ fromMin }) => Math.floor(fromMin / 60))),
    toHour: Math.max(19, ...blocks.map(({ endMin }) => Math.ceil(endMin / 60))),
  };
}

/** The holiday of this day, closed when any of these sites is closed for it. */
export function holidayOn(on: Day, sites: readonly Pick<SiteKept, "holidays">[]): WeekDay["holiday"] {
  const { year } = plainDateOf(on);
  for (const { holidays } of sites) {
    const found = holidaysOf(holidays, year).find((holiday) => holiday.on === on);
    if (found)
      return { name: found.name, isClosed: sites.some((site) => closedDays(site.holidays, on, on).length > 0) };
  }
  return null;
}

function blocksOf(openings: readonly PlannedOpening[], on: Day): Omit<Block, "lane" | "lanes">[] {
  return openings.flatMap((opening) => {
    const { timetable } = opening;
    const isException = !("on" in timetable) && timetable.exceptions.some((exception) => exception.on === on);
    const occurrences = occurrencesOf(timetable, on, on);
    return occurrences.map(({ fromMin, toMin }) => {
      const endMin = toMin > fromMin ? toMin : 24 * 60;
      return { opening, on, fromMin, toMin, endMin, isException, isOneOfSeveral: occurrences.length > 1 };
    });
  });
}

function awayOn(absence: DeclaredAbsence, on: Day, zone: string): Away[] {
  const clock = clockOf(zone);
  const [startMs, endMs] = [clock.startOf(on), clock.startOf(on + 1)];
  const minuteAt = (ms: number) => Math.round((ms + clock.offsetAt(ms)) / minuteMs) - on * 24 * 60;
  return stretchesOf(absence, plainDateOf(on - 2), plainDateOf(on + 1))
    .filter((stretch) => stretch.startMs < endMs && stretch.endMs > startMs)
    .map((stretch) => ({
      absence,
      fromMin: stretch.startMs <= startMs ? 0 : minuteAt(stretch.startMs),
      endMin: stretch.endMs >= endMs ? 24 * 60 : minuteAt(stretch.endMs),
    }));
}

/** Lays what overlaps side by side, in as few lanes as can be. */
function sideBySide(blocks: readonly Omit<Block, "lane" | "lanes">[]): Block[] {
  const placed: Block[] = [];
  let group: Block[] = [];
  let ends: number[] = [];
  for (const block of blocks.toSorted((one, other) => one.fromMin - other.fromMin || other.endMin - one.endMin)) {
    if (ends.every((end) => end <= block.fromMin)) [group, ends] = [[], []];
    const free = ends.findIndex((end) => end <= block.fromMin);
    const lane = free === -1 ? ends.length : free;
    ends[lane] = block.endMin;
    const laid = { ...block, lane, lanes: 1 };
    group.push(laid);
    placed.push(laid);
    for (const each of group) each.lanes = ends.length;
  }
  return placed;
}
