import { sql } from "kysely";
import type { Staff } from "../appointments/act.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { type Columns, type ImportKind, lineBy } from "./fields.ts";
import { importAppointment } from "./import-appointment.ts";
import { importPatient } from "./import-patient.ts";
import { importSealer } from "./import-run.ts";
import type { LineOutcome } from "./line.ts";
import { readCsv } from "./read-csv.ts";

/** Lines that stand or fall together. */
const batch = 100;

interface Bench {
  db: Db;
  secret: string;
  now: () => Temporal.Instant;
}

/** Goes through a file, a hundred lines at a time, each hundred in one transaction with how far it is: killed at any moment, it goes on where it
 * was. Everything is done in the name of whoever brought the file, with the rights she has now. */
export async function workImport(
  { db, secret, now }: Bench,
  { runId }: { runId: string },
  { lastTry }: { lastTry: boolean },
): Promise<void> {
  const run = await runOf(db, runId);
  if (!run) return;
  try {
    const bytes = importSealer(secret).unsealBytes(run.sealed, runId);
    const read = bytes && readCsv(bytes);
    if (!read?.ok) throw new Error("the file of an import cannot be read any more");
    while (await onward(db, run, read.sheet.rows, now()));
  } catch (error) {
    if (lastTry) await fail(db, runId, now());
    throw error;
  }
}

interface Run {
  id: string;
  kind: ImportKind;
  by: Staff;
  columns: Columns;
  sealed: Uint8Array;
}

async function runOf(db: Db, id: string): Promise<Run | null> {
  const found = await asActor(db, inTheirName, (tx) =>
    tx
      .selectFrom("importRun")
      .innerJoin("staff", "staff.id", "importRun.staffId")
      .select(["importRun.id", "kind", "columns", "sealed", "importRun.establishmentId", "staffId", "userId"])
      .where("importRun.id", "=", id)
      .where("state", "in", ["checking", "importing"])
      .executeTakeFirst(),
  );
  if (!found?.sealed || !found.userId) return null;
  const { kind, columns, sealed, establishmentId, staffId, userId } = found;
  const by: Staff = { kind: "staff", userId, staffId, establishmentId };
  return { id, kind: kind as ImportKind, columns: columns as Columns, sealed, by };
}

/** The next lines; false when there are none, or someone stopped it. */
async function onward(db: Db, run: Run, rows: readonly string[][], now: Temporal.Instant): Promise<boolean> {
  return asActor(db, run.by, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${run.id}, 7))`.execute(tx);
    const at = await tx
      .selectFrom("importRun")
      .select(["state", "doneLines"])
      .where("id", "=", run.id)
      .executeTakeFirst();
    if (at?.state !== "checking" && at?.state !== "importing") return false;
    const isTrial = at.state === "checking";
    const next = rows.slice(at.doneLines, at.doneLines + batch);
    const told = [];
    for (const [index, cells] of next.entries()) {
      const { outcome, problems } = await oneLine(tx, run, cells, { now, isTrial });
      const number = at.doneLines + index + 2; // the heading is line 1
      told.push({ runId: run.id, number, establishmentId: run.by.establishmentId, outcome, problems });
    }
    if (told.length > 0) await tx.insertInto("importLine").values(told).execute();
    const doneLines = at.doneLines + next.length;
    const isDone = doneLines >= rows.length;
    await tx
      .updateTable("importRun")
      .set({ doneLines, ...(isDone && { state: isTrial ? "checked" : "done", endedAt: now }) })
      .where("id", "=", run.id)
      .execute();
    return !isDone;
  });
}

/** What a line says, by field, and what becomes of it. */
async function oneLine(
  tx: Tx,
  { kind, columns, by }: Run,
  cells: readonly string[],
  how: { now: Temporal.Instant; isTrial: boolean },
): Promise<LineOutcome> {
  const line = lineBy(columns, cells);
  return kind === "patients" ? importPatient(tx, line, { by, ...how }) : importAppointment(tx, line, { by, ...how });
}

async function fail(db: Db, id: string, now: Temporal.Instant): Promise<void> {
  await asActor(db, inTheirName, (tx) =>
    tx.updateTable("importRun").set({ state: "failed", endedAt: now }).where("id", "=", id).execute(),
  );
}

/** A file is kept a week, what became of its lines as long as three months. */
export async function forgetImports(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  await asActor(db, inTheirName, async (tx) => {
    await tx
      .updateTable("importRun")
      .set({ sealed: null })
      .where("createdAt", "<", now.subtract({ hours: 24 * 7 }))
      .where("sealed", "is not", null)
      .execute();
    await tx
      .deleteFrom("importRun")
      .where("createdAt", "<", now.subtract({ hours: 24 * 92 }))
      .execute();
  });
}

const inTheirName = { kind: "system", job: "imports" } as const;
