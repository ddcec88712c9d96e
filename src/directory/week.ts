import type { Language } from "../platform/web.ts";

/** The Monday of the week of this day (ISO 8601). */
export function mondayOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}

/** « heure de La Réunion »: what the clocks of a zone are called. */
export function zoneName(zone: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    timeZone: zone,
    timeZoneName: "longGeneric",
  });
  return format.formatToParts(0).find(({ type }) => type === "timeZoneName")!.value;
}
