import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import { forgivenErrors, searchKey, typingErrorsSoFar } from "./search-key.ts";

/** A commune of France, or an arrondissement of Paris, Lyon or Marseille. */
export interface Commune {
  inseeCode: string;
  name: string;
  /** The one asked for, or the only one; null when it has several and none was asked for. */
  postalCode: string | null;
  department: string;
  population: number;
  /** Of its centre, in degrees; null when no list knows them. */
  latitude: number | null;
  longitude: number | null;
}

/** Somewhere to search around. */
export interface Place {
  name: string;
  postalCode: string | null;
  /** As the field shows it and placeFrom() understands it again: "Vincennes (94300)". */
  label: string;
  latitude: number;
  longitude: number;
}

/** The communes this text may be the beginning of: names without accents or case, "st" for "saint", the article left out, the
 * beginning of a postal code, both together; small typing errors when nothing else matches. The very name first, then names that
 * begin so, then names with such a word inside; among equals the most populous first. */
export async function findCommunes(tx: Tx, text: string, limit: number): Promise<Commune[]> {
  const asked = readPlace(text);
  if (asked.name === "") return asked.digits.length < 2 ? [] : select(tx, { where: sql`true`, asked, limit });
  const found: Commune[] = [];
  for (const where of asked.name.length < 2 ? [named(asked)] : [named(asked), beginning(asked), containing(asked)]) {
    if (found.length < limit) found.push(...(await select(tx, { where, asked, limit: limit - found.length })));
  }
  return found.length > 0 ? found : communesTypedLike(tx, asked, limit);
}

/** Where this text means, or null: "Vincennes (94300)", "vincenes", "94300", "Paris 12", "94304 cedex". With it the other communes of
 * that very name, when only the name was typed. */
export async function placeFrom(tx: Tx, text: string): Promise<(Place & { namesakes: Place[] }) | null> {
  const [commune, ...others] = await findCommunes(tx, text, 1 + shownNamesakes);
  const { digits } = readPlace(text);
  const place = commune && placeOf(commune);
  if (place) {
    const namesakes = digits ? [] : others.filter(({ name }) => name === commune.name).map(placeOf);
    return { ...place, namesakes: namesakes.filter((each) => each !== null) };
  }
  // A cedex belongs to no commune, but is numbered after one nearby.
  const nearby = digits.length === 5 ? (await findCommunes(tx, digits.slice(0, 3), 1))[0] : undefined;
  const near = nearby ? placeOf(nearby) : null;
  return near && { ...near, namesakes: [] };
}

const shownNamesakes = 3;

/** "Vincennes (94300)"; "Saint-Denis (93)" when a commune has several postal codes. */
export function labelOf({ name, postalCode, department }: Pick<Commune, "name" | "postalCode" | "department">): string {
  return `${name} (${postalCode ?? department})`;
}

function placeOf(commune: Commune): Place | null {
  const { name, postalCode, latitude, longitude } = commune;
  if (latitude === null || longitude === null) return null;
  return { name, postalCode, label: labelOf(commune), latitude, longitude };
}

interface Asked {
  /** A search key, "saint" spelt out; "" when only digits were typed. */
  name: string;
  /** Two to five digits (or 2a, 2b): a postal code, its beginning, or a department; "" when none was typed. */
  digits: string;
}

function readPlace(text: string): Asked {
  const words = searchKey(text.slice(0, 100)).split(" ");
  const isCode = (word: string) => /^(\d{2,5}|2[ab])$/.test(word);
  const arrondissement = text.includes("(") ? null : arrondissementIn(words); // what stands in a label is a department
  if (arrondissement) return { name: arrondissement, digits: "" };
  const digits = words.find(isCode) ?? "";
  const name = words
    .filter((word) => !isCode(word) && word !== "cedex")
    .map((word) => spelling[word] ?? word)
    .join(" ");
  const isArrondissement = digits.length === 5 && /^(paris|lyon|marseille)$/.test(name); // "75012 Paris": the code says more
  return { name: isArrondissement ? "" : name, digits };
}

const spelling: Record<string, string> = { st: "saint", ste: "sainte", sts: "saints", stes: "saintes" };

/** "paris 12", "lyon 3eme arrondissement": "paris 12e", "lyon 3e"; null for any other place. */
function arrondissementIn(words: string[]): string | null {
  const [, city, number] =
    /^(paris|lyon|marseille) 0?(\d\d?) ?(?:er|e|eme|ieme|nd|st|rd|th)?( arr\w*)?$/.exec(words.join(" ")) ?? [];
  return city ? `${city} ${number}${number === "1" ? "er" : "e"}` : null;
}

const named = ({ name }: Asked) => sql`name_key = ${name}`;

const beginning = ({ name }: Asked) => sql`(${beginsSo(name)}) and name_key <> ${name}`;

/** "denis" in Saint-Denis. */
const containing = ({ name }: Asked) => sql`name_key like ${`% ${name}%`} and not (${beginsSo(name)})`;

function beginsSo(name: string): RawBuilder<unknown> {
  const articles = ["", "l ", "la ", "le ", "les "];
  return sql.join(
    articles.map((article) => sql`name_key like ${`${article}${name}%`}`),
    sql` or `,
  );
}

/** Forgives one error, two from 12 letters on. A word with one error has its first or its last half intact, so indexes find who may
 * be meant; the most populous 100 of them are then compared letter by letter. */
async function communesTypedLike(tx: Tx, asked: Asked, limit: number): Promise<Commune[]> {
  const forgiven = Math.min(forgivenErrors(asked.name), asked.name.length < 12 ? 1 : 2);
  if (forgiven === 0) return [];
  const pieces = intactPieces(asked.name, forgiven + 1).map((pattern) => sql`name_key like ${pattern}`);
  const candidates = await sql<{ inseeCode: string; nameKey: string }>`
    select insee_code, name_key from commune
    where (${sql.join(pieces, sql` or `)}) and length(name_key) >= ${asked.name.length - forgiven} and ${hasCode(asked.digits)}
    order by population desc limit 100`.execute(tx);
  const meant = candidates.rows
    .map((candidate) => ({ ...candidate, errors: typingErrorsSoFar(asked.name, candidate.nameKey) }))
    .filter(({ errors }) => errors <= forgiven)
    .sort((a, b) => a.errors - b.errors) // stable: among equals, the most populous stays first
    .slice(0, limit)
    .map(({ inseeCode }) => inseeCode);
  const communes = await select(tx, { where: sql`insee_code = any (${meant})`, asked, limit });
  return communes.sort((a, b) => meant.indexOf(a.inseeCode) - meant.indexOf(b.inseeCode));
}

/** One letter less at each cut: two letters swapped across it spoil both sides. */
function intactPieces(name: string, count: number): string[] {
  const size = Math.ceil(name.length / count);
  return Array.from({ length: count }, (_, index) => {
    const isLast = index === count - 1;
    const piece = name.slice(index * size, isLast ? undefined : Math.max(2, (index + 1) * size - 1));
    return `${index === 0 ? "" : "%"}${piece}${isLast ? "" : "%"}`;
  });
}

/** Holds for communes with a postal code beginning so, or of this department; for all when nothing was typed. */
function hasCode(digits: string): RawBuilder<boolean> {
  if (digits === "") return sql`true`;
  if (digits.length === 5) return sql`postal_codes @> array[${digits}]`;
  const department = digits.slice(0, 2).toUpperCase();
  const [from, to] = department === "20" ? ["2A", "2C"] : [department, `${department}Z`];
  const startsSo = sql`exists (select from unnest(postal_codes) as code where starts_with(code, ${digits}))`;
  return sql`insee_code between ${from} and ${to} and (department = ${digits.toUpperCase()} or ${startsSo})`;
}

async function select(
  tx: Tx,
  { where, asked, limit }: { where: RawBuilder<unknown>; asked: Asked; limit: number },
): Promise<Commune[]> {
  // With a whole postal code, an arrondissement comes before its city.
  const arrondissementsFirst = asked.digits.length === 5 ? sql`insee_code ~ '^(751|6938|132)' desc,` : sql``;
  const { rows } = await sql<Commune & { postalCodes: string[] }>`
    select insee_code, name, postal_codes, department, population, latitude, longitude
    from commune where ${where} and ${hasCode(asked.digits)}
    order by ${arrondissementsFirst} population desc
    limit ${limit}`.execute(tx);
  return rows.map(({ postalCodes, ...commune }) => ({
    ...commune,
    postalCode: postalCodeAmong(postalCodes, asked.digits),
  }));
}

function postalCodeAmong(postalCodes: string[], digits: string): string | null {
  const asked = digits.length > 3 ? postalCodes.find((code) => code.startsWith(digits)) : undefined;
  return asked ?? (postalCodes.length === 1 ? postalCodes[0]! : null);
}
