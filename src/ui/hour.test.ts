import { expect, test } from "vitest";
import { hour, hourInFull } from "./hour.ts";

const paris = "Europe/Paris";

test("a patient in La Réunion reads the hour of La Réunion", () => {
  expect(hour(Temporal.Instant.from("2026-11-26T08:30:00Z"), paris)).toBe("09:30");
  expect(hour(Temporal.Instant.from("2026-11-26T08:30:00Z"), "Indian/Reunion")).toBe("12:30");
  expect(hour(Temporal.Instant.from("2026-11-25T23:00:00Z"), paris)).toBe("00:00");
});

test.each([
  ["2026-10-25T00:30:00Z", "02:30 (heure d’été)", "02:30 (summer time)"],
  ["2026-10-25T01:30:00Z", "02:30 (heure d’hiver)", "02:30 (winter time)"],
  ["2026-10-24T23:59:00Z", "01:59", "01:59"],
  ["2026-10-25T02:00:00Z", "03:00", "03:00"],
  ["2027-03-28T01:30:00Z", "03:30", "03:30"],
])("nobody mistakes one half past two for the other: %s", (at, french, english) => {
  expect(hourInFull(Temporal.Instant.from(at), paris, "fr")).toBe(french);
  expect(hourInFull(Temporal.Instant.from(at), paris, "en")).toBe(english);
});

test.each(["Europe/Paris", "America/Miquelon", "Pacific/Tahiti", "Australia/Lord_Howe", "UTC"])(
  "whatever the order in which hours are asked, %s reads the clocks of its own walls",
  (zone) => {
    const clock = new Intl.DateTimeFormat("fr-FR", {
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone: zone,
    });
    const start = Temporal.Instant.from("2026-01-01T00:17:00Z");
    for (let step = 0; step < 2_000; step++) {
      const at = start.add({ hours: (step * 7919) % 17_520 }); // two years, in no order
      expect(hour(at, zone)).toBe(clock.format(at.epochMilliseconds));
    }
  },
);
