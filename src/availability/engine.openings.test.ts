import { expect, test } from "vitest";
import { asked, epochMs, tuesday as on, starts, times } from "../../test/case-told.ts";
import { anyOf } from "./any-of.ts";
import { firstFreeTime, freeTimes, refusalAt, refusalOfDay } from "./engine.ts";

test("G01 a morning of half hours has six starts", () => {
  expect(times({})).toBe("09:00 09:30 10:00 10:30 11:00 11:30");
});

test("G03 an opening shorter than the visit offers nothing; one just as long offers one time", () => {
  expect(times({ openings: [{ on, from: "09:00", to: "09:20" }] })).toBe("");
  expect(times({ openings: [{ on, from: "09:00", to: "09:30" }] })).toBe("09:00");
});

test("G05 openings that touch are one: a visit may run from one into the other", () => {
  const openings = [
    { on, from: "09:00", to: "10:00" },
    { on, from: "10:00", to: "11:00" },
  ];
  const reason = { durationMin: 45, stepMin: 15 };
  expect(times({ reason, openings })).toBe("09:00 09:15 09:30 09:45 10:00 10:15");
  expect(times({ reason, openings: openings.toReversed() })).toBe("09:00 09:15 09:30 09:45 10:00 10:15");
});

test("G07 openings that overlap are one, with the grid of the earliest", () => {
  const openings = [
    { on, from: "09:15", to: "10:15" },
    { on, from: "09:00", to: "10:00" },
  ];
  expect(times({ openings })).toBe("09:00 09:30");
});

test("openings apart from one another each have their own grid", () => {
  const openings = [
    { on, from: "09:00", to: "09:50" },
    { on, from: "10:10", to: "11:10" },
  ];
  expect(times({ openings })).toBe("09:00 10:10 10:40");
});

test("G09 any practitioner: a time at which two are free is offered once, with both", () => {
  const { agenda, from, to } = asked({});
  const busy = [{ startMs: epochMs("2027-01-12T09:00+01:00"), endMs: epochMs("2027-01-12T09:30+01:00") }];
  const shared = anyOf([
    { who: "Dr Lune", free: freeTimes(agenda, from, to) },
    { who: "Dr Soleil", free: freeTimes({ ...agenda, busy }, from, to) },
  ]);
  expect(shared).toHaveLength(6);
  expect(shared[0]?.candidates.map(({ who }) => who)).toEqual(["Dr Lune"]);
  expect(shared[2]?.startMs).toBe(epochMs("2027-01-12T10:00+01:00"));
  expect(shared[2]?.candidates.map(({ who }) => who)).toEqual(["Dr Lune", "Dr Soleil"]);
});

test("any practitioner: a time that only the second has comes in its place", () => {
  const merged = anyOf([
    { who: "Dr Lune", free: [{ startMs: 20, endMs: 30 }] },
    { who: "Dr Soleil", free: [{ startMs: 10, endMs: 25 }] },
  ]);
  expect(merged.map(({ startMs }) => startMs)).toEqual([10, 20]);
  expect(merged[0]?.candidates).toEqual([{ who: "Dr Soleil", endMs: 25 }]);
});

test("G11 a night on call goes on after midnight, and its later times belong to the next day", () => {
  const openings = [{ on: "2027-01-15", from: "22:00", to: "04:00" }];
  expect(starts({ openings, from: "2027-01-15", to: "2027-01-16" })).toHaveLength(12);
  expect(times({ openings, from: "2027-01-15" })).toBe("22:00 22:30 23:00 23:30");
  expect(times({ openings, from: "2027-01-16" })).toBe("00:00 00:30 01:00 01:30 02:00 02:30 03:00 03:30");
});

test("an evening until 24:00 and a morning from 00:00 stay two openings: no visit runs over midnight", () => {
  const openings = [
    { on, from: "22:00", to: "24:00" },
    { on: "2027-01-13", from: "00:00", to: "02:00" },
  ];
  expect(times({ openings, to: "2027-01-13", reason: { durationMin: 50 } })).toBe("22:00 22:50 00:00 00:50");
});

test("an opening from one hour to the same hour lasts until the next day", () => {
  expect(starts({ openings: [{ on, from: "00:00", to: "00:00" }], to: "2027-01-14" })).toHaveLength(48);
  expect(starts({ openings: [{ on, from: "12:00", to: "12:00" }], to: "2027-01-14" })).toHaveLength(48);
});

test("two openings of one day that run into the next are one until the last of them ends", () => {
  const openings = [
    { on, from: "00:00", to: "24:00" },
    { on, from: "12:00", to: "11:00" },
  ];
  const reason = { durationMin: 7 * 60, stepMin: 7 * 60 };
  expect(times({ openings, to: "2027-01-14", reason })).toBe("00:00 07:00 14:00 21:00 04:00");
});

test("a night and a morning that overlap keep two grids, and a start they share is listed once", () => {
  const morning = { on: "2027-01-13", from: "00:00", to: "01:30" };
  const listed = (night: object) => times({ openings: [night, morning], from: "2027-01-13" });
  expect(listed({ on, from: "23:00", to: "01:00" })).toBe("00:00 00:30 01:00");
  expect(listed({ on, from: "23:10", to: "01:10" })).toBe("00:00 00:10 00:30 00:40 01:00");
});

test.each(["reason-inactive", "site-closed", "not-for-this-practitioner"] as const)(
  "G13 %s: nothing, and why",
  (because) => {
    const { agenda, from, to } = asked({}, { closedBecause: because });
    expect(freeTimes(agenda, from, to)).toEqual([]);
    expect(firstFreeTime(agenda, from, to + 300)).toBeNull();
    expect(refusalOfDay(agenda, from)).toBe(because);
    expect(refusalAt(agenda, epochMs("2027-01-12T09:00+01:00"))).toBe(because);
  },
);

test("a visit without length is an accident, not an answer", () => {
  const { agenda, from } = asked({});
  const lasting = (durationMin: number, stepMin: number) => ({
    ...agenda,
    reason: { ...agenda.reason, durationMin, stepMin },
  });
  expect(() => freeTimes(lasting(0, 15), from, from)).toThrow(RangeError);
  expect(() => freeTimes(lasting(15, 0), from, from)).toThrow(RangeError);
});

test("a question over three centuries is answered", () => {
  const openings = [{ weekdays: ["MO"], from: "09:00", to: "09:30" }];
  expect(starts({ openings, from: "2027-01-01", to: "2326-12-31", openOnHolidays: true })).toHaveLength(15_653);
});
