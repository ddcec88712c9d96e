import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { type Offer, offerOf } from "../establishments/offer.ts";
import { filesOpenTo } from "../patients/files.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { once } from "../platform/idempotency.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import { addLine, beginAct, type Staff } from "./act.ts";
import { lengthFor } from "./agenda-of.ts";
import { deadlinesOf } from "./deadlines.ts";
import type { Slot } from "./hold.ts";
import { keepsAgenda } from "./lock-for-staff.ts";
import { occupy } from "./open-agenda.ts";
import { type OpenedForStaff, openForStaff, type TimeForStaffRefusal } from "./time-for-staff.ts";
import { writeNote } from "./write-note.ts";

export interface BookingForPatient {
  slot: Slot;
  /** A file of the establishment. */
  patientId: string;
  /** Minutes; left out, as long as the reason takes with this practitioner, for someone new or known. */
  durationMin?: number | undefined;
  /** For colleagues; the patient does not see it. At most 1000 characters. */
  note?: string | null | undefined;
  /** Whether the patient is to be told; reminders leave all the same. */
  tell: boolean;
  /** Outside openings, over an absence, a holiday, or time that is taken. */
  onPurpose?: boolean | undefined;
  /** Made when the form was shown: whoever repeats the request gets the first answer again. */
  key: string;
  by: Staff;
  now: Temporal.Instant;
}

export type BookForPatientOutcome =
  | { done: true; appointmentId: string; actId: string; overbooked: boolean }
  | { done: false; because: "not-found" }
  | TimeForStaffRefusal;

/** Staff book a time for a patient of theirs: earlier today as well, for who is there already, but on no day before. The rules that keep patients from
 * booking online, such as notices, quotas or a block, do not bind staff. */
export async function bookForPatient(db: Db, booking: BookingForPatient): Promise<BookForPatientOutcome> {
  const { by, now, key, ...choice } = booking;
  const request = { ...choice, slot: { ...choice.slot, startsAt: choice.slot.startsAt.toString() } };
  return asActor(db, by, (tx) =>
    once<BookForPatientOutcome>(tx, { key, request, keeps: ({ done }) => done }, () => book(tx, booking)),
  );
}

async function book(tx: Tx, booking: BookingForPatient): Promise<BookForPatientOutcome> {
  const { slot, patientId, tell, onPurpose = false, by, now } = booking;
  const isNew = await isNewPatient(tx, { patientId, by, now });
  if (isNew === null || !(await keepsAgenda(tx, slot.practitionerId))) return { done: false, because: "not-found" };
  const offer = await offerOf(tx, slot);
  if (!offer || offer.establishmentId !== by.establishmentId)
    return { done: false, because: "not-for-this-practitioner" };
  if (!offer.active) return { done: false, because: "closed" };

  const durationMin = booking.durationMin ?? lengthFor(offer, isNew ? "new-patient" : "known-patient");
  const { startsAt } = slot;
  const opened = await openForStaff(tx, { offer, startsAt, durationMin, patientId, now, onPurpose });
  if (!opened.free) {
    const { free: _, ...answer } = opened;
    return answer;
  }
  const appointmentId = await write(tx, booking, { offer, opened, isNew });
  const act = await beginAct(tx, { kind: "book", by, now });
  await addLine(tx, act, { appointmentId, before: null, versionAfter: 1, tells: tell });
  await announce(tx, "reminders-to-plan", { appointmentId });
  return { done: true, appointmentId, actId: act.id, overbooked: opened.overTaken.size > 0 };
}

/** Not seen here in 36 months, and not called known by the staff; null: no file of this establishment, or one that was joined to another. */
async function isNewPatient(
  tx: Tx,
  { patientId, by, now }: Pick<BookingForPatient, "patientId" | "by" | "now">,
): Promise<boolean | null> {
  const found = await filesOpenTo(tx, by)
    .select(
      sql<boolean>`not patient.is_known and not exists (select from appointment where appointment.patient_id = patient.id
        and status = 'seen' and starts_at > ${now.toString()}::timestamptz - interval '36 months')`.as("isNew"),
    )
    .where("patient.id", "=", patientId)
    .executeTakeFirst();
  return found?.isNew ?? null;
}

type Free = Extract<OpenedForStaff, { free: true }>;

async function write(
  tx: Tx,
  { patientId, note, by, now }: BookingForPatient,
  { offer, opened, isNew }: { offer: Offer; opened: Free; isNew: boolean },
): Promise<string> {
  const { time, overTaken } = opened;
  const { startsAt, endsAt, startsLocal } = time;
  const { establishmentId, practitionerId, siteId, reasonId, zone } = offer;
  const id = newId();
  await tx
    .insertInto("appointment")
    .values({
      ...{ id, establishmentId, patientId, practitionerId, siteId, visitReasonId: reasonId },
      ...{ status: "booked", startsAt, endsAt, startsLocal, zone },
      ...deadlinesOf(offer, startsAt),
      ...{ forNewPatient: isNew, isDiscreet: offer.discreet, overbooked: overTaken.size > 0 },
      ...{ origin: "staff", bookedAt: now },
    })
    .execute();
  await occupy(tx, time, { establishmentId, siteId, status: "taken", appointmentId: id }, overTaken);
  if (note) await writeNote(tx, { appointmentId: id, note, by, now });
  const detail = { version: 1, startsAt: startsAt.toString() };
  await remember(tx, "appointment-booked", { establishmentId, patientId, appointmentId: id, now, detail });
  return id;
}
