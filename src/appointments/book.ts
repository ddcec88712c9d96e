import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { type Offer, offerOf } from "../establishments/offer.ts";
import { linkedFile } from "../patients/linked-file.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { once } from "../platform/idempotency.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import { isOfferedTo } from "./agenda-of.ts";
import { cancelWithin } from "./cancel.ts";
import { deadlinesOf } from "./deadlines.ts";
import type { HoldRefusal, Slot } from "./hold.ts";
import { occupy, openAgenda, type Time } from "./open-agenda.ts";
import { type Standing, standingOf } from "./standing.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "appointment-booked": { appointmentId: string };
  }
}

export interface Booking {
  slot: Slot;
  /** The visitor's hold on that time, when there still is one. */
  holdId: string | null;
  /** For whom: someone the user may act for. */
  personId: string;
  wordsForPractice: string | null;
  /** Another visit to the same specialty within six days: keep both, or let this one replace it. Undecided: it is asked. */
  whenClose?: "keep" | "replace" | undefined;
  /** Made when the form was shown: whoever repeats the request gets the first answer again. */
  key: string;
  by: Extract<Actor, { kind: "user" }>;
  now: Temporal.Instant;
}

export type BookRefusal =
  | HoldRefusal
  | "blocked"
  | "too-young"
  | "too-old"
  | "too-many-ahead"
  | "close-to-another"
  | "not-replaceable";
export type BookOutcome =
  | { done: true; appointmentId: string }
  | { done: false; because: BookRefusal; closeTo?: string };

/** Books this time: the appointment, what it occupies, its history and the promise of its mail, all of it or none.
 *
 * Every rule of the listing is checked again here, on what is true now; nothing of the request is believed but the choice itself.
 * A hold that expired meanwhile is no obstacle as long as the time is still free. */
export async function bookAppointment(db: Db, booking: Booking): Promise<BookOutcome> {
  const { slot, personId, wordsForPractice, whenClose, key } = booking;
  const request = { ...slot, startsAt: slot.startsAt.toString(), personId, wordsForPractice, whenClose };
  return asActor(db, booking.by, (tx) =>
    once<BookOutcome>(tx, { key, request, keeps: ({ done }) => done }, () => book(tx, booking)),
  );
}

async function book(tx: Tx, booking: Booking): Promise<BookOutcome> {
  const { slot, personId, by, now } = booking;
  const holdId = await ownHold(tx, booking.holdId);
  const offer = await offerOf(tx, slot);
  const standing = offer && (await standingOf(tx, { personId, establishmentId: offer.establishmentId, now }));
  if (!offer || !standing) return { done: false, because: "not-found" };

  const seeker = standing.isKnown ? "known-patient" : "new-patient";
  const opened = await openAgenda(tx, { offer, startsAt: slot.startsAt, seeker, now, personId, exceptHold: holdId });
  const already = await bookedFrom(tx, booking.holdId);
  if (already) return { done: true, appointmentId: already };
  const personal = refusalTo(standing, offer, slot.startsAt) ?? (await refusalByOtherVisits(tx, standing, offer, now));
  if (personal) return { done: false, because: personal };
  if (!opened.free) return { done: false, because: opened.because };

  const close = await closeVisit(tx, standing, offer, slot.startsAt);
  if (close && !booking.whenClose) return { done: false, because: "close-to-another", closeTo: close };
  if (close && booking.whenClose === "replace") {
    const freed = await cancelWithin(tx, { id: close, by, reason: null, now });
    if (!freed.done) return { done: false, because: "not-replaceable" };
  }

  const appointmentId = await write(tx, { ...booking, holdId }, offer, standing, opened.time);
  await announce(tx, "appointment-booked", { appointmentId });
  return { done: true, appointmentId };
}

/** The hold named in the request, if it is this visitor's or this user's: another's keeps its time. */
async function ownHold(tx: Tx, id: string | null): Promise<string | null> {
  if (!id) return null;
  const hold = await tx.selectFrom("hold").select("id").where("id", "=", id).executeTakeFirst();
  return hold?.id ?? null;
}

/** What was already booked from this hold, in another tab or by a second click: asked under the lock. */
async function bookedFrom(tx: Tx, holdId: string | null): Promise<string | null> {
  if (!holdId) return null;
  const appointment = await tx.selectFrom("appointment").select("id").where("holdId", "=", holdId).executeTakeFirst();
  return appointment?.id ?? null;
}

/** Why this person may not book this online, whatever the time; null when he may. */
function refusalTo(standing: Standing, offer: Offer, startsAt: Temporal.Instant): BookRefusal | null {
  if (standing.isBlocked) return "blocked";
  if (offer.blockedAfterMissed !== null && standing.missed >= offer.blockedAfterMissed) return "blocked";
  if (!isOfferedTo(offer, standing.isKnown ? "known-patient" : "new-patient")) return "not-offered-online";
  const age = ageOn(standing.birthDate, startsAt.toZonedDateTimeISO(offer.zone).toPlainDate());
  if (offer.minAgeYears !== null && age < offer.minAgeYears) return "too-young";
  if (offer.maxAgeYears !== null && age > offer.maxAgeYears) return "too-old";
  return null;
}

/** Where the practice sets no limit: nobody empties an agenda alone. */
const mostAhead = 12;

/** Read under the lock on the person, so that two bookings at once cannot both be the last one allowed. */
async function refusalByOtherVisits(
  tx: Tx,
  standing: Standing,
  offer: Offer,
  now: Temporal.Instant,
): Promise<BookRefusal | null> {
  const { count } = await tx
    .selectFrom("appointment")
    .innerJoin("patient", "patient.id", "appointment.patientId")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("patient.personId", "=", standing.personId)
    .where("appointment.practitionerId", "=", offer.practitionerId)
    .where("appointment.status", "in", ["booked", "requested"])
    .where("appointment.startsAt", ">", now)
    .executeTakeFirstOrThrow();
  return count >= (offer.maxFutureAppointments ?? mostAhead) ? "too-many-ahead" : null;
}

/** Another visit of this person to the same specialty less than six days away, at any establishment. A discreet one is not told. */
async function closeVisit(
  tx: Tx,
  { personId }: Standing,
  offer: Offer,
  startsAt: Temporal.Instant,
): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select appointment.id
    from appointment join patient on patient.id = appointment.patient_id join practitioner on practitioner.id = appointment.practitioner_id
    where patient.person_id = ${personId} and appointment.status in ('booked', 'requested') and not appointment.is_discreet
      and appointment.starts_at > ${startsAt.subtract({ hours: 144 })} and appointment.starts_at < ${startsAt.add({ hours: 144 })}
      and (practitioner.specialty_codes && ${offer.specialtyCodes}::text[]
        or (${offer.specialtyCodes}::text[] = '{}' and practitioner.profession_code = ${offer.professionCode}))
    order by appointment.starts_at limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}

async function write(
  tx: Tx,
  { slot, holdId, wordsForPractice, now }: Booking,
  offer: Offer,
  standing: Standing,
  time: Time,
): Promise<string> {
  const { establishmentId, practitionerId, siteId, reasonId } = offer;
  const patientId = standing.patientId ?? (await linkedFile(tx, { personId: standing.personId, establishmentId, now }));
  const { cancellableUntil, movableUntil } = deadlinesOf(offer, time.startsAt);
  const id = newId();
  const whom = { establishmentId, patientId, practitionerId, siteId, visitReasonId: reasonId };
  await tx
    .insertInto("appointment")
    .values({
      id,
      ...whom,
      status: offer.needsConfirmation ? "requested" : "booked",
      startsAt: time.startsAt,
      endsAt: time.endsAt,
      zone: offer.zone,
      startsLocal: time.startsLocal,
      cancellableUntil,
      movableUntil,
      forNewPatient: !standing.isKnown,
      isDiscreet: offer.discreet,
      origin: "online",
      wordsForPractice,
      holdId,
      bookedAt: now,
    })
    .execute();
  if (holdId) await tx.deleteFrom("hold").where("id", "=", holdId).execute();
  await occupy(tx, time, { establishmentId, siteId, status: "taken", appointmentId: id });
  await remember(tx, "appointment-booked", {
    establishmentId,
    patientId,
    appointmentId: id,
    now,
    detail: { startsAt: slot.startsAt.toString() },
  });
  return id;
}

function ageOn(birthDate: Temporal.PlainDate, on: Temporal.PlainDate): number {
  return birthDate.until(on, { largestUnit: "years" }).years;
}
