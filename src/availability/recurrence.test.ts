import { expect, test } from "vitest";
import { days, starts, times } from "../../test/case-told.ts";

const year2027 = { from: "2027-01-01", to: "2027-12-31", openOnHolidays: true };
const halfHour = { from: "09:00", to: "09:30" };
const mondays = { weekdays: ["MO"], ...halfHour };

test("R01 every two weeks is counted from its first Monday", () => {
  const openings = [{ ...mondays, everyWeeks: 2, since: "2026-12-14" }];
  expect(days({ now: "2026-12-01T10:00+01:00", from: "2026-12-01", to: "2027-02-14", openings })).toBe(
    "2026-12-14 2026-12-28 2027-01-11 2027-01-25 2027-02-08",
  );
});

test("every two weeks, week 0 is the ISO week of the first date, whichever day that is", () => {
  const openings = [{ weekdays: ["MO", "SU"], everyWeeks: 2, since: "2027-01-13", ...halfHour }];
  const asks = { from: "2027-01-01", to: "2027-02-10", openings };
  expect(days(asks)).toBe("2027-01-17 2027-01-25 2027-01-31 2027-02-08");
});

test("R03 a fifth Monday is skipped by months that have four, and closed at Easter", () => {
  const openings = [{ ...mondays, nth: 5 }];
  expect(days({ ...year2027, openings })).toBe("2027-03-29 2027-05-31 2027-08-30 2027-11-29");
  expect(days({ ...year2027, openings, openOnHolidays: false })).toBe("2027-05-31 2027-08-30 2027-11-29");
});

test.each([
  [1, "2027-02-01 2027-03-01"],
  [2, "2027-02-08 2027-03-08"],
  [4, "2027-02-22 2027-03-22"],
  [-1, "2027-02-22 2027-03-29"],
])("the %i. Monday of the month", (nth, expected) => {
  const asks = { from: "2027-02-01", to: "2027-03-31", openOnHolidays: true };
  expect(days({ ...asks, openings: [{ ...mondays, nth }] })).toBe(expected);
});

test("R05 a date removed takes nothing from the others", () => {
  const openings = [{ ...mondays, except: [{ on: "2027-01-18" }] }];
  expect(days({ from: "2027-01-10", to: "2027-01-30", openings })).toBe("2027-01-11 2027-01-25");
});

test("a date replaced has all its replacements, and a removal beside them adds nothing", () => {
  const except = [
    { on: "2027-01-18", from: "15:00", to: "15:30" },
    { on: "2027-01-18" },
    { on: "2027-01-18", from: "11:00", to: "11:30" },
  ];
  expect(times({ from: "2027-01-18", openings: [{ ...mondays, except }] })).toBe("11:00 15:00");
});

test("a replacement may run past midnight, and belongs to the date on which it begins", () => {
  const except = [{ on: "2027-01-18", from: "23:00", to: "01:00" }];
  const openings = [{ ...mondays, except }];
  expect(times({ from: "2027-01-18", to: "2027-01-19", openings })).toBe("23:00 23:30 00:00 00:30");
  const nights = [{ weekdays: ["MO"], from: "22:00", to: "02:00", except: [{ on: "2027-01-19" }] }];
  expect(starts({ from: "2027-01-18", to: "2027-01-19", openings: nights })).toHaveLength(8);
});

test("an exception where the series has no date changes nothing", () => {
  const except = [{ on: "2027-01-19", from: "10:00", to: "11:00" }];
  expect(days({ from: "2027-01-18", to: "2027-01-24", openings: [{ ...mondays, except }] })).toBe("2027-01-18");
  const ended = { ...mondays, until: "2027-01-11", except: [{ on: "2027-01-18", from: "10:00", to: "11:00" }] };
  expect(days({ from: "2027-01-18", openings: [ended] })).toBe("");
});

test("R07 this and following: January keeps its hours, February has the new ones", () => {
  const openings = [
    { ...mondays, until: "2027-01-31" },
    { weekdays: ["MO"], since: "2027-02-01", from: "10:00", to: "11:00" },
  ];
  expect(times({ from: "2027-01-25", to: "2027-02-01", openings })).toBe("09:00 10:00 10:30");
});

test("R09 a series created on a Wednesday for Mondays and Fridays begins on the Friday", () => {
  const openings = [{ weekdays: ["MO", "FR"], since: "2027-01-13", ...halfHour }];
  expect(days({ from: "2027-01-01", to: "2027-01-20", openings })).toBe("2027-01-15 2027-01-18");
});

test("the last date of a series is part of it, with its whole night", () => {
  const openings = [{ weekdays: ["MO"], from: "22:00", to: "02:00", since: "2027-01-11", until: "2027-01-18" }];
  const found = starts({ from: "2027-01-01", to: "2027-02-28", openings });
  expect(found).toHaveLength(16);
  expect(found.at(-1)).toBe("2027-01-19T01:30:00+01:00");
});

test("odd weeks may follow one another: the 53rd of 2026 and the first of 2027", () => {
  const around = { now: "2026-12-01T10:00+01:00", from: "2026-12-14", to: "2027-01-18" };
  expect(days({ ...around, openings: [{ ...mondays, isoWeeks: "odd" }] })).toBe(
    "2026-12-14 2026-12-28 2027-01-04 2027-01-18",
  );
  expect(days({ ...around, openings: [{ ...mondays, isoWeeks: "even" }] })).toBe("2026-12-21 2027-01-11");
});

test("all that a rule says must hold at once", () => {
  const openings = [{ ...mondays, everyWeeks: 2, since: "2027-01-04", isoWeeks: "odd", nth: 1 }];
  expect(days({ ...year2027, openings })).toBe(
    "2027-01-04 2027-02-01 2027-03-01 2027-06-07 2027-07-05 2027-08-02 2027-12-06",
  );
});

test("openings of several rules that begin on one day are merged", () => {
  const openings = [
    { weekdays: ["MO"], from: "09:00", to: "09:45" },
    { on: "2027-01-18", from: "09:45", to: "10:30" },
  ];
  expect(times({ from: "2027-01-18", openings })).toBe("09:00 09:30 10:00");
});
