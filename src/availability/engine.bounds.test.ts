import { expect, test } from "vitest";
import { asked, days, everyDay, tuesday as on, starts, times } from "../../test/case-told.ts";
import { firstFreeTime, freeTimes, refusalOfDay } from "./engine.ts";

const untilOne = [{ on, from: "09:00", to: "13:00" }];
const daily = [{ weekdays: everyDay, from: "09:00", to: "13:00" }];
const halfHour = { durationMin: 30 };

test.each([
  ["H01", "2027-01-12T09:40+01:00"],
  ["H03", "2027-01-12T09:30:01+01:00"],
])("%s two hours of notice at %s leave noon and half past", (_row, now) => {
  expect(times({ openings: untilOne, now, reason: { ...halfHour, notice: "PT2H" } })).toBe("12:00 12:30");
});

test("a start exactly at the end of the notice is offered, and one exactly now without notice", () => {
  const reason = { ...halfHour, notice: "PT2H" };
  expect(times({ openings: untilOne, now: "2027-01-12T10:00+01:00", reason })).toBe("12:00 12:30");
  expect(times({ openings: untilOne, now: "2027-01-12T12:00+01:00" })).toBe("12:00 12:30");
  expect(times({ openings: untilOne, now: "2027-01-12T12:00:00.001+01:00" })).toBe("12:30");
});

test("H05 a calendar day of notice is not twenty-four hours", () => {
  const firstAt = (now: string, notice: string) =>
    times({ openings: untilOne, now, reason: { ...halfHour, notice } }).slice(0, 5);
  expect(firstAt("2027-01-11T23:59+01:00", "P1D")).toBe("09:00");
  expect(firstAt("2027-01-11T23:59+01:00", "PT24H")).toBe("");
  expect(firstAt("2027-01-12T00:00+01:00", "P1D")).toBe("");
});

test("notice of no days still leaves out what has passed today", () => {
  const reason = { ...halfHour, notice: "P0D" };
  expect(times({ openings: untilOne, now: "2027-01-12T11:45+01:00", reason })).toBe("12:00 12:30");
});

test.each([
  ["Europe/Paris", "2027-01-31"],
  ["Indian/Reunion", "2027-02-01"],
  ["Pacific/Tahiti", "2027-01-31"],
  ["Pacific/Noumea", "2027-02-01"],
])("H07 thirty days ahead of one instant end in %s on %s", (zone, last) => {
  const reason = { ...halfHour, horizon: "P30D" };
  const asks = { zone, now: "2027-01-01T21:00Z", from: "2027-01-30", to: "2027-02-20", reason, openings: daily };
  expect(days(asks).slice(-10)).toBe(last);
});

test("H09 twelve months from 29 February end with 28 February, included", () => {
  const asks = { now: "2028-02-29T10:00+01:00", from: "2029-02-27", to: "2029-03-20", openings: daily };
  expect(days({ ...asks, reason: { ...halfHour, horizon: "P12M" } })).toBe("2029-02-27 2029-02-28");
});

test("a horizon of no days is today; one of a month from the 31st ends with a shorter month", () => {
  const asks = { now: "2027-01-31T08:00+01:00", from: "2027-01-01", to: "2027-12-31", openings: daily };
  expect(days({ ...asks, reason: { ...halfHour, horizon: "P0D" } })).toBe("2027-01-31");
  expect(days({ ...asks, reason: { ...halfHour, horizon: "P1M" } }).slice(-10)).toBe("2027-02-28");
});

test("the horizon ends at midnight, in the middle of a night on call", () => {
  const reason = { durationMin: 60, horizon: "P11D" };
  expect(times({ openings: [{ on, from: "22:00", to: "02:00" }], reason, to: "2027-01-14" })).toBe("22:00 23:00");
});

test("H11 from and to the same day ask for exactly that local day", () => {
  expect(days({ openings: daily, to: on })).toBe(on);
  expect(days({ openings: daily })).toBe(on);
});

test("H13 an evening in Martinique belongs to its own date", () => {
  const found = starts({ zone: "America/Martinique", openings: [{ on, from: "17:00", to: "20:00" }] });
  expect(found).toHaveLength(6);
  expect(found[0]).toBe("2027-01-12T17:00:00-04:00");
  expect(found[5]).toBe("2027-01-12T19:30:00-04:00");
});

test("H15 with more than a week of notice, there are times after it", () => {
  const asks = { openings: daily, from: "2027-01-02", to: "2027-01-14", now: "2027-01-02T10:00+01:00" };
  expect(days({ ...asks, reason: { ...halfHour, notice: "P10D" } })).toBe("2027-01-12 2027-01-13 2027-01-14");
  expect(days({ ...asks, reason: { ...halfHour, notice: "PT240H" } })).toBe("2027-01-12 2027-01-13 2027-01-14");
});

test("times kept for urgent care appear only so many hours before they begin", () => {
  const { agenda, from, to } = asked({ now: "2027-01-11T10:00+01:00" });
  const released = (hours: number) => ({ ...agenda, reason: { ...agenda.reason, releasedHoursBefore: hours } });
  expect(freeTimes(released(24), from, to)).toHaveLength(3); // 09:00, 09:30 and 10:00, at the very hour
  expect(freeTimes(released(4), from, to)).toEqual([]);
  expect(refusalOfDay(released(4), from)).toBe("not-released-yet");
});

test("the next free time is found however far it is, up to the horizon", () => {
  const { agenda, from } = asked({ openings: [{ on: "2028-01-11", from: "09:00", to: "10:00" }] });
  const inAYear = Temporal.Instant.from("2028-01-11T09:00+01:00").epochMilliseconds;
  expect(firstFreeTime(agenda, from, from + 3000)?.startMs).toBe(inAYear);
  expect(firstFreeTime(agenda, from, from + 364)?.startMs).toBe(inAYear);
  expect(firstFreeTime(agenda, from, from + 363)).toBeNull();
  const nearer = { ...agenda, reason: { ...agenda.reason, horizon: { days: 100 } } };
  expect(firstFreeTime(nearer, from, from + 3000)).toBeNull();
});
