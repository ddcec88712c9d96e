import { sql } from "kysely";
import type { Db } from "../src/platform/db.ts";
import type { Row } from "./sight.ts";

/** A table of the schema `public`, as the catalogue of the database describes it. */
export interface Table {
  name: string;
  /** The columns of its primary key. */
  key: string[];
  /** What the web writes when it inserts: not what the database fills in by itself. */
  insertable: string[];
  /** Some column the web may change; null when there is none. */
  updatable: string | null;
  /** Row-level security is on. */
  isGuarded: boolean;
  /** The web has any right on it at all. */
  isTouched: boolean;
  policies: number;
}

/** All there are, views included, in the order of their names. */
export async function everyTable(ownerDb: Db): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select relname as name, relrowsecurity as is_guarded,
      has_any_column_privilege('amicare_web', c.oid, 'select, insert, update') or has_table_privilege('amicare_web', c.oid, 'delete')
        as is_touched,
      (select count(*)::integer from pg_policy where polrelid = c.oid) as policies,
      array(select attname::text from pg_index join pg_attribute a on a.attrelid = c.oid and a.attnum = any (indkey)
        where indrelid = c.oid and indisprimary order by attname) as key,
      array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and not atthasdef
        and has_column_privilege('amicare_web', c.oid, attnum, 'insert')) as insertable,
      (select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = ''
        and has_column_privilege('amicare_web', c.oid, attnum, 'update') order by attnum limit 1) as updatable
    from pg_class c
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm', 'f')
    order by relname collate "C"`.execute(ownerDb);
  return rows;
}

export async function everyRow(ownerDb: Db, name: string): Promise<Row[]> {
  const { rows } = await sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.table(name)} as t`.execute(ownerDb);
  return rows.map(({ row }) => row);
}

/** A row by its primary key, as texts. */
export function keyOf({ key }: Table, row: Row): string {
  return key.map((column) => row[column]).join(" ");
}
