import ical, { ICalAlarmType, ICalCalendarMethod, ICalEventClass, ICalEventStatus } from "ical-generator";
import { paths } from "../paths.ts";
import type { Language } from "../platform/web.ts";
import { wordsIn } from "../ui/words.ts";
import type { AppointmentDetails } from "./details.ts";

/** The file of this appointment in the words of its reader. */
export function calendarOf(
  appointment: AppointmentDetails,
  { publicUrl, language, now }: { publicUrl: string; language: Language; now: Temporal.Instant },
): string {
  const t = wordsIn(language, "appointments");
  const [summary, reminder] = [t("mail.calendarTitle"), t("mail.calendarReminder")];
  return calendarFile(appointment, { url: publicUrl + paths.appointment(appointment.id), summary, reminder, now });
}

/** The appointment as an iCalendar file (RFC 5545): one identity for life, SEQUENCE growing with each change.
 *
 * Calendars are synchronised to employers and abroad: the file says « Rendez-vous », when and where, and nothing of the visit, the
 * practitioner or the person. Instants are in UTC, so that the repeated hour of autumn stays one of the two. */
function calendarFile(
  appointment: Pick<
    AppointmentDetails,
    "id" | "sequence" | "startsAt" | "endsAt" | "status" | "street" | "postalCode" | "commune"
  >,
  { url, summary, reminder, now }: { url: string; summary: string; reminder: string; now: Temporal.Instant },
): string {
  const isCancelled = appointment.status === "cancelled";
  const calendar = ical({
    prodId: { company: "AmiCare", product: "Rendez-vous", language: "FR" },
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  const host = new URL(url).hostname;
  const event = calendar.createEvent({
    id: `${appointment.id}@${host}`,
    sequence: appointment.sequence,
    stamp: dateOf(now),
    lastModified: dateOf(now),
    start: dateOf(appointment.startsAt),
    end: dateOf(appointment.endsAt),
    summary,
    location: `${appointment.street}, ${appointment.postalCode} ${appointment.commune}`,
    description: url,
    url,
    class: ICalEventClass.PRIVATE,
    status: isCancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    ...(isCancelled && { organizer: { name: "AmiCare", email: `ne-pas-repondre@${host}` } }),
  });
  if (!isCancelled) event.createAlarm({ type: ICalAlarmType.display, trigger: 24 * 60 * 60, description: reminder });
  return calendar.toString();
}

/** The library speaks Date. */
function dateOf(instant: Temporal.Instant): Date {
  return new Date(instant.epochMilliseconds);
}
