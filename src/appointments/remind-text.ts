import { sql } from "kysely";
import { wishOf } from "../notices/preferences.ts";
import { type Sender, sendNotice } from "../notices/send.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { dayAndHour, hour, longDay } from "../ui/format.ts";
import { wordsIn } from "../ui/words.ts";
import { type AppointmentDetails, appointmentDetails, firstOf, practitionerName } from "./details.ts";
import type { Attempt } from "./mail-about.ts";
import { type Reader, readersOf } from "./readers.ts";
import { type DueReminder, kindOf, reminderToSend } from "./remind.ts";
import { shortest, wayOn } from "./text-about.ts";

/** Sends a text that has come due, if the appointment still stands where it was planned for, and the hour is decent.
 *
 * One text tells whoever is told of it all the appointments of that day, those of relatives included: the first that comes due brings the
 * others along, and each keeps a receipt. */
export async function textReminder(sender: Sender, due: DueReminder, attempt: Attempt): Promise<void> {
  const toSend = sender.texter && (await reminderToSend(sender, due, "sms"));
  if (!toSend || toSend.appointment.isDiscreet) return;
  const { appointment, occasion, notAfter } = toSend;
  for (const reader of await asActor(sender.db, inTheirName, (tx) => readersOf(tx, appointment, sender.now()))) {
    if (!reader.phone) continue;
    const isUnwanted = wishOf(reader.choices, { occasion, channel: "sms", canText: true }) !== "wanted";
    const day = isUnwanted
      ? [{ ...appointment, isReaders: reader.isPatient }]
      : await untoldThatDay(sender, appointment, reader);
    const [lead, ...others] = day.map(matterOf);
    if (!lead) continue; // told with another
    await sendNotice(sender, {
      ...{ channel: "sms", kind, ...lead, alsoAbout: others, userId: reader.userId },
      ...{ recipient: reader.phone, language: reader.language, zone: appointment.zone },
      ...{ text: wording(sender, day, reader), notAfter, isUnwanted, lastTry: attempt.lastTry },
    });
  }
}

const inTheirName = { kind: "system", job: "appointment-texts" } as const;
const kind = kindOf({ daysBefore: 2 });

function matterOf({ id, establishmentId, patientId, sequence }: AppointmentDetails) {
  return { appointmentId: id, establishmentId, patientId, occasion: `${kind}:${sequence}` };
}

/** The practice sends this reminder. */
const practiceTexts = sql<boolean>`exists (select from establishment
  where establishment.id = appointment.establishment_id and 'two-days-before' = any (establishment.reminders))`;

/** An appointment, and whether it is the reader's own. */
type Told = AppointmentDetails & { isReaders: boolean };

/** The appointments of the same local day that this person is told of and that no text has told yet, in the order of their ids: whichever
 * comes due, the same one leads. Empty when `about` was told already. */
function untoldThatDay(sender: Sender, about: AppointmentDetails, reader: Reader): Promise<Told[]> {
  return asActor(sender.db, inTheirName, async (tx) => {
    const ids = await untold(tx, about, reader, sender.now());
    if (!ids.includes(about.id)) return [];
    const own = await ownPersonOf(tx, reader);
    const day: Told[] = [];
    for (const id of ids) {
      const details = await appointmentDetails(tx, inTheirName, id);
      if (details) day.push({ ...details, isReaders: !reader.userId || details.personId === own });
    }
    return day;
  });
}

async function ownPersonOf(tx: Tx, { userId }: Reader): Promise<string | null> {
  if (!userId) return null;
  const acts = tx.selectFrom("actsFor").select("personId").where("userId", "=", userId);
  return (await acts.where("relation", "=", "self").executeTakeFirst())?.personId ?? null;
}

async function untold(
  tx: Tx,
  { startsAt, zone, patientId }: AppointmentDetails,
  { userId, phone }: Reader,
  now: Temporal.Instant,
): Promise<string[]> {
  const start = startsAt.toZonedDateTimeISO(zone);
  const midnight = start.toPlainDate().toPlainDateTime();
  const whose = tx
    .selectFrom("patient")
    .select("patient.id")
    .$if(!userId, (of) => of.where("patient.id", "=", patientId))
    .$if(Boolean(userId), (of) =>
      of
        .innerJoin("actsFor", "actsFor.personId", "patient.personId")
        .where("actsFor.userId", "=", userId!)
        .where((row) =>
          row.or([row("untilOn", "is", null), row("untilOn", ">=", now.toZonedDateTimeISO(zone).toPlainDate())]),
        ),
    );
  const rows = await tx
    .selectFrom("appointment")
    .select("appointment.id")
    .where("appointment.patientId", "in", whose)
    .where("appointment.startsAt", ">", startsAt.subtract({ hours: 40 })) // for the index; a day, in any zone
    .where("appointment.startsAt", "<", startsAt.add({ hours: 40 }))
    .where("appointment.startsLocal", ">=", midnight)
    .where("appointment.startsLocal", "<", midnight.add({ days: 1 }))
    .where("appointment.status", "=", "booked")
    .where("appointment.isDiscreet", "=", false)
    .where(practiceTexts)
    .where(({ not, exists, selectFrom, ref }) =>
      not(
        exists(
          selectFrom("notice")
            .select("notice.id")
            .whereRef("notice.appointmentId", "=", "appointment.id")
            .where("notice.channel", "=", "sms")
            .where("notice.recipient", "=", phone)
            .where("notice.occasion", "=", sql<string>`${`${kind}:`}::text || ${ref("appointment.sequence")}`)
            .where("notice.status", "<>", "sending"),
        ),
      ),
    )
    .orderBy("appointment.id")
    .execute();
  return rows.map(({ id }) => id);
}

function wording(sender: Sender, day: Told[], reader: Reader): string {
  const { language } = reader;
  const t = wordsIn(language, "appointments");
  const [only, ...more] = day.toSorted((one, other) => Temporal.Instant.compare(one.startsAt, other.startsAt));
  if (!only) return "";
  const way = wayOn(sender, only, reader, t);
  if (more.length === 0) {
    const when = dayAndHour(only.startsAt, only.zone, sender.now(), language);
    return shortest((who) => `${t("sms.reminder", { when, who })} ${way}`, only, only.isReaders);
  }
  const today = sender.now().toZonedDateTimeISO(only.zone).toPlainDate();
  const on = longDay(only.startsAt.toZonedDateTimeISO(only.zone).toPlainDate(), today, language);
  const list = [only, ...more].map(oneOfSeveral).join(", ");
  const all = reader.userId ? t("sms.more", { link: sender.publicUrl + paths.myAppointments() }) : way;
  return `${t("sms.reminders", { number: day.length, day: on, list })} ${all}`;
}

function oneOfSeveral({ startsAt, zone, isReaders, patientFirstNames, ...names }: Told): string {
  const forWhom = isReaders ? "" : ` (${firstOf(patientFirstNames)})`;
  return `${hour(startsAt, zone)} ${practitionerName(names)}${forWhom}`;
}
