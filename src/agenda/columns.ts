import { dayOf } from "../availability/calendar.ts";
import { openOn } from "../availability/grid.ts";
import { closedDays, type HolidayName, holidaysOf } from "../availability/holidays.ts";
import type { NamedAbsence, OpenHours } from "../availability/hours-of-agendas.ts";
import type { Range } from "../availability/ranges.ts";
import { clockOf, minuteMs } from "../availability/zone-clock.ts";
import type { AgendaOf, AgendaSite } from "./agendas.ts";
import { DayClock, rowMin } from "./day-clock.ts";
import { within, without } from "./stretches.ts";
import type { Taken, Visit } from "./visits.ts";

/** One day of one practitioner, on the clock of the place where he is. */
export interface Column {
  agenda: AgendaOf;
  day: Temporal.PlainDate;
  clock: DayClock;
  /** Where he is that day; if at several places, the first. */
  site: AgendaSite;
  /** By name of the law, whether or not the place works on them. */
  holidays: HolidayName[];
  /** One of them closes the place. */
  isClosed: boolean;
  /** When he receives, place by place: also under a visit, an absence, a holiday. */
  open: Place[];
  /** What is left of it, from now on. */
  free: Place[];
  absences: { id: string; label: string | null; range: Range }[];
  /** A patient is booking there at this moment. */
  held: Range[];
  /** In order of their beginning. */
  visits: Visit[];
}

export interface Place extends Range {
  site: AgendaSite;
}

/** All that is known of some agendas around some days. */
export interface AgendaFacts {
  openHours: readonly OpenHours[];
  absences: readonly NamedAbsence[];
  taken: readonly Taken[];
  visits: readonly Visit[];
}

interface Wanted {
  agenda: AgendaOf;
  day: Temporal.PlainDate;
  /** Only what is at this place. */
  siteId: string | null;
  now: Temporal.Instant;
}

/** The column of this practitioner and day; two when he is at places on different clocks that day. */
export function columnsOf(facts: AgendaFacts, wanted: Wanted): Column[] {
  const { agenda, siteId } = wanted;
  const here = agenda.sites.filter(({ id }) => siteId === null || id === siteId);
  const sites = here.length > 0 ? here : agenda.sites;
  const columns = [...Map.groupBy(sites, ({ zone }) => zone).values()].map((group, index) =>
    columnAt(facts, wanted, group, index === 0),
  );
  const busy = columns.filter((column) => !isEmpty(column));
  return busy.length > 0 ? busy : columns.slice(0, 1);
}

/** How many come: whoever was missed is not among them. */
export function comingIn({ visits }: Column): number {
  return visits.filter(({ status }) => status !== "missed").length;
}

/** Whether nothing happens: the practitioner does not receive that day. */
export function isEmpty({ open, visits, held }: Column): boolean {
  return open.length === 0 && visits.length === 0 && held.length === 0;
}

function columnAt(
  facts: AgendaFacts,
  { agenda, day, siteId, now }: Wanted,
  sites: readonly AgendaSite[],
  takesStrays: boolean,
): Column {
  const date = dayOf(day);
  const clock = new DayClock(sites[0]!.zone, date);
  const isHere = (place: string) =>
    sites.some(({ id }) => id === place) ||
    (takesStrays && siteId === null && !agenda.sites.some(({ id }) => id === place));
  const visits = facts.visits.filter(
    (visit) => visit.practitionerId === agenda.id && isHere(visit.siteId) && meets(visit, clock.range),
  );
  const open = sites.flatMap((site) => openAt(facts, agenda, site, clock)).sort((a, b) => a.startMs - b.startMs);
  const first = open[0]?.site ?? sites.find(({ id }) => id === visits[0]?.siteId) ?? sites[0]!;
  const isClosed = closedDays(first.holidays, date, date).length > 0;
  const absences = facts.absences
    .filter(({ resourceId }) => resourceId === agenda.id)
    .flatMap(({ id, label, ranges }) => within(ranges, clock.range).map((range) => ({ id, label, range })));
  const taken = facts.taken.filter((time) => time.practitionerId === agenda.id && meets(time, clock.range));
  const gone = { startMs: 0, endMs: startOfRow(now.epochMilliseconds) };
  const holes = [...taken, ...absences.map(({ range }) => range), gone];
  return {
    ...{ agenda, day, clock, site: first, isClosed, open, absences, visits },
    holidays: holidaysOf(first.holidays, day.year).flatMap(({ name, on }) => (on === date ? [name] : [])),
    free: isClosed ? [] : open.flatMap(({ site, ...range }) => freeOf(range, holes).map((left) => ({ site, ...left }))),
    held: heldOf(facts, agenda, taken).filter(({ siteId }) => isHere(siteId)),
  };
}

/** What is taken by no visit: a patient is booking it. No visit lies within such a time, unless it was overbooked there on purpose. */
function heldOf(facts: AgendaFacts, { id }: AgendaOf, taken: readonly Taken[]): Taken[] {
  const visits = facts.visits.filter(({ practitionerId }) => practitionerId === id);
  return taken.filter(
    ({ startMs, endMs }) => !visits.some((visit) => startMs <= visit.startMs && visit.endMs <= endMs),
  );
}

/** When he receives at this place on this day, what reaches into it from the evening before included. */
function openAt(facts: AgendaFacts, agenda: AgendaOf, site: AgendaSite, clock: DayClock): Place[] {
  const timetables = facts.openHours
    .filter(({ practitionerId, siteId }) => practitionerId === agenda.id && siteId === site.id)
    .map(({ timetable }) => timetable);
  const days = { clock: clockOf(site.zone), first: clock.day, last: clock.day };
  return within(openOn(days, timetables), clock.range).map((range) => ({ ...range, site }));
}

function freeOf(range: Range, holes: readonly Range[]): Range[] {
  return without([range], holes).filter(({ startMs, endMs }) => endMs - startMs >= rowMin * minuteMs);
}

function meets({ startMs, endMs }: Range, range: Range): boolean {
  return startMs < range.endMs && range.startMs < endMs;
}

function startOfRow(ms: number): number {
  return ms - (ms % (rowMin * minuteMs));
}
