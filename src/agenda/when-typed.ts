import type { FieldErrors } from "../platform/web.ts";

/** A day, an hour and a length as a form says them, on the clock of a site. */
export interface WhenTyped {
  jour?: string | undefined;
  heure?: string | undefined;
  minutes?: string | undefined;
}

export interface When {
  day: Temporal.PlainDate;
  startsAt: Temporal.Instant;
  /** Null: as long as the reason takes. */
  durationMin: number | null;
}

export type WhenRead = { ok: true; when: When } | { ok: false; errors: FieldErrors };

/** The longest visit; the database holds a day at most, buffers included. */
export const longestMin = 720;

/** Reads them. An hour that clocks leap over in spring is none; one that they show twice in autumn is the first. The sentences are keys of
 * the agenda's words. */
export function readWhen({ jour = "", heure = "", minutes = "" }: WhenTyped, zone: string): WhenRead {
  const errors: FieldErrors = {};
  const day = dayTyped(jour);
  const time = timeTyped(heure);
  const durationMin = minutesTyped(minutes);
  if (!day) errors.jour = jour.trim() ? "booking.dayWrong" : "booking.dayMissing";
  if (!time) errors.heure = heure.trim() ? "booking.hourWrong" : "booking.hourMissing";
  if (durationMin === undefined) errors.minutes = "booking.minutesWrong";
  if (!day || !time || durationMin === undefined) return { ok: false, errors };
  const local = day.toPlainDateTime(time);
  const zoned = local.toZonedDateTime(zone, { disambiguation: "compatible" });
  if (!zoned.toPlainDateTime().equals(local)) return { ok: false, errors: { heure: "booking.hourLeapt" } };
  return { ok: true, when: { day, startsAt: zoned.toInstant(), durationMin } };
}

/** `2026-11-23`, as browsers send it, or « 23/11/2026 »; of our century, and the next. */
export function dayTyped(text: string): Temporal.PlainDate | null {
  const said = text.trim().match(/^(?<day>\d{1,2})[/. ](?<month>\d{1,2})[/. ](?<year>\d{4})$/)?.groups;
  const iso = said ? `${said.year}-${said.month!.padStart(2, "0")}-${said.day!.padStart(2, "0")}` : text.trim();
  if (!/^2[01]\d\d-\d\d-\d\d$/.test(iso)) return null;
  try {
    return Temporal.PlainDate.from(iso, { overflow: "reject" });
  } catch {
    return null;
  }
}

/** `10:15`, or « 10h15 », « 10h », « 1015 » as fingers type it. */
export function timeTyped(text: string): Temporal.PlainTime | null {
  const said = text.trim().match(/^(?<hours>\d{1,2})(?:\s?[h:.]\s?(?<minutes>\d\d)?|(?<rest>\d\d))$/i)?.groups;
  if (!said) return null;
  const [hour, minute] = [Number(said.hours), Number(said.minutes ?? said.rest ?? 0)];
  return hour < 24 && minute < 60 ? new Temporal.PlainTime(hour, minute) : null;
}

/** A length in minutes; null: nothing was said; undefined: no length at all. */
export function minutesTyped(text: string): number | null | undefined {
  if (!text.trim()) return null;
  if (!/^\d{1,3}$/.test(text.trim())) return undefined;
  const minutes = Number(text);
  return minutes >= 1 && minutes <= longestMin ? minutes : undefined;
}

/** `10:15` on the clock of the zone. */
export function clockTime(at: Temporal.Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: "minute" });
}
