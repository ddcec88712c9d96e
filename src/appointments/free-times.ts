import { sql } from "kysely";
import { type Day, dayOf, plainDateOf } from "../availability/calendar.ts";
import { type BusyTime, freeTimes as timesFreeIn } from "../availability/engine.ts";
import { absencesOf, openingsOf } from "../availability/timetables.ts";
import { clockOf } from "../availability/zone-clock.ts";
import { type Asked, type Offer, offersOf } from "../establishments/offer.ts";
import type { Tx } from "../platform/db.ts";
import { type AgendaFacts, agendaOf, isChangedOnline, isOfferedTo, resourcesOf } from "./agenda-of.ts";
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
  const offers = await offersFor(tx, question);
  return timesOf(tx, offers, question);
}

/** The first `limit` free times of each practitioner at or after the day `from`, however far their horizon reaches.
 *
 * `within` so many days: nobody is looked at further. Looks two weeks ahead for everyone, then a quarter for those still without, then a year, then as far as people may book: at most
 * four times the constant number of queries. */
export async function nextFreeTimes(
  tx: Tx,
  { limit, within = 3650, ...question }: Omit<FreeTimesQuestion, "to"> & { limit: number; within?: number },
): Promise<Map<string, FreeTime[]>> {
  const found = new Map<string, FreeTime[]>();
  let offers = await offersFor(tx, question);
  let from = question.from;
  for (const days of [13, 90, 365, 3650].filter((days) => days <= within)) {
    if (offers.length === 0) break;
    const to = question.from.add({ days });
    for (const [id, times] of await timesOf(tx, offers, { ...question, from, to }))
      found.set(id, times.slice(0, limit));
    offers = offers.filter((offer) => !found.has(offer.practitionerId) && reaches(offer, to, question.now));
    from = to.add({ days: 1 });
  }
  return found;
}

async function offersFor(
  tx: Tx,
  { asked, as, moving }: Pick<FreeTimesQuestion, "asked" | "as" | "moving">,
): Promise<Offer[]> {
  const offers = await offersOf(tx, asked);
  return offers.filter((offer) => (moving && as !== "staff" ? isChangedOnline(offer) : isOfferedTo(offer, as)));
}

async function timesOf(
  tx: Tx,
  offers: readonly Offer[],
  question: FreeTimesQuestion,
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
async function factsBehind(
  tx: Tx,
  offers: readonly Offer[],
  first: Day,
  last: Day,
  { as, now, moving }: Pick<FreeTimesQuestion, "as" | "now" | "moving">,
): Promise<(offer: Offer) => AgendaFacts> {
  if (offers.length === 0) return () => ({ openings: [], absences: [], busy: [], fullDays: new Set() });
  const practitionerIds = unique(offers.map((offer) => offer.practitionerId));
  const resourceIds = unique([...offers.flatMap(resourcesOf)]);

  const openings = await openingsOf(tx, {
    practitionerIds,
    reasonIds: unique(offers.map((offer) => offer.reasonId)),
    first,
    last,
  });
  const absencesIn = await absencesOf(tx, { resourceIds, first, last });
  const busyOf = await busyBetween(tx, { resourceIds, offers, first, last, now, moving });
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
  now: Temporal.Instant;
  moving: FreeTimesQuestion["moving"];
}

async function busyBetween(tx: Tx, { resourceIds, offers, first, last, now, moving }: Span) {
  const clocks = unique(offers.map((offer) => offer.zone)).map(clockOf);
  const from = Math.min(...clocks.map((clock) => clock.startOf(first - 1)));
  const to = Math.max(...clocks.map((clock) => clock.startOf(last + 3)));
  const { rows } = await sql<{ resourceId: string; fromMs: number; toMs: number; siteId: string }>`
    select * from busy_times(${resourceIds}::uuid[], ${instant(from)}, ${instant(to)}, ${now}, ${moving?.id ?? null})`.execute(
    tx,
  );
  const busy = new Map<string, Busy[]>();
  for (const { resourceId, fromMs, toMs, siteId } of rows) {
    const list = busy.get(resourceId);
    const time = { startMs: fromMs, endMs: toMs, siteId };
    if (list) list.push(time);
    else busy.set(resourceId, [time]);
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
