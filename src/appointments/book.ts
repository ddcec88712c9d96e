import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { acknowledgeAtBooking, type Informed } from "../consents/acknowledge-at-booking.ts";
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
    /** `sequence`: as it stood when it was told; 0 when it is left out. */
    "appointment-booked": { appointmentId: string; sequence?: number };
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
  /** What the form said of the practice's notice; nothing, where no form was shown. */
  informed?: Informed;
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
    once<BookOutcome>(tx, { key, request, keeps: ({ done }) => done }, async () => {
      const hold = booking.holdId ? await holdOf(tx, booking.holdId) : null;
      return book(tx, booking, hold?.id ?? null);
    }),
  );
}

/** The same for the time this hold keeps, or null when the visitor has no such hold (any more). The hold is used once, whoever repeats the
 * request: its appointment is found again. */
export async function bookHeld(
  db: Db,
  booking: Omit<Booking, "slot" | "holdId" | "key"> & { holdId: string },
): Promise<BookOutcome | null> {
  return asActor(db, booking.by, async (tx) => {
    const hold = await holdOf(tx, booking.holdId);
    if (!hold) return null;
    const { practitionerId, siteId, visitReasonId: reasonId, startsAt } = hold;
    return book(tx, { ...booking, slot: { practitionerId, siteId, reasonId, startsAt } }, hold.id);
  });
}

async function book(tx: Tx, booking: Omit<Booking, "key">, ownHold: string | null): Promise<BookOutcome> {
  const { slot, personId, by, now } = booking;
  const offer = await offerOf(tx, slot);
  const standing = offer && (await standingOf(tx, { personId, establishmentId: offer.establishmentId, now }));
  if (!offer || !standing) return { done: false, because: "not-found" };

  const seeker = standing.isKnown ? "known-patient" : "new-patient";
  const opened = await openAgenda(tx, { offer, startsAt: slot.startsAt, seeker, now, personId, exceptHold: ownHold });
  const visits = await visitsOf(tx, standing, offer, booking);
  if (visits.fromThisHold) return { done: true, appointmentId: visits.fromThisHold };
  const personal = refusalTo(standing, offer, slot.startsAt) ?? refusalByOtherVisits(offer, visits);
  if (personal) return { done: false, because: personal };
  if (!opened.free) return { done: false, because: opened.because };

  const { close } = visits;
  if (close && !booking.whenClose) return { done: false, because: "close-to-another", closeTo: close };
  if (close && booking.whenClose === "replace") {
    const freed = await cancelWithin(tx, { id: close, by, reason: null, now });
    if (!freed.done) return { done: false, because: "not-replaceable" };
  }

  const appointmentId = await write(tx, { ...booking, holdId: ownHold }, offer, standing, opened.time);
  const { establishmentId } = offer;
  if (booking.informed && !standing.isInformed)
    await acknowledgeAtBooking(tx, { ...booking.informed, personId, establishmentId, now });
  await announce(tx, "appointment-booked", { appointmentId });
  return { done: true, appointmentId };
}

/** The hold named in the request, if it is this visitor's or this user's: another's keeps its time. */
function holdOf(tx: Tx, id: string) {
  return tx
    .selectFrom("hold")
    .select(["id", "practitionerId", "siteId", "visitReasonId", "startsAt"])
    .where("id", "=", id)
    .executeTakeFirst();
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

function refusalByOtherVisits(offer: Offer, { ahead }: Visits): BookRefusal | null {
  return ahead >= (offer.maxFutureAppointments ?? mostAhead) ? "too-many-ahead" : null;
}

/** What was booked already, by whoever may act for this person. */
interface Visits {
  /** From this very hold, in another tab or by a second click. */
  fromThisHold: string | null;
  /** How many to come with this practitioner. */
  ahead: number;
  /** Another one to the same specialty less than six days away, at any establishment. A discreet one is not told. */
  close: string | null;
}

/** Read under the locks, so that of two bookings at once the second sees the first. */
async function visitsOf(
  tx: Tx,
  { personId }: Standing,
  { practitionerId, specialtyCodes, professionCode }: Offer,
  { slot, holdId, now }: Pick<Booking, "slot" | "holdId" | "now">,
): Promise<Visits> {
  const [from, to] = [slot.startsAt.subtract({ hours: 144 }), slot.startsAt.add({ hours: 144 })];
  const { rows } = await sql<Visits>`
    select (select id from appointment where hold_id = ${holdId}) as from_this_hold,
      count(*) filter (where appointment.practitioner_id = ${practitionerId} and appointment.starts_at > ${now}) as ahead,
      (array_agg(appointment.id order by appointment.starts_at) filter (
        where not appointment.is_discreet and appointment.starts_at > ${from} and appointment.starts_at < ${to}
          and (practitioner.specialty_codes && ${specialtyCodes}::text[]
            or (${specialtyCodes}::text[] = '{}' and practitioner.profession_code = ${professionCode}))))[1] as close
    from appointment join patient on patient.id = appointment.patient_id join practitioner on practitioner.id = appointment.practitioner_id
    where patient.person_id = ${personId} and appointment.status in ('booked', 'requested')
      and (appointment.starts_at > ${from} or appointment.starts_at > ${now})`.execute(tx);
  return rows[0]!;
}

async function write(
  tx: Tx,
  { slot, holdId, wordsForPractice, now }: Omit<Booking, "key">,
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
