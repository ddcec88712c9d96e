import { stringify } from "csv-stringify/sync";
import type { Table } from "./tables.ts";

/** The table as a file that French spreadsheets open as it is: semicolons, UTF-8 with its mark. A name that a spreadsheet would take for a
 * formula is told as text. */
export function csvOf({ columns, rows }: Table): string {
  return stringify([columns, ...rows], {
    delimiter: ";",
    bom: true,
    escape_formulas: true,
    record_delimiter: "windows",
  });
}
