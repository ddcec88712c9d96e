import { dayOf } from "../availability/calendar.ts";
import { namedAbsencesOf, openHoursOf } from "../availability/hours-of-agendas.ts";
import type { Range } from "../availability/ranges.ts";
import type { StaffActor } from "../patients/files.ts";
import type { Tx } from "../platform/db.ts";
import type { AgendaQuery } from "../pro-paths.ts";
import type { Desk } from "../team/desk.ts";
import { type AgendaOf, type AgendaSite, agendasOpenTo, placesOf } from "./agendas.ts";
import { type AgendaView, readAsked } from "./asked.ts";
import { type Column, columnsOf, isEmpty } from "./columns.ts";
import { DayClock } from "./day-clock.ts";
import { longestBufferMs, takenIn, visitsIn } from "./visits.ts";

/** What a member of staff sees of the agendas at one address. */
export interface AgendaSight {
  view: AgendaView;
  day: Temporal.PlainDate;
  /** On the clock of the place. */
  today: Temporal.PlainDate;
  now: Temporal.Instant;
  isDayOdd: boolean;
  /** Every agenda she may see, by family name. */
  agendas: AgendaOf[];
  places: AgendaSite[];
  /** The place asked for; null: all of them. */
  site: AgendaSite | null;
  /** Asked for, or the only one a phone shows; null: there is no agenda at all. */
  person: AgendaOf | null;
  /** Whether the address names that person. */
  isPersonAsked: boolean;
  /** Of a day, a practitioner each; of a week, a day each. */
  columns: Column[];
  /** Who does not receive that day. */
  away: AgendaOf[];
}

interface Asking {
  by: StaffActor;
  query: Record<string, string>;
  desk: Pick<Desk, "practitionerId">;
  now: Temporal.Instant;
}

/** Reads what the address asks for, or null when it names a practitioner or a place that this member of staff may not see. A constant number
 * of queries, however many practitioners and days. Whoever shows it owes the journal a line (lookAtAgenda). */
export async function readAgenda(tx: Tx, { by, query, desk, now }: Asking): Promise<AgendaSight | null> {
  const asked = readAsked(query);
  const agendas = await agendasOpenTo(tx);
  const places = placesOf(agendas);
  const site = places.find(({ id }) => id === asked.siteId) ?? null;
  const named = agendas.find(({ id }) => id === asked.practitionerId) ?? null;
  if ((asked.siteId && !site) || (asked.practitionerId && !named)) return null;

  const scope = agendas.filter((agenda) => agenda === named || isAt(agenda, site));
  const usual = scope.find(({ id }) => id === desk.practitionerId) ?? scope.find(({ active }) => active) ?? scope[0];
  const person = named ?? usual ?? null;
  const zone = (site ?? person?.sites[0])?.zone ?? "Europe/Paris";
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const day = asked.day ?? today;
  const isWeek = asked.view === "semaine";
  const monday = day.subtract({ days: day.dayOfWeek - 1 });
  const days = isWeek ? Array.from({ length: 7 }, (_, index) => monday.add({ days: index })) : [day];
  const people = isWeek ? (person ? [person] : []) : onlyAsked(scope, asked.view === "liste" ? named : null);

  const facts = await factsOf(tx, { by, people, days, now });
  const all = people.flatMap((agenda) =>
    days.map((each) => columnsOf(facts, { agenda, day: each, siteId: site?.id ?? null, now })),
  );
  const shown = isWeek ? shownOfWeek(all) : all.filter((columns) => columns.some(isKept(named)));
  const absent = isWeek ? [] : all.filter((columns) => !shown.includes(columns));
  return {
    ...{ view: asked.view, day, today, now, isDayOdd: asked.isDayOdd, agendas, places, site },
    person: isWeek || named ? person : (firstShown(shown, desk) ?? person),
    isPersonAsked: named !== null,
    columns: shown.flat(),
    away: absent.map(([column]) => column!.agenda).filter(({ active }) => active),
  };
}

/** The query that leads to this sight again. */
export function queryOf({ view, day, person, isPersonAsked, site }: AgendaSight): AgendaQuery {
  return {
    ...(view !== "jour" && { vue: view }),
    jour: day.toString(),
    ...((isPersonAsked || view === "semaine") && person && { praticien: person.id }),
    ...(site && { lieu: site.id }),
  };
}

function isAt({ sites }: AgendaOf, site: AgendaSite | null): boolean {
  return site === null || sites.some(({ id }) => id === site.id);
}

function onlyAsked(scope: AgendaOf[], named: AgendaOf | null): AgendaOf[] {
  return named ? [named] : scope;
}

/** Whoever is asked for is shown, even if he does not receive. */
function isKept(named: AgendaOf | null): (column: Column) => boolean {
  return (column) => column.agenda === named || !isEmpty(column);
}

/** Monday to Friday, and the end of the week as far as something happens on it. */
function shownOfWeek(all: Column[][]): Column[][] {
  const last = all.findLastIndex((columns) => columns.some((column) => !isEmpty(column)));
  return all.slice(0, Math.max(5, last + 1));
}

function firstShown(shown: Column[][], { practitionerId }: Asking["desk"]): AgendaOf | null {
  const columns = shown.flat();
  return (columns.find(({ agenda }) => agenda.id === practitionerId) ?? columns[0])?.agenda ?? null;
}

interface Around {
  by: StaffActor;
  people: readonly AgendaOf[];
  days: readonly Temporal.PlainDate[];
  now: Temporal.Instant;
}

async function factsOf(tx: Tx, { by, people, days, now }: Around) {
  if (people.length === 0) return { openHours: [], absences: [], taken: [], visits: [] };
  const practitionerIds = people.map(({ id }) => id);
  const [first, last] = [dayOf(days[0]!), dayOf(days.at(-1)!)];
  const range = rangeOver(people, first, last);
  const [openHours, absences, taken, visits] = await Promise.all([
    openHoursOf(tx, { practitionerIds, first, last }),
    namedAbsencesOf(tx, { practitionerIds, first, last }),
    takenIn(tx, { practitionerIds, range, now }),
    visitsIn(tx, by, { practitionerIds, range: widened(range) }),
  ]);
  return { openHours, absences, taken, visits };
}

/** From the first to the last instant of these days on any of their clocks. */
function rangeOver(people: readonly AgendaOf[], first: number, last: number): Range {
  const zones = [...new Set(people.flatMap(({ sites }) => sites.map(({ zone }) => zone)))];
  return {
    startMs: Math.min(...zones.map((zone) => new DayClock(zone, first).range.startMs)),
    endMs: Math.max(...zones.map((zone) => new DayClock(zone, last).range.endMs)),
  };
}

/** With the visits whose buffers alone reach into it. */
function widened({ startMs, endMs }: Range): Range {
  return { startMs: startMs - longestBufferMs, endMs: endMs + longestBufferMs };
}
