import { type Day, dayOf } from "./calendar.ts";
import { openOn, rangeOf } from "./grid.ts";
import { closedDays, type HolidayName, type HolidayPolicy, holidaysOf } from "./holidays.ts";
import { nextDayOf, type PlannedOpening } from "./opening.ts";
import { occurrencesOf } from "./recurrence.ts";
import { clockOf, minuteMs } from "./zone-clock.ts";

/** Something about the openings of one practitioner that is allowed and perhaps not meant. */
export type OpeningWarning =
  /** Two openings meet for the first time on this day: at two sites, or at one for the same visit reasons. */
  | {
      kind: "overlap";
      openings: [PlannedOpening, PlannedOpening];
      on: Day;
      startMs: number;
      endMs: number;
      zone: string;
      isSameSite: boolean;
    }
  /** No opening ahead is long enough: for anyone, or for new patients only. */
  | { kind: "too-long" | "too-long-new"; reasonId: string; minutes: number; longestMin: number }
  | { kind: "no-opening"; reasonId: string }
  /** The practitioner receives there no more. */
  | { kind: "not-there"; opening: PlannedOpening }
  /** It is once only, on a day on which its site is closed. */
  | { kind: "holiday"; opening: PlannedOpening; on: Day; name: HolidayName }
  /** Its rule has no day at all ahead, and had none before. */
  | { kind: "never"; opening: PlannedOpening };

export interface OpeningsOfPractitioner {
  openings: readonly PlannedOpening[];
  /** What he offers, minutes as they last with him. */
  reasons: readonly { id: string; durationMin: number; newPatientDurationMin: number }[];
  /** Where he receives. */
  sites: readonly { id: string; zone: string; holidays: HolidayPolicy }[];
  today: Temporal.PlainDate;
}

/** How far ahead warnings look. */
const yearDays = 366;

/** All that someone who plans openings should perhaps know, the most urgent first. */
export function openingWarnings(asked: OpeningsOfPractitioner): OpeningWarning[] {
  return [
    ...overlaps(asked),
    ...outsideSites(asked),
    ...onHolidays(asked),
    ...neverAtAll(asked),
    ...unfitReasons(asked),
  ];
}

interface Occurrence {
  opening: PlannedOpening;
  on: Day;
  zone: string;
  startMs: number;
  endMs: number;
}

/** Each pair once, where it first meets. Openings of one site for different reasons may share their time. */
function overlaps(asked: OpeningsOfPractitioner): OpeningWarning[] {
  const found = new Map<string, OpeningWarning>();
  const ahead = occurrencesAhead(asked).sort((one, other) => one.startMs - other.startMs);
  for (const [i, one] of ahead.entries())
    for (let j = i + 1; j < ahead.length && ahead[j]!.startMs < one.endMs; j++) {
      const other = ahead[j]!;
      const pair = [one.opening.id, other.opening.id].sort().join();
      const isSameSite = one.opening.siteId === other.opening.siteId;
      if (one.opening === other.opening || found.has(pair) || (isSameSite && !sharesReason(one, other))) continue;
      const [startMs, endMs] = [other.startMs, Math.min(one.endMs, other.endMs)];
      const openings: [PlannedOpening, PlannedOpening] = [one.opening, other.opening];
      found.set(pair, { kind: "overlap", openings, on: one.on, startMs, endMs, zone: one.zone, isSameSite });
    }
  return [...found.values()];
}

function sharesReason(one: Occurrence, other: Occurrence): boolean {
  return one.opening.reasonIds.some((reason) => other.opening.reasonIds.includes(reason));
}

function occurrencesAhead({ openings, sites, today }: OpeningsOfPractitioner): Occurrence[] {
  const first = dayOf(today);
  return openings.flatMap((opening) => {
    const site = sites.find(({ id }) => id === opening.siteId);
    if (!site) return [];
    const clock = clockOf(site.zone);
    return occurrencesOf(opening.timetable, first, first + yearDays)
      .map((hours) => ({ opening, on: hours.on, zone: site.zone, ...rangeOf(clock, hours) }))
      .filter(({ startMs, endMs }) => startMs < endMs);
  });
}

function outsideSites({ openings, sites, today }: OpeningsOfPractitioner): OpeningWarning[] {
  return openings
    .filter(({ siteId }) => !sites.some(({ id }) => id === siteId))
    .filter((opening) => nextDayOf(opening, today) !== null)
    .map((opening) => ({ kind: "not-there", opening }));
}

function onHolidays({ openings, sites, today }: OpeningsOfPractitioner): OpeningWarning[] {
  return openings.flatMap((opening): OpeningWarning[] => {
    const { timetable, siteId } = opening;
    const site = sites.find(({ id }) => id === siteId);
    if (!("on" in timetable) || !site || timetable.on < dayOf(today)) return [];
    const { on } = timetable;
    if (closedDays(site.holidays, on, on).length === 0) return [];
    const year = today.add({ days: on - dayOf(today) }).year;
    const { name } = holidaysOf(site.holidays, year).find((holiday) => holiday.on === on)!;
    return [{ kind: "holiday", opening, on, name }];
  });
}

function neverAtAll({ openings, today }: OpeningsOfPractitioner): OpeningWarning[] {
  return openings
    .filter(({ timetable }) => {
      if ("on" in timetable) return false;
      const { since, until } = timetable;
      const from = since === null ? today : today.add({ days: since - dayOf(today) });
      return (until === null || until >= dayOf(today)) && nextDayOf({ timetable }, from) === null;
    })
    .map((opening) => ({ kind: "never", opening }));
}

function unfitReasons({ openings, reasons, sites, today }: OpeningsOfPractitioner): OpeningWarning[] {
  const first = dayOf(today);
  return reasons.flatMap(({ id: reasonId, durationMin, newPatientDurationMin }): OpeningWarning[] => {
    const open = sites.flatMap(({ id, zone }) => {
      const forIt = openings.filter(({ siteId, reasonIds }) => siteId === id && reasonIds.includes(reasonId));
      return openOn(
        { clock: clockOf(zone), first, last: first + yearDays },
        forIt.map(({ timetable }) => timetable),
      );
    });
    if (open.length === 0) return [{ kind: "no-opening", reasonId }];
    const longestMin = Math.max(...open.map(({ startMs, endMs }) => (endMs - startMs) / minuteMs));
    if (longestMin < durationMin) return [{ kind: "too-long", reasonId, minutes: durationMin, longestMin }];
    if (longestMin >= newPatientDurationMin) return [];
    return [{ kind: "too-long-new", reasonId, minutes: newPatientDurationMin, longestMin }];
  });
}
