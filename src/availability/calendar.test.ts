import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addMonths,
  dayOf,
  formatDay,
  isoWeekOf,
  parseDay,
  plainDateOf,
  weekdayOf,
  weekdays,
  weekOf,
} from "./calendar.ts";

const anyDate = fc
  .integer({ min: -500_000, max: 2_900_000 })
  .map((days) => new Temporal.PlainDate(1970, 1, 1).add({ days }));

test("any day is the day Temporal says: date, weekday, ISO week", () => {
  fc.assert(
    fc.property(anyDate, (date) => {
      const day = dayOf(date);
      expect(plainDateOf(day).toString()).toBe(date.toString());
      expect(formatDay(day)).toBe(date.toString());
      expect(weekdays.indexOf(weekdayOf(day)) + 1).toBe(date.dayOfWeek);
      expect(isoWeekOf(day)).toBe(date.weekOfYear);
      expect(dayOf(date.add({ days: 1 }))).toBe(day + 1);
    }),
  );
});

test("weeks are counted from Monday to Sunday", () => {
  const monday = parseDay("2026-12-28")!;
  expect(weekOf(monday - 1)).toBe(weekOf(monday) - 1);
  expect(weekOf(monday + 6)).toBe(weekOf(monday));
});

test("months are added as Temporal adds them, to the end of a shorter month", () => {
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -30, max: 1500 }), (date, months) => {
      expect(addMonths(dayOf(date), months)).toBe(dayOf(date.add({ months })));
    }),
  );
  expect(formatDay(addMonths(parseDay("2026-08-31")!, 6))).toBe("2027-02-28");
  expect(formatDay(addMonths(parseDay("2027-08-31")!, 6))).toBe("2028-02-29");
});

test.each([
  "2027-02-29",
  "2027-13-01",
  "2027-00-10",
  "2027-04-31",
  "2027-1-2",
  "20270102",
  "2027-01-12T09:00",
  "",
  " 2027-01-12",
])("%s is not a date", (text) => {
  expect(parseDay(text)).toBeNull();
});

test("29 February is a date of the years that have it", () => {
  expect(parseDay("2028-02-29")).not.toBeNull();
  expect(parseDay("2000-02-29")).not.toBeNull();
  expect(parseDay("2100-02-29")).toBeNull();
});
