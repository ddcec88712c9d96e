import { decentHours, isDecent } from "../notices/hours.ts";
import { type Occasion, wishOf } from "../notices/preferences.ts";
import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Language } from "../platform/web.ts";
import { dayAndHour, phone, town } from "../ui/format.ts";
import { type Mail, type Paragraph, renderMail } from "../ui/mail.tsx";
import { type Words, wordsIn } from "../ui/words.ts";
import { changeByPatient } from "./appointment.ts";
import { calendarOf } from "./calendar-file.ts";
import { type AppointmentDetails, appointmentDetails, firstOf, phoneOf, practitionerName } from "./details.ts";
import { guestToken } from "./guest.ts";
import { type Reader, readersOf } from "./readers.ts";

/** What a job hands to its listener besides the ids. */
export interface Attempt {
  /** Nobody will try again after this. */
  lastTry: boolean;
}

/** What writing about an appointment needs: links are signed. */
export type Writer = Sender & { secret: string };

/** What changes from one mail about an appointment to another; all else they share. */
export interface Letter {
  /** `booked`, `moved`…: with the appointment's sequence it names the occasion, so that each is told once. */
  kind: string;
  /** What people choose to be told of, or not. */
  occasion: Occasion;
  subject: (t: Words<"appointments">, when: string) => string;
  opening: (t: Words<"appointments">) => string;
  /** Whether the calendar file goes with it. */
  calendar: boolean;
  notAfter?: Temporal.Instant;
}

const inTheirName: Actor = { kind: "system", job: "appointment-mails" };

/** The appointment as it is now, for a job; null when it has gone. */
export function appointmentForJob(sender: Sender, id: string): Promise<AppointmentDetails | null> {
  return asActor(sender.db, inTheirName, (tx) => appointmentDetails(tx, inTheirName, id));
}

/** Tells everyone who acts for the patient and did not choose otherwise, each in his language; a patient without account at the address of
 * the file. A discreet appointment is told to nobody. Nothing medical: date, hour, name and address of the practitioner, link. */
export async function mailAbout(
  sender: Writer,
  appointment: AppointmentDetails,
  letter: Letter,
  { lastTry }: Attempt,
): Promise<void> {
  if (appointment.isDiscreet) return;
  for (const to of await asActor(sender.db, inTheirName, (tx) => readersOf(tx, appointment, sender.now()))) {
    const { language, email: recipient, userId } = to;
    if (!recipient) continue;
    const t = wordsIn(language, "appointments");
    const when = dayAndHour(appointment.startsAt, appointment.zone, sender.now(), language);
    const subject = letter.subject(t, when);
    await sendNotice(sender, {
      occasion: `${letter.kind}:${appointment.sequence}`,
      kind: letter.kind,
      appointmentId: appointment.id,
      establishmentId: appointment.establishmentId,
      patientId: appointment.patientId,
      userId,
      recipient,
      language,
      subject,
      ...renderMail(bodyOf(sender, appointment, letter, to, subject)),
      ...(appointment.takesReplies && appointment.establishmentEmail && { replyTo: appointment.establishmentEmail }),
      ...(letter.calendar && { calendar: calendarPart(sender, appointment, language) }),
      ...(letter.notAfter && { notAfter: letter.notAfter }),
      isUnwanted: wishOf(to.choices, wishAbout(sender, appointment, letter, to)) !== "wanted",
      lastTry,
    });
  }
}

function wishAbout({ texter, now }: Sender, { zone }: AppointmentDetails, { occasion }: Letter, { phone }: Reader) {
  const canText = Boolean(texter && phone) && isDecent(now(), zone, decentHours.sms);
  return { occasion, channel: "mail", canText } as const;
}

function bodyOf(
  { publicUrl, secret, now }: Writer,
  appointment: AppointmentDetails,
  letter: Letter,
  to: Reader,
  subject: string,
): Mail {
  const t = wordsIn(to.language, "appointments");
  const isCancelled = appointment.status === "cancelled";
  const number = phone(phoneOf(appointment));
  const closing: Paragraph[] = isCancelled ? [] : [deadlineSentence(appointment, t, now(), to.language)];
  return {
    language: to.language,
    subject,
    now: now(),
    greeting: t("mail.hello", { name: firstOf(to.name) }),
    opening: [letter.opening(t)],
    panel: {
      at: appointment.startsAt,
      zone: appointment.zone,
      tone: isCancelled ? "past" : "sun",
      title: practitionerName(appointment),
      lines: [...forWhom(appointment, to), appointment.neutralName, `${appointment.street}, ${town(appointment)}`],
    },
    button: isCancelled
      ? { label: t("mail.again"), href: publicUrl + paths.practitioner(appointment.slug) }
      : { label: t("mail.open"), href: publicUrl + paths.linkedAppointment(guestToken(secret, appointment.id)) },
    closing,
    small: [
      ...(isCancelled ? [] : [t("mail.letters")]),
      t(appointment.takesReplies ? "mail.reply" : "mail.noReply", { phone: number }),
      ...(to.userId ? [{ words: t("mail.choose"), links: { choose: publicUrl + paths.notifications() } }] : []),
    ],
  };
}

/** Whoever acts for someone is told for whom: by a first name, and nothing more. */
function forWhom({ patientFirstNames }: AppointmentDetails, { isPatient, language }: Reader): string[] {
  return isPatient ? [] : [wordsIn(language, "appointments")("mail.forWhom", { name: firstOf(patientFirstNames) })];
}

function deadlineSentence(
  appointment: AppointmentDetails,
  t: Words<"appointments">,
  now: Temporal.Instant,
  language: Language,
): string {
  const number = phone(phoneOf(appointment));
  const change = changeByPatient(appointment, now);
  if (!change) return t("mail.byPhone", { phone: number });
  const deadline = dayAndHour(change.until, appointment.zone, now, language);
  return t(`mail.deadline.${change.what}`, { deadline, phone: number });
}

function calendarPart({ publicUrl, now }: Sender, appointment: AppointmentDetails, language: Language) {
  const method = appointment.status === "cancelled" ? ("CANCEL" as const) : ("PUBLISH" as const);
  return { method, content: calendarOf(appointment, { publicUrl, language, now: now() }) };
}
