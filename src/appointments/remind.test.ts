import { expect, test } from "vitest";
import { remindersOf } from "./remind.ts";

const zone = "Europe/Paris";
const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[${zone}]`).toInstant();
const due = (startsAt: string, now: string) =>
  remindersOf({ startsAt: at(startsAt), zone }, at(now)).map(
    ({ daysBefore, channel, dueAt }) =>
      `${daysBefore} ${channel}: ${dueAt.toZonedDateTimeISO(zone).toString({ timeZoneName: "never", smallestUnit: "minute" })}`,
  );

test("a mail a week before, a text two days before, a mail the day before, at the hour of the visit, also over the change of clocks (T13)", () => {
  expect(due("2027-03-28T15:00", "2027-03-01T09:00")).toEqual([
    "7 mail: 2027-03-21T15:00+01:00",
    "2 sms: 2027-03-26T15:00+01:00",
    "1 mail: 2027-03-27T15:00+01:00",
  ]);
  expect(due("2027-03-29T15:00", "2027-03-28T09:00")).toEqual(["1 mail: 2027-03-28T15:00+02:00"]);
  expect(due("2027-11-01T09:00", "2027-10-29T09:00")).toEqual([
    "2 sms: 2027-10-30T09:00+02:00",
    "1 mail: 2027-10-31T09:00+01:00",
  ]);
});

test("nobody is written to at night: early visits are recalled at eight, by text at nine; late ones at twenty o'clock, by text at nineteen", () => {
  expect(due("2027-01-20T06:30", "2027-01-01T09:00")).toEqual([
    "7 mail: 2027-01-13T08:00+01:00",
    "2 sms: 2027-01-18T09:00+01:00",
    "1 mail: 2027-01-19T08:00+01:00",
  ]);
  expect(due("2027-01-20T22:15", "2027-01-01T09:00")).toEqual([
    "7 mail: 2027-01-13T20:00+01:00",
    "2 sms: 2027-01-18T19:00+01:00",
    "1 mail: 2027-01-19T20:00+01:00",
  ]);
  expect(due("2027-01-20T20:30", "2027-01-18T12:00")).toEqual([
    "2 sms: 2027-01-18T19:00+01:00",
    "1 mail: 2027-01-19T20:30+01:00",
  ]);
});

test("what would come late is left out: booked three days ahead, a text and a mail; the day before, none", () => {
  expect(due("2027-01-20T10:00", "2027-01-17T10:00")).toEqual([
    "2 sms: 2027-01-18T10:00+01:00",
    "1 mail: 2027-01-19T10:00+01:00",
  ]);
  expect(due("2027-01-20T10:00", "2027-01-18T10:00")).toEqual(["1 mail: 2027-01-19T10:00+01:00"]);
  expect(due("2027-01-20T10:00", "2027-01-19T10:00")).toEqual([]);
});
