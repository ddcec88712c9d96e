import { expect, test } from "vitest";
import { spokenAbsence, spokenOpening } from "./spoken.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const at = (text: string) => Temporal.PlainDateTime.from(text);
const today = day("2027-01-04");
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ").replaceAll("’", "'");
const opening = (time: Parameters<typeof spokenOpening>[0]) => plain(spokenOpening(time, today));
const absence = (time: Parameters<typeof spokenAbsence>[0]) => plain(spokenAbsence(time, today));
const morning = { from: "08:30", to: "12:00" };

test("an opening is said as one would say it", () => {
  expect(opening({ ...morning, on: day("2027-01-12") })).toBe("Le mardi 12 janvier, de 08:30 à 12:00");
  expect(opening({ ...morning, weekdays: ["TU"], everyWeeks: 2, since: day("2027-01-05") })).toBe(
    "Tous les mardis, une semaine sur deux, de 08:30 à 12:00, à partir du 5 janvier 2027",
  );
  expect(opening({ ...morning, weekdays: ["FR", "MO", "TU"], isoWeeks: "odd" })).toBe(
    "Tous les lundis, mardis et vendredis, semaines impaires, de 08:30 à 12:00",
  );
  expect(opening({ ...morning, weekdays: ["MO", "TU", "WE", "TH", "FR"], until: day("2027-06-30") })).toBe(
    "Du lundi au vendredi, de 08:30 à 12:00, jusqu'au 30 juin 2027",
  );
  expect(opening({ from: "22:00", to: "04:00", weekdays: ["FR"], nth: -1 })).toBe(
    "Le dernier vendredi du mois, de 22:00 à 04:00 le lendemain",
  );
  expect(
    opening({ ...morning, weekdays: ["MO"], everyWeeks: 6, since: day("2027-01-05"), until: day("2027-03-01") }),
  ).toBe("Tous les lundis, une semaine sur 6, de 08:30 à 12:00, du 5 janvier au 1er mars 2027");
});

test("so is an absence: whole days, hours of one day, a stretch, and what comes back", () => {
  expect(absence({ from: at("2027-01-12T00:00"), to: at("2027-01-13T00:00") })).toBe(
    "Le mardi 12 janvier, toute la journée",
  );
  expect(absence({ from: at("2026-12-24T00:00"), to: at("2027-01-02T00:00") })).toBe(
    "Du jeudi 24 décembre 2026 au vendredi 1er janvier, journées entières",
  );
  expect(absence({ from: at("2027-01-12T13:00"), to: at("2027-01-13T00:00") })).toBe(
    "Le mardi 12 janvier, de 13:00 à 24:00",
  );
  expect(absence({ from: at("2027-01-12T14:00"), to: at("2027-01-14T12:00") })).toBe(
    "Du mardi 12 janvier à 14:00 au jeudi 14 janvier à 12:00",
  );
  expect(absence({ from: "13:00", to: "24:00", weekdays: ["WE"] })).toBe("Tous les mercredis, de 13:00 à 24:00");
});
