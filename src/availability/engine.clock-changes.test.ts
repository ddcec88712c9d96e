import { expect, test } from "vitest";
import { starts, times, timesWithOffset } from "../../test/case-told.ts";

const spring = "2027-03-28"; // Paris: 02:00 becomes 03:00
const autumn = "2027-10-31"; // Paris: 03:00 becomes 02:00

test("T01 Tuesday at nine stays at nine, summer and winter", () => {
  const openings = [{ weekdays: ["TU"], from: "09:00", to: "09:30" }];
  expect(timesWithOffset({ from: "2027-03-23", to: "2027-03-30", openings })).toBe("09:00+01 09:00+02");
  expect(timesWithOffset({ from: "2027-10-26", to: "2027-11-02", openings })).toBe("09:00+02 09:00+01");
});

test("T03 the repeated hour is offered twice, each time with its offset", () => {
  const expected = "01:00+02 01:30+02 02:00+02 02:30+02 02:00+01 02:30+01 03:00+01 03:30+01";
  expect(timesWithOffset({ from: autumn, openings: [{ on: autumn, from: "01:00", to: "04:00" }] })).toBe(expected);
});

test("T05 an opening that begins in the skipped hour begins an hour later", () => {
  expect(times({ from: spring, openings: [{ on: spring, from: "02:30", to: "05:00" }] })).toBe("03:30 04:00 04:30");
});

test("an opening that ends in the skipped hour ends an hour later", () => {
  expect(times({ from: spring, openings: [{ on: spring, from: "01:30", to: "02:30" }] })).toBe("01:30 03:00");
});

test.each(["02:00 03:00", "02:00 02:30", "02:15 02:45", "02:30 03:00", "02:30 03:15"])(
  "an opening of %s, which no clock shows or the gap empties, offers nothing",
  (hours) => {
    const [from, to] = hours.split(" ");
    expect(times({ from: spring, openings: [{ on: spring, from, to }], reason: { durationMin: 5 } })).toBe("");
  },
);

test("openings on both sides of the skipped hour touch", () => {
  const openings = [
    { on: spring, from: "01:15", to: "02:00" },
    { on: spring, from: "03:00", to: "03:45" },
  ];
  expect(timesWithOffset({ from: spring, openings })).toBe("01:15+01 01:45+01 03:15+02");
});

test("an absence in the skipped hour is read an hour later; one of the very hour closes nothing", () => {
  const openings = [{ on: spring, from: "01:00", to: "05:00" }];
  const absent = (from: string, to: string) => [{ from: `${spring}T${from}`, to: `${spring}T${to}` }];
  expect(times({ from: spring, openings, absences: absent("02:00", "02:30") })).toBe("01:00 01:30 03:30 04:00 04:30");
  expect(times({ from: spring, openings, absences: absent("02:00", "03:00") })).toBe(
    "01:00 01:30 03:00 03:30 04:00 04:30",
  );
});

test("an opening or an absence that ends in the repeated hour ends at the first of the two", () => {
  const absences = [{ from: `${autumn}T01:00`, to: `${autumn}T02:30` }];
  const openTo = (to: string) => ({ from: autumn, openings: [{ on: autumn, from: "01:00", to }] });
  expect(timesWithOffset(openTo("02:30"))).toBe("01:00+02 01:30+02 02:00+02");
  expect(timesWithOffset({ ...openTo("03:00"), absences })).toBe("02:30+02 02:00+01 02:30+01");
});

test("T07 the longest night of the year has fourteen half hours, the shortest ten", () => {
  const night = (on: string, to: string) => starts({ from: on, to, openings: [{ on, from: "22:00", to: "04:00" }] });
  expect(night("2027-10-30", autumn)).toHaveLength(14);
  expect(night("2027-03-27", spring)).toHaveLength(10);
});

test("T09 an hour begun at the first half past two ends at the second, and blocks nothing after it", () => {
  const openings = [{ on: autumn, from: "01:00", to: "04:00" }];
  const busy = [{ from: `${autumn}T02:30`, to: `${autumn}T02:30+01:00` }];
  const expected = "01:00+02 01:30+02 02:00+02 02:30+01 03:00+01 03:30+01";
  expect(timesWithOffset({ from: autumn, openings, busy })).toBe(expected);
});

test("T11 asked during the repeated hour, only what is still to come is offered", () => {
  const openings = [{ on: autumn, from: "01:00", to: "04:00" }];
  const now = `${autumn}T02:15+01:00`;
  expect(timesWithOffset({ from: autumn, openings, now })).toBe("02:30+01 03:00+01 03:30+01");
});

test("half an hour is skipped and repeated on Lord Howe Island", () => {
  const on = (date: string) => ({
    zone: "Australia/Lord_Howe",
    now: "2026-01-01T00:00Z",
    from: date,
    openings: [{ on: date, from: "01:30", to: "03:00" }],
  });
  expect(times(on("2027-10-03"))).toBe("01:30 02:30");
  expect(times(on("2027-04-04"))).toBe("01:30 01:30 02:00 02:30");
});

test("where midnight itself is skipped or repeated, the day still begins once and for all", () => {
  const havana = (from: string, openings: object[]) => ({
    zone: "America/Havana",
    now: "2026-01-01T00:00Z",
    from,
    openings,
  });
  const night = (on: string) => [{ on, from: "23:00", to: "02:00" }];
  expect(times(havana("2027-03-14", night("2027-03-13")))).toBe("01:00 01:30");
  expect(timesWithOffset(havana("2027-11-07", night("2027-11-06")))).toBe(
    "00:00-04 00:30-04 00:00-05 00:30-05 01:00-05 01:30-05",
  );
});

test.each(["UTC", "Asia/Tokyo", "America/Los_Angeles"])("T15 a server in %s answers the same", (zone) => {
  const overAutumn = { from: autumn, openings: [{ on: autumn, from: "01:00", to: "04:00" }] };
  const before = process.env.TZ;
  const here = starts(overAutumn);
  try {
    process.env.TZ = zone;
    expect(starts(overAutumn)).toEqual(here);
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
});
