import { dayTyped } from "../accounts/identity.ts";
import { searchKey } from "../establishments/search-key.ts";

/** What was typed to find a file, read. */
export interface SearchTerms {
  /** Beginnings of names, as search keys, in the order in which they were typed. */
  words: string[];
  /** Of each list one must fit. */
  digits: DigitsMeant[][];
  /** The beginning of an address, in lower case. */
  mail: string | null;
}

/** What digits may be: a day of birth, between two days, both included; the beginning of a telephone in E.164, or of a number of the house. */
export type DigitsMeant = { from: string; until: string } | { phone: string } | { number: string };

/** Reads one box in which anything may stand, in any order: « marc hel », « 14/03/1951 marchand », « 140351 », « 14 mars 1951 », « 1951 »,
 * « 06 39 », « +33 6 39… », « 004127 », « helene@ ». Digits that may be several things are all of them. */
export function searchTerms(typed: string, today: Temporal.PlainDate): SearchTerms {
  let rest = ` ${typed.slice(0, 120).normalize("NFC")} `;
  const digits: DigitsMeant[][] = [];
  const take = (pattern: RegExp, read: (found: string[]) => DigitsMeant[] | null) => {
    rest = rest.replace(pattern, (...found) => {
      const meant = read(found.filter((part) => typeof part === "string" || part === undefined) as string[]);
      if (!meant) return found[0];
      if (meant.length > 0) digits.push(meant);
      return " ";
    });
  };

  const [mail] = rest.match(/[^\s@]+@\S*/) ?? [];
  if (mail) rest = rest.replace(mail, " ");
  take(inLetters, ([, day, name, year]) => monthMeant({ day, name: name!, year }, today));
  take(inFigures, ([, figures]) => datesOf(figures!.split(/\D/), today));
  take(/\+?\d[\d\s./()-]*/g, ([run]) => runMeant(run!.trim(), today));
  const words = searchKey(rest)
    .split(" ")
    .filter((word) => word !== "");
  return { words: words.slice(0, mostWords), digits: digits.slice(0, mostRuns), mail: mail?.toLowerCase() ?? null };
}

const mostWords = 6;
const mostRuns = 3;

/** « 14 mars 1951 », « 1er mars 1951 », « mars 1951 »: a month is a month beside a number; alone it may be a name. */
const inLetters = /(?:\b(\d{1,2})(?:er)?\s+)?\b(\p{L}{3,9})\.?\s+(\d{4}|\d{2}(?!\d))(?=\D)/gu;
/** « 14/03/1951 », « 14-3-51 », « 1951-03-14 »; not a piece of a telephone with dots. */
const inFigures = /(?<![\d./-])(\d{1,2}[/.-]\d{1,2}[/.-](?:\d{4}|\d{2})|\d{4}-\d{1,2}-\d{1,2})(?![\d./-]*\d)/g;

const months = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre".split(" ");

function monthMeant(
  { day, name, year }: { day: string | undefined; name: string; year: string | undefined },
  today: Temporal.PlainDate,
): DigitsMeant[] | null {
  const key = searchKey(name);
  const month = months.findIndex((each) => (key.length > 2 && each.startsWith(key)) || each === key) + 1;
  if (month === 0 || (!day && year?.length !== 4)) return null;
  if (day) return nonEmpty(datesOf([day, `${month}`, year!], today));
  const first = Temporal.PlainDate.from({ year: Number(year), month, day: 1 });
  return [{ from: first.toString(), until: first.add({ months: 1 }).subtract({ days: 1 }).toString() }];
}

/** What digits in a row may be; spaces, dots and dashes between them say little. */
function runMeant(run: string, today: Temporal.PlainDate): DigitsMeant[] {
  const figures = run.replace(/\D/g, "");
  if (figures === "") return [];
  return [...daysMeant(run, figures, today), ...phonesMeant(run, figures), ...numbersMeant(figures)];
}

function daysMeant(run: string, figures: string, today: Temporal.PlainDate): DigitsMeant[] {
  if (run.startsWith("+")) return [];
  const cut = (...ends: number[]) => ends.map((end, index) => figures.slice(ends[index - 1] ?? 0, end));
  const year = Number(figures);
  switch (figures.length) {
    case 4:
      return year > today.year - 125 && year <= today.year ? [{ from: `${year}-01-01`, until: `${year}-12-31` }] : [];
    case 6:
      return datesOf(cut(2, 4, 6), today) ?? [];
    case 7:
      return oneDay(dayTyped(run)); // « 14 3 1951 »
    case 8:
      return [...(datesOf(cut(2, 4, 8), today) ?? []), ...(datesOf(cut(4, 6, 8), today) ?? [])];
    default:
      return [];
  }
}

/** Day, month and year, or year, month and day; a year of two figures is of this century and of the last. Null: there is no such day. */
function datesOf(parts: readonly string[], today: Temporal.PlainDate): DigitsMeant[] | null {
  const [day = "", month = "", year = ""] = parts[0]?.length === 4 ? parts.toReversed() : parts;
  const years = year.length === 2 ? [`19${year}`, `20${year}`] : [year];
  const days = years.map((each) => dayTyped(`${day}/${month}/${each}`)).filter((each) => each !== null);
  return nonEmpty(days.filter((each) => Temporal.PlainDate.compare(each, today) <= 0).flatMap(oneDay));
}

function oneDay(day: Temporal.PlainDate | null): DigitsMeant[] {
  return day ? [{ from: day.toString(), until: day.toString() }] : [];
}

/** As numbers are stored: « 06 39 » is +33639, and overseas the same with another code. */
function phonesMeant(run: string, figures: string): DigitsMeant[] {
  if (run.startsWith("+") || figures.startsWith("00")) {
    const abroad = figures.replace(/^00/, "").replace(/^330/, "33");
    return abroad.length > 2 ? [{ phone: `+${abroad}` }] : [];
  }
  if (!figures.startsWith("0") || figures.length < 4 || figures.length > 10) return []; // « 06 » is nobody's in particular
  return ["33", "262", "590", "594", "596"].map((code) => ({ phone: `+${code}${figures.slice(1)}` }));
}

/** Nobody types the zeros a number begins with. */
function numbersMeant(figures: string): DigitsMeant[] {
  const zeros = Math.max(0, Math.min(5, 8 - figures.length));
  return Array.from({ length: zeros + 1 }, (_, count) => ({ number: "0".repeat(count) + figures }));
}

function nonEmpty<T>(list: T[] | null): T[] | null {
  return list && list.length > 0 ? list : null;
}
