import { expect, test } from "vitest";
import { ageOn, comesOfAgeOn, isMinor, lastDayFor, mayHaveOwnAccount, representationsOf } from "./relative.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const today = day("2026-11-23");

test.each([
  ["2010-06-15", "2028-06-14"],
  ["2010-01-01", "2027-12-31"],
  ["2012-02-29", "2030-02-27"], // of age on 28 February: 18 years after a leap year comes none
  ["2012-03-01", "2030-02-28"],
  ["2026-11-23", "2044-11-22"],
])("whoever was born on %s is acted for until %s, the eve of the 18th birthday", (born, last) => {
  expect(lastDayFor(day(born), null, today)?.toString()).toBe(last);
  expect(isMinor({ birthDate: day(born) }, day(last))).toBe(true);
  expect(isMinor({ birthDate: day(born) }, day(last).add({ days: 1 }))).toBe(false);
});

test("a measure of protection ends when it ends, of a child when childhood does at the latest; an agreement has no end", () => {
  const [child, adult] = [day("2012-05-05"), day("1950-05-05")];
  expect(lastDayFor(child, day("2028-01-01"), today)?.toString()).toBe("2028-01-01");
  expect(lastDayFor(child, day("2040-01-01"), today)?.toString()).toBe("2030-05-04");
  expect(lastDayFor(adult, day("2028-01-01"), today)?.toString()).toBe("2028-01-01");
  expect(lastDayFor(adult, null, today)).toBeNull();
});

test("an age grows on the birthday, of 29 February on the 28th where there is none", () => {
  expect([day("2010-02-27"), day("2010-02-28")].map((on) => ageOn(day("2008-02-29"), on))).toEqual([1, 2]);
  expect(ageOn(day("2026-11-22"), today)).toBe(0);
  expect(comesOfAgeOn(day("2008-02-29")).toString()).toBe("2026-02-28");
});

test("an account of one's own from the 16th birthday on", () => {
  expect(mayHaveOwnAccount({ birthDate: day("2010-11-23") }, today)).toBe(true);
  expect(mayHaveOwnAccount({ birthDate: day("2010-11-24") }, today)).toBe(false);
});

test("parental authority is for one's child, an agreement for everyone else", () => {
  expect(representationsOf("child")).toEqual(["parental-authority", "guardianship"]);
  for (const relation of ["parent", "partner", "other"] as const) {
    expect(representationsOf(relation)).toContain("agreement");
    expect(representationsOf(relation)).not.toContain("parental-authority");
  }
});
