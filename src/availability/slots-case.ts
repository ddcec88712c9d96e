import { z } from "zod";
import { isZone } from "../establishments/territory.ts";
import { type Day, parseDay, weekdays } from "./calendar.ts";
import type { Agenda, BusyTime } from "./engine.ts";
import { listOf, oneOf, record, sentenceFor, shapedAs, text, wholeNumber, yesOrNo } from "./faults.ts";
import { regions } from "./holidays.ts";
import { instantOf, isInOrder, parseMoment, parseTime } from "./moment.ts";
import type { Range } from "./ranges.ts";
import type { Exception, OneOff, Repeated, Timetable } from "./recurrence.ts";
import { parseDelay, parseHorizon, type VisitRule } from "./rules.ts";
import { clockOf, minuteMs, type ZoneClock } from "./zone-clock.ts";

/** A what-if question: what this agenda offers from one local day to another, both included. */
export interface SlotsCase {
  agenda: Agenda;
  from: Day;
  to: Day;
}

/**
 * Reads the text of a case as `npm run slots` takes it, or says in one sentence which field is at fault, and how. What is
 * left out has its default, and `null` says no more than leaving out. A name outside the format is a fault: a misspelt
 * rule must not be answered as though nobody had written it.
 */
export function readCase(written: string): SlotsCase | { fault: string } {
  let given: unknown;
  try {
    given = JSON.parse(written, (_name, value) => value ?? undefined);
  } catch (error) {
    const [where = ""] = / \(line \d+ column \d+\)/.exec(String(error)) ?? [];
    return { fault: `The case must be JSON, and cannot be read as such${where}.` };
  }
  const site = record({ zone }).loose().safeParse(given);
  if (!site.success) return { fault: sentenceFor(site.error) };
  const asked = caseOn(clockOf(site.data.zone)).safeParse(given);
  return asked.success ? asked.data : { fault: sentenceFor(asked.error) };
}

function caseOn(clock: ZoneClock) {
  return record({
    zone,
    region: oneOf(regions).default("metropole"),
    goodFriday: yesOrNo().default(true),
    openOnHolidays: yesOrNo().default(false),
    now: moment.transform((now) => instantOf(now, clock)),
    from: day,
    to: day.optional(),
    reason,
    openings: listOf(opening),
    absences: listOf(absenceOn(clock)).default([]),
    busy: listOf(busyOn(clock)).default([]),
  })
    .refine(({ from, to = from }) => from <= to, { path: ["to"], error: "must not come before from" })
    .transform(({ region, goodFriday, openOnHolidays, now, from, to = from, ...agenda }): SlotsCase => {
      const holidays = { region, goodFriday, openOn: openOnHolidays ? ("all" as const) : [] };
      return { agenda: { ...agenda, nowMs: now, holidays }, from, to };
    });
}

const zone = text("an IANA time zone, such as Europe/Paris", (name) => (isZone(name) ? name : null));
const day = text("a date that exists, such as 2027-01-12", parseDay);
const startTime = text("a time from 00:00 to 23:59", (time) => (time === "24:00" ? null : parseTime(time)));
const endTime = text("a time from 00:00 to 24:00", parseTime);
const moment = text("a date and time that exist, such as 2027-01-12T09:00 or 2027-01-12T09:00+01:00", parseMoment);

/** No visit lasts more than a week: a greater number is a slip of the keyboard. */
const weekMin = 7 * 24 * 60;
const buffer = wholeNumber(0, weekMin, "minutes").default(0);

const reason = record({
  durationMin: wholeNumber(1, weekMin, "minutes"),
  stepMin: wholeNumber(1, weekMin, "minutes").optional(),
  bufferBeforeMin: buffer,
  bufferAfterMin: buffer,
  notice: text("hours or days, such as PT2H or P1D", parseDelay).default({ hours: 0 }),
  horizon: text("days or months, such as P90D or P12M", parseHorizon).optional(),
}).transform(({ durationMin, stepMin = durationMin, horizon = null, ...rest }): VisitRule => {
  return { durationMin, stepMin, horizon, ...rest };
});

const oneOff = record({ on: day, from: startTime, to: endTime }).transform(({ on, from, to }): OneOff => {
  return { on, fromMin: from, toMin: to };
});

const exception = record({ on: day, from: startTime.optional(), to: endTime.optional() })
  .refine(({ from, to }) => from === undefined || to !== undefined, { path: ["to"], error: "is missing beside from" })
  .refine(({ from, to }) => to === undefined || from !== undefined, { path: ["from"], error: "is missing beside to" })
  .transform(({ on, from, to }): Exception => {
    return { on, hours: from === undefined || to === undefined ? null : { fromMin: from, toMin: to } };
  });

const repeated = record({
  weekdays: listOf(oneOf(weekdays)).min(1, "must name at least one day"),
  everyWeeks: wholeNumber(1, 1000, "weeks").default(1),
  isoWeeks: oneOf(["odd", "even"]).optional(),
  nth: z.literal([1, 2, 3, 4, 5, -1], "must be a number from 1 to 5, or -1 for the last").optional(),
  since: day.optional(),
  until: day.optional(),
  from: startTime,
  to: endTime,
  except: listOf(exception).default([]),
})
  .refine(({ everyWeeks, since }) => everyWeeks === 1 || since !== undefined, {
    path: ["since"],
    error: "is missing, and everyWeeks is counted from it",
  })
  .transform(({ isoWeeks = null, nth = null, since = null, until = null, from, to, except, ...rest }): Repeated => {
    return { ...rest, isoWeeks, nth, since, until, fromMin: from, toMin: to, exceptions: except };
  });

const opening = shapedAs<Timetable>((given) => ("on" in given ? oneOff : repeated));

function absenceOn(clock: ZoneClock) {
  const stretch = record({ from: moment, to: moment })
    .refine(({ from, to }) => isInOrder(from, to, clock), { path: ["to"], error: "must come after from" })
    .transform(({ from, to }): Range => ({ startMs: instantOf(from, clock), endMs: instantOf(to, clock) }));
  return shapedAs<Timetable | Range>((given) => {
    if ("on" in given) return oneOff;
    return "weekdays" in given ? repeated : stretch;
  });
}

/** A busy time is given as the consultation and its own buffers: taken is the whole. */
function busyOn(clock: ZoneClock) {
  return record({ from: moment, to: moment, bufferBeforeMin: buffer, bufferAfterMin: buffer })
    .refine(({ from, to }) => isInOrder(from, to, clock), { path: ["to"], error: "must come after from" })
    .transform(
      ({ from, to, bufferBeforeMin, bufferAfterMin }): BusyTime => ({
        startMs: instantOf(from, clock) - bufferBeforeMin * minuteMs,
        endMs: instantOf(to, clock) + bufferAfterMin * minuteMs,
      }),
    );
}
