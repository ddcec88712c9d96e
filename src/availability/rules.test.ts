import { expect, test } from "vitest";
import { formatDay, parseDay } from "./calendar.ts";
import { type Delay, deadline, lastBookableDay, parseDelay, parseHorizon, ruleInForce } from "./rules.ts";

const paris = "Europe/Paris";
const at = (iso: string) => Temporal.Instant.from(iso);

test("X01 seventy-two hours before the Tuesday after the spring change is an hour earlier on the clock", () => {
  const until = deadline({ hours: 72 }, at("2027-03-30T09:00+02:00"), paris);
  expect(until.toString()).toBe(at("2027-03-27T08:00+01:00").toString());
});

test("X03 in autumn, seventy-two hours end an hour later on the clock; three days at the same hour", () => {
  const start = at("2027-11-02T09:00+01:00");
  expect(deadline({ hours: 72 }, start, paris).equals(at("2027-10-30T10:00+02:00"))).toBe(true);
  expect(deadline({ days: 3 }, start, paris).equals(at("2027-10-30T09:00+02:00"))).toBe(true);
});

test("days before a time that spring skipped that day end a gap later; before a repeated one, at its first", () => {
  expect(deadline({ days: 1 }, at("2027-03-29T02:30+02:00"), paris).equals(at("2027-03-28T03:30+02:00"))).toBe(true);
  expect(deadline({ days: 1 }, at("2027-11-01T02:30+01:00"), paris).equals(at("2027-10-31T02:30+02:00"))).toBe(true);
});

test("no delay at all lets one cancel until the start, even at the second half past two", () => {
  const second = at("2027-10-31T02:30+01:00");
  expect(deadline({ days: 0 }, second, paris).equals(second)).toBe(true);
  expect(deadline({ hours: 0 }, second, paris).equals(second)).toBe(true);
});

test("X05 the most specific rule wins, even when it is softer or says zero", () => {
  const [reason, practitioner, site] = [{ days: 1 }, { days: 5 }, { days: 2 }];
  expect(ruleInForce(null, reason, practitioner, site)).toBe(reason);
  expect(ruleInForce(null, null, practitioner, site)).toBe(practitioner);
  expect(ruleInForce(undefined, null, null, site)).toBe(site);
  expect(ruleInForce<Delay>({ hours: 0 }, reason)).toEqual({ hours: 0 });
  expect(ruleInForce(null, undefined)).toBeNull();
});

test("delays are hours or days, horizons days or months, and nothing else", () => {
  expect(parseDelay("PT72H")).toEqual({ hours: 72 });
  expect(parseDelay("P3D")).toEqual({ days: 3 });
  expect(parseDelay("P0D")).toEqual({ days: 0 });
  expect(parseHorizon("P90D")).toEqual({ days: 90 });
  expect(parseHorizon("P12M")).toEqual({ months: 12 });
  for (const text of ["", "P", "PT", "2", "P1M", "PT30M", "P1DT2H", "pt2h", "P-1D", "P1.5D", "-P1D", "P1W"])
    expect(parseDelay(text)).toBeNull();
  for (const text of ["", "P1Y", "PT3H", "P1M2D", "P3 M", "12M"]) expect(parseHorizon(text)).toBeNull();
});

test.each([
  ["2027-01-31", { months: 1 }, "2027-02-28"],
  ["2028-02-29", { months: 12 }, "2029-02-28"],
  ["2028-01-31", { months: 1 }, "2028-02-29"],
  ["2027-11-30", { months: 3 }, "2028-02-29"],
  ["2027-01-01", { days: 30 }, "2027-01-31"],
  ["2027-01-01", { months: 1200 }, "2127-01-01"],
])("from %s, a horizon of %o ends on %s", (today, horizon, last) => {
  expect(formatDay(lastBookableDay(horizon, parseDay(today)!))).toBe(last);
});
