import { sql } from "kysely";
import { type Day, dayOf, plainDateOf } from "../availability/calendar.ts";
import { type BusyTime, busyWindow, freeTimes as timesFreeIn } from "../availability/engine.ts";
import { absencesOf, openingsOf } from "../availability/timetables.ts";
import { type Asked, type Offer, offersOf } from "../establishments/offer.ts";
import type { Tx } from "../platform/db.ts";
import { type AgendaFacts, agendaOf, isChangedOnline, isOfferedTo, resourcesOf, ruleFor } from "./agenda-of.ts";
import type { Seeker } from "./seeker.ts";

/** A start at which someone could be seen; epoch milliseconds, without buffers. */
export interface FreeTime {
  practitionerId: string;
  siteId: string;
  zone: string;
  startMs: number;
  endMs: number;
}

export interface FreeTimesQuestion {
  /** One visit reason for each practitioner; without a site, at all of theirs. */
  asked: readonly Asked[];
  from: Temporal.PlainDate;
  /** Included. Both are local days of each site. */
  to: Temporal.PlainDate;
  now: Temporal.Instant;
  as: Seeker;
  /** An appointment looking for another time: its own place counts as free, and it keeps its length. */
  moving?: { id: string; durationMin: number };
}

/** The times that can be booked, by practitioner and in order of start. A constant number of queries, whatever the number of
 * practitioners and days. A practitioner who offers nothing has no entry. */
export async function freeTimes(tx: Tx, question: FreeTimesQuestion): Promise<Map<string, FreeTime[]>> {
  return freeTimesOf(tx, await offersOf(tx, question.asked), question);
}

/** The same for offers that are known already. */
export function freeTimesOf(
  tx: Tx,
  offers: readonly Offer[],
  question: Omit<FreeTimesQuestion, "asked">,
): Promise<Map<string, FreeTime[]>> {
  return timesOf(tx, offeredTo(offers, question), question);
}

/** The first `limit` free times of each practitioner at or after the day `from`, however far their horizon reaches.
 *
 * `within` so many days: nobody is looked at further. Looks three days ahead for everyone, two weeks for those with fewer times than asked,
 * then a quarter for those still without any, then a year, then as far as people may book: at most five times the constant number of queries. */
export async function nextFreeTimes(
  tx: Tx,
  { limit, within = 3650, ...question }: Omit<FreeTimesQuestion, "to"> & { limit: number; within?: number },
): Promise<Map<string, FreeTime[]>> {
  const found = new Map<string, FreeTime[]>();
  let offers = offeredTo(await offersOf(tx, question.asked), question);
  let from = question.from;
  for (const days of [2, fortnight, 90, 365, 3650].filter((days) => days <= within)) {
    if (offers.length === 0) break;
    const to = question.from.add({ days });
    for (const [id, times] of await timesOf(tx, offers, { ...question, from, to }))
      found.set(id, [...(found.get(id) ?? []), ...times].slice(0, limit));
    const enough = days < fortnight ? limit : 1;
    offers = offers.filter(
      (offer) => (found.get(offer.practitionerId)?.length ?? 0) < enough && reaches(offer, to, question.now),
    );
    from = to.add({ days: 1 });
  }
  return found;
}

const fortnight = 13;

function offeredTo(offers: readonly Offer[], { as, moving }: Pick<FreeTimesQuestion, "as" | "moving">): Offer[] {
  return offers.filter((offer) => (moving && as !== "staff" ? isChangedOnline(offer) : isOfferedTo(offer, as)));
}

async function timesOf(
  tx: Tx,
  offers: readonly Offer[],
  question: Omit<FreeTimesQuestion, "asked">,
): Promise<Map<string, FreeTime[]>> {
  const found = new Map<string, FreeTime[]>();
  const [first, last] = [dayOf(question.from), dayOf(question.to)];
  const factsOf = await factsBehind(tx, offers, first, last, question);
  for (const offer of offers) {
    const times = timesFreeIn(
      agendaOf(offer, factsOf(offer), question.as, question.now, question.moving?.durationMin),
      first,
      last,
    );
    if (times.length === 0) continue;
    const { practitionerId, siteId, zone } = offer;
    const list = times.map(({ startMs, endMs }) => ({ practitionerId, siteId, zone, startMs, endMs }));
    const others = found.get(practitionerId);
    found.set(practitionerId, others ? [...others, ...list].sort((a, b) => a.startMs - b.startMs) : list);
  }
  return found;
}

/** Loads what the engine must know of all these offers at once. */
export async function factsBehind(
  tx: Tx,
  offers: readonly Offer[],
  first: Day,
  last: Day,
  { as, now, moving }: Pick<FreeTimesQuestion, "as" | "now" | "moving">,
): Promise<(offer: Offer) => AgendaFacts> {
  if (offers.length === 0) return () => ({ openings: [], absences: [], busy: [], fullDays: new Set() });
  const practitionerIds = unique(offers.map((offer) => offer.practitionerId));
  const resourceIds = unique([...offers.flatMap(resourcesOf)]);

  const reasonIds = unique(offers.map((offer) => offer.reasonId));
  const openings = await openingsOf(tx, { practitionerIds, reasonIds, first, last });
  const absencesIn = await absencesOf(tx, { resourceIds, first, last });
  const busyOf = await busyAround(tx, { resourceIds, offers, first, last, as, now, moving });
  const fullDaysOf = await fullDays(tx, as === "new-patient" ? offers : [], first, last);

  const openingsBehind = Map.groupBy(openings, (o) => key(o.practitionerId, o.siteId, o.reasonId));
  return (offer) => {
    const resources = resourcesOf(offer);
    return {
      openings: (openingsBehind.get(key(offer.practitionerId, offer.siteId, offer.reasonId)) ?? []).map(
        (o) => o.timetable,
      ),
      absences: resources.flatMap((resource) => absencesIn(resource, offer.zone)),
      busy: resources.flatMap((resource) => busyOf.get(resource) ?? []),
      fullDays: fullDaysOf(offer),
    };
  };
}

type Busy = BusyTime & { siteId: string };

interface Span {
  resourceIds: readonly string[];
  offers: readonly Offer[];
  first: Day;
  last: Day;
  as: Seeker;
  now: Temporal.Instant;
  moving: FreeTimesQuestion["moving"];
}

/** What can stand in the way of these offers on these days, by resource. */
async function busyAround(tx: Tx, { resourceIds, offers, first, last, as, now, moving }: Span) {
  const windows = offers.map((offer) => {
    const reason = ruleFor(offer, as, moving?.durationMin);
    return busyWindow({ zone: offer.zone, reason }, first, last, offer.travelMin);
  });
  const from = instant(Math.min(...windows.map(({ startMs }) => startMs)));
  const to = instant(Math.max(...windows.map(({ endMs }) => endMs)));
  const { rows } = await sql<{ resourceId: string; siteId: string; fromMs: number[]; toMs: number[] }>`
    select * from busy_spans(${resourceIds}::uuid[], ${from}, ${to}, ${now}, ${moving?.id ?? null})`.execute(tx);
  const busy = new Map<string, Busy[]>();
  for (const { resourceId, siteId, fromMs, toMs } of rows) {
    const there = fromMs.map((startMs, i) => ({ startMs, endMs: toMs[i]!, siteId }));
    busy.set(resourceId, [...(busy.get(resourceId) ?? []), ...there]);
  }
  return busy;
}

/** The days on which each practitioner already receives as many new patients as he wants: no query when nobody counts them. */
async function fullDays(
  tx: Tx,
  offers: readonly Offer[],
  first: Day,
  last: Day,
): Promise<(offer: Offer) => ReadonlySet<Day>> {
  const counting = unique(
    offers.filter((offer) => offer.newPatientsPerDay !== null).map((offer) => offer.practitionerId),
  );
  if (counting.length === 0) return () => new Set();
  const { rows } = await sql<{ practitionerId: string; onDate: Temporal.PlainDate; patients: number }>`
    select * from new_patients_by_day(${counting}::uuid[], ${plainDateOf(first)}, ${plainDateOf(last)})`.execute(tx);
  return (offer) => {
    const quota = offer.newPatientsPerDay;
    if (quota === null) return new Set();
    if (quota === 0) return new Set(Array.from({ length: last - first + 1 }, (_, i) => first + i));
    return new Set(
      rows
        .filter((row) => row.practitionerId === offer.practitionerId && row.patients >= quota)
        .map((row) => dayOf(row.onDate)),
    );
  };
}

/** Whether people may book this later than `day` at all. */
function reaches(offer: Offer, day: Temporal.PlainDate, now: Temporal.Instant): boolean {
  const today = now.toZonedDateTimeISO(offer.zone).toPlainDate();
  return Temporal.PlainDate.compare(today.add(offer.bookingHorizon), day) > 0;
}

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}

function key(...ids: string[]): string {
  return ids.join(" ");
}

function unique<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
