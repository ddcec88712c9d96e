import { Kysely, PostgresDialect } from "kysely";
import { type DatabaseMetadata, generate, PostgresDialect as PostgresSource } from "kysely-codegen";
import pg from "pg";

/** The text of src/platform/schema.ts for the database at `url`: the row type of each table of `public`, as pages and verbs read them.
 *
 * It tells the compiler what src/platform/types.ts makes of each type, and which words a column's check allows. */
export async function schemaTypes(url: string): Promise<string> {
  const pool = new pg.Pool({ connectionString: url, max: 1 });
  const db = new Kysely<Catalog>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await generate({
      db,
      dialect: new PostgresSource(),
      camelCase: true,
      includePattern: "public.*",
      outFile: null,
      typeMapping: {
        timestamptz: "Temporal.Instant",
        timestamp: "Temporal.PlainDateTime",
        date: "Temporal.PlainDate",
        int8: "number",
      },
      postprocess: withWordsOfChecks,
    });
  } finally {
    await db.destroy();
  }
}

interface Catalog {
  "information_schema.check_constraints": { constraint_name: string; check_clause: string };
  "information_schema.constraint_column_usage": {
    constraint_name: string;
    table_schema: string;
    table_name: string;
    column_name: string;
  };
}

/** `check (status in ('booked', 'seen'))` makes a column of `"booked" | "seen"` rather than of any string. */
async function withWordsOfChecks({ db, metadata }: { db: Kysely<Catalog>; metadata: DatabaseMetadata }) {
  const checks = await db
    .selectFrom("information_schema.check_constraints as rule")
    .innerJoin("information_schema.constraint_column_usage as use", "use.constraint_name", "rule.constraint_name")
    .where("use.table_schema", "=", "public")
    .select(["use.table_name", "use.column_name", "rule.check_clause"])
    .execute();
  for (const check of checks) {
    const words = wordsOf(check.check_clause, check.column_name);
    const table = metadata.tables.find(({ name }) => name === check.table_name);
    const column = table?.columns.find(({ name }) => name === check.column_name);
    if (column && words) column.enumValues = words;
  }
  return metadata;
}

/** PostgreSQL writes `x in ('a', 'b')` back as `((x = ANY (ARRAY['a'::text, 'b'::text])))`. */
function wordsOf(clause: string, column: string): string[] | null {
  const list = new RegExp(`^\\(+${column} = ANY \\(ARRAY\\[(.*)\\]\\)+$`).exec(clause)?.[1];
  return list ? [...list.matchAll(/'([^']*)'::text/g)].map((match) => match[1]!) : null;
}
