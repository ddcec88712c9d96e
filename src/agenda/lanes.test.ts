import fc from "fast-check";
import { expect, test } from "vitest";
import { lanesOf, partsOf, type Stretch } from "./lanes.ts";

const stretch = fc
  .record({ from: fc.integer({ min: 0, max: 280 }), length: fc.integer({ min: 1, max: 60 }) })
  .map(({ from, length }): Stretch => ({ from, to: from + length }));

test("two visits that overlap never share a lane, however many are squeezed in", () => {
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 40 }), (stretches) => {
      const lanes = lanesOf(stretches);
      for (const [i, one] of stretches.entries())
        for (const [j, other] of stretches.entries())
          if (i < j && overlap(one, other)) expect(lanes[i]!.lane).not.toBe(lanes[j]!.lane);
    }),
  );
});

test("no more lanes are made than there are visits at the same minute", () => {
  fc.assert(
    fc.property(fc.array(stretch, { minLength: 1, maxLength: 40 }), (stretches) => {
      const most = Math.max(
        ...stretches.map(({ from }) => stretches.filter((s) => s.from <= from && from < s.to).length),
      );
      expect(Math.max(...lanesOf(stretches).map(({ lanes }) => lanes))).toBe(most);
    }),
  );
});

test("those who meet share the width alike, and those who meet nobody have all of it", () => {
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 40 }), (stretches) => {
      const lanes = lanesOf(stretches);
      for (const [i, one] of stretches.entries()) {
        const met = stretches.flatMap((other, j) => (j !== i && overlap(one, other) ? [j] : []));
        for (const j of met) expect(lanes[j]!.lanes).toBe(lanes[i]!.lanes);
        if (met.length === 0) expect(lanes[i]).toEqual({ lane: 0, lanes: 1 });
      }
    }),
  );
});

test("the columns of the lanes of one group neither overlap nor leave a gap", () => {
  for (let lanes = 1; lanes <= 12; lanes++) {
    const taken = Array.from({ length: lanes }, (_, lane) => partsOf({ lane, lanes }));
    expect(taken.flatMap(({ start, span }) => Array.from({ length: span }, (_, i) => start + i))).toEqual(
      Array.from({ length: 12 }, (_, i) => i + 1),
    );
  }
  expect(partsOf({ lane: 13, lanes: 14 })).toEqual({ start: 2, span: 1 });
});

function overlap(one: Stretch, other: Stretch): boolean {
  return one.from < other.to && other.from < one.to;
}
