import { parseDay } from "../src/availability/calendar.ts";
import { type Agenda, freeTimes } from "../src/availability/engine.ts";
import { clockOf, hourMs, minuteMs } from "../src/availability/zone-clock.ts";
import { type Measure, median } from "./rounds.ts";

/** The availability engine alone, on agendas handed to it: ten hours a day, forty quarter hours, every other one taken. */
export function engineMeasures(): Measure[] {
  const week = halfTaken(7);
  const month = halfTaken(31);
  const eightWeeks = halfTaken(56);
  return [
    timed("engine: a week", 1000, 0.15, () => freeTimes(week, monday, monday + 6)),
    timed("engine: a month", 300, 0.6, () => freeTimes(month, monday, monday + 30)),
    timed("engine: 50 × 8 weeks", 6, 100, () => {
      for (let i = 0; i < 50; i++) freeTimes(eightWeeks, monday, monday + 55);
    }),
  ];
}

const zone = "Europe/Paris";
const monday = parseDay("2027-01-11")!;

function timed(name: string, times: number, aimMs: number, work: () => unknown): Measure {
  const spent: number[] = [];
  const waits: number[] = [];
  for (let round = 0; round <= 5; round++) {
    const begun = process.cpuUsage();
    for (let i = 0; i < times; i++) {
      const begunMs = performance.now();
      work();
      waits.push(performance.now() - begunMs);
    }
    const { user, system } = process.cpuUsage(begun);
    if (round > 0) spent.push((user + system) / 1000);
  }
  const cpuMs = median(spent) / times;
  return { name, times, cpuMs, programMs: cpuMs, databaseMs: 0, wallMs: median(waits), aimMs };
}

function halfTaken(days: number): Agenda {
  const mornings = Array.from({ length: days }, (_, i) => clockOf(zone).instantOf(monday + i, 9 * 60));
  const busy = mornings.flatMap((nineMs) =>
    Array.from({ length: 20 }, (_, i) => ({
      startMs: nineMs + i * 30 * minuteMs,
      endMs: nineMs + (i * 30 + 15) * minuteMs,
    })),
  );
  return {
    zone,
    nowMs: mornings[0]! - 240 * hourMs,
    reason: {
      durationMin: 15,
      stepMin: 15,
      bufferBeforeMin: 0,
      bufferAfterMin: 0,
      notice: { hours: 2 },
      horizon: { days: 365 },
    },
    openings: [
      {
        weekdays: ["MO", "TU", "WE", "TH", "FR", "SA", "SU"],
        fromMin: 9 * 60,
        toMin: 19 * 60,
        everyWeeks: 1,
        isoWeeks: null,
        nth: null,
        since: null,
        until: null,
        exceptions: [],
      },
    ],
    absences: [],
    busy,
    holidays: { region: "metropole", goodFriday: true, openOn: "all" },
  };
}
