import type { Language } from "../platform/web.ts";
import { dayAndHour, hour } from "../ui/format.ts";

/** The zone in which accounts tell the time: a person has none, and the portal is French. */
export const homeZone = "Europe/Paris";

/** When one may try again: « 10:42 », with its day when it is another. */
export function hourAgain(waitS: number, now: Temporal.Instant, language: Language): string {
  const at = now.add({ seconds: waitS + 59 }); // the minute shown is past, whatever the seconds
  const [then, today] = [at, now].map((instant) => instant.toZonedDateTimeISO(homeZone).toPlainDate()) as [
    Temporal.PlainDate,
    Temporal.PlainDate,
  ];
  return then.equals(today) ? hour(at, homeZone) : dayAndHour(at, homeZone, now, language);
}
