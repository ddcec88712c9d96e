import { type Insertable, sql } from "kysely";
import type { Tx } from "../src/platform/db.ts";
import type { DB } from "../src/platform/schema.ts";

/** Inserts any number of rows in one statement. All name the same columns; the others keep their defaults. */
export async function insertAll<Table extends keyof DB & string>(
  tx: Tx,
  table: Table,
  rows: readonly Insertable<DB[Table]>[],
): Promise<void> {
  if (rows.length === 0) return;
  const columns = sql.join(Object.keys(rows[0]!).map((name) => sql.ref(name)));
  await sql`insert into ${sql.table(table)} (${columns})
    select ${columns} from json_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows.map(asColumns))})`.execute(
    tx,
  );
}

function asColumns(row: object): object {
  const snakeCase = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [snakeCase(name), value]));
}
