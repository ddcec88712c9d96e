import DateHolidays from "date-holidays";
import { expect, test } from "vitest";
import { formatDay, parseDay } from "./calendar.ts";
import { closedDays, easterSunday, holidaysOf, type Region, regions } from "./holidays.ts";

const closed = (region: Region, year: number, goodFriday = true) =>
  holidaysOf({ region, goodFriday }, year)
    .map(({ on }) => formatDay(on).slice(5))
    .sort();
const national2027 = "01-01 03-29 05-01 05-06 05-08 05-17 07-14 08-15 11-01 11-11 12-25".split(" ");

test("F01 the eleven holidays of 2027, movable ones included; none is given back for a Sunday", () => {
  expect(closed("metropole", 2027)).toEqual(national2027);
});

test.each([
  ["metropole", ""],
  ["alsace-moselle", "03-26 12-26"],
  ["guadeloupe", "05-27"],
  ["martinique", "05-22"],
  ["guyane", "06-10"],
  ["reunion", "12-20"],
  ["mayotte", "04-27"],
  ["saint-martin", "05-28"],
  ["saint-barthelemy", "10-09"],
  ["saint-pierre-et-miquelon", ""],
  ["polynesie", "03-05 03-26 11-20"],
  ["nouvelle-caledonie", "09-24"],
  ["wallis-et-futuna", "04-28 06-29 07-29"],
] as const)("F03 F05 %s adds %s in 2027, and nothing else", (region, added) => {
  expect(closed(region, 2027).filter((date) => !national2027.includes(date))).toEqual(added.split(" ").filter(Boolean));
});

test("F03 Good Friday depends on the commune in Alsace-Moselle, and on nothing in Polynésie", () => {
  expect(closed("alsace-moselle", 2027, false)).not.toContain("03-26");
  expect(closed("alsace-moselle", 2027, false)).toContain("12-26");
  expect(closed("polynesie", 2027, false)).toContain("03-26");
  expect(closed("guadeloupe", 2027)).not.toContain("03-26");
});

test("in Polynésie the day of autonomy gave way to Matari'i in 2026", () => {
  expect(closed("polynesie", 2025)).toContain("06-29");
  expect(closed("polynesie", 2025)).not.toContain("11-20");
  expect(closed("polynesie", 2026)).not.toContain("06-29");
  expect(closed("polynesie", 2026)).toContain("11-20");
});

test.each([
  "2026-04-05",
  "2027-03-28",
  "2028-04-16",
  "2029-04-01",
  "2030-04-21",
  "2035-03-25",
  "2285-03-22",
  "2038-04-25",
])("Easter Sunday falls on %s", (date) => {
  expect(formatDay(easterSunday(Number(date.slice(0, 4))))).toBe(date);
});

test("a range over a new year closes the days of both years, and a site opens on those it names", () => {
  const [from, to] = [parseDay("2026-12-20")!, parseDay("2027-01-10")!];
  const policy = { region: "alsace-moselle" as const, goodFriday: true };
  const told = (openOn: Parameters<typeof closedDays>[0]["openOn"]) =>
    closedDays({ ...policy, openOn }, from, to)
      .map(formatDay)
      .sort()
      .join(" ");
  expect(told([])).toBe("2026-12-25 2026-12-26 2027-01-01");
  expect(told(["christmas"])).toBe("2026-12-26 2027-01-01");
  expect(told("all")).toBe("");
});

test("a day that is two holidays stays closed when a site opens on one of them", () => {
  const ascensionIsLabourDay = parseDay("2008-05-01")!;
  const policy = { region: "metropole" as const, goodFriday: true };
  expect(closedDays({ ...policy, openOn: ["ascension"] }, ascensionIsLabourDay, ascensionIsLabourDay)).toHaveLength(1);
  const both = { ...policy, openOn: ["ascension", "labour-day"] as const };
  expect(closedDays(both, ascensionIsLabourDay, ascensionIsLabourDay)).toHaveLength(0);
});

/** What the package date-holidays calls our regions. */
const theirNames: Record<Region, string[]> = {
  metropole: ["FR"],
  "alsace-moselle": ["FR", "57"],
  guadeloupe: ["FR", "GP"],
  martinique: ["FR", "MQ"],
  guyane: ["FR", "GF"],
  reunion: ["FR", "RE"],
  mayotte: ["FR", "YT"],
  "saint-martin": ["MF"],
  "saint-barthelemy": ["BL"],
  "saint-pierre-et-miquelon": ["PM"],
  polynesie: ["PF"],
  "nouvelle-caledonie": ["NC"],
  "wallis-et-futuna": ["WF"],
};

/** It counts Good Friday where it is only a custom, and is a day early in Saint-Martin. */
function corrected(region: Region, name: string, date: string): string[] {
  if (name === "Vendredi saint" && (region === "guadeloupe" || region === "martinique")) return [];
  return [region === "saint-martin" && name.startsWith("Abolition") ? "05-28" : date];
}

test.each(regions)("%s: the package date-holidays agrees from 2020 to 2060", (region) => {
  const [country = "FR", state = ""] = theirNames[region];
  const theirs = new DateHolidays(country, state);
  for (let year = 2020; year <= 2060; year++) {
    const dates = theirs
      .getHolidays(year)
      .filter(({ type, date }) => type === "public" && date.startsWith(String(year)))
      .flatMap(({ name, date }) => corrected(region, name, date.slice(5, 10)));
    expect([...new Set(closed(region, year))]).toEqual([...new Set(dates)].sort());
  }
});
