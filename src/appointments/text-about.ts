import { decentHours, nextDecent } from "../notices/hours.ts";
import { type Occasion, wishOf } from "../notices/preferences.ts";
import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { announce } from "../platform/jobs.ts";
import { fitForSms } from "../platform/sms-text.ts";
import { dayAndHour, phone } from "../ui/format.ts";
import { type Words, wordsIn } from "../ui/words.ts";
import { changeByPatient } from "./appointment.ts";
import { type AppointmentDetails, firstOf, phoneOf, practitionerName } from "./details.ts";
import type { Attempt } from "./mail-about.ts";
import { type Reader, readersOf } from "./readers.ts";
import { shortened } from "./short-link.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    /** A text that waited for the morning. */
    "text-due": { appointmentId: string; about: TextKind; sequence?: number };
  }
}

/** What a text tells besides reminders. */
export type TextKind = "booked" | "moved" | "cancelled";

const inTheirName: Actor = { kind: "system", job: "appointment-texts" };

/** Tells by text those who asked for it, and whoever has no other address, each in her language; at night it waits for the morning, and not for a visit that has begun. A
 * discreet appointment is told to nobody. Nothing medical: date, hour, name of the practitioner, link; for a relative, whose it is by a first
 * name. */
export async function textAbout(
  sender: Sender,
  appointment: AppointmentDetails,
  { kind, occasion }: { kind: TextKind; occasion: Occasion },
  { lastTry }: Attempt,
): Promise<void> {
  if (!sender.texter || appointment.isDiscreet) return;
  const now = sender.now();
  const readers = await asActor(sender.db, inTheirName, (tx) => readersOf(tx, appointment, now));
  const wanting = readers.filter(
    ({ phone, email, choices }) =>
      phone && (!email || wishOf(choices, { occasion, channel: "sms", canText: true }) === "wanted"),
  );
  if (wanting.length === 0) return;
  const at = nextDecent(now, appointment.zone, decentHours.sms);
  if (Temporal.Instant.compare(at, now) > 0) {
    const payload = { appointmentId: appointment.id, about: kind, sequence: appointment.sequence };
    const key = `text:${appointment.id}`; // the latest news replaces the others
    return asActor(sender.db, inTheirName, (tx) => announce(tx, "text-due", payload, { key, at }));
  }
  for (const reader of wanting)
    await sendNotice(sender, {
      ...{ channel: "sms", occasion: `${kind}:${appointment.sequence}`, kind },
      ...{ appointmentId: appointment.id, establishmentId: appointment.establishmentId },
      ...{ patientId: appointment.patientId, userId: reader.userId },
      ...{ recipient: reader.phone!, language: reader.language, zone: appointment.zone },
      text: shortest((who) => wording(sender, appointment, { kind, who, reader }), appointment, reader.isPatient),
      notAfter: appointment.startsAt,
      lastTry,
    });
}

/** The first that fits in one text: with the practitioner's first name, or else without. */
export function shortest(
  write: (who: string) => string,
  { title, firstName, lastName, patientFirstNames }: AppointmentDetails,
  isPatient: boolean,
): string {
  const forWhom = isPatient ? "" : ` (${firstOf(patientFirstNames)})`;
  const whole = write(practitionerName({ title, firstName, lastName }) + forWhom);
  if (fitForSms(whole).parts.length === 1) return whole;
  return write([title, lastName].filter(Boolean).join(" ") + forWhom);
}

function wording(
  sender: Sender,
  appointment: AppointmentDetails,
  { kind, who, reader }: { kind: TextKind; who: string; reader: Reader },
): string {
  const { language } = reader;
  const t = wordsIn(language, "appointments");
  const when = dayAndHour(appointment.startsAt, appointment.zone, sender.now(), language);
  const then =
    kind === "cancelled"
      ? t("sms.call", { phone: phone(phoneOf(appointment)) })
      : wayOn(sender, appointment, reader, t);
  return `${t(`sms.${kind}`, { when, who })} ${then}`;
}

/** Where to read more, and to cancel while that is possible; who has no account has no page there, and rings. */
export function wayOn(
  { publicUrl, now }: Sender,
  appointment: AppointmentDetails,
  { userId }: Reader,
  t: Words<"appointments">,
): string {
  if (!userId) return t("sms.call", { phone: phone(phoneOf(appointment)) });
  const link = publicUrl + paths.shortAppointment(shortened(appointment.id));
  return t(changeByPatient(appointment, now()) ? "sms.change" : "sms.more", { link });
}
