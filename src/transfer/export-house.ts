import { downloadZip } from "client-zip";
import { stringify } from "csv-stringify/sync";
import { type RawBuilder, sql } from "kysely";
import type { Staff } from "../appointments/act.ts";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { wordsIn } from "../ui/words.ts";

/** What leaves, table by table: a question that gives the rows after one, in the order of a key that is unique. */
interface Exported {
  name: keyof typeof import("./words.fr.json")["tables"];
  table: string;
  key: string;
  /** Of the house; `h` is its id. */
  where: (h: string) => RawBuilder<unknown>;
  /** Columns that stay: what only the program works with. */
  without?: readonly string[];
}

const ofTheHouse = (h: string) => sql`t.establishment_id = ${h}`;

export const exported: readonly Exported[] = [
  {
    name: "patients",
    table: "patient",
    key: "id",
    where: ofTheHouse,
    without: ["name_key", "birth_name_key", "compared_at"],
  },
  { name: "patient-notes", table: "patient_note", key: "id", where: ofTheHouse },
  { name: "appointments", table: "appointment", key: "id", where: ofTheHouse, without: ["hold_id"] },
  { name: "appointment-notes", table: "appointment_note", key: "appointment_id", where: ofTheHouse },
  {
    name: "notices",
    table: "notice",
    key: "id",
    where: (h) => sql`t.establishment_id = ${h} and t.appointment_id is not null`,
    without: ["message_id"],
  },
  { name: "practitioners", table: "practitioner", key: "id", where: ofTheHouse, without: ["name_key"] },
  { name: "photos", table: "practitioner_photo", key: "practitioner_id", where: ofTheHouse },
  { name: "sites", table: "site", key: "id", where: ofTheHouse },
  { name: "rooms", table: "room", key: "id", where: ofTheHouse },
  { name: "visit-reasons", table: "visit_reason", key: "id", where: ofTheHouse },
  {
    name: "practitioner-reasons",
    table: "practitioner_reason",
    key: "practitioner_id, visit_reason_id",
    where: ofTheHouse,
  },
  { name: "openings", table: "opening", key: "id", where: ofTheHouse },
  { name: "opening-exceptions", table: "opening_exception", key: "id", where: ofTheHouse },
  { name: "absences", table: "absence", key: "id", where: ofTheHouse },
  { name: "team", table: "staff", key: "id", where: ofTheHouse },
  { name: "journal", table: "event", key: "number", where: ofTheHouse, without: ["actor_network", "actor_client"] },
];

/** Rows that are asked for at once. */
const page = 1000;

/** All that the establishment owns, as an archive that is made while it leaves: of each table a CSV file, a JSON file, and what its columns are. Made in
 * the name of the manager who asks, from what the database shows her; told in the journal before anything leaves. */
export async function exportHouse(
  db: Db,
  { by, now }: { by: Staff; now: Temporal.Instant },
): Promise<ReadableStream<Uint8Array>> {
  await asActor(db, by, (tx) => remember(tx, "house-exported", { establishmentId: by.establishmentId, now }));
  return downloadZip(files(db, { by, now })).body!;
}

async function* files(db: Db, { by, now }: { by: Staff; now: Temporal.Instant }) {
  const lastModified = new Date(now.epochMilliseconds);
  const described: Record<string, unknown> = {};
  for (const each of exported) {
    const columns = await asActor(db, by, (tx) => columnsOf(tx, each));
    described[each.name] = schemaOf(each, columns);
    const names = columns.map(({ name }) => name);
    yield { name: `${each.name}.csv`, lastModified, input: csvOf(db, by, each, names) };
    yield { name: `${each.name}.json`, lastModified, input: jsonOf(db, by, each, names) };
  }
  const description = { $schema: "https://json-schema.org/draft/2020-12/schema", title: "AmiCare", files: described };
  yield { name: "description.json", lastModified, input: JSON.stringify(description, null, 2) };
}

interface Column {
  name: string;
  type: string;
  isNullable: boolean;
}

async function columnsOf(tx: Tx, { table, without = [] }: Exported): Promise<Column[]> {
  const { rows } = await sql<Column>`
    select attname::text as name, format_type(atttypid, atttypmod) as type, not attnotnull as is_nullable from pg_attribute
    where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and has_column_privilege(attrelid, attnum, 'select')
    order by attnum`.execute(tx);
  return rows.filter(({ name }) => !without.includes(name));
}

/** Rows page after page, each in a transaction of its own: a year of appointments is never in memory at once. */
async function* rowsOf(db: Db, by: Staff, { table, key, where }: Exported, columns: readonly string[]) {
  const keys = key.split(", ");
  let after: unknown[] | null = null;
  while (true) {
    const rows: Record<string, unknown>[] = await asActor(db, by, async (tx) => {
      const order = sql.join(keys.map((name) => sql.ref(`t.${name}`)));
      const beyond: RawBuilder<unknown> = after ? sql`(${order}) > (${sql.join(after)})` : sql`true`;
      const picked = sql.join(
        [...new Set([...columns, ...keys])].map((name) => sql`${sql.lit(name)}, to_jsonb(${sql.ref(`t.${name}`)})`),
      );
      const found = await sql<{ row: Record<string, unknown> }>`
        select jsonb_build_object(${picked}) as row from ${sql.table(table)} as t
        where ${where(by.establishmentId)} and ${beyond} order by ${order} limit ${sql.lit(page)}`.execute(tx);
      return found.rows.map(({ row }) => row);
    });
    yield rows;
    if (rows.length < page) return;
    after = keys.map((name) => rows.at(-1)![name]);
  }
}

async function* csvOf(db: Db, by: Staff, each: Exported, columns: readonly string[]) {
  const options = { delimiter: ";", cast: { string: harmless }, record_delimiter: "windows" } as const;
  yield encode(stringify([columns], { ...options, bom: true }));
  for await (const rows of rowsOf(db, by, each, columns)) {
    const cells = rows.map((row) => columns.map((name) => cellOf(row[name])));
    if (cells.length > 0) yield encode(stringify(cells, options));
  }
}

async function* jsonOf(db: Db, by: Staff, each: Exported, columns: readonly string[]) {
  yield encode("[");
  let isFirst = true;
  for await (const rows of rowsOf(db, by, each, columns)) {
    for (const row of rows) {
      const line = Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
      yield encode(`${isFirst ? "" : ","}\n${JSON.stringify(line)}`);
      isFirst = false;
    }
  }
  yield encode("\n]\n");
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A name that a spreadsheet would run as a formula is told as text; a telephone number is left as it is. */
export function harmless(text: string): string {
  return /^([=@\t\r]|[+-](?![\d.]+$))/.test(text) ? `'${text}` : text;
}

/** What a file holds, as JSON Schema says it. */
function schemaOf({ name, table }: Exported, columns: readonly Column[]) {
  const t = wordsIn("fr", "transfer");
  return {
    description: t(`tables.${name}`),
    table,
    type: "array",
    items: {
      type: "object",
      required: columns.map((column) => column.name),
      properties: Object.fromEntries(columns.map((column) => [column.name, schemaOfColumn(column)])),
    },
  };
}

function schemaOfColumn({ type, isNullable }: Column) {
  const known = Object.entries(jsonTypes).find(([start]) => type.startsWith(start))?.[1] ?? { type: "string" };
  const named = { ...known, $comment: type };
  return isNullable ? { anyOf: [named, { type: "null" }] } : named;
}

const jsonTypes: Record<string, Record<string, unknown>> = {
  uuid: { type: "string", format: "uuid" },
  date: { type: "string", format: "date" },
  "timestamp with time zone": { type: "string", format: "date-time" },
  boolean: { type: "boolean" },
  smallint: { type: "integer" },
  integer: { type: "integer" },
  bigint: { type: "integer" },
  "double precision": { type: "number" },
  "text[]": { type: "array", items: { type: "string" } },
  "smallint[]": { type: "array", items: { type: "integer" } },
  jsonb: {},
};

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
