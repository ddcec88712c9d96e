import { type Day, parseDay } from "./calendar.ts";
import { dayMs, hourMs, minuteMs, type ZoneClock } from "./zone-clock.ts";

/** A date-time as people write it: read on the clock of a site, or exact when it carries an offset. */
export interface Moment {
  day: Day;
  /** Milliseconds since midnight on the clock, up to 24:00. */
  wallMs: number;
  offsetMs: number | null;
}

const written =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::([0-5]\d)(?:\.(\d{1,9}))?)?(?:(Z)|([+-])(\d{2}):?([0-5]\d)?)?$/;

/**
 * Reads `2027-01-12T09:00`, with seconds or not, alone or followed by `Z` or an offset such as `+01:00`; null for any
 * other text, and for a date or a time that does not exist. What is finer than a millisecond is rounded up.
 */
export function parseMoment(text: string): Moment | null {
  const [, date = "", hours, minutes, seconds = "0", fraction = "", utc, sign, offsetHours, offsetMinutes = "0"] =
    written.exec(text) ?? [];
  const day = parseDay(date);
  const minuteOfDay = parseTime(`${hours}:${minutes}`);
  if (day === null || minuteOfDay === null) return null;
  const wallMs = minuteOfDay * minuteMs + Number(seconds) * 1000 + Math.ceil(Number(fraction.padEnd(9, "0")) / 1e6);
  const offsetMs = Number(offsetHours) * hourMs + Number(offsetMinutes) * minuteMs;
  if (wallMs > dayMs || offsetMs >= dayMs) return null;
  if (utc) return { day, wallMs, offsetMs: 0 };
  return { day, wallMs, offsetMs: sign ? (sign === "-" ? -offsetMs : offsetMs) : null };
}

/** Minutes of the day from a wall time, `00:00` to `24:00`; null for any other text. */
export function parseTime(text: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hours && minutes) return Number(hours) * 60 + Number(minutes);
  return text === "24:00" ? 24 * 60 : null;
}

/** Without an offset, a time that spring skips is shifted forward and a time shown twice is the first. */
export function instantOf({ day, wallMs, offsetMs }: Moment, clock: ZoneClock): number {
  if (offsetMs !== null) return day * dayMs + wallMs - offsetMs;
  return clock.instantOf(day, Math.floor(wallMs / minuteMs)) + (wallMs % minuteMs);
}

/** Whether time passes between the two, on this clock or at least as written: 02:00 to 03:00 is in order even in spring. */
export function isInOrder(from: Moment, to: Moment, clock: ZoneClock): boolean {
  if (instantOf(from, clock) < instantOf(to, clock)) return true;
  const asWritten = from.offsetMs === null && to.offsetMs === null;
  return asWritten && from.day * dayMs + from.wallMs < to.day * dayMs + to.wallMs;
}
