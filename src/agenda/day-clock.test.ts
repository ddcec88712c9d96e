import fc from "fast-check";
import { expect, test } from "vitest";
import { dayOf } from "../availability/calendar.ts";
import { axisOver, clockFaceAt, DayClock, rowsOf } from "./day-clock.ts";

const paris = "Europe/Paris";

test("on an ordinary day a visit lies where the clock on the wall says, to the minute", () => {
  const clock = dayAt("2027-03-30");
  expect(clock.stretchOf(between("2027-03-30T10:10", 20), null)).toEqual({ from: 610, to: 630 });
  expect(clock.minuteOf(ms("2027-03-30T00:00"), null)).toBe(0);
  expect(clock.minuteOf(ms("2027-03-31T00:00"), null)).toBeNull();
  const axis = axisOver([{ clock, ranges: [] }]);
  expect(axis).toEqual({ firstMin: 480, lastMin: 1140, fold: null });
  expect(rowsOf({ from: 610, to: 630 }, axis)).toEqual({ start: 27, span: 4 });
});

test("hours are shown from the earliest to the latest of what happens, whole", () => {
  const clock = dayAt("2027-03-30");
  const early = between("2027-03-30T06:40", 20);
  const late = between("2027-03-30T20:10", 30);
  expect(axisOver([{ clock, ranges: [early, late] }])).toEqual({ firstMin: 360, lastMin: 1260, fold: null });
});

test("what began the evening before is cut at midnight, and so is what goes on the next day", () => {
  const night = between("2027-03-29T23:30", 60);
  expect(dayAt("2027-03-29").stretchOf(night, null)).toEqual({ from: 1410, to: 1440 });
  expect(dayAt("2027-03-30").stretchOf(night, null)).toEqual({ from: 0, to: 30 });
  expect(dayAt("2027-03-31").stretchOf(night, null)).toBeNull();
});

test("on the night clocks go forward, the hour they skip stays empty", () => {
  const clock = dayAt("2027-03-28");
  expect(clock.fold).toBeNull();
  const open = { startMs: ms("2027-03-28T00:00"), endMs: ms("2027-03-28T06:00") };
  expect(clock.piecesOf(open, null)).toEqual([
    { from: 0, to: 120 },
    { from: 180, to: 360 },
  ]);
  expect(clock.piecesOf({ startMs: ms("2027-03-28T01:00"), endMs: ms("2027-03-28T03:00") }, null)).toEqual([
    { from: 60, to: 120 },
  ]);
  expect(clock.stretchOf(open, null)).toEqual({ from: 0, to: 360 });
});

test("on the night clocks go back, the hour shown twice is drawn twice, and every visit keeps its length", () => {
  const clock = dayAt("2027-10-31");
  expect(clock.fold).toEqual({ atMin: 180, byMin: 60 });
  const axis = axisOver([{ clock, ranges: [{ startMs: ms("2027-10-31T00:00"), endMs: ms("2027-10-31T06:00") }] }]);
  expect(axis).toEqual({ firstMin: 0, lastMin: 1200, fold: { atMin: 180, byMin: 60 } });
  const summer = between("2027-10-31T02:30+02:00", 60);
  const winter = between("2027-10-31T02:30+01:00", 60);
  expect(clock.stretchOf(summer, axis.fold)).toEqual({ from: 150, to: 210 });
  expect(clock.stretchOf(winter, axis.fold)).toEqual({ from: 210, to: 270 });
  expect([150, 180, 210, 240].map((minute) => clockFaceAt(minute, axis.fold))).toEqual([
    "02:30",
    "02:00",
    "02:30",
    "03:00",
  ]);
});

test("by day, nobody notices that clocks went back", () => {
  const clock = dayAt("2027-10-31");
  const axis = axisOver([{ clock, ranges: [between("2027-10-31T09:00", 30)] }]);
  expect(axis).toEqual({ firstMin: 480, lastMin: 1140, fold: null });
  expect(clock.stretchOf(between("2027-10-31T09:00", 30), axis.fold)).toEqual({ from: 540, to: 570 });
});

test("beside a place whose clocks go back, one of another ocean keeps its own hours on the same scale", () => {
  const [here, there] = [dayAt("2027-10-31"), dayAt("2027-10-31", "Indian/Reunion")];
  const axis = axisOver([
    { clock: here, ranges: [between("2027-10-31T01:00", 30)] },
    { clock: there, ranges: [] },
  ]);
  const nine = Temporal.Instant.from("2027-10-31T09:00+04:00").epochMilliseconds;
  expect(clockFaceAt(there.minuteOf(nine, axis.fold)!, axis.fold)).toBe("09:00");
  expect(clockFaceAt(here.minuteOf(ms("2027-10-31T09:00"), axis.fold)!, axis.fold)).toBe("09:00");
  expect(there.minuteOf(nine, axis.fold)).toBe(here.minuteOf(ms("2027-10-31T09:00"), axis.fold));
});

test("whatever the day, place and hour, what is read at a visit's row is the hour its clock shows, and rows follow the order of time", () => {
  const zones = [paris, "Indian/Reunion", "America/Miquelon", "Pacific/Noumea", "America/Martinique"];
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({
        min: dayOf(Temporal.PlainDate.from("2026-01-01")),
        max: dayOf(Temporal.PlainDate.from("2028-12-31")),
      }),
      fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true })),
      (zone, day, parts) => {
        const clock = new DayClock(zone, day);
        const { startMs, endMs } = clock.range;
        const [one, other] = parts
          .map((part) => startMs + Math.floor((part * (endMs - startMs - 60_000)) / 60_000) * 60_000)
          .sort((a, b) => a - b) as [number, number];
        const axis = axisOver([{ clock, ranges: [clock.range] }]);
        const at = clock.minuteOf(one, axis.fold)!;
        const shown = Temporal.Instant.fromEpochMilliseconds(one).toZonedDateTimeISO(zone).toPlainTime();
        expect(clockFaceAt(at, axis.fold)).toBe(shown.toString({ smallestUnit: "minute" }));
        if (one < other) expect(clock.minuteOf(other, axis.fold)!).toBeGreaterThan(at);
        const whole = clock.piecesOf({ startMs: one, endMs: other + 60_000 }, axis.fold);
        expect(whole.reduce((sum, { from, to }) => sum + to - from, 0)).toBe((other + 60_000 - one) / 60_000);
      },
    ),
    { numRuns: 500 },
  );
});

function dayAt(date: string, zone = paris): DayClock {
  return new DayClock(zone, dayOf(Temporal.PlainDate.from(date)));
}

/** `2027-03-30T10:10` on the clock of Paris, or an instant with its offset. */
function ms(text: string): number {
  if (/[+Z]/.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
  return Temporal.PlainDateTime.from(text).toZonedDateTime(paris).epochMilliseconds;
}

function between(from: string, minutes: number) {
  return { startMs: ms(from), endMs: ms(from) + minutes * 60_000 };
}
