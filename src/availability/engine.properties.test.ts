import fc from "fast-check";
import { expect, test } from "vitest";
import { anyCase } from "../../test/any-case.ts";
import { asked } from "../../test/case-told.ts";
import { type Agenda, firstFreeTime, freeTimes, refusalAt, refusalOfDay, timesOn } from "./engine.ts";
import { clockOf, minuteMs } from "./zone-clock.ts";

const anyQuestion = anyCase.map((told) => ({ ...asked(told), told }));

function holds(property: (question: { agenda: Agenda; from: number; to: number }) => void, numRuns = 150) {
  fc.assert(
    fc.property(anyQuestion, ({ agenda, from, to }) => property({ agenda, from, to })),
    { numRuns },
  );
}

test("no time offered overlaps time taken, buffers included", () => {
  holds(({ agenda, from, to }) => {
    const { bufferBeforeMin, bufferAfterMin } = agenda.reason;
    for (const { startMs, endMs } of freeTimes(agenda, from, to))
      for (const busy of agenda.busy) {
        const isApart =
          endMs + bufferAfterMin * minuteMs <= busy.startMs || startMs - bufferBeforeMin * minuteMs >= busy.endMs;
        expect(isApart).toBe(true);
      }
  });
});

test("time taken once more never adds a time, nor does an absence, a holiday or a shorter horizon", () => {
  holds(({ agenda, from, to }) => {
    const before = new Set(freeTimes(agenda, from, to).map(({ startMs }) => startMs));
    const noonMs = clockOf(agenda.zone).startOf(from) + 9 * 60 * minuteMs;
    const more = [{ startMs: noonMs, endMs: noonMs + 47 * minuteMs }];
    const narrower: Partial<Agenda>[] = [
      { busy: [...agenda.busy, ...more] },
      { absences: [...agenda.absences, ...more] },
      { holidays: { ...agenda.holidays, openOn: [] } },
      { reason: { ...agenda.reason, horizon: { days: 0 } } },
    ];
    for (const less of narrower)
      for (const { startMs } of freeTimes({ ...agenda, ...less }, from, to)) expect(before).toContain(startMs);
  });
});

test("a question over several days is its days, one after the other, and its first time is found alone", () => {
  holds(({ agenda, from, to }) => {
    const whole = freeTimes(agenda, from, to);
    const dayByDay = Array.from({ length: to - from + 1 }, (_, i) => freeTimes(agenda, from + i, from + i)).flat();
    expect(dayByDay).toEqual(whole);
    expect(firstFreeTime(agenda, from, to)).toEqual(whole[0] ?? null);
  });
});

test("the order in which things are told does not matter, and nothing told is changed", () => {
  holds(({ agenda, from, to }) => {
    const before = structuredClone(agenda);
    const reversed = {
      ...agenda,
      openings: agenda.openings.toReversed(),
      absences: agenda.absences.toReversed(),
      busy: agenda.busy.toReversed(),
    };
    expect(freeTimes(reversed, from, to)).toEqual(freeTimes(agenda, from, to));
    expect(agenda).toEqual(before);
  });
});

test("a time is refused exactly when it is not listed, and every day without times says why", () => {
  holds(({ agenda, from, to }) => {
    const clock = clockOf(agenda.zone);
    const listed = new Set(freeTimes(agenda, from, to).map(({ startMs }) => startMs));
    for (let ms = clock.startOf(from); ms < clock.startOf(to + 1); ms += 5 * minuteMs)
      expect(refusalAt(agenda, ms) === null).toBe(listed.has(ms));
    for (let day = from; day <= to; day++) {
      const times = timesOn(agenda, day);
      expect(times.filter(({ refusal }) => refusal === null)).toHaveLength(freeTimes(agenda, day, day).length);
      for (const { startMs, refusal } of times) expect(refusalAt(agenda, startMs)).toBe(refusal);
      expect(refusalOfDay(agenda, day) === null).toBe(freeTimes(agenda, day, day).length > 0);
    }
  }, 60);
});
