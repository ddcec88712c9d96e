import { expect, test } from "vitest";
import { asked, times, timesWithOffset } from "../../test/case-told.ts";
import { freeTimes } from "./engine.ts";
import type { HolidayName } from "./holidays.ts";

test("F07 a site may work on a holiday: on all of them, or on some", () => {
  const whitMonday = { from: "2027-05-17", openings: [{ on: "2027-05-17", from: "09:00", to: "10:00" }] };
  const openOn = (...names: HolidayName[]) => ({
    holidays: { region: "metropole" as const, goodFriday: true, openOn: names },
  });
  expect(times(whitMonday)).toBe("");
  expect(times({ ...whitMonday, openOnHolidays: true })).toBe("09:00 09:30");
  expect(times(whitMonday, openOn("whit-monday"))).toBe("09:00 09:30");
  expect(times(whitMonday, openOn("ascension"))).toBe("");
});

test("a night that ends on a holiday stops at midnight; one that begins there starts at midnight", () => {
  const into = { openings: [{ on: "2027-07-13", from: "22:00", to: "04:00" }], from: "2027-07-13", to: "2027-07-14" };
  expect(times(into)).toBe("22:00 22:30 23:00 23:30");
  const outOf = { openings: [{ on: "2027-07-14", from: "22:00", to: "02:00" }], from: "2027-07-14", to: "2027-07-15" };
  expect(times(outOf)).toBe("00:00 00:30 01:00 01:30");
  const across = { openings: [{ on: "2027-07-13", from: "23:15", to: "00:45" }], from: "2027-07-13", to: "2027-07-14" };
  expect(times(across)).toBe("23:15");
});

test("F03 Strasbourg closes on Good Friday unless its site says otherwise; Nancy works", () => {
  const goodFriday = { from: "2027-03-26", openings: [{ on: "2027-03-26", from: "09:00", to: "09:30" }] };
  expect(times({ ...goodFriday, region: "alsace-moselle" })).toBe("");
  expect(times({ ...goodFriday, region: "alsace-moselle", goodFriday: false })).toBe("09:00");
  expect(times({ ...goodFriday, region: "metropole" })).toBe("09:00");
  expect(times({ ...goodFriday, region: "polynesie", goodFriday: false })).toBe("");
});

test.each([
  ["America/Guadeloupe", "13:00"],
  ["America/Martinique", "13:00"],
  ["America/Cayenne", "12:00"],
  ["Indian/Mayotte", "06:00"],
  ["Pacific/Noumea", "22:00"],
  ["Pacific/Tahiti", "19:00"],
])("F11 nine in the morning in %s is %s UTC, in January as in July", (zone, utc) => {
  for (const tuesday of ["2027-01-12", "2027-07-06"]) {
    const { agenda, from, to } = asked({
      zone,
      from: tuesday,
      openings: [{ on: tuesday, from: "09:00", to: "09:30" }],
    });
    const [free] = freeTimes(agenda, from, to);
    expect(
      Temporal.Instant.fromEpochMilliseconds(free?.startMs ?? 0)
        .toString()
        .slice(11, 16),
    ).toBe(utc);
  }
});

test.each([
  ["2027-01-12", "09:00+01 09:30+01 10:30+01 11:00+01 11:30+01"],
  ["2027-07-06", "09:00+02 09:30+02 10:00+02 10:30+02 11:30+02"],
])("F13 one o'clock in La Réunion on %s is taken in Paris at its own hour", (from, expected) => {
  const openings = [{ weekdays: ["TU"], from: "09:00", to: "12:00" }];
  const busy = [{ from: `${from}T13:00+04:00`, to: `${from}T13:30+04:00` }];
  expect(timesWithOffset({ from, openings, busy })).toBe(expected);
});
