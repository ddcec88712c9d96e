import type { Sender } from "../notices/send.ts";
import { asActor } from "../platform/actor.ts";
import { announce } from "../platform/jobs.ts";
import type { Appointment } from "./appointment.ts";
import { type Attempt, appointmentForJob, type Letter, mailAbout } from "./mail-about.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "reminder-due": { appointmentId: string; daysBefore: DaysBefore };
  }
}

/** A mail a week before, and one the day before. */
export const daysBefore = [7, 1] as const;
export type DaysBefore = (typeof daysBefore)[number];

/** Nobody is written to between 21:00 and 08:00 at the site. */
const firstHour = 8;
const lastHour = 20;
/** A reminder so much late is not sent at all. */
const latenessHours = 12;

export interface Reminder {
  daysBefore: DaysBefore;
  dueAt: Temporal.Instant;
  notAfter: Temporal.Instant;
}

/** When to remind of this appointment: so many days before at the same hour, brought to a decent one; what would be due before `now` is
 * not sent late, it is left out. */
export function remindersOf(
  { startsAt, zone }: Pick<Appointment, "startsAt"> & { zone: string },
  now: Temporal.Instant,
): Reminder[] {
  return daysBefore
    .map((days) => {
      const dueAt = decentHour(startsAt.toZonedDateTimeISO(zone).subtract({ days })).toInstant();
      return { daysBefore: days, dueAt, notAfter: dueAt.add({ hours: latenessHours }) };
    })
    .filter(({ dueAt }) => Temporal.Instant.compare(dueAt, now) > 0);
}

/** Plans the reminders of an appointment booked or moved. A later plan replaces the earlier one: the old reminder never leaves. */
export async function planReminders({ db, now }: Sender, { appointmentId }: { appointmentId: string }): Promise<void> {
  await asActor(db, { kind: "system", job: "reminders" }, async (tx) => {
    const appointment = await tx
      .selectFrom("appointment")
      .select(["startsAt", "zone", "status"])
      .where("id", "=", appointmentId)
      .executeTakeFirst();
    if (appointment?.status !== "booked") return;
    for (const reminder of remindersOf(appointment, now()))
      await announce(
        tx,
        "reminder-due",
        { appointmentId, daysBefore: reminder.daysBefore },
        { key: keyOf(appointmentId, reminder), at: reminder.dueAt },
      );
  });
}

/** Sends a reminder that has come due, if the appointment still stands where it was planned for, and the hour is decent. */
export async function mailReminder(
  sender: Sender,
  due: { appointmentId: string; daysBefore: DaysBefore },
  attempt: Attempt,
): Promise<void> {
  const appointment = await appointmentForJob(sender, due.appointmentId);
  if (appointment?.status !== "booked") return;
  const now = sender.now();
  const reminder = remindersOf(appointment, Temporal.Instant.fromEpochMilliseconds(0)).find(
    (each) => each.daysBefore === due.daysBefore,
  );
  if (!reminder || Temporal.Instant.compare(now, reminder.dueAt) < 0) return; // moved further away: planned anew

  const local = now.toZonedDateTimeISO(appointment.zone);
  if (local.hour < firstHour || local.hour > lastHour) {
    const morning = nextMorning(local).toInstant();
    await asActor(sender.db, { kind: "system", job: "reminders" }, (tx) =>
      announce(tx, "reminder-due", due, { key: keyOf(due.appointmentId, reminder), at: morning }),
    );
    return;
  }
  const notAfter =
    Temporal.Instant.compare(reminder.notAfter, appointment.startsAt) < 0 ? reminder.notAfter : appointment.startsAt;
  await mailAbout(sender, appointment, { ...letter, kind: `reminder-${due.daysBefore}`, notAfter }, attempt);
}

const letter: Omit<Letter, "kind"> = {
  subject: (t, when) => t("mail.reminderSubject", { when }),
  opening: (t) => t("mail.reminder"),
  calendar: false,
};

function decentHour(at: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  if (at.hour < firstHour) return at.withPlainTime({ hour: firstHour });
  return at.hour > lastHour ? at.withPlainTime({ hour: lastHour }) : at;
}

function nextMorning(at: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const day = at.hour < firstHour ? at : at.add({ days: 1 });
  return day.withPlainTime({ hour: firstHour });
}

function keyOf(appointmentId: string, { daysBefore }: Pick<Reminder, "daysBefore">): string {
  return `reminder:${appointmentId}:${daysBefore}`;
}
