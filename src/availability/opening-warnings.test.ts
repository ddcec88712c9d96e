import { expect, test } from "vitest";
import { dayFrom } from "./calendar.ts";
import type { PlannedOpening } from "./opening.ts";
import { type OpeningsOfPractitioner, openingWarnings } from "./opening-warnings.ts";
import type { Repeated, Timetable } from "./recurrence.ts";

const always = { everyWeeks: 1, isoWeeks: null, nth: null, since: null, until: null, exceptions: [] } as const;
const mornings: Repeated = { ...always, weekdays: ["TU"], fromMin: 540, toMin: 720 };
const metropole = { region: "metropole", goodFriday: false, openOn: [] } as const;

let number = 0;
function opening(timetable: Timetable, { siteId = "here", reasonIds = ["visit"] } = {}): PlannedOpening {
  return {
    id: `${number++}`,
    establishmentId: "house",
    practitionerId: "lune",
    siteId,
    reasonIds,
    timetable,
    version: 1,
  };
}

function kinds(openings: PlannedOpening[], more: Partial<OpeningsOfPractitioner> = {}) {
  const reasons = [{ id: "visit", durationMin: 30, newPatientDurationMin: 30 }];
  const sites = ["here", "there"].map((id) => ({ id, zone: "Europe/Paris", holidays: metropole }));
  const today = Temporal.PlainDate.from("2027-03-22");
  return openingWarnings({ openings, reasons, sites, today, ...more }).map(({ kind }) => kind);
}

test("two openings that share their time are told once, at one site only if they share a reason; neighbours are not", () => {
  const late = { ...mornings, fromMin: 660, toMin: 780 };
  expect(kinds([opening(mornings), opening(late)])).toEqual(["overlap"]);
  expect(kinds([opening(mornings), opening(late, { reasonIds: ["video"] })])).toEqual([]);
  expect(kinds([opening(mornings), opening(late, { siteId: "there", reasonIds: ["video"] })])).toEqual(["overlap"]);
  expect(kinds([opening(mornings), opening({ ...late, fromMin: 720 })])).toEqual([]);
  expect(kinds([opening({ ...mornings, isoWeeks: "odd" }), opening({ ...late, isoWeeks: "even" })])).toEqual([]);
});

test("a night that runs into the morning of another opening overlaps it", () => {
  const night: Repeated = { ...always, weekdays: ["MO"], fromMin: 1320, toMin: 600 };
  expect(kinds([opening(night), opening(mornings)])).toEqual(["overlap"]);
});

test("a visit longer than any opening is told, for anyone or for new patients; openings that touch count as one", () => {
  const long = (durationMin: number, newPatientDurationMin: number) => {
    return { reasons: [{ id: "visit", durationMin, newPatientDurationMin }] };
  };
  expect(kinds([opening(mornings)], long(200, 200))).toEqual(["too-long"]);
  expect(kinds([opening(mornings)], long(30, 200))).toEqual(["too-long-new"]);
  const after = { ...mornings, fromMin: 720, toMin: 800 };
  expect(kinds([opening(mornings), opening(after)], long(200, 200))).toEqual([]);
  expect(kinds([opening(mornings, { reasonIds: ["video"] })])).toEqual(["no-opening"]);
});

test("so is an opening where one receives no more, on a closed day, or on no day at all", () => {
  expect(kinds([opening(mornings), opening(mornings, { siteId: "sold" })])).toEqual(["not-there"]);
  const easterMonday = { on: dayFrom(2027, 3, 29), fromMin: 540, toMin: 720 };
  expect(kinds([opening(mornings), opening(easterMonday)])).toEqual(["holiday"]);
  const never = { ...mornings, since: dayFrom(2027, 4, 7), until: dayFrom(2027, 4, 8) };
  expect(kinds([opening(mornings), opening(never)])).toEqual(["never"]);
  expect(kinds([opening(mornings), opening({ ...easterMonday, on: dayFrom(2027, 1, 1) })])).toEqual([]);
});
