import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import type { Language } from "../platform/web.ts";
import { hourInFull } from "./hour.ts";

/* Everything here is pure: the day it is, the zone and the language come in; no sentence is capitalised. Spaces that must
 * not break are U+00A0, as in src/ui/typography.ts. The conventions are those of the design, section 6. */

export { hour, hourInFull, repeatedHour } from "./hour.ts";

const FIXED = "\u00a0";
const locales = { fr: "fr-FR", en: "en-GB" };
const between = { fr: "à", en: "at" };

/** « jeudi 26 novembre »; with the year when it is not that of `today`. */
export function longDay(day: Temporal.PlainDate, today: Temporal.PlainDate, language: Language): string {
  return `${dayParts(day, language).weekday} ${dayAndMonth(day, today, language)}`;
}

/** « aujourd’hui, lundi 23 novembre », « demain, mardi 24 novembre »; any other day as longDay(). */
export function nearDay(day: Temporal.PlainDate, today: Temporal.PlainDate, language: Language): string {
  const away = today.until(day).days;
  const long = longDay(day, today, language);
  return away === 0 || away === 1 ? `${relativeDay(day, today, language)}, ${long}` : long;
}

/** « aujourd’hui », « demain », « dans 3 jours », « il y a 2 jours ». */
export function relativeDay(day: Temporal.PlainDate, today: Temporal.PlainDate, language: Language): string {
  return relativeFormats[language].format(today.until(day).days, "day").replace(/(\d) /, `$1${FIXED}`);
}

/** « 26 novembre », « 1er décembre »; with the year when it is not that of `today`. */
export function dayAndMonth(day: Temporal.PlainDate, today: Temporal.PlainDate, language: Language): string {
  return day.year === today.year ? dayMonth(day, language) : fullDate(day, language);
}

/** « 14 mars 1951 »: for dates of birth and papers, always with its year. */
export function fullDate(day: Temporal.PlainDate, language: Language): string {
  return `${dayMonth(day, language)}${FIXED}${day.year}`;
}

/** « 23 – 27 novembre », « 30 novembre – 4 décembre », « 28 décembre 2026 – 1er janvier 2027 ». */
export function dayRange(
  { from, to }: { from: Temporal.PlainDate; to: Temporal.PlainDate },
  today: Temporal.PlainDate,
  language: Language,
): string {
  if (from.year !== to.year) return `${fullDate(from, language)} – ${fullDate(to, language)}`;
  const { number, suffix } = dayParts(from, language);
  const first = from.month === to.month ? `${number}${suffix}` : dayMonth(from, language);
  return `${first} – ${dayAndMonth(to, today, language)}`;
}

/** A day in pieces, for the tile: weekday, number, what follows the number (« er » on the first, in French), month. */
export function dayParts(day: Temporal.PlainDate, language: Language) {
  const { weekdays, months } = names[language];
  const suffix = language === "fr" && day.day === 1 ? "er" : "";
  return { weekday: weekdays[day.dayOfWeek - 1]!, number: day.day, suffix, month: months[day.month - 1]! };
}

/** `08:30 – 12:30`. */
export function hourRange({ from, to }: { from: Temporal.PlainTime; to: Temporal.PlainTime }): string {
  return [from, to].map((time) => time.toString({ smallestUnit: "minute" })).join(" – ");
}

/** « mardi 24 novembre à 09:30 »: a deadline, or an appointment, is a date and an hour. */
export function dayAndHour(at: Temporal.Instant, zone: string, now: Temporal.Instant, language: Language): string {
  const day = at.toZonedDateTimeISO(zone).toPlainDate();
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  return `${longDay(day, today, language)} ${between[language]} ${hourInFull(at, zone, language)}`;
}

/** A number in E.164 as people read it: « 01 99 00 12 34 » for the French plan, overseas included, `+41 22 …` for others.
 * What is no telephone number comes back as it was. */
export function phone(e164: string): string {
  const number = parsePhoneNumberFromString(e164);
  if (!number) return e164;
  const french = frenchCallingCodes.has(number.countryCallingCode);
  return (french ? number.formatNational() : number.formatInternational()).replaceAll(" ", FIXED);
}

/** « 94300 Vincennes », which no line cuts. */
export function town({ postalCode, commune }: { postalCode: string; commune: string }): string {
  return `${postalCode}${FIXED}${commune.replaceAll(" ", FIXED)}`;
}

/** « 350 m » to the nearest fifty, « 1,4 km », « 12 km »: as the crow flies, from metres. */
export function distance(metres: number, language: Language): string {
  if (metres < 975) return `${Math.max(50, Math.round(metres / 50) * 50)}${FIXED}m`;
  const kilometres = metres / 1000;
  const figures = kilometreFormats[language][kilometres < 9.95 ? "near" : "far"].format(kilometres);
  return `${figures}${FIXED}km`;
}

/** « 20 min », « 1 h », « 1 h 30 ». */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest}${FIXED}min`;
  return rest === 0 ? `${hours}${FIXED}h` : `${hours}${FIXED}h${FIXED}${String(rest).padStart(2, "0")}`;
}

/** « 20 minutes », « 1 heure et 30 minutes ». */
export function durationInWords(minutes: number, language: Language): string {
  const parts = { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
  return durationFormats[language].format(parts).replace(/(\d) /g, `$1${FIXED}`);
}

/** « 24 € », « 24,50 € », from cents. */
export function money(cents: number, language: Language): string {
  return moneyFormats[language].format(cents / 100);
}

function dayMonth(day: Temporal.PlainDate, language: Language): string {
  const { number, suffix, month } = dayParts(day, language);
  return `${number}${suffix}${FIXED}${month}`;
}

/* Formatters are slow to make and quick to use: each is made once. */

function inBoth<T>(make: (locale: string) => T): Record<Language, T> {
  return { fr: make(locales.fr), en: make(locales.en) };
}

const names = inBoth((locale) => {
  const weekday = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  const month = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" });
  return {
    weekdays: Array.from({ length: 7 }, (_, index) => weekday.format(Date.UTC(2024, 0, 1 + index))), // a Monday
    months: Array.from({ length: 12 }, (_, index) => month.format(Date.UTC(2024, index, 1))),
  };
});
const relativeFormats = inBoth((locale) => new Intl.RelativeTimeFormat(locale, { numeric: "auto" }));
const durationFormats = inBoth((locale) => new Intl.DurationFormat(locale, { style: "long" }));
const moneyFormats = inBoth(
  (locale) =>
    new Intl.NumberFormat(locale, { style: "currency", currency: "EUR", trailingZeroDisplay: "stripIfInteger" }),
);
const kilometreFormats = inBoth((locale) => ({
  near: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }),
  far: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
}));

/** Metropolitan France, and the overseas territories that have their own code. */
const frenchCallingCodes = new Set(["33", "262", "508", "590", "594", "596", "681", "687", "689"]);
