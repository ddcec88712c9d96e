import { readFile } from "node:fs/promises";
import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";

/** The list `npm run communes` writes. */
export const communesFile = new URL("../../seeds/communes.tsv", import.meta.url);

/** Makes the table of communes say what the file says: new ones come, changed ones change, those of the past go. Calling it again
 * changes nothing. Answers how many rows it touched. To be called by the owner of the schema, or by a job. */
export async function loadCommunes(tx: Tx, file: URL | string = communesFile): Promise<number> {
  const rows = (await readFile(file, "utf8"))
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => line.split("\t"));
  const column = (index: number) => rows.map((cells) => cells[index] || null);

  const gone = await sql`
    delete from commune where insee_code <> all (${column(0)}::text[])`.execute(tx);
  const written = await sql`
    insert into commune (insee_code, name, postal_codes, department, population, latitude, longitude)
    select insee_code, name, string_to_array(postal_codes, ' '), department, population, latitude, longitude
    from unnest(${column(0)}::text[], ${column(1)}::text[], ${column(2)}::text[], ${column(3)}::text[], ${column(4)}::integer[],
        ${column(5)}::double precision[], ${column(6)}::double precision[])
      as listed (insee_code, name, postal_codes, department, population, latitude, longitude)
    on conflict (insee_code) do update
      set name = excluded.name, postal_codes = excluded.postal_codes, department = excluded.department,
        population = excluded.population, latitude = excluded.latitude, longitude = excluded.longitude
      where (commune.name, commune.postal_codes, commune.department, commune.population, commune.latitude, commune.longitude)
        is distinct from
        (excluded.name, excluded.postal_codes, excluded.department, excluded.population, excluded.latitude, excluded.longitude)`.execute(
    tx,
  );
  return Number(gone.numAffectedRows ?? 0) + Number(written.numAffectedRows ?? 0);
}
