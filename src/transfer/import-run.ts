import { sql } from "kysely";
import type { Staff } from "../appointments/act.ts";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import { type Sealer, sealerFor } from "../platform/seal.ts";
import { type Columns, guessColumns, type ImportKind, missingIn } from "./fields.ts";
import { type CsvFault, readCsv } from "./read-csv.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "import-due": { runId: string };
  }
}

export type ImportState = "uploaded" | "checking" | "checked" | "importing" | "done" | "stopped" | "failed";

/** A file that was brought, and how far it is. */
export interface ImportRun {
  id: string;
  kind: ImportKind;
  fileName: string;
  headers: string[];
  columns: Columns;
  lines: number;
  doneLines: number;
  state: ImportState;
  createdAt: Temporal.Instant;
  endedAt: Temporal.Instant | null;
  /** The file is still there. */
  isKept: boolean;
}

/** Hides the files from whoever reads the database. */
export function importSealer(secret: string): Sealer {
  return sealerFor("imports", secret);
}

export interface Upload {
  kind: ImportKind;
  fileName: string;
  bytes: Uint8Array;
  secret: string;
  by: Staff;
  now: Temporal.Instant;
}

/** Takes a file in: nothing of it is tried or written yet. */
export async function takeFile(
  db: Db,
  { kind, fileName, bytes, secret, by, now }: Upload,
): Promise<{ done: true; runId: string } | { done: false; because: CsvFault }> {
  const read = readCsv(bytes);
  if (!read.ok) return { done: false, because: read.because };
  const { headers, rows } = read.sheet;
  const id = newId();
  const { establishmentId, staffId } = by;
  await asActor(db, by, async (tx) => {
    await tx
      .insertInto("importRun")
      .values({
        ...{ id, establishmentId, kind, staffId, fileName: fileName.slice(-200), headers, lines: rows.length },
        sealed: Buffer.from(importSealer(secret).sealBytes(bytes, id)),
        columns: JSON.stringify(guessColumns(kind, headers)),
        ...{ state: "uploaded", createdAt: now },
      })
      .execute();
    await remember(tx, "import-brought", { establishmentId, now, detail: { runId: id, kind, lines: rows.length } });
  });
  return { done: true, runId: id };
}

/** The only door to them: those of the establishment one manages, the newest first; one, when an id is given. */
export async function importsOpenTo(tx: Tx, { id }: { id?: string } = {}): Promise<ImportRun[]> {
  const { rows } = await sql<ImportRun>`
    select id, kind, file_name, headers, columns, lines, done_lines, state, created_at, ended_at, sealed is not null as is_kept
    from import_run where ${id ? sql`id = ${id}` : sql`true`} order by created_at desc limit 100`.execute(tx);
  return rows;
}

export type BeginOutcome =
  | { done: true }
  | { done: false; because: "not-found" | "not-now" }
  | { done: false; because: "columns-missing"; fields: string[] };

/** Tries every line, and writes none. `columns` says what each column of the file is. */
export async function tryImport(
  db: Db,
  { id, columns, by }: { id: string; columns: Columns; by: Staff },
): Promise<BeginOutcome> {
  return asActor(db, by, async (tx) => {
    const run = await lock(tx, id);
    if (!run) return { done: false, because: "not-found" };
    if (!["uploaded", "checked", "stopped", "failed"].includes(run.state) || !run.isKept)
      return { done: false, because: "not-now" };
    const fields = missingIn(run.kind, columns);
    if (fields.length > 0) return { done: false, because: "columns-missing", fields };
    await begin(tx, id, { state: "checking", columns });
    return { done: true };
  });
}

/** Writes the lines that were found right. */
export async function writeImport(
  db: Db,
  { id, by, now }: { id: string; by: Staff; now: Temporal.Instant },
): Promise<BeginOutcome> {
  return asActor(db, by, async (tx) => {
    const run = await lock(tx, id);
    if (!run) return { done: false, because: "not-found" };
    if (run.state === "importing" || run.state === "done") return { done: true }; // the second press is calm
    if (run.state !== "checked" || !run.isKept) return { done: false, because: "not-now" };
    await begin(tx, id, { state: "importing" });
    await remember(tx, "import-written", { establishmentId: by.establishmentId, now, detail: { runId: id } });
    return { done: true };
  });
}

/** Stops after the lines under way: what was written stays, and is told. */
export async function stopImport(
  db: Db,
  { id, by, now }: { id: string; by: Staff; now: Temporal.Instant },
): Promise<void> {
  await asActor(db, by, (tx) =>
    tx
      .updateTable("importRun")
      .set({ state: "stopped", endedAt: now })
      .where("id", "=", id)
      .where("state", "in", ["checking", "importing"])
      .execute(),
  );
}

async function begin(tx: Tx, id: string, { state, columns }: { state: "checking" | "importing"; columns?: Columns }) {
  await tx.deleteFrom("importLine").where("runId", "=", id).execute();
  await tx
    .updateTable("importRun")
    .set({ state, doneLines: 0, endedAt: null, ...(columns && { columns: JSON.stringify(columns) }) })
    .where("id", "=", id)
    .execute();
  await announce(tx, "import-due", { runId: id }, { key: `import:${id}` });
}

async function lock(tx: Tx, id: string): Promise<ImportRun | null> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 7))`.execute(tx);
  return (await importsOpenTo(tx, { id }))[0] ?? null;
}
