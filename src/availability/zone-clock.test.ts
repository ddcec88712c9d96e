import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf, parseDay } from "./calendar.ts";
import { clockOf, dayMs, minuteMs } from "./zone-clock.ts";

const zones = [
  "Europe/Paris",
  "America/Miquelon",
  "America/Martinique",
  "Pacific/Noumea",
  "Australia/Lord_Howe",
  "America/Havana",
  "Africa/Cairo",
  "Africa/Casablanca",
  "America/St_Johns",
  "Pacific/Apia",
  "UTC",
];
const anyZone = fc.constantFrom(...zones);

/** Minutes since 1970 from 1850 to 2150, often near a change of clocks. */
const anyMinute = fc.oneof(
  fc.integer({ min: -63_115_200, max: 94_672_800 }),
  fc
    .tuple(anyZone, fc.integer({ min: -63_115_200, max: 94_672_800 }), fc.integer({ min: -1500, max: 1500 }))
    .map(([zone, minute, near]) => nextChange(zone, minute) + near),
);

test("an instant is on the day, at the offset and at the time that Temporal says", () => {
  fc.assert(
    fc.property(anyZone, anyMinute, (zone, minute) => {
      const clock = clockOf(zone);
      const local = Temporal.Instant.fromEpochMilliseconds(minute * minuteMs).toZonedDateTimeISO(zone);
      expect(clock.offsetAt(minute * minuteMs)).toBe(local.offsetNanoseconds / 1e6);
      expect(clock.dayOf(minute * minuteMs)).toBe(dayOf(local.toPlainDate()));
      expect(clock.iso(minute * minuteMs).slice(0, 19)).toBe(local.toPlainDateTime().toString().slice(0, 19));
    }),
    { numRuns: 1000 },
  );
});

test("a local time comes when Temporal says, skipped or repeated times included", () => {
  fc.assert(
    fc.property(anyZone, anyMinute, (zone, minute) => {
      const wall = new Temporal.PlainDateTime(1970, 1, 1).add({ minutes: minute });
      const [day, minuteOfDay] = [dayOf(wall.toPlainDate()), wall.hour * 60 + wall.minute];
      const expected = wall.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds;
      expect(clockOf(zone).instantOf(day, minuteOfDay)).toBe(expected);
      expect(clockOf(zone).startOf(day)).toBe(wall.toPlainDate().toZonedDateTime(zone).epochMilliseconds);
    }),
    { numRuns: 1000 },
  );
});

test("in the skipped hour, the first instant from a time is the change itself", () => {
  const paris = clockOf("Europe/Paris");
  const spring = parseDay("2027-03-28")!;
  const change = Temporal.Instant.from("2027-03-28T01:00Z").epochMilliseconds;
  expect(paris.firstInstantFrom(spring, 150)).toBe(change);
  expect(paris.firstInstantFrom(spring, 120)).toBe(change);
  expect(paris.firstInstantFrom(spring, 119)).toBe(change - minuteMs);
  expect(paris.firstInstantFrom(spring, 181)).toBe(change + minuteMs);
});

test("24:00 is the midnight that ends the day", () => {
  const paris = clockOf("Europe/Paris");
  const day = parseDay("2027-01-12")!;
  expect(paris.instantOf(day, 24 * 60)).toBe(paris.instantOf(day + 1, 0));
});

test("a clock asked about far-away years still knows the near ones", () => {
  const paris = clockOf("Europe/Paris");
  const before = paris.iso(0);
  expect(paris.iso(parseDay("3000-07-01")! * dayMs)).toBe("3000-07-01T02:00:00+02:00");
  expect(paris.iso(parseDay("9999-12-31")! * dayMs + 23.5 * 60 * minuteMs)).toBe("+010000-01-01T00:30:00+01:00");
  expect(paris.iso(parseDay("0001-01-01")! * dayMs)).toMatch(/^0001-01-01T00:09:21/);
  expect(paris.iso(0)).toBe(before);
  expect(clockOf("UTC").iso(0)).toBe("1970-01-01T00:00:00+00:00");
});

test("a zone nobody knows is an error", () => {
  expect(() => clockOf("Mars/Olympus")).toThrow(RangeError);
});

function nextChange(zone: string, minute: number): number {
  const from = Temporal.Instant.fromEpochMilliseconds(minute * minuteMs).toZonedDateTimeISO(zone);
  const change = from.getTimeZoneTransition("next") ?? from.getTimeZoneTransition("previous") ?? from;
  return Math.floor(change.epochMilliseconds / minuteMs);
}
