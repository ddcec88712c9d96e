import { sql } from "kysely";
import { absencesOpenTo, stretchesOf } from "../availability/absences.ts";
import { type Day, dayOf, plainDateOf } from "../availability/calendar.ts";
import { type Agenda, refusalAt, refusalOfDay, type SlotRefusal, timesOn } from "../availability/engine.ts";
import { type HolidayName, holidaysOf } from "../availability/holidays.ts";
import { openingsOpenTo } from "../availability/openings.ts";
import { beginsOn } from "../availability/recurrence.ts";
import { clockOf, minuteMs } from "../availability/zone-clock.ts";
import { type Asked, type Offer, offerOf } from "../establishments/offer.ts";
import type { Tx } from "../platform/db.ts";
import { agendaOf, isOfferedTo, resourcesOf, ruleFor } from "./agenda-of.ts";
import { factsBehind } from "./free-times.ts";
import type { Seeker } from "./seeker.ts";

export interface Previewed extends Required<Asked> {
  /** For whom times are listed. */
  as: Seeker;
  now: Temporal.Instant;
}

/** Why nothing at all is shown to such a person, whatever the agenda says. */
export type NotShown = "not-online" | "staff-only" | "invited-only" | "known-only" | "no-new-patients";
/** Every answer to « why is this time not offered? ». */
export type WhyNot = SlotRefusal | NotShown;

/** The times of one local day that its openings lay out, each with what is said against it. */
export interface PreviewedDay {
  day: Day;
  times: { startMs: number; endMs: number; refusal: SlotRefusal | null }[];
  /** Why the whole day offers nothing; null when it does. */
  refusal: SlotRefusal | null;
}

export interface Preview {
  offer: Offer;
  /** Null: such people are shown the times that are free. */
  notShown: NotShown | null;
  days: PreviewedDay[];
}

/** What such a person is offered from one local day to another, both included, by the engine and the facts of the listing itself. Null when
 * the practitioner offers no such thing there. */
export async function previewTimes(
  tx: Tx,
  { from, to, ...asked }: Previewed & { from: Temporal.PlainDate; to: Temporal.PlainDate },
): Promise<Preview | null> {
  const found = await agendaFor(tx, asked, dayOf(from), dayOf(to));
  if (!found) return null;
  const { offer, agenda } = found;
  const days: PreviewedDay[] = [];
  for (let day = dayOf(from); day <= dayOf(to); day++)
    days.push({ day, times: timesOn(agenda, day), refusal: refusalOfDay(agenda, day) });
  return { offer, notShown: notShownTo(offer, asked.as), days };
}

/** What stands behind a refusal, so that it can be changed. Ids only of what the asking member of staff may see. */
export type Cause =
  | { kind: "absence"; id: string }
  | { kind: "appointment"; id: string; startsAt: Temporal.Instant; endsAt: Temporal.Instant; practitionerId: string }
  /** A time held by a form that is being filled, or something on an agenda that is not hers. */
  | { kind: "unseen" }
  | { kind: "holiday"; name: HolidayName }
  /** The opening would be there, if this day had not been given other hours or none. */
  | { kind: "exception"; openingId: string }
  /** The starts on either side that the openings do lay out, in epoch milliseconds. */
  | { kind: "neighbours"; before: number | null; after: number | null }
  | { kind: "closed"; what: "practitioner" | "site" | "reason" }
  | { kind: "rule" };

export interface Why {
  offer: Offer;
  startMs: number;
  endMs: number;
  /** Null: it is offered. */
  because: WhyNot | null;
  cause: Cause;
}

/** Why this very time is not offered to such a person, and what causes it. Null when the practitioner offers no such thing there. */
export async function whyNot(
  tx: Tx,
  { at, ...asked }: Previewed & { at: Temporal.PlainDateTime },
): Promise<Why | null> {
  const day = dayOf(at.toPlainDate());
  const found = await agendaFor(tx, asked, day, day);
  if (!found) return null;
  const { offer, agenda } = found;
  const startMs = clockOf(offer.zone).instantOf(day, at.hour * 60 + at.minute);
  const endMs = startMs + agenda.reason.durationMin * minuteMs;
  const because = notShownTo(offer, asked.as) ?? refusalAt(agenda, startMs);
  const cause = await causeOf(tx, { offer, agenda, because, startMs, endMs, day });
  return { offer, startMs, endMs, because, cause };
}

async function agendaFor(tx: Tx, { as, now, ...asked }: Previewed, first: Day, last: Day) {
  const offer = await offerOf(tx, asked);
  if (!offer) return null;
  const factsOf = await factsBehind(tx, [offer], first, last, { as, now });
  return { offer, agenda: agendaOf(offer, factsOf(offer), as, now) };
}

function notShownTo(offer: Offer, as: Seeker): NotShown | null {
  if (isOfferedTo(offer, as)) return null;
  if (!offer.booksOnline) return "not-online";
  if (offer.bookableBy === "staff") return "staff-only";
  if (offer.bookableBy === "invited") return "invited-only";
  return offer.bookableBy === "known" ? "known-only" : "no-new-patients";
}

interface Refused {
  offer: Offer;
  agenda: Agenda;
  because: WhyNot | null;
  startMs: number;
  endMs: number;
  day: Day;
}

function causeOf(tx: Tx, refused: Refused): Promise<Cause> | Cause {
  switch (refused.because) {
    case "absence":
      return absenceBehind(tx, refused);
    case "busy":
      return whatTakes(tx, refused);
    case "holiday":
      return holidayBehind(refused);
    case "outside-openings":
      return exceptionBehind(tx, refused);
    case "not-on-the-grid":
      return neighbours(refused);
    case "reason-inactive":
      return whatIsClosed(tx, refused);
    default:
      return { kind: "rule" };
  }
}

async function absenceBehind(tx: Tx, { offer, startMs, endMs, day }: Refused): Promise<Cause> {
  const [first, last] = [plainDateOf(day - 2), plainDateOf(day + 2)];
  const absences = await absencesOpenTo(tx, { resourceIds: resourcesOf(offer) });
  const found = absences.find((absence) =>
    stretchesOf(absence, first, last).some((stretch) => stretch.startMs < endMs && stretch.endMs > startMs),
  );
  return found ? { kind: "absence", id: found.id } : { kind: "unseen" };
}

/** The first appointment that lies in the way, buffers and the road included, of those one may see. */
async function whatTakes(tx: Tx, { offer, agenda, startMs, endMs }: Refused): Promise<Cause> {
  const { bufferBeforeMin, bufferAfterMin } = agenda.reason;
  const from = instant(startMs - bufferBeforeMin * minuteMs);
  const to = instant(endMs + bufferAfterMin * minuteMs);
  const road = sql`make_interval(mins => case when occupation.site_id = ${offer.siteId} then 0 else ${offer.travelMin}::integer end)`;
  const { rows } = await sql<Omit<Extract<Cause, { kind: "appointment" }>, "kind">>`
    select appointment.id, appointment.starts_at, appointment.ends_at, appointment.practitioner_id
    from occupation join appointment on appointment.id = occupation.appointment_id
    where occupation.resource_id = any (${resourcesOf(offer)}::uuid[])
      and occupation.occupied_from < ${to}::timestamptz + ${road} and occupation.occupied_to > ${from}::timestamptz - ${road}
      and occupation.occupied_from >= ${from.subtract({ hours: 48 })}
    order by occupation.occupied_from limit 1`.execute(tx);
  return rows[0] ? { kind: "appointment", ...rows[0] } : { kind: "unseen" };
}

/** A visit that runs past midnight may end on the holiday. */
function holidayBehind({ agenda: { holidays }, offer, startMs, endMs }: Refused): Cause {
  const clock = clockOf(offer.zone);
  for (let day = clock.dayOf(startMs); day <= clock.dayOf(endMs - 1); day++) {
    const found = holidaysOf(holidays, plainDateOf(day).year).find(({ on }) => on === day);
    if (found) return { kind: "holiday", name: found.name };
  }
  return { kind: "unseen" };
}

async function exceptionBehind(tx: Tx, { offer, startMs, endMs, agenda, day }: Refused): Promise<Cause> {
  const openings = await openingsOpenTo(tx, { practitionerId: offer.practitionerId });
  const found = openings.find(({ timetable, siteId, reasonIds }) => {
    if ("on" in timetable || siteId !== offer.siteId || !reasonIds.includes(offer.reasonId)) return false;
    if (!beginsOn(timetable, day) || !timetable.exceptions.some(({ on }) => on === day)) return false;
    const usual = { ...agenda, openings: [{ ...timetable, exceptions: [] }] };
    return refusalAt(usual, startMs) !== "outside-openings";
  });
  return found ? { kind: "exception", openingId: found.id } : neighbours({ agenda, startMs, endMs, day });
}

function neighbours({ agenda, startMs, day }: Pick<Refused, "agenda" | "startMs" | "endMs" | "day">): Cause {
  const starts = timesOn(agenda, day).map((time) => time.startMs);
  const before = starts.findLast((ms) => ms < startMs) ?? null;
  return { kind: "neighbours", before, after: starts.find((ms) => ms > startMs) ?? null };
}

async function whatIsClosed(tx: Tx, { offer }: Refused): Promise<Cause> {
  const { rows } = await sql<{ practitioner: boolean; site: boolean }>`
    select practitioner.active as practitioner, site.active as site from practitioner, site
    where practitioner.id = ${offer.practitionerId} and site.id = ${offer.siteId}`.execute(tx);
  if (!rows[0]?.practitioner) return { kind: "closed", what: "practitioner" };
  return { kind: "closed", what: rows[0].site ? "reason" : "site" };
}

/** Minutes, as such a person's visit lasts. */
export function lengthPreviewed(offer: Offer, as: Seeker): number {
  return ruleFor(offer, as).durationMin;
}

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
