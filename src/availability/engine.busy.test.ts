import { expect, test } from "vitest";
import { asked, epochMs, everyDay, tuesday as on, starts, times } from "../../test/case-told.ts";
import { busyWindow } from "./engine.ts";

const atTen = { from: "2027-01-12T10:00", to: "2027-01-12T10:30" };
const atTenMs = { startMs: epochMs("2027-01-12T10:00+01:00"), endMs: epochMs("2027-01-12T10:30+01:00") };

test("B01 an appointment takes its own time and no other", () => {
  expect(times({ busy: [atTen] })).toBe("09:00 09:30 10:30 11:00 11:30");
});

test("B03 an appointment begun before the opening takes what it covers of it", () => {
  expect(times({ busy: [{ from: "2027-01-12T08:30", to: "2027-01-12T09:10" }] })).toBe("09:30 10:00 10:30 11:00 11:30");
});

test("B05 an absence and an appointment inside it close the time once", () => {
  const absences = [{ from: "2027-01-12T09:00", to: "2027-01-12T10:00" }];
  const busy = [{ from: "2027-01-12T09:15", to: "2027-01-12T09:45" }];
  expect(times({ absences, busy })).toBe("10:00 10:30 11:00 11:30");
});

test("B07 B09 missed and seen visits and waiting requests take their time; a cancelled one is not handed in", () => {
  const missed = { from: "2027-01-12T10:30", to: "2027-01-12T11:00" };
  const seen = { from: "2027-01-12T11:00", to: "2027-01-12T11:30" };
  expect(times({ busy: [missed, seen] })).toBe("09:00 09:30 10:00 11:30");
});

test("B11 an absence over several days closes each of its hours", () => {
  const found = starts({
    from: "2027-02-03",
    to: "2027-02-05",
    reason: { durationMin: 60 },
    openings: [{ weekdays: everyDay, from: "09:00", to: "17:00" }],
    absences: [{ from: "2027-02-03T14:00", to: "2027-02-05T12:00" }],
  });
  const wednesdayAndFriday = "03T09 03T10 03T11 03T12 03T13 05T12 05T13 05T14 05T15 05T16";
  expect(found.map((start) => start.slice(8, 13)).join(" ")).toBe(wednesdayAndFriday);
});

test("B13 B15 what is taken at another site, or in the room, is taken here", () => {
  expect(times({}, { busy: [atTenMs] })).toBe("09:00 09:30 10:30 11:00 11:30");
});

test("the road from another site is kept free on both sides", () => {
  expect(times({}, { busy: [{ ...atTenMs, travelMin: 20 }] })).toBe("09:00 11:00 11:30");
});

test("B17 an appointment over midnight takes time on both sides of it", () => {
  const openings = [{ on, from: "23:00", to: "01:00" }];
  const busy = [{ from: "2027-01-12T23:45", to: "2027-01-13T00:15" }];
  expect(times({ openings, busy, to: "2027-01-13" })).toBe("23:00 00:30");
});

test("an absence repeated each week closes its hours on its days, also after midnight", () => {
  const onTuesdays = { weekdays: ["TU"], from: "10:00", to: "11:00", since: "2027-01-01", until: "2027-02-12" };
  expect(times({ absences: [onTuesdays] })).toBe("09:00 09:30 11:00 11:30");
  expect(times({ absences: [{ ...onTuesdays, except: [{ on }] }] })).toBe("09:00 09:30 10:00 10:30 11:00 11:30");
  expect(times({ absences: [{ weekdays: ["MO"], from: "22:00", to: "10:00" }] })).toBe("10:00 10:30 11:00 11:30");
  expect(times({ absences: [{ on, from: "11:00", to: "24:00" }] })).toBe("09:00 09:30 10:00 10:30");
});

test("X11 a move may overlap the appointment it moves", () => {
  const everyQuarter = { reason: { durationMin: 30, stepMin: 15 } };
  const busy = [{ ...atTenMs, of: "ada" }];
  expect(times(everyQuarter, { busy })).not.toContain("10:15");
  expect(times(everyQuarter, { busy, moving: "eve" })).not.toContain("10:15");
  expect(times(everyQuarter, { busy, moving: "ada" })).toContain("10:15");
});

test.each([
  ["X13 an appointment of an hour is moved to places of an hour", 60, 30, "09:00 10:30 11:00"],
  ["P05 a new patient needs longer", 45, 15, "09:00 09:15 10:30 10:45 11:00 11:15"],
  ["P05 a known one less", 20, 20, "09:00 09:20 09:40 10:40 11:00 11:20 11:40"],
])("%s", (_whom, durationMin, stepMin, expected) => {
  expect(times({ busy: [atTen], reason: { durationMin, stepMin } })).toBe(expected);
});

test("P03 a day whose quota is reached is hidden from those it counts", () => {
  const { from } = asked({});
  expect(times({}, { fullDays: new Set([from]) })).toBe("");
  expect(times({}, { fullDays: new Set([from + 1]) })).toBe("09:00 09:30 10:00 10:30 11:00 11:30");
});

test("T17 the quota counts the day on which the visit begins", () => {
  const overMidnight = { openings: [{ on, from: "23:30", to: "00:30" }], reason: { durationMin: 60 } };
  const { from } = asked({});
  expect(times(overMidnight, { fullDays: new Set([from + 1]) })).toBe("23:30");
  expect(times(overMidnight, { fullDays: new Set([from]) })).toBe("");
});

test("U01 each visit is followed by its pause, before what is taken and after it", () => {
  const reason = { durationMin: 30, stepMin: 10, bufferAfterMin: 10 };
  const expected = "09:00 09:10 09:20 10:40 10:50 11:00 11:10 11:20 11:30";
  expect(times({ reason, busy: [{ ...atTen, bufferAfterMin: 10 }] })).toBe(expected);
});

test("U03 a pause may go beyond closing time, and into an absence", () => {
  const absences = [
    { from: "2027-01-12T15:00", to: "2027-01-12T16:00" },
    { from: "2027-01-12T17:00", to: "2027-01-12T18:00" },
  ];
  const reason = { durationMin: 60, bufferBeforeMin: 10, bufferAfterMin: 10 };
  expect(times({ reason, absences, openings: [{ on, from: "16:00", to: "17:00" }] })).toBe("16:00");
});

test("U05 a pause that began before the list still counts", () => {
  const busy = [{ from: "2027-01-12T09:00", to: "2027-01-12T09:15", bufferAfterMin: 30 }];
  expect(times({ busy, now: "2027-01-12T09:30+01:00" })).toBe("10:00 10:30 11:00 11:30");
});

test("pauses of neighbours add up", () => {
  const busy = [{ from: "2027-01-12T09:00", to: "2027-01-12T09:30", bufferAfterMin: 15 }];
  const reason = { durationMin: 30, stepMin: 5, bufferBeforeMin: 10 };
  expect(times({ busy, reason })).toMatch(/^09:55/);
});

test("a pause reaches over midnight into another day", () => {
  const openings = [{ on, from: "00:00", to: "02:00" }];
  const busy = [{ from: "2027-01-11T23:00", to: "2027-01-11T23:30", bufferAfterMin: 45 }];
  expect(times({ openings, busy })).toBe("00:30 01:00 01:30");
  expect(times({ openings, busy, reason: { durationMin: 30, bufferBeforeMin: 60 } })).toBe("01:30");
});

test("busy times are asked for as far as buffers and roads reach", () => {
  const { agenda, from } = asked({ reason: { durationMin: 60, bufferBeforeMin: 10, bufferAfterMin: 20 } });
  const { startMs, endMs } = busyWindow(agenda, from, from, 30);
  expect(startMs).toBe(epochMs("2027-01-11T23:20+01:00"));
  expect(endMs).toBe(epochMs("2027-01-13T01:50+01:00"));
});
