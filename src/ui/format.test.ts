import { expect, test } from "vitest";
import * as format from "./format.ts";

const date = (text: string) => Temporal.PlainDate.from(text);
const instant = (text: string) => Temporal.Instant.from(text);
const paris = "Europe/Paris";
/** What a reader sees, fixed spaces read as spaces. */
const read = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");

test.each([
  ["2026-11-26", "jeudi 26 novembre", "Thursday 26 November"],
  ["2026-12-01", "mardi 1er décembre", "Tuesday 1 December"],
  ["2027-01-14", "jeudi 14 janvier 2027", "Thursday 14 January 2027"],
])("on 23 November 2026, a patient reads %s as « %s »", (day, french, english) => {
  const today = date("2026-11-23");
  expect(read(format.longDay(date(day), today, "fr"))).toBe(french);
  expect(read(format.longDay(date(day), today, "en"))).toBe(english);
});

test.each([
  ["2026-11-23", "aujourd’hui, lundi 23 novembre", "today, Monday 23 November"],
  ["2026-11-24", "demain, mardi 24 novembre", "tomorrow, Tuesday 24 November"],
  ["2026-11-25", "mercredi 25 novembre", "Wednesday 25 November"],
  ["2026-11-22", "dimanche 22 novembre", "Sunday 22 November"],
])("the next two days are told by their nearness: %s", (day, french, english) => {
  const today = date("2026-11-23");
  expect(read(format.nearDay(date(day), today, "fr"))).toBe(french);
  expect(read(format.nearDay(date(day), today, "en"))).toBe(english);
});

test.each([
  ["2026-11-26", "dans 3 jours", "in 3 days"],
  ["2026-11-24", "demain", "tomorrow"],
  ["2026-11-21", "avant-hier", "2 days ago"],
])("a patient is told how far %s is", (day, french, english) => {
  const today = date("2026-11-23");
  expect(read(format.relativeDay(date(day), today, "fr"))).toBe(french);
  expect(read(format.relativeDay(date(day), today, "en"))).toBe(english);
});

test("the day and its month never part at the end of a line", () => {
  expect(format.dayAndMonth(date("2026-11-26"), date("2026-11-23"), "fr")).toBe("26\u00a0novembre");
  expect(format.fullDate(date("1951-03-14"), "fr")).toBe("14\u00a0mars\u00a01951");
});

test.each([
  ["2026-11-23", "2026-11-27", "23 – 27 novembre"],
  ["2026-11-30", "2026-12-04", "30 novembre – 4 décembre"],
  ["2026-12-28", "2027-01-01", "28 décembre 2026 – 1er janvier 2027"],
  ["2027-01-04", "2027-01-08", "4 – 8 janvier 2027"],
])("a week from %s to %s is named once", (from, to, french) => {
  expect(read(format.dayRange({ from: date(from), to: date(to) }, date("2026-11-23"), "fr"))).toBe(french);
});

test("a deadline is a date and an hour", () => {
  const now = instant("2026-11-23T09:34:00Z");
  const deadline = instant("2026-11-24T08:30:00Z");
  expect(read(format.dayAndHour(deadline, paris, now, "fr"))).toBe("mardi 24 novembre à 09:30");
  expect(read(format.dayAndHour(deadline, paris, now, "en"))).toBe("Tuesday 24 November at 09:30");
});

test("opening hours read as a range", () => {
  const from = Temporal.PlainTime.from("08:30");
  expect(format.hourRange({ from, to: Temporal.PlainTime.from("12:30") })).toBe("08:30 – 12:30");
});

test.each([
  ["+33199001234", "01 99 00 12 34"],
  ["+262262991234", "0262 99 12 34"],
  ["+41225550123", "+41 22 555 01 23"],
  ["3114", "3114"],
])("%s is written as people dial it", (e164, written) => {
  expect(read(format.phone(e164))).toBe(written);
});

test.each([
  [12, "50 m", "50 m"],
  [349, "350 m", "350 m"],
  [974, "950 m", "950 m"],
  [980, "1 km", "1 km"],
  [1_380, "1,4 km", "1.4 km"],
  [12_345, "12 km", "12 km"],
])("%i metres away", (metres, french, english) => {
  expect(read(format.distance(metres, "fr"))).toBe(french);
  expect(read(format.distance(metres, "en"))).toBe(english);
});

test.each([
  [20, "20 min", "20 minutes", "20 minutes"],
  [60, "1 h", "1 heure", "1 hour"],
  [65, "1 h 05", "1 heure et 5 minutes", "1 hour, 5 minutes"],
])("%i minutes", (minutes, short, french, english) => {
  expect(read(format.duration(minutes))).toBe(short);
  expect(read(format.durationInWords(minutes, "fr"))).toBe(french);
  expect(read(format.durationInWords(minutes, "en"))).toBe(english);
});

test("a price without cents shows none", () => {
  expect(read(format.money(2400, "fr"))).toBe("24 €");
  expect(read(format.money(2450, "fr"))).toBe("24,50 €");
  expect(format.money(2450, "en")).toBe("€24.50");
});
