import { freeTimes } from "../src/availability/engine.ts";
import { readCase, type SlotsCase } from "../src/availability/slots-case.ts";
import { clockOf } from "../src/availability/zone-clock.ts";

/** For tests: Tuesday 12 January 2027 in Paris, open from nine to noon, half an hour every half hour, unless said otherwise. */
const tuesdayMorning = {
  zone: "Europe/Paris",
  now: "2027-01-01T10:00:00+01:00",
  from: "2027-01-12",
  reason: { durationMin: 30 },
  openings: [{ on: "2027-01-12", from: "09:00", to: "12:00" }],
};

export const tuesday = "2027-01-12";
export const everyDay = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/** What a case file cannot say and the product can: rooms, moves, quotas, sites that are closed. */
type Beyond = Partial<SlotsCase["agenda"]>;

/** The question of such a case, read as `npm run slots` reads it. */
export function asked(differing: object, beyond: Beyond = {}): SlotsCase {
  const reading = readCase(JSON.stringify({ ...tuesdayMorning, ...differing }));
  if ("fault" in reading) throw new Error(reading.fault);
  return { ...reading, agenda: { ...reading.agenda, ...beyond } };
}

/** Its starts, in full: `2027-01-12T09:00:00+01:00`. */
export function starts(differing: object, beyond: Beyond = {}): string[] {
  const { agenda, from, to } = asked(differing, beyond);
  return freeTimes(agenda, from, to).map(({ startMs }) => clockOf(agenda.zone).iso(startMs));
}

/** Its starts as the acceptance tables write them: `09:00 09:30`. */
export function times(differing: object, beyond: Beyond = {}): string {
  return starts(differing, beyond)
    .map((start) => start.slice(11, 16))
    .join(" ");
}

/** The same with what tells the repeated hour apart: `02:30+02 02:00+01`. */
export function timesWithOffset(differing: object): string {
  return starts(differing)
    .map((start) => start.slice(11, 16) + start.slice(19, 22))
    .join(" ");
}

/** The local days on which it has at least one start: `2027-01-12 2027-01-13`. */
export function days(differing: object): string {
  return [...new Set(starts(differing).map((start) => start.slice(0, 10)))].join(" ");
}

export function epochMs(iso: string): number {
  return Temporal.Instant.from(iso).epochMilliseconds;
}
