import { type Context, Hono } from "hono";
import { bookForPatient } from "../appointments/book-for-patient.ts";
import { type CreatePatientOutcome, createPatient } from "../patients/create-patient.ts";
import { type FileTraits, fileTyped } from "../patients/file-typed.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { KeyReused, wasAnswered } from "../platform/idempotency.ts";
import { newId } from "../platform/ids.ts";
import { freeText, typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import {
  type Booking,
  type BookingAnswer,
  type BookingRefusal,
  hasSeenAll,
  readBooking,
  timesFrom,
  usualMinutes,
} from "./booking.ts";
import { dayBeside } from "./day-beside.ts";
import { NewAppointment } from "./new-appointment-view.tsx";
import { onPurposeOnly } from "./on-purpose.ts";
import { readWhen } from "./when-typed.ts";

type StaffActor = Extract<Actor, { kind: "staff" }>;

/** Booking for someone on the telephone: one form, that each of its buttons posts whole, so that nothing typed is lost on the way. */
export const newAppointmentPage = new Hono<Web>()
  .get(proPaths.newAppointment(), async (c) => {
    const booking = await read(c, c.req.query());
    return booking ? show(c, booking, {}, 200) : c.notFound();
  })
  .post(proPaths.newAppointment(), async (c) => {
    const typed = await typedIn(c);
    const { geste = "enregistrer" } = typed;
    const booking = await read(c, choicesIn(typed));
    if (!booking) return c.notFound();
    const isSaved = ["enregistrer", "quand-meme", "autre-personne"].includes(geste);
    if (!isSaved || typed.choisi || typed.horaire) return show(c, booking, {}, 200);
    return save(c, booking);
  });

function read(c: Context<Web>, typed: Record<string, string>): Promise<Booking | null> {
  const { db, desk, now } = c.var;
  const by = c.var.actor as StaffActor;
  return asActor(db, by, (tx) => readBooking(tx, { by, typed, ownAgenda: desk.practitionerId, now: now() }));
}

/** A button may choose a patient, a time, or take the patient back: from then on it is as if that had been typed. */
function choicesIn(typed: Record<string, string>): Record<string, string> {
  const { geste, choisi, horaire, ...rest } = typed;
  if (choisi) return { ...rest, patient: choisi, nouveau: "" };
  if (horaire) {
    const [lieu = "", jour = "", heure = ""] = horaire.split("|");
    return { ...rest, lieu, jour, heure };
  }
  switch (geste) {
    case "changer":
      return { ...rest, patient: "", nouveau: "" };
    case "nouveau":
      return { ...rest, patient: "", nouveau: "oui" };
    case "retrouver":
      return { ...rest, nouveau: "" };
    default:
      return typed;
  }
}

async function save(c: Context<Web>, booking: Booking) {
  const { typed } = booking;
  const when = readWhen(typed, booking.site.zone);
  const note = freeText({ most: 1000, tooLong: "booking.noteTooLong" }).safeParse(typed.note);
  const errors = {
    ...(!booking.patient &&
      !typed.nouveau && { q: typed.q?.trim() ? "booking.patientToChoose" : "booking.patientMissing" }),
    ...(when.ok ? {} : when.errors),
    ...(!note.success && { note: "booking.noteTooLong" }),
  };
  const file = typed.nouveau && !booking.patient ? fileTyped.safeParse(typed) : null;
  const fileErrors: Record<string, string> = {};
  for (const issue of file?.error?.issues ?? []) fileErrors[String(issue.path[0] ?? "form")] ??= issue.message;
  if (!when.ok || !note.success || Object.keys({ ...errors, ...fileErrors }).length > 0)
    return answer(c, booking, { errors, fileErrors }, 422);

  if (booking.patient && !hasSeenAll(booking) && !(await isRepeated(c, booking)))
    return answer(c, booking, { refusal: { because: "look-first" } }, 409);
  const opened = file?.data ? await openFile(c, booking, file.data) : null;
  if (opened?.done === false) {
    if (opened.because === "likely-duplicates") return answer(c, booking, { duplicates: opened.duplicates }, 409);
    return answer(c, booking, { fileErrors: { birthDate: "fields.birthDate.impossible" } }, 422);
  }
  const patientId = opened?.patientId ?? booking.patient!.id;
  return book(c, booking, {
    patientId,
    startsAt: when.when.startsAt,
    durationMin: when.when.durationMin,
    note: note.data,
  });
}

/** A second press of a form that was saved: what it brought about is no reason to ask. */
function isRepeated({ var: { db, actor } }: Context<Web>, { key }: Booking): Promise<boolean> {
  return asActor(db, actor, (tx) => wasAnswered(tx, key));
}

/** The new file, once however often the form is sent: a second press finds the one the first made. */
function openFile(c: Context<Web>, { fileKey, typed }: Booking, traits: FileTraits): Promise<CreatePatientOutcome> {
  const by = c.var.actor as StaffActor;
  const isAnother = typed.geste === "autre-personne";
  return createPatient(c.var.db, { key: fileKey, traits, isAnother, by, now: c.var.now() });
}

interface Wish {
  patientId: string;
  startsAt: Temporal.Instant;
  durationMin: number | null;
  note: string | null;
}

async function book(c: Context<Web>, booking: Booking, { patientId, startsAt, durationMin, note }: Wish) {
  const { agenda, site, reason, typed, key } = booking;
  const { db, now } = c.var;
  const by = c.var.actor as StaffActor;
  const withPatient = patientId === booking.patient?.id ? booking : await readWith(c, booking, patientId);
  const wish = {
    slot: { practitionerId: agenda.id, siteId: site.id, reasonId: reason.id, startsAt },
    patientId,
    durationMin: durationMin ?? usualMinutes(withPatient),
    note,
    tell: typed.prevenir === "oui",
    ...{ key, by, now: now() },
  };
  try {
    const outcome = await onPurposeOnly(typed, (onPurpose) => bookForPatient(db, { ...wish, onPurpose }));
    if (outcome.done) {
      const jour = startsAt.toZonedDateTimeISO(site.zone).toPlainDate().toString();
      return c.redirect(proPaths.agenda({ jour, praticien: agenda.id, geste: outcome.actId }), 303);
    }
    if (outcome.because === "not-found") return c.notFound();
    return answer(c, withPatient, { refusal: outcome }, 409);
  } catch (error) {
    if (!(error instanceof KeyReused)) throw error;
    return answer(c, { ...withPatient, key: newId() }, { refusal: { because: "already-saved" } }, 409);
  }
}

/** The same form once its new file is there. */
async function readWith(c: Context<Web>, booking: Booking, patientId: string): Promise<Booking> {
  const again = await read(c, { ...booking.typed, patient: patientId, nouveau: "", q: "" });
  return again ?? booking;
}

async function answer(c: Context<Web>, booking: Booking, said: BookingAnswer, status: 409 | 422) {
  const by = c.var.actor as StaffActor;
  const times = isAboutTime(said.refusal)
    ? await asActor(c.var.db, by, (tx) => timesFrom(tx, booking, c.var.now()))
    : booking.times;
  return show(c, { ...booking, times }, said, status);
}

/** The page, with the day beside the form; without, when a script asks for parts of the form alone. */
async function show(c: Context<Web>, booking: Booking, said: BookingAnswer, status: 200 | 409 | 422) {
  const { db, desk, now } = c.var;
  const by = c.var.actor as StaffActor;
  const isPart = c.req.header("x-part") === "form";
  const beside = isPart ? null : await asActor(db, by, (tx) => dayBeside(tx, booking, { by, desk, now: now() }));
  return c.render(<NewAppointment booking={booking} beside={beside} said={said} />, status);
}

function isAboutTime(refusal: BookingRefusal | undefined): boolean {
  return refusal !== undefined && refusal.because !== "look-first" && refusal.because !== "already-saved";
}
