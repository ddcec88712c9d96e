import { parse } from "csv-parse/sync";

/** A table as a file told it: its heading, then its lines; each as long as the heading. */
export interface Sheet {
  headers: string[];
  rows: string[][];
}

export type CsvFault = "empty" | "no-lines" | "too-many" | "not-a-table";

/** More lines are brought in several files. */
export const mostLines = 200_000;
/** A wider file is no table of people: every line is filled up to the heading, in memory. */
const mostColumns = 500;

/** Reads a file of any separator (`;`, `,`, tab, `|`) and encoding (UTF-8, UTF-16 with its mark, Windows-1252). The first line that is not empty is
 * the heading; empty lines are left out, missing cells are empty. */
export function readCsv(bytes: Uint8Array): { ok: true; sheet: Sheet } | { ok: false; because: CsvFault } {
  const text = textOf(bytes);
  if (text.trim() === "") return { ok: false, because: "empty" };
  let records: string[][];
  try {
    records = parse(text, {
      ...{ bom: true, delimiter: separatorOf(text), relax_column_count: true, relax_quotes: true },
      ...{ skip_empty_lines: true, trim: true },
    });
  } catch {
    return { ok: false, because: "not-a-table" };
  }
  const [headers, ...rows] = records.filter((cells) => cells.some((cell) => cell !== ""));
  if (!headers || headers.length < 2 || headers.length > mostColumns) return { ok: false, because: "not-a-table" };
  if (rows.length === 0) return { ok: false, because: "no-lines" };
  if (rows.length > mostLines) return { ok: false, because: "too-many" };
  return { ok: true, sheet: { headers, rows: rows.map((cells) => headers.map((_, index) => cells[index] ?? "")) } };
}

/** Never fails: what is no UTF-8 was written by a Windows of the West. NUL has no place in PostgreSQL and is left out. */
export function textOf(bytes: Uint8Array): string {
  const label = encodingOf(bytes);
  return new TextDecoder(label).decode(bytes).replaceAll("\0", "").normalize("NFC");
}

function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

const separators = [";", ",", "\t", "|"];

/** The one that parts the heading into most cells, quoted ones left aside. */
function separatorOf(text: string): string {
  const heading = text.split(/\r?\n/).find((line) => line.trim() !== "") ?? "";
  const bare = heading.replace(/"[^"]*"/g, "");
  const counts = separators.map((separator) => bare.split(separator).length);
  return separators[counts.indexOf(Math.max(...counts))]!;
}
