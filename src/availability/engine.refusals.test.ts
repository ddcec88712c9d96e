import { expect, test } from "vitest";
import { asked, epochMs, everyDay } from "../../test/case-told.ts";
import { refusalAt, refusalOfDay, timesOn } from "./engine.ts";

const { agenda, from: tuesday } = asked({
  now: "2027-01-12T09:20+01:00",
  reason: { durationMin: 30, notice: "PT1H", horizon: "P90D" },
  openings: [{ weekdays: everyDay, from: "09:00", to: "12:00" }],
  absences: [{ from: "2027-01-12T10:30", to: "2027-01-12T11:00" }],
  busy: [{ from: "2027-01-12T11:00", to: "2027-01-12T11:30" }],
});

test.each([
  ["2027-01-12T09:00+01:00", "past"],
  ["2027-01-12T10:00+01:00", "too-soon"],
  ["2027-01-12T10:30+01:00", "absence"],
  ["2027-01-12T11:00+01:00", "busy"],
  ["2027-01-12T11:30+01:00", null],
  ["2027-01-12T11:40+01:00", "outside-openings"],
  ["2027-01-12T12:00+01:00", "outside-openings"],
  ["2027-01-13T09:10+01:00", "not-on-the-grid"],
  ["2027-03-29T09:00+02:00", "holiday"],
  ["2027-04-12T09:00+02:00", null],
  ["2027-04-13T09:00+02:00", "beyond-horizon"],
])("at %s: %s", (start, refusal) => {
  expect(refusalAt(agenda, epochMs(start))).toBe(refusal);
});

test("a day with its quota of new patients says so", () => {
  expect(refusalAt({ ...agenda, fullDays: new Set([tuesday]) }, epochMs("2027-01-12T11:30+01:00"))).toBe("quota-full");
});

test("a day is told time by time", () => {
  const told = timesOn(agenda, tuesday).map(({ refusal }) => refusal ?? "free");
  expect(told.join(" ")).toBe("past too-soon too-soon absence busy free");
});

test("a day with nothing is summed up by what came nearest to being free", () => {
  const busyToTheEnd = [{ startMs: epochMs("2027-01-12T11:00+01:00"), endMs: epochMs("2027-01-12T12:00+01:00") }];
  expect(refusalOfDay(agenda, tuesday)).toBeNull();
  expect(refusalOfDay({ ...agenda, busy: busyToTheEnd }, tuesday)).toBe("busy");
  expect(refusalOfDay({ ...agenda, nowMs: epochMs("2027-01-12T11:20+01:00") }, tuesday)).toBe("too-soon");
  expect(refusalOfDay({ ...agenda, openings: [] }, tuesday)).toBe("outside-openings");
});
