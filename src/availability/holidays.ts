import { civil, type Day, dayFrom } from "./calendar.ts";

export type Region = keyof typeof localHolidays;

/** On which public holidays a site stays closed. */
export interface HolidayPolicy {
  region: Region;
  /** Alsace-Moselle only: Good Friday is a holiday where the commune has a Protestant temple or a mixed church. */
  goodFriday: boolean;
  /** The holidays on which this site works all the same. */
  openOn: "all" | readonly HolidayName[];
}

export interface Holiday {
  name: HolidayName;
  on: Day;
}

/** A holiday of the law: the same date each year, or so many days from Easter Sunday; some begin or end with a year. */
type Rule = { name: HolidayName; since?: number; until?: number } & (
  | { month: number; dayOfMonth: number }
  | { afterEaster: number }
);

export type HolidayName =
  | "new-year"
  | "good-friday"
  | "easter-monday"
  | "labour-day"
  | "victory-1945"
  | "ascension"
  | "whit-monday"
  | "national-day"
  | "assumption"
  | "all-saints"
  | "armistice-1918"
  | "christmas"
  | "saint-stephen"
  | "abolition-of-slavery"
  | "gospel-day"
  | "autonomy-day"
  | "matarii"
  | "citizenship-day"
  | "saint-peter-chanel"
  | "saints-peter-and-paul"
  | "territory-day";

/** Everywhere in the Republic (Code du travail L3133-1). No other day is given when one falls on a Sunday. */
const nationalHolidays: readonly Rule[] = [
  { name: "new-year", month: 1, dayOfMonth: 1 },
  { name: "easter-monday", afterEaster: 1 },
  { name: "labour-day", month: 5, dayOfMonth: 1 },
  { name: "victory-1945", month: 5, dayOfMonth: 8 },
  { name: "ascension", afterEaster: 39 },
  { name: "whit-monday", afterEaster: 50 },
  { name: "national-day", month: 7, dayOfMonth: 14 },
  { name: "assumption", month: 8, dayOfMonth: 15 },
  { name: "all-saints", month: 11, dayOfMonth: 1 },
  { name: "armistice-1918", month: 11, dayOfMonth: 11 },
  { name: "christmas", month: 12, dayOfMonth: 25 },
];

/** What each region adds: Alsace-Moselle by L3134-13, the end of slavery by L3422-2, the Pacific by its own laws. */
const localHolidays = {
  metropole: [],
  "alsace-moselle": [
    { name: "good-friday", afterEaster: -2 },
    { name: "saint-stephen", month: 12, dayOfMonth: 26 },
  ],
  guadeloupe: [{ name: "abolition-of-slavery", month: 5, dayOfMonth: 27 }],
  martinique: [{ name: "abolition-of-slavery", month: 5, dayOfMonth: 22 }],
  guyane: [{ name: "abolition-of-slavery", month: 6, dayOfMonth: 10 }],
  reunion: [{ name: "abolition-of-slavery", month: 12, dayOfMonth: 20 }],
  mayotte: [{ name: "abolition-of-slavery", month: 4, dayOfMonth: 27 }],
  "saint-martin": [{ name: "abolition-of-slavery", month: 5, dayOfMonth: 28 }],
  "saint-barthelemy": [{ name: "abolition-of-slavery", month: 10, dayOfMonth: 9 }],
  "saint-pierre-et-miquelon": [],
  polynesie: [
    { name: "gospel-day", month: 3, dayOfMonth: 5 },
    { name: "good-friday", afterEaster: -2 },
    { name: "autonomy-day", month: 6, dayOfMonth: 29, until: 2025 },
    { name: "matarii", month: 11, dayOfMonth: 20, since: 2026 },
  ],
  "nouvelle-caledonie": [{ name: "citizenship-day", month: 9, dayOfMonth: 24 }],
  "wallis-et-futuna": [
    { name: "saint-peter-chanel", month: 4, dayOfMonth: 28 },
    { name: "saints-peter-and-paul", month: 6, dayOfMonth: 29 },
    { name: "territory-day", month: 7, dayOfMonth: 29 },
  ],
} satisfies Record<string, readonly Rule[]>;

export const regions = Object.keys(localHolidays) as Region[];

/** The days from `first` to `last`, both included, that this policy closes: a day with two holidays opens with both. */
export function closedDays(policy: HolidayPolicy, first: Day, last: Day): Day[] {
  if (policy.openOn === "all") return [];
  const closed: Day[] = [];
  for (let year = civil(first).year; year <= civil(last).year; year++)
    for (const { name, on } of holidaysOf(policy, year))
      if (on >= first && on <= last && !policy.openOn.includes(name)) closed.push(on);
  return closed;
}

/** The public holidays of a year, by computation and so for any year, as the law stands today. */
export function holidaysOf(place: Pick<HolidayPolicy, "region" | "goodFriday">, year: number): Holiday[] {
  const easter = easterSunday(year);
  const rules: readonly Rule[] = [...nationalHolidays, ...localHolidays[place.region]];
  return rules
    .filter(({ name, since = year, until = year }) => {
      if (name === "good-friday" && place.region === "alsace-moselle" && !place.goodFriday) return false;
      return since <= year && year <= until;
    })
    .map((rule) => ({
      name: rule.name,
      on: "afterEaster" in rule ? easter + rule.afterEaster : dayFrom(year, rule.month, rule.dayOfMonth),
    }));
}

/** Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876 (Meeus, Jones and Butcher). */
export function easterSunday(year: number): Day {
  const goldenNumber = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const correction = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * goldenNumber + century - Math.floor(century / 4) - correction + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const lateMoon = Math.floor((goldenNumber + 11 * epact + 22 * toSunday) / 451);
  return dayFrom(year, 3, 22) + epact + toSunday - 7 * lateMoon;
}
