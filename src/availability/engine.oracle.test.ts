import fc from "fast-check";
import { expect, test } from "vitest";
import { type AnyCase, type AnyHours, anyCase } from "../../test/any-case.ts";
import { starts } from "../../test/case-told.ts";

test("minute by minute, slowly and with Temporal alone, the same times are found", () => {
  fc.assert(
    fc.property(anyCase, (asked) => {
      expect(starts(asked)).toEqual(slowly(asked));
    }),
    { numRuns: 200 },
  );
}, 60_000);

/** The public holidays of 2027 and the days around it, copied from a calendar. */
const holidays = new Set(
  (
    "2026-12-25 2027-01-01 2027-03-29 2027-05-01 2027-05-06 2027-05-08 2027-05-17 2027-07-14 2027-08-15 2027-11-01 " +
    "2027-11-11 2027-12-25"
  ).split(" "),
);

/** Every rule of the conventions, read minute by minute. Minutes are counted from 1970. */
function slowly(asked: AnyCase): string[] {
  const { zone, reason } = asked;
  const dateAt = memo((minute: number) => localAt(minute, zone).toPlainDate().toString());
  const [absent, taken] = [absentMinutes(asked), takenMinutes(asked)];

  const now = Temporal.Instant.from(asked.now);
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const notice = Temporal.Duration.from(reason.notice);
  const firstMinute = now.add({ hours: notice.hours }).epochMilliseconds / 60_000;
  const firstDay = today.add({ days: notice.days }).toString();
  const lastDay = reason.horizon ? today.add(Temporal.Duration.from(reason.horizon)).toString() : "9999-12-31";

  const isOffered = (start: number) => {
    const date = dateAt(start);
    const visit = range(start, start + reason.durationMin);
    const occupied = range(start - reason.bufferBeforeMin, start + reason.durationMin + reason.bufferAfterMin);
    return (
      date >= asked.from &&
      date <= asked.to &&
      start >= firstMinute &&
      date >= firstDay &&
      date <= lastDay &&
      visit.every((minute) => asked.openOnHolidays || !holidays.has(dateAt(minute))) &&
      visit.every((minute) => !absent.has(minute)) &&
      occupied.every((minute) => !taken.has(minute))
    );
  };
  const starts = daysOf(asked).flatMap((day) => gridOf(reason, openMinutes(asked, day)));
  return [...new Set(starts)]
    .sort((one, other) => one - other)
    .filter(isOffered)
    .map((start) => localAt(start, zone).toString({ timeZoneName: "never" }));
}

/** The minutes of the openings that begin on this day, those no clock shows left out. */
function openMinutes({ zone, openings }: AnyCase, day: Temporal.PlainDate): Set<number> {
  const open = new Set<number>();
  for (const [from, to] of openings.flatMap((opening) => hoursOn(opening, day))) {
    const [start, end] = [minuteOf(from, zone), minuteOf(to, zone)];
    const isShown = range(start - 240, end).some((minute) => {
      const wall = localAt(minute, zone).toPlainDateTime();
      return Temporal.PlainDateTime.compare(from, wall) <= 0 && Temporal.PlainDateTime.compare(wall, to) < 0;
    });
    if (isShown) for (const minute of range(start, end)) open.add(minute);
  }
  return open;
}

/** From the first minute of each unbroken run, step by step, as long as the visit fits in the run. */
function gridOf({ durationMin, stepMin }: AnyCase["reason"], open: Set<number>): number[] {
  const fits = (start: number) => range(start, start + durationMin).every((minute) => open.has(minute));
  return [...open]
    .filter((minute) => !open.has(minute - 1))
    .flatMap((anchor) => {
      const starts: number[] = [];
      for (
        let start = anchor;
        range(anchor, start).every((minute) => open.has(minute)) && fits(start);
        start += stepMin
      )
        starts.push(start);
      return starts;
    });
}

function absentMinutes(asked: AnyCase): Set<number> {
  const stretches = asked.absences.flatMap((absence): Hours[] => {
    if ("on" in absence || "weekdays" in absence) return daysOf(asked).flatMap((day) => hoursOn(absence, day));
    return [[Temporal.PlainDateTime.from(absence.from), Temporal.PlainDateTime.from(absence.to)]];
  });
  return new Set(stretches.flatMap(([from, to]) => range(minuteOf(from, asked.zone), minuteOf(to, asked.zone))));
}

function takenMinutes({ busy }: AnyCase): Set<number> {
  return new Set(
    busy.flatMap(({ from, to, bufferBeforeMin, bufferAfterMin }) =>
      range(exactMinute(from) - bufferBeforeMin, exactMinute(to) + bufferAfterMin),
    ),
  );
}

type Hours = readonly [Temporal.PlainDateTime, Temporal.PlainDateTime];

function hoursOn(timetable: AnyHours, day: Temporal.PlainDate): Hours[] {
  if (!occursOn(timetable, day)) return [];
  const replaced = timetable.except?.filter(({ on }) => on === day.toString()) ?? [];
  return (replaced.length > 0 ? replaced : [timetable]).flatMap(({ from, to }) =>
    from && to ? [hours(day, from, to)] : [],
  );
}

function hours(day: Temporal.PlainDate, from: string, to: string): Hours {
  const tomorrow = day.add({ days: 1 });
  const end = to === "24:00" ? tomorrow.toPlainDateTime("00:00") : (to > from ? day : tomorrow).toPlainDateTime(to);
  return [day.toPlainDateTime(from), end];
}

function occursOn(rule: AnyHours, day: Temporal.PlainDate): boolean {
  if (rule.on) return rule.on === day.toString();
  const { weekdays = [], everyWeeks = 1, isoWeeks, nth, since, until } = rule;
  const monday = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 });
  const first = since ? Temporal.PlainDate.from(since) : day;
  const weeks = monday(first).until(monday(day)).days / 7;
  const sameWeekday = range(1, day.daysInMonth + 1).filter((n) => day.with({ day: n }).dayOfWeek === day.dayOfWeek);
  return (
    weekdays.includes(["MO", "TU", "WE", "TH", "FR", "SA", "SU"][day.dayOfWeek - 1] ?? "") &&
    Temporal.PlainDate.compare(day, first) >= 0 &&
    (!until || Temporal.PlainDate.compare(day, until) <= 0) &&
    weeks % everyWeeks === 0 &&
    (!isoWeeks || ((day.weekOfYear ?? 0) % 2 === 0) === (isoWeeks === "even")) &&
    (!nth || sameWeekday.at(nth > 0 ? nth - 1 : nth) === day.day)
  );
}

/** The days asked, and three more on both sides for what reaches into them. */
function daysOf({ from, to }: AnyCase): Temporal.PlainDate[] {
  const first = Temporal.PlainDate.from(from).subtract({ days: 3 });
  return range(0, first.until(to).days + 4).map((days) => first.add({ days }));
}

function localAt(minute: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(minute * 60_000).toZonedDateTimeISO(zone);
}

function minuteOf(wall: Temporal.PlainDateTime, zone: string): number {
  return wall.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds / 60_000;
}

function exactMinute(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds / 60_000;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function memo<Value>(compute: (key: number) => Value): (key: number) => Value {
  const known = new Map<number, Value>();
  return (key) => {
    const value = known.get(key) ?? compute(key);
    known.set(key, value);
    return value;
  };
}
