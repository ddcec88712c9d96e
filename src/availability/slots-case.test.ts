import { expect, test } from "vitest";
import { readCase } from "./slots-case.ts";
import { clockOf } from "./zone-clock.ts";

const opening = { weekdays: ["TU"], since: "2026-12-14", from: "14:00", to: "18:00" };
const sound = {
  zone: "Europe/Paris",
  now: "2027-01-01T10:00:00+01:00",
  from: "2027-01-12",
  reason: { durationMin: 30 },
  openings: [opening],
};

function faultOf(differing: object): string {
  const reading = readCase(JSON.stringify({ ...sound, ...differing }));
  return "fault" in reading ? reading.fault : "no fault";
}

/** The instant at which a busy time begins when it is written so. */
function instant(from: string, to = "2028-01-01T00:00"): string {
  const reading = readCase(JSON.stringify({ ...sound, busy: [{ from, to }] }));
  if ("fault" in reading) return reading.fault;
  return clockOf("UTC").iso(reading.agenda.busy[0]?.startMs ?? 0);
}

test("what is left out has its default", () => {
  const reading = readCase(JSON.stringify(sound));
  if ("fault" in reading) throw new Error(reading.fault);
  expect(reading.to).toBe(reading.from);
  expect(reading.agenda.holidays).toEqual({ region: "metropole", goodFriday: true, openOn: [] });
  expect(reading.agenda.reason).toEqual({
    durationMin: 30,
    stepMin: 30,
    bufferBeforeMin: 0,
    bufferAfterMin: 0,
    notice: { hours: 0 },
    horizon: null,
  });
  expect(reading.agenda.openings[0]).toMatchObject({
    everyWeeks: 1,
    isoWeeks: null,
    nth: null,
    until: null,
    exceptions: [],
  });
  expect([reading.agenda.absences, reading.agenda.busy]).toEqual([[], []]);
});

test("null says no more than leaving out", () => {
  const empty = {
    to: null,
    region: null,
    absences: null,
    openings: [{ ...opening, nth: null, until: null, except: null }],
  };
  expect(readCase(JSON.stringify({ ...sound, ...empty }))).toEqual(readCase(JSON.stringify(sound)));
});

test.each([
  ["2027-01-12T09:00", "2027-01-12T08:00:00+00:00"],
  ["2027-01-12T09:00:30", "2027-01-12T08:00:30+00:00"],
  ["2027-01-12T09:00Z", "2027-01-12T09:00:00+00:00"],
  ["2027-01-12T09:00-09:30", "2027-01-12T18:30:00+00:00"],
  ["2027-10-31T02:30", "2027-10-31T00:30:00+00:00"],
  ["2027-10-31T02:30+02:00", "2027-10-31T00:30:00+00:00"],
  ["2027-10-31T02:30+01:00", "2027-10-31T01:30:00+00:00"],
  ["2027-03-28T02:30", "2027-03-28T01:30:00+00:00"],
  ["2027-03-28T02:30+01:00", "2027-03-28T01:30:00+00:00"],
  ["2027-01-12T24:00", "2027-01-12T23:00:00+00:00"],
])("%s in Paris is %s", (written, exact) => {
  expect(instant(written)).toBe(exact);
});

test.each([
  "2027-01-12",
  "2027-02-30T09:00",
  "2027-01-12T25:00",
  "2027-01-12T09:60",
  "2027-01-12T24:01",
  "2027-01-12T24:00:01",
])("%s is no moment", (written) => {
  expect(instant(written)).toMatch(/^busy\[0\]\.from must be a date and time that exist/);
});

test.each(["2027-01-12 09:00", "2027-01-12T9:00", "2027-01-12T09:00+25:00", "2027-01-12T09:00:60", "tomorrow", ""])(
  "%s is no moment either",
  (written) => {
    expect(instant(written)).toMatch(/^busy\[0\]\.from must be a date and time that exist/);
  },
);

test("an absence of the very hour that spring skips is sound; one that ends before it begins is not", () => {
  expect(faultOf({ absences: [{ from: "2027-03-28T02:00", to: "2027-03-28T03:00" }] })).toBe("no fault");
  expect(faultOf({ absences: [{ from: "2027-03-28T02:30", to: "2027-03-28T03:15" }] })).toBe("no fault");
  expect(faultOf({ absences: [{ from: "2027-10-31T02:30+01:00", to: "2027-10-31T02:45" }] })).toMatch(
    /^absences\[0\]\.to /,
  );
});

test.each([
  [{ zone: undefined }, "zone is missing."],
  [{ zone: "Mars/Olympus" }, "zone must be an IANA time zone, such as Europe/Paris."],
  [{ zone: "+01:00" }, "zone must be an IANA time zone, such as Europe/Paris."],
  [{ region: "paris" }, "region must be one of metropole, "],
  [{ goodFriday: 1 }, "goodFriday must be true or false."],
  [{ openOnHolidays: "no" }, "openOnHolidays must be true or false."],
  [{ now: undefined }, "now is missing."],
  [{ now: "2027-01-01" }, "now must be a date and time that exist, "],
  [{ from: "2027-02-30" }, "from must be a date that exists, such as 2027-01-12."],
  [{ to: "2027-01-11" }, "to must not come before from."],
  [{ colour: "red" }, "colour is not a field that belongs here."],
  [{ reason: [] }, "reason must be an object."],
  [{ reason: {} }, "reason.durationMin is missing."],
  [{ reason: { durationMin: "30" } }, "reason.durationMin must be a whole number of minutes from 1 to 10080."],
  [{ reason: { durationMin: 0 } }, "reason.durationMin must be a whole number of minutes from 1 to 10080."],
  [{ reason: { durationMin: 1e12 } }, "reason.durationMin must be a whole number of minutes from 1 to 10080."],
  [{ reason: { durationMin: 30, stepMin: 7.5 } }, "reason.stepMin must be a whole number of minutes from 1 to 10080."],
  [
    { reason: { durationMin: 30, bufferAfterMin: -5 } },
    "reason.bufferAfterMin must be a whole number of minutes from 0 ",
  ],
  [{ reason: { durationMin: 30, notice: "2 hours" } }, "reason.notice must be hours or days, such as PT2H or P1D."],
  [{ reason: { durationMin: 30, horizon: "P1Y" } }, "reason.horizon must be days or months, such as P90D or P12M."],
  [{ openings: undefined }, "openings is missing."],
  [{ openings: {} }, "openings must be a list."],
  [{ openings: [3] }, "openings[0] must be an object."],
  [{ openings: [{ from: "09:00", to: "10:00" }] }, "openings[0].weekdays is missing."],
  [{ openings: [{ ...opening, on: "2027-01-12" }] }, "openings[0].weekdays is not a field that belongs here."],
  [{ openings: [opening, { ...opening, weekdays: ["XX"] }] }, "openings[1].weekdays[0] must be one of MO, TU, "],
  [{ openings: [{ ...opening, weekdays: [] }] }, "openings[0].weekdays must name at least one day."],
  [{ openings: [{ ...opening, from: "24:00" }] }, "openings[0].from must be a time from 00:00 to 23:59."],
  [{ openings: [{ ...opening, to: "9:00" }] }, "openings[0].to must be a time from 00:00 to 24:00."],
  [{ openings: [{ ...opening, nth: 6 }] }, "openings[0].nth must be a number from 1 to 5, or -1 for the last."],
  [{ openings: [{ ...opening, isoWeeks: "both" }] }, "openings[0].isoWeeks must be one of odd, even."],
  [
    { openings: [{ ...opening, everyWeeks: 0 }] },
    "openings[0].everyWeeks must be a whole number of weeks from 1 to 1000.",
  ],
  [
    { openings: [{ ...opening, everyWeeks: 2, since: null }] },
    "openings[0].since is missing, and everyWeeks is counted ",
  ],
  [{ openings: [{ ...opening, isoWeek: "odd" }] }, "openings[0].isoWeek is not a field that belongs here."],
  [
    { openings: [{ ...opening, except: [{ on: "2027-13-01" }] }] },
    "openings[0].except[0].on must be a date that exists, ",
  ],
  [
    { openings: [{ ...opening, except: [{ on: "2027-01-19", from: "09:00" }] }] },
    "openings[0].except[0].to is missing ",
  ],
  [{ absences: [{ from: "2027-01-12T09:00", to: "2027-01-12T09:00" }] }, "absences[0].to must come after from."],
  [{ absences: [{ weekdays: ["MO"], from: "2027-01-12T09:00", to: "10:00" }] }, "absences[0].from must be a time "],
  [{ absences: [{ from: "09:00", to: "10:00" }] }, "absences[0].from must be a date and time that exist, "],
  [{ busy: [{ from: "2027-01-12T09:00" }] }, "busy[0].to is missing."],
  [{ busy: [{ from: "2027-01-12T09:00", to: "2027-01-12T08:00" }] }, "busy[0].to must come after from."],
])("%j is refused with a sentence that names the field", (differing, sentence) => {
  const fault = faultOf(differing);
  expect(fault.slice(0, sentence.length)).toBe(sentence);
  expect(fault).toMatch(/^[^\n]+\.$/);
});

test.each(["", "{", "[]", "3", "null", '"case"'])("the text %j is not a case", (text) => {
  expect(readCase(text)).toEqual({ fault: expect.stringMatching(/^The case [^\n]+\.$/) });
});
