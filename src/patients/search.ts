import { sql } from "kysely";
import { homeZone } from "../accounts/home-zone.ts";
import { look } from "../audit/look.ts";
import { forgivenErrors, typingErrorsSoFar } from "../establishments/search-key.ts";
import type { Tx } from "../platform/db.ts";
import { filesOpenTo, type StaffActor } from "./files.ts";
import { type SearchTerms, searchTerms } from "./search-terms.ts";

/** A file as lists show it. */
export interface FoundPatient {
  id: string;
  nameUsed: string;
  birthName: string;
  firstNames: string;
  birthDate: Temporal.PlainDate;
  sex: "F" | "M" | "U";
  /** E.164. */
  phone: string | null;
  email: string | null;
  /** The house's own. */
  number: string | null;
  identityStatus: "provisional" | "validated" | "retrieved" | "qualified";
  /** The person finds it online. */
  isLinked: boolean;
  /** The staff say so. */
  isKnown: boolean;
  blockedOnlineBecause: string | null;
}

/** The files of one's establishment that fit what was typed (search-terms.ts), at most `limit`, best first: the family name before the first,
 * a recent visit before an old one, and last the names that differ by a typing mistake. Files that were joined to another never appear.
 *
 * All of the house, whoever's agenda they are in (docs/decisions/2026-11-23-all-files-of-the-house.md). Under 50 ms for 200,000 of them. Whoever shows
 * them says so: `lookAtFound`. */
export async function searchPatients(
  tx: Tx,
  by: StaffActor,
  { q, now, limit = 10 }: { q: string; now: Temporal.Instant; limit?: number },
): Promise<FoundPatient[]> {
  const { words, ...terms } = searchTerms(q, now.toZonedDateTimeISO(homeZone).toPlainDate());
  if (words.length + terms.digits.length === 0 && !terms.mail) return [];
  const found = await find(tx, by, { ...terms, words: words.map((word) => [word]), limit });
  if (found.length >= limit || !words.some((word) => forgivenErrors(word) > 0)) return found;

  const meant = await wordsMeant(tx, words);
  if (meant.every((each) => each.length === 1)) return found;
  const near = await find(tx, by, { ...terms, words: meant, limit: limit + found.length });
  const isNew = (file: FoundPatient) => found.every(({ id }) => id !== file.id);
  return [...found, ...near.filter(isNew)].slice(0, limit);
}

async function find(
  tx: Tx,
  by: StaffActor,
  { words, digits, mail, limit }: Omit<SearchTerms, "words"> & { words: string[][]; limit: number },
): Promise<FoundPatient[]> {
  const found = sql<{ id: string; place: number }>`
    find_patients(${JSON.stringify(words)}::jsonb, ${JSON.stringify(digits)}::jsonb, ${mail}, ${limit})`;
  return foundPatients(tx, by).innerJoin(found.as("found"), "found.id", "patient.id").orderBy("found.place").execute();
}

/** For each word itself, and the words of names it is meant for when it was typed with as many mistakes as its length is forgiven: the
 * nearest few. */
async function wordsMeant(tx: Tx, words: readonly string[]): Promise<string[][]> {
  const long = words.filter((word) => forgivenErrors(word) > 0);
  const { rows } = await sql<{ typed: string; word: string }>`select * from words_like(${long}::text[])`.execute(tx);
  return words.map((word) => {
    const near = rows
      .filter(({ typed }) => typed === word)
      .map((row) => ({ word: row.word, errors: typingErrorsSoFar(word, row.word) }))
      .filter(({ errors }) => errors > 0 && errors <= forgivenErrors(word))
      .sort((a, b) => a.errors - b.errors || a.word.length - b.word.length);
    return [word, ...near.slice(0, mostMeant).map((each) => each.word)];
  });
}

const mostMeant = 8;

/** Files as lists show them; whoever asks says which. */
export function foundPatients(tx: Tx, by: StaffActor) {
  return filesOpenTo(tx, by)
    .select(["patient.id", "nameUsed", "birthName", "firstNames", "birthDate", "sex", "phone", "email", "number"])
    .select(["identityStatus", "isKnown", "blockedOnlineBecause"])
    .select(sql<boolean>`person_id is not null`.as("isLinked"));
}

/** Writes down that these files were shown in a list, by one statement. */
export function lookAtFound(
  tx: Tx,
  by: StaffActor,
  found: readonly { id: string }[],
  now: Temporal.Instant,
): Promise<void> {
  const { establishmentId } = by;
  return look(
    tx,
    "patients-listed",
    found.map(({ id: patientId }) => ({ establishmentId, patientId })),
    now,
  );
}
