import { stringify } from "csv-stringify/sync";
import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import { type Words, wordsIn } from "../ui/words.ts";
import type { LineOutcome } from "./line.ts";

/** How many lines ended how. */
export interface Totals {
  fine: number;
  written: number;
  known: number;
  refused: number;
  /** Of those written or to be written. */
  warned: number;
}

export interface ToldLine extends Pick<LineOutcome, "outcome" | "problems"> {
  number: number;
}

export async function totalsOf(tx: Tx, runId: string): Promise<Totals> {
  const { rows } = await sql<Totals>`
    select count(*) filter (where outcome = 'fine')::integer as fine, count(*) filter (where outcome = 'written')::integer as written,
      count(*) filter (where outcome = 'known')::integer as known, count(*) filter (where outcome = 'refused')::integer as refused,
      count(*) filter (where outcome in ('fine', 'written') and problems <> '{}')::integer as warned
    from import_line where run_id = ${runId}`.execute(tx);
  return rows[0]!;
}

/** The lines about which there is something to say, in the order of the file. */
export async function troubledLines(tx: Tx, { runId, limit }: { runId: string; limit: number }): Promise<ToldLine[]> {
  const { rows } = await sql<ToldLine>`
    select number, outcome, problems from import_line where run_id = ${runId} and problems <> '{}' order by number limit ${limit}`.execute(
    tx,
  );
  return rows;
}

/** The report of a file, line by line, as a spreadsheet opens it. */
export async function reportFile(tx: Tx, runId: string): Promise<string> {
  const { rows } = await sql<ToldLine>`
    select number, outcome, problems from import_line where run_id = ${runId} order by number`.execute(tx);
  const t = wordsIn("fr", "transfer");
  const lines = rows.map(({ number, outcome, problems }) => [
    number,
    t(`outcomes.${outcome}`),
    problems.map((one) => problemSaid(one, t)).join(" "),
  ]);
  const heading = [t("report.line"), t("report.outcome"), t("report.problems")];
  return stringify([heading, ...lines], {
    delimiter: ";",
    bom: true,
    escape_formulas: true,
    record_delimiter: "windows",
  });
}

/** « Date de naissance : cette date n'existe pas. » */
export function problemSaid(problem: string, t: Words<"transfer">): string {
  const colon = problem.indexOf(":");
  const [field, key] = [problem.slice(0, colon), problem.slice(colon + 1)];
  const ofFile = wordsIn("fr", "patient-file") as unknown as (key: string) => string;
  const say = t as unknown as (key: string) => string;
  return `${say(`fields.${field}`)} : ${key.startsWith("fields.") ? ofFile(key) : say(`problems.${key}`)}`;
}
