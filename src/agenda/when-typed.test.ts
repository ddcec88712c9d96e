import { expect, test } from "vitest";
import { dayTyped, readWhen, timeTyped } from "./when-typed.ts";

const paris = "Europe/Paris";

test("hours are understood as fingers type them", () => {
  for (const said of ["09:05", "9:05", "9h05", "9 h 05", "905", "09.05"])
    expect(timeTyped(said)?.toString()).toBe("09:05:00");
  expect(timeTyped("14h")?.toString()).toBe("14:00:00");
  for (const said of ["", "25:00", "9:7", "midi", "12:60", "1e3", "-1"]) expect(timeTyped(said)).toBeNull();
});

test("days are understood as browsers send them and as people write them", () => {
  for (const said of ["2026-11-24", "24/11/2026", "24.11.2026", " 24/11/2026 "])
    expect(dayTyped(said)?.toString()).toBe("2026-11-24");
  for (const said of ["", "2026-02-30", "31/11/2026", "demain", "0202-11-24", "2026-11-24T10:00"])
    expect(dayTyped(said)).toBeNull();
});

test("an hour that the clocks leap over is told to be none; one shown twice is the first", () => {
  expect(readWhen({ jour: "2027-03-28", heure: "02:30" }, paris)).toEqual({
    ok: false,
    errors: { heure: "booking.hourLeapt" },
  });
  const autumn = readWhen({ jour: "2027-10-31", heure: "02:30" }, paris);
  expect(autumn.ok && autumn.when.startsAt.toString()).toBe("2027-10-31T00:30:00Z");
});

test("everything that is wrong is told at once, each beside its field", () => {
  expect(readWhen({ jour: "", heure: "99", minutes: "0" }, paris)).toEqual({
    ok: false,
    errors: { jour: "booking.dayMissing", heure: "booking.hourWrong", minutes: "booking.minutesWrong" },
  });
});
