/** A day of the calendar as a whole number: days since 1970-01-01. Tomorrow is one more, in every zone and season. */
export type Day = number;

/** Monday first, under the names iCalendar gives them (RFC 5545, BYDAY). */
export const weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] as const;
export type Weekday = (typeof weekdays)[number];

/** 1970-01-01 was a Thursday: three days after the Monday from which whole weeks are counted. */
const daysSinceMonday = 3;

export function dayOf(date: Temporal.PlainDate): Day {
  return dayFrom(date.year, date.month, date.day);
}

export function plainDateOf(day: Day): Temporal.PlainDate {
  const { year, month, dayOfMonth } = civil(day);
  return new Temporal.PlainDate(year, month, dayOfMonth);
}

/** The day written `2027-01-12`, or null when the text is not a date that exists. */
export function parseDay(text: string): Day | null {
  const [, year, month, dayOfMonth] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || dayOfMonth === undefined) return null;
  const exists = month >= 1 && month <= 12 && dayOfMonth >= 1 && dayOfMonth <= daysInMonth(year, month);
  return exists ? dayFrom(year, month, dayOfMonth) : null;
}

/** `2027-01-12`; years of more than four digits carry a sign and six digits, as ISO 8601 asks. */
export function formatDay(day: Day): string {
  const { year, month, dayOfMonth } = civil(day);
  const yearText = year >= 0 && year <= 9999 ? pad(year, 4) : `${year < 0 ? "-" : "+"}${pad(Math.abs(year), 6)}`;
  return `${yearText}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`;
}

export function weekdayOf(day: Day): Weekday {
  return weekdays[modulo(day + daysSinceMonday, 7)]!;
}

/** Which week this day lies in, counted without end from one fixed Monday: two days of one ISO week share it. */
export function weekOf(day: Day): number {
  return Math.floor((day + daysSinceMonday) / 7);
}

/** The ISO 8601 week number, 1 to 53: a week belongs to the year that holds its Thursday. */
export function isoWeekOf(day: Day): number {
  const thursday = weekOf(day) * 7;
  return 1 + Math.floor((thursday - dayFrom(civil(thursday).year, 1, 1)) / 7);
}

/** The same day of the month some months away, or the last day of a month too short for it: 31 August + 6 → 28 February. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, dayOfMonth } = civil(day);
  const monthsSinceYear0 = year * 12 + (month - 1) + months;
  const thenYear = Math.floor(monthsSinceYear0 / 12);
  const thenMonth = modulo(monthsSinceYear0, 12) + 1;
  return dayFrom(thenYear, thenMonth, Math.min(dayOfMonth, daysInMonth(thenYear, thenMonth)));
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Gregorian date to day, by the usual trick of years that begin in March, so that the leap day comes last. */
export function dayFrom(year: number, month: number, dayOfMonth: number): Day {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * modulo(month - 3, 12) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Day to Gregorian date: `dayFrom` read backwards. */
export function civil(day: Day): { year: number; month: number; dayOfMonth: number } {
  const sinceMarch0 = day + 719_468;
  const era = Math.floor(sinceMarch0 / 146_097);
  const dayOfEra = sinceMarch0 - era * 146_097;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
  return {
    year: era * 400 + yearOfEra + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  };
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, "0");
}
