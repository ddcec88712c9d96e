import { readFileSync } from "node:fs";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { newDatabase } from "./database.ts";

/** docs/personal-data.md, held against the schema. */
const page = readFileSync("docs/personal-data.md", "utf8");
const [about = "", without = ""] = page.split("## Tables without personal data");
const { ownerDb } = await newDatabase();
const schema = await columnsByTable();

test("every table is told: either every column of it, or that it holds nothing about a person", () => {
  const told = [...sections().keys(), ...quoted(without)];
  expect(told.toSorted()).toEqual([...schema.keys()].toSorted());
});

test.each([...sections()])("every column of %s is told, and none that is not there", (table, rows) => {
  expect(rows.flatMap(({ columns }) => columns).toSorted()).toEqual(schema.get(table)?.toSorted());
});

test.each([...sections()])("each column of %s has its reason, its readers and its term", (_, rows) => {
  for (const { columns, said } of rows) expect(said.filter(Boolean), columns.join()).toHaveLength(3);
});

test("the work that is said to erase something exists", () => {
  const works = new Set([...about.matchAll(/\(`(\w+)`\)/g)].map(([, name]) => name!));
  const worker = readFileSync("src/worker.ts", "utf8");
  expect([...works].filter((name) => !worker.includes(`work: ${name}`))).toEqual([]);
  expect(works.size).toBeGreaterThan(2);
});

interface Told {
  columns: string[];
  /** Why, who sees it, how long. */
  said: string[];
}

/** The rows of each section, by the table it is about. */
function sections(): Map<string, Told[]> {
  const parts = about.split(/^### `([\w.]+)`$/m).slice(1);
  const tables = parts.filter((_, index) => index % 2 === 0);
  return new Map(tables.map((table, index) => [table, rowsOf(parts[index * 2 + 1]!)]));
}

function rowsOf(section: string): Told[] {
  return section
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .map(([names = "", ...said]) => ({ columns: quoted(names), said }));
}

function quoted(text: string): string[] {
  return [...text.matchAll(/`([\w.]+)`/g)].map(([, name]) => name!);
}

/** Tables of `public` by their name, those of `auth` as `auth.name`. */
async function columnsByTable(): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ tableName: string; columns: string[] }>`
    select case table_schema when 'public' then '' else table_schema || '.' end || table_name as table_name,
      array_agg(column_name::text) as columns
    from information_schema.columns where table_schema in ('public', 'auth') group by table_schema, table_name`.execute(
    ownerDb,
  );
  return new Map(rows.map(({ tableName, columns }) => [tableName, columns]));
}
