import { expect, test } from "vitest";
import type { DeclaredAbsence } from "../availability/absences.ts";
import { dayOf } from "../availability/calendar.ts";
import type { PlannedOpening } from "../availability/opening.ts";
import type { Timetable } from "../availability/recurrence.ts";
import { weekOfDay } from "./week.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const sites = [
  {
    ...{ id: "here", name: "Vincennes", zone: "Europe/Paris", active: true },
    holidays: { region: "metropole" as const, goodFriday: false, openOn: [] },
  },
];
const opening = (timetable: Timetable): PlannedOpening => {
  return { id: "one", establishmentId: "", practitionerId: "", siteId: "here", reasonIds: [], timetable, version: 1 };
};
const absence = (from: string, to: string): DeclaredAbsence => {
  const time = { from: Temporal.PlainDateTime.from(from), to: Temporal.PlainDateTime.from(to) };
  return { id: "away", establishmentId: "", resourceId: "", zone: "Europe/Paris", label: null, time, version: 1 };
};

test("a week begins on Monday, over the end of the year and over the night in which clocks change", () => {
  const week = weekOfDay(day("2027-01-01"), { openings: [], absences: [], sites });
  expect([week.monday.toString(), week.number]).toEqual(["2026-12-28", 53]);
  expect(week.days[4]).toMatchObject({ holiday: { name: "new-year", isClosed: true } });
  const autumn = weekOfDay(day("2027-10-31"), {
    openings: [],
    absences: [absence("2027-10-31T08:00", "2027-11-01T10:00")],
    sites,
  });
  expect(autumn.days[6]!.away).toMatchObject([{ fromMin: 480, endMin: 1440 }]);
  const after = weekOfDay(day("2027-11-01"), {
    openings: [],
    absences: [absence("2027-10-31T08:00", "2027-11-01T10:00")],
    sites,
  });
  expect(after.days[0]!.away).toMatchObject([{ fromMin: 0, endMin: 600 }]);
});

test("what overlaps lies side by side; a night goes to the foot of its day, and early hours are drawn", () => {
  const monday = dayOf(day("2027-03-22"));
  const openings = [
    opening({ on: monday, fromMin: 300, toMin: 720 }),
    opening({ on: monday, fromMin: 540, toMin: 600 }),
    opening({ on: monday, fromMin: 1320, toMin: 240 }),
  ];
  const week = weekOfDay(day("2027-03-24"), { openings, absences: [], sites });
  expect(week.days[0]!.blocks.map(({ lane, lanes, endMin }) => [lane, lanes, endMin])).toEqual([
    [0, 2, 720],
    [1, 2, 600],
    [0, 1, 1440],
  ]);
  expect([week.fromHour, week.toHour]).toEqual([5, 24]);
});
