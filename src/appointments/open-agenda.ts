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
  const openings = await openingsOf(tx, {
    practitionerIds: [offer.practitionerId],
    reasonIds: [offer.reasonId],
    first: day - 1,
    last: day,
  });
  const absencesIn = await absencesOf(tx, { resourceIds: time.resources, first: day - 1, last: day + 1 });
  const facts: AgendaFacts = {
    openings: openings.filter((opening) => opening.siteId === offer.siteId).map((opening) => opening.timetable),
    absences: time.resources.flatMap((resource) => absencesIn(resource, offer.zone)),
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

/** Writes down what is taken, one row per resource. The exclusion constraint has the last word: someone who took the time without
 * opening the agenda makes this fail, and asActor() looks a second time. */
export async function occupy(
  tx: Tx,
  { occupiedFrom, occupiedTo, resources }: Time,
  by: { establishmentId: string; siteId: string } & (
    | { status: "held"; holdId: string; expiresAt: Temporal.Instant }
    | { status: "taken"; appointmentId: string; overbooked?: boolean }
  ),
): Promise<void> {
  await tx
    .insertInto("occupation")
    .values(resources.map((resourceId) => ({ id: newId(), resourceId, occupiedFrom, occupiedTo, ...by })))
    .execute();
}

function timeOf({ offer, startsAt, seeker, durationMin }: Wanted): Time {
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

/** On the road between two sites, time further away matters too. */
function lockAndRead(tx: Tx, { offer, personId, now, exceptAppointment, exceptHold }: Wanted, time: Time) {
  const travelMs = offer.travelMin * minuteMs;
  const from = time.occupiedFrom.subtract({ milliseconds: travelMs });
  const to = time.occupiedTo.add({ milliseconds: travelMs });
  return sql<{ personBusy: boolean; fromMs: number; toMs: number; siteId: string }>`
    select person_busy, from_ms, to_ms, site_id from open_agenda(${time.resources}::uuid[], ${personId}, ${from}, ${to}, ${now},
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
