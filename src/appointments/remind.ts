import { broughtToDecent, decentHours, isDecent, nextDecent } from "../notices/hours.ts";
import type { Channel, Occasion } from "../notices/preferences.ts";
import type { Sender } from "../notices/send.ts";
import { asActor } from "../platform/actor.ts";
import { announce } from "../platform/jobs.ts";
import type { Appointment } from "./appointment.ts";
import type { AppointmentDetails } from "./details.ts";
import { type Attempt, appointmentForJob, type Letter, mailAbout, type Writer } from "./mail-about.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "reminder-due": DueReminder;
  }
}

/** A mail a week before, a text two days before, a mail the day before. */
const kinds = [
  { daysBefore: 7, channel: "mail", occasion: "week-before" },
  { daysBefore: 2, channel: "sms", occasion: "two-days-before" },
  { daysBefore: 1, channel: "mail", occasion: "day-before" },
] as const satisfies { daysBefore: number; channel: Channel; occasion: Occasion }[];

type Kind = (typeof kinds)[number];
export type DaysBefore = Kind["daysBefore"];

export interface DueReminder {
  appointmentId: string;
  daysBefore: DaysBefore;
}

/** A reminder so much late is not sent at all. A text put off in the evening still leaves in the morning. */
const latenessHours = { mail: 12, sms: 16 };

export type Reminder = Kind & {
  dueAt: Temporal.Instant;
  notAfter: Temporal.Instant;
};

/** When to remind of this appointment: so many days before at the same hour, brought to a decent one; what would be due before `now` is
 * not sent late, it is left out. */
export function remindersOf(
  { startsAt, zone }: Pick<Appointment, "startsAt"> & { zone: string },
  now: Temporal.Instant,
): Reminder[] {
  return kinds
    .map((kind) => {
      const { daysBefore: days, channel } = kind;
      const sameHour = startsAt.toZonedDateTimeISO(zone).subtract({ days });
      const dueAt = broughtToDecent(sameHour, decentHours[channel]).toInstant();
      return { ...kind, dueAt, notAfter: dueAt.add({ hours: latenessHours[channel] }) };
    })
    .filter(({ dueAt }) => Temporal.Instant.compare(dueAt, now) > 0);
}

/** Plans the reminders of an appointment booked or moved. A later plan replaces the earlier one: the old reminder never leaves. */
export async function planReminders({ db, now }: Sender, { appointmentId }: { appointmentId: string }): Promise<void> {
  await asActor(db, inTheirName, async (tx) => {
    const appointment = await tx
      .selectFrom("appointment")
      .select(["startsAt", "zone", "status"])
      .where("id", "=", appointmentId)
      .executeTakeFirst();
    if (appointment?.status !== "booked") return;
    for (const { daysBefore, dueAt } of remindersOf(appointment, now()))
      await announce(
        tx,
        "reminder-due",
        { appointmentId, daysBefore },
        { key: keyOf({ appointmentId, daysBefore }), at: dueAt },
      );
  });
}

/** Sends a mail that has come due, if the appointment still stands where it was planned for, and the hour is decent. */
export async function mailReminder(sender: Writer, due: DueReminder, attempt: Attempt): Promise<void> {
  const now = await reminderToSend(sender, due, "mail");
  if (!now) return;
  const { appointment, notAfter, occasion } = now;
  await mailAbout(sender, appointment, { ...letter, kind: kindOf(due), occasion, notAfter }, attempt);
}

/** What is to be sent now by this way, or null: it is another way’s, the appointment was cancelled or moved further away, or it is night and
 * the reminder waits for the morning. */
export async function reminderToSend(
  sender: Sender,
  due: DueReminder,
  channel: Channel,
): Promise<(Pick<Reminder, "notAfter" | "occasion"> & { appointment: AppointmentDetails }) | null> {
  if (kinds.find(({ daysBefore }) => daysBefore === due.daysBefore)?.channel !== channel) return null;
  const appointment = await appointmentForJob(sender, due.appointmentId);
  if (appointment?.status !== "booked") return null;
  const now = sender.now();
  const reminder = remindersOf(appointment, theBeginning).find(({ daysBefore }) => daysBefore === due.daysBefore);
  if (!reminder || Temporal.Instant.compare(now, reminder.dueAt) < 0) return null; // moved further away: planned anew

  const hours = decentHours[channel];
  if (!isDecent(now, appointment.zone, hours)) {
    const at = nextDecent(now, appointment.zone, hours);
    await asActor(sender.db, inTheirName, (tx) => announce(tx, "reminder-due", due, { key: keyOf(due), at }));
    return null;
  }
  const { notAfter, occasion } = reminder;
  if (!(await practiceReminds(sender, appointment, occasion))) return null;
  const isBefore = Temporal.Instant.compare(notAfter, appointment.startsAt) < 0;
  return { appointment, occasion, notAfter: isBefore ? notAfter : appointment.startsAt };
}

/** Whether the practice sends this reminder at all, as it is set up today. */
async function practiceReminds(
  { db }: Sender,
  { establishmentId }: Pick<AppointmentDetails, "establishmentId">,
  occasion: Reminder["occasion"],
): Promise<boolean> {
  const { reminders } = await asActor(db, inTheirName, (tx) =>
    tx.selectFrom("establishment").select("reminders").where("id", "=", establishmentId).executeTakeFirstOrThrow(),
  );
  return reminders.includes(occasion);
}

/** As receipts name it; with the appointment’s sequence, its occasion. */
export function kindOf({ daysBefore }: Pick<DueReminder, "daysBefore">): string {
  return `reminder-${daysBefore}`;
}

const inTheirName = { kind: "system", job: "reminders" } as const;
const theBeginning = Temporal.Instant.fromEpochMilliseconds(0);

const letter: Omit<Letter, "kind" | "occasion"> = {
  subject: (t, when) => t("mail.reminderSubject", { when }),
  opening: (t) => t("mail.reminder"),
  calendar: false,
};

function keyOf({ appointmentId, daysBefore }: DueReminder): string {
  return `reminder:${appointmentId}:${daysBefore}`;
}
