import { sql } from "kysely";
import { refusalAt } from "../availability/engine.ts";
import { minuteMs } from "../availability/zone-clock.ts";
import type { Offer } from "../establishments/offer.ts";
import type { Tx } from "../platform/db.ts";
import { agendaOf } from "./agenda-of.ts";
import { lockAndRead, type Taken, type Time, timeOf, timetablesAt } from "./open-agenda.ts";

/** What stands against a time, and what staff may pass over on purpose. `taken`: over another appointment, or a time that a patient holds;
 * `on-the-road`: too little time to come from another site; `overlaps-own`: the patient has another visit of the establishment then. */
export type Warning = "outside-openings" | "holiday" | "absence" | "taken" | "on-the-road" | "overlaps-own";

/** What nobody passes over. `not-for-this-practitioner`: there is no such reason with her at that site; `closed`: practitioner, site or reason no
 * longer active; `before-today`: on the clock of the site; `no-such-length`: not 1 to 720 whole minutes. */
export type NeverThen = "not-for-this-practitioner" | "closed" | "before-today" | "no-such-length";

export type TimeForStaffRefusal =
  | { done: false; because: NeverThen }
  | { done: false; because: "only-on-purpose"; warnings: Warning[] };

export interface WantedByStaff {
  offer: Offer;
  startsAt: Temporal.Instant;
  durationMin: number;
  patientId: string;
  now: Temporal.Instant;
  onPurpose: boolean;
  /** The appointment that is moved or changed. */
  except?: {
    id: string;
    /** What it took, when it stays where it stands and gets no longer: what is said against that was looked at before. */
    staysWithin: Occupied | null;
  };
}

interface Occupied {
  from: Temporal.Instant;
  to: Temporal.Instant;
  /** Agendas and rooms where it lies over another one. */
  overTaken: ReadonlySet<string>;
}

export type OpenedForStaff =
  | { free: true; time: Time; overTaken: ReadonlySet<string> }
  | ({ free: false } & TimeForStaffRefusal);

/** Opens the agendas for a decision of staff: may this time be taken, or what is said against it?
 *
 * Notices, horizons, quotas, late release and the grid are for patients. `overTaken` are the agendas and rooms that are taken already. */
export async function openForStaff(tx: Tx, wanted: WantedByStaff): Promise<OpenedForStaff> {
  const { offer, startsAt, durationMin, now, except } = wanted;
  if (!Number.isInteger(durationMin) || durationMin < 1 || durationMin > longestMin)
    return { free: false, done: false, because: "no-such-length" };
  if (dayAt(startsAt, offer.zone) < dayAt(now, offer.zone))
    return { free: false, done: false, because: "before-today" };

  const time = timeOf({ offer, startsAt, seeker: "staff", durationMin });
  const taken = await lockAndRead(tx, { offer, personId: null, now, exceptAppointment: except?.id ?? null }, time);
  const stays = except?.staysWithin ?? null;
  const { overTaken, isNews } = overTakenBy(taken, time, stays);
  const closing = stays ? null : await closingAt(tx, wanted, time);
  const isOnTheRoad = !stays && overTaken.size === 0 && isTooFar(taken, offer, time);
  const overlapsOwn = (await isBusyThen(tx, wanted, time)) && !stays;
  const warnings: Warning[] = [
    ...(closing ? [closing] : []),
    ...(isNews ? (["taken"] as const) : []),
    ...(isOnTheRoad ? (["on-the-road"] as const) : []),
    ...(overlapsOwn ? (["overlaps-own"] as const) : []),
  ];
  if (warnings.length > 0 && !wanted.onPurpose)
    return { free: false, done: false, because: "only-on-purpose", warnings };
  return { free: true, time, overTaken };
}

/** Twelve hours, as for a visit reason. */
const longestMin = 720;

/** The local day, `2027-03-30`: such texts sort as days do. */
export function dayAt(at: Temporal.Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toPlainDate().toString();
}

/** The engine that lists times says what closes this one; any minute of an opening will do. */
async function closingAt(tx: Tx, { offer, startsAt, durationMin, now }: WantedByStaff, time: Time) {
  const today = now.toZonedDateTimeISO(offer.zone).startOfDay().toInstant();
  const facts = { ...(await timetablesAt(tx, offer, time)), busy: [], fullDays: new Set<number>() };
  const agenda = agendaOf({ ...offer, active: true }, facts, "staff", today, durationMin);
  const everyMinute = { ...agenda, reason: { ...agenda.reason, stepMin: 1 } };
  const because = refusalAt(everyMinute, startsAt.epochMilliseconds);
  return because === "holiday" || because === "absence" || because === "outside-openings" ? because : null;
}

/** The agendas and rooms on which this time lies over another; `isNews`: over one that it did not lie over before. */
function overTakenBy(taken: readonly Taken[], { occupiedFrom, occupiedTo }: Time, stays: Occupied | null) {
  const overTaken = new Set<string>();
  let isNews = false;
  for (const row of taken) {
    if (!row.resourceId || !meets(row, occupiedFrom, occupiedTo, 0)) continue;
    const isKnown = stays !== null && meets(row, stays.from, stays.to, 0);
    if (!isKnown || stays.overTaken.has(row.resourceId)) overTaken.add(row.resourceId);
    isNews ||= !isKnown;
  }
  return { overTaken, isNews };
}

function isTooFar(taken: readonly Taken[], { siteId, travelMin }: Offer, { occupiedFrom, occupiedTo }: Time): boolean {
  return taken.some((row) => row.siteId !== siteId && meets(row, occupiedFrom, occupiedTo, travelMin));
}

function meets({ fromMs, toMs }: Taken, from: Temporal.Instant, to: Temporal.Instant, aroundMin: number): boolean {
  const aroundMs = aroundMin * minuteMs;
  return fromMs < to.epochMilliseconds + aroundMs && toMs > from.epochMilliseconds - aroundMs;
}

async function isBusyThen(tx: Tx, { patientId, except }: WantedByStaff, { startsAt, endsAt }: Time): Promise<boolean> {
  const { rows } = await sql<{ isBusy: boolean }>`
    select is_busy_then(${patientId}, ${startsAt}, ${endsAt}, ${except?.id ?? null}) as is_busy`.execute(tx);
  return rows[0]!.isBusy;
}
