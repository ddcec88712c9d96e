import { sql } from "kysely";
import { type Actor, asActor } from "../src/platform/actor.ts";
import type { Db } from "../src/platform/db.ts";
import type { Row } from "./sight.ts";
import { keyOf, type Table } from "./tables.ts";

/** Lets the database of a test try a statement and take it back. */
export async function prepareAttempts(ownerDb: Db): Promise<void> {
  await sql`create schema walk`.execute(ownerDb);
  await sql`grant usage on schema walk to amicare_web`.execute(ownerDb);
  await sql`create function walk.attempt(statement text) returns text language plpgsql as $$
    declare
      affected integer;
    begin
      execute statement;
      get diagnostics affected = row_count;
      raise exception using errcode = 'WALKD', message = affected::text; -- and nothing of it stays
    exception
      when sqlstate 'WALKD' then return sqlerrm;
      when others then return sqlstate;
    end $$`.execute(ownerDb);
}

/** The keys of the rows this person sees. */
export async function seenBy(db: Db, by: Actor, table: Table): Promise<string[]> {
  if (!table.isTouched) return [];
  const { rows } = await asActor(db, by, (tx) =>
    sql<{ row: Row }>`select to_jsonb(t) as row from (select ${sql.join(table.key.map((column) => sql.ref(column)))}
      from ${sql.table(table.name)}) as t`.execute(tx),
  );
  return rows.map(({ row }) => keyOf(table, row)).sort();
}

/** The keys of the rows this person could insert, change and delete, each tried in turn. */
export async function doneBy(db: Db, by: Actor, table: Table, rows: readonly Row[]) {
  const { name, key, insertable, updatable } = table;
  const where = (row: Row) => key.map((column) => `${column} = ${literal(row[column])}`).join(" and ");
  const succeeds = async (statementFor: (row: Row) => string) => {
    const ends = await attempt(db, by, rows.map(statementFor));
    return rows
      .filter((_, index) => wasLetIn(ends[index]!))
      .map((row) => keyOf(table, row))
      .sort();
  };
  return {
    insert: insertable.length === 0 ? [] : await succeeds((row) => insertion(name, pick(row, insertable))),
    update: updatable
      ? await succeeds((row) => `update ${name} set ${updatable} = ${updatable} where ${where(row)}`)
      : [],
    delete: await succeeds((row) => `delete from ${name} where ${where(row)}`),
  };
}

/** Whether this person could insert this row, as it is. */
export async function mayInsert(db: Db, by: Actor, table: string, row: Row): Promise<boolean> {
  const [end] = await attempt(db, by, [insertion(table, row)]);
  return wasLetIn(end!);
}

/** Whether this person could do this to at least one row. */
export async function mayDo(db: Db, by: Actor, statement: string): Promise<boolean> {
  const [end] = await attempt(db, by, [statement]);
  return wasLetIn(end!);
}

/** How each ends: the number of rows it touched, or the code of the error (SQLSTATE). */
function attempt(db: Db, by: Actor, statements: readonly string[]): Promise<string[]> {
  return asActor(db, by, async (tx) => {
    const { rows } = await sql<{ end: string }>`
      select walk.attempt(statement) as end from unnest(${statements}::text[]) as statement`.execute(tx);
    return rows.map(({ end }) => end);
  });
}

/** Policies are asked before constraints: a constraint that says no was reached by way of a policy that said yes. */
function wasLetIn(end: string): boolean {
  if (end === "0" || end === "42501") return false;
  if (end === "1" || end.startsWith("23")) return true;
  throw new Error(`tried in vain: ${end}`);
}

function insertion(table: string, row: Row): string {
  const columns = Object.keys(row).join(", ");
  const values = literal(JSON.stringify(row));
  return `insert into ${table} (${columns}) select ${columns} from jsonb_populate_record(null::${table}, ${values})`;
}

function pick(row: Row, columns: readonly string[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column]]));
}

function literal(value: unknown): string {
  return `'${String(value).replaceAll("'", "''")}'`;
}
