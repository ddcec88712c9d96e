import { parseDay } from "./calendar.ts";
import { type Agenda, freeTimes } from "./engine.ts";
import { clockOf, hourMs, minuteMs } from "./zone-clock.ts";

const zone = "Europe/Paris";
const monday = parseDay("2027-01-11")!;

/** Ten hours a day, forty quarter hours, of which every other one is taken. */
function halfTaken(days: number): Agenda {
  const nineOClocks = Array.from({ length: days }, (_, i) => clockOf(zone).instantOf(monday + i, 9 * 60));
  const busy = nineOClocks.flatMap((nine) =>
    Array.from({ length: 20 }, (_, i) => ({
      startMs: nine + i * 30 * minuteMs,
      endMs: nine + (i * 30 + 15) * minuteMs,
    })),
  );
  return {
    zone,
    nowMs: nineOClocks[0]! - 240 * hourMs,
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

/** The middle one of many measures, so that a busy machine is heard less. */
function medianMs(times: number, work: () => number): { ms: number; found: number } {
  const measures: number[] = [];
  let found = 0;
  for (let i = 0; i < times; i++) {
    const begun = performance.now();
    found = work();
    measures.push(performance.now() - begun);
  }
  return { ms: measures.sort((one, other) => one - other)[Math.floor(times / 2)]!, found };
}

function report(what: string, times: number, work: () => number, aimMs: number): void {
  const { ms, found } = medianMs(times, work);
  console.log(`${what.padEnd(34)} ${ms.toFixed(3).padStart(8)} ms   aim ${aimMs} ms   ${found} free times`);
}

const [week, month, eightWeeks] = [halfTaken(7), halfTaken(31), halfTaken(56)];

report("one practitioner, one week", 2000, () => freeTimes(week, monday, monday + 6).length, 0.15);
report("one practitioner, one month", 500, () => freeTimes(month, monday, monday + 30).length, 0.6);
report(
  "fifty practitioners, eight weeks",
  20,
  () => {
    let found = 0;
    for (let i = 0; i < 50; i++) found += freeTimes(eightWeeks, monday, monday + 55).length;
    return found;
  },
  100,
);
