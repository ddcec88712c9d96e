import { addMonths, type Day } from "./calendar.ts";
import { hourMs, type ZoneClock } from "./zone-clock.ts";

/** What a visit reason asks of a time. Minutes are exact, and whole; `durationMin` and `stepMin` are at least 1. */
export interface VisitRule {
  /** As long as this visit lasts for who asks: a new patient, this practitioner, or the appointment being moved. */
  durationMin: number;
  /** Starts are this far apart, counted from the beginning of the opening. */
  stepMin: number;
  bufferBeforeMin: number;
  bufferAfterMin: number;
  notice: Delay;
  horizon: Horizon | null;
  /** Times kept for urgent care are shown only so many hours before they begin; null when they are never held back. */
  releasedHoursBefore?: number | null;
}

/** Exact hours, or calendar days of the site: "48 hours before" and "2 days before" are different promises. */
export type Delay = { hours: number } | { days: number };

/** How far ahead people may book, counted from today's date at the site. */
export type Horizon = { days: number } | { months: number };

/** Reads `PT72H` or `P3D`; null when the text is neither. */
export function parseDelay(text: string): Delay | null {
  const [, days, hours] = /^P(?:(\d{1,9})D|T(\d{1,9})H)$/.exec(text) ?? [];
  if (days) return { days: Number(days) };
  return hours ? { hours: Number(hours) } : null;
}

/** Reads `P90D` or `P12M`; null when the text is neither. */
export function parseHorizon(text: string): Horizon | null {
  const [, count, unit] = /^P(\d{1,9})([DM])$/.exec(text) ?? [];
  if (!count) return null;
  return unit === "D" ? { days: Number(count) } : { months: Number(count) };
}

/** What now leaves to choose from: a start is bookable from `firstMs` and `firstDay` to `lastMs` and `lastDay`, included. */
export interface BookableTime {
  firstMs: number;
  firstDay: Day;
  lastMs: number;
  lastDay: Day;
}

export function bookableTime(rule: VisitRule, nowMs: number, clock: ZoneClock): BookableTime {
  const today = clock.dayOf(nowMs);
  const { notice, horizon, releasedHoursBefore } = rule;
  return {
    firstMs: "hours" in notice ? nowMs + notice.hours * hourMs : nowMs,
    firstDay: "days" in notice ? today + notice.days : today,
    lastMs: releasedHoursBefore == null ? Infinity : nowMs + releasedHoursBefore * hourMs,
    lastDay: horizon ? lastBookableDay(horizon, today) : Infinity,
  };
}

/** The last day of a horizon, itself bookable; a month too short for the date ends it: 29 February + 12 months → 28. */
export function lastBookableDay(horizon: Horizon, today: Day): Day {
  return "days" in horizon ? today + horizon.days : addMonths(today, horizon.months);
}

/**
 * The last instant at which a patient may still cancel or move online: allowed while `now <= deadline`. Hours are exact;
 * days keep the local time of the start, shifted forward where spring skips it, the first of the two in autumn.
 */
export function deadline(rule: Delay, startsAt: Temporal.Instant, zone: string): Temporal.Instant {
  if ("hours" in rule) return startsAt.subtract({ hours: rule.hours });
  return startsAt.toZonedDateTimeISO(zone).subtract({ days: rule.days }).toInstant();
}

/** Among rules from the most to the least specific (reason of a practitioner, reason, practitioner, site), the first set. */
export function ruleInForce<Rule>(...fromMostSpecific: readonly (Rule | null | undefined)[]): Rule | null {
  return fromMostSpecific.find((rule) => rule != null) ?? null;
}
