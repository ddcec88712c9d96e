import { sql } from "kysely";
import { dayOf } from "../availability/calendar.ts";
import { refusalAt, type SlotRefusal } from "../availability/engine.ts";
import { absencesOf, openingsOf } from "../availability/timetables.ts";
import { minuteMs } from "../availability/zone-clock.ts";
import type { Offer } from "../establishments/offer.ts";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { type AgendaFacts, agendaOf, lengthFor, resourcesOf } from "./agenda-of.ts";
import type { Seeker } from "./seeker.ts";

/** A time someone wants to take. */
export interface Wanted {
  offer: Offer;
  startsAt: Temporal.Instant;
  seeker: Seeker;
  now: Temporal.Instant;
  /** Whose other visits it must not overlap; null while nobody is named. */
  personId: string | null;
  /** Minutes; an appointment that is moved keeps its own length. */
  durationMin?: number;
  /** The appointment being moved: its own time does not stand in its way. */
  exceptAppointment?: string | null;
  /** The hold being confirmed or replaced. */
  exceptHold?: string | null;
}

/** The time as it would be written down: the consultation, and what it occupies with its buffers. */
export interface Time {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  startsLocal: Temporal.PlainDateTime;
  occupiedFrom: Temporal.Instant;
  occupiedTo: Temporal.Instant;
  /** The practitioner's agenda, and the room when the visit needs one. */
  resources: string[];
}

export type TimeRefusal = SlotRefusal | "slot-taken" | "overlaps-own";
export type Opened = { free: true; time: Time } | { free: false; because: TimeRefusal };

/** Opens the agendas for a decision and takes it: may this time be taken?
 *
 * Until the transaction ends nobody else decides on these agendas, nor for this person. The engine that answers here is the one that
 * listed the time, on what is true now. */
export async function openAgenda(tx: Tx, wanted: Wanted): Promise<Opened> {
  const { offer, startsAt, seeker, now } = wanted;
  const time = timeOf(wanted);
  const day = dayOf(time.startsLocal.toPlainDate());

  const taken = await lockAndRead(tx, wanted, time);
  const facts: AgendaFacts = {
    ...(await timetablesAt(tx, offer, time)),
    busy: taken
      .filter((row) => !row.personBusy)
      .map(({ fromMs, toMs, siteId }) => ({ startMs: fromMs, endMs: toMs, siteId })),
    fullDays: new Set((await isFullOfNewPatients(tx, wanted, time)) ? [day] : []),
  };

  const because = refusalAt(agendaOf(offer, facts, seeker, now, wanted.durationMin), startsAt.epochMilliseconds);
  if (because) return { free: false, because: because === "busy" ? "slot-taken" : because };
  const overlapsOwn = taken.some(
    (row) => row.personBusy && row.fromMs < time.endsAt.epochMilliseconds && row.toMs > startsAt.epochMilliseconds,
  );
  return overlapsOwn ? { free: false, because: "overlaps-own" } : { free: true, time };
}

/** Writes down what is taken, one row per resource; `overTaken` are those that are taken already, on purpose. The exclusion constraint has the last word: someone who took the time without
 * opening the agenda makes this fail, and asActor() looks a second time. */
export async function occupy(
  tx: Tx,
  { occupiedFrom, occupiedTo, resources }: Time,
  by: { establishmentId: string; siteId: string } & (
    | { status: "held"; holdId: string; expiresAt: Temporal.Instant }
    | { status: "taken"; appointmentId: string }
  ),
  overTaken: ReadonlySet<string> = new Set(),
): Promise<void> {
  const rows = resources.map((resourceId) => {
    return { id: newId(), resourceId, occupiedFrom, occupiedTo, overbooked: overTaken.has(resourceId), ...by };
  });
  await tx.insertInto("occupation").values(rows).execute();
}

/** The time that this visit would take. */
export function timeOf({
  offer,
  startsAt,
  seeker,
  durationMin,
}: Pick<Wanted, "offer" | "startsAt" | "seeker" | "durationMin">): Time {
  const minutes = durationMin ?? lengthFor(offer, seeker);
  const endsAt = startsAt.add({ minutes });
  return {
    startsAt,
    endsAt,
    startsLocal: startsAt.toZonedDateTimeISO(offer.zone).toPlainDateTime(),
    occupiedFrom: startsAt.subtract({ minutes: offer.bufferBeforeMin }),
    occupiedTo: endsAt.add({ minutes: offer.bufferAfterMin }),
    resources: resourcesOf(offer),
  };
}

/** The openings and absences that decide about this time. */
export async function timetablesAt(
  tx: Tx,
  { practitionerId, reasonId, siteId, zone }: Offer,
  { startsLocal, resources }: Time,
): Promise<Pick<AgendaFacts, "openings" | "absences">> {
  const day = dayOf(startsLocal.toPlainDate());
  const asked = { practitionerIds: [practitionerId], reasonIds: [reasonId], first: day - 1, last: day };
  const openings = await openingsOf(tx, asked);
  const absencesIn = await absencesOf(tx, { resourceIds: resources, first: day - 1, last: day + 1 });
  return {
    openings: openings.filter((opening) => opening.siteId === siteId).map((opening) => opening.timetable),
    absences: resources.flatMap((resource) => absencesIn(resource, zone)),
  };
}

/** Something taken: on an agenda or a room, or, where `personBusy`, by another visit of the person. */
export interface Taken {
  resourceId: string | null;
  personBusy: boolean;
  fromMs: number;
  toMs: number;
  siteId: string;
}

/** Locks what this time takes, and reads what is taken around it: on the road between two sites, time further away matters too. */
export function lockAndRead(
  tx: Tx,
  {
    offer,
    personId,
    now,
    exceptAppointment,
    exceptHold,
  }: Pick<Wanted, "offer" | "personId" | "now" | "exceptAppointment" | "exceptHold">,
  time: Time,
): Promise<Taken[]> {
  const travelMs = offer.travelMin * minuteMs;
  const from = time.occupiedFrom.subtract({ milliseconds: travelMs });
  const to = time.occupiedTo.add({ milliseconds: travelMs });
  return sql<Taken>`
    select resource_id, person_busy, from_ms, to_ms, site_id from open_agenda(${time.resources}::uuid[], ${personId}, ${from}, ${to}, ${now},
      ${exceptAppointment ?? null}, ${exceptHold ?? null})`
    .execute(tx)
    .then(({ rows }) => rows);
}

async function isFullOfNewPatients(tx: Tx, { offer, seeker, exceptAppointment }: Wanted, time: Time): Promise<boolean> {
  if (seeker !== "new-patient" || offer.newPatientsPerDay === null) return false;
  const day = time.startsLocal.toPlainDate();
  const { rows } = await sql<{ patients: number }>`
    select patients from new_patients_by_day(array[${offer.practitionerId}]::uuid[], ${day}, ${day}, ${exceptAppointment ?? null})`.execute(
    tx,
  );
  return (rows[0]?.patients ?? 0) >= offer.newPatientsPerDay;
}
