import { type Context, Hono } from "hono";
import type { Staff } from "../appointments/act.ts";
import { asActor } from "../platform/actor.ts";
import { type FieldErrors, idIn, isId, typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { onlyFor } from "../team/desk.ts";
import { type Columns, fieldsOf } from "./fields.ts";
import { type ImportRun, importSealer, importsOpenTo, stopImport, tryImport, writeImport } from "./import-run.ts";
import { ImportView } from "./import-view.tsx";
import { readCsv } from "./read-csv.ts";
import { reportFile, totalsOf, troubledLines } from "./report.ts";

/** One file: what its columns are, what would become of each line, and writing them. */
export function importPage({ secret }: { secret: string }) {
  const show = async (
    c: Context<Web>,
    errors: FieldErrors = {},
    typed: Columns | null = null,
    status: 200 | 409 | 422 = 200,
  ) => {
    const run = await runIn(c);
    if (!run) return c.notFound();
    const seen = await asActor(c.var.db, c.var.actor, async (tx) => ({
      totals: await totalsOf(tx, run.id),
      troubled: await troubledLines(tx, { runId: run.id, limit: 100 }),
      sample: run.isKept ? await sampleOf(tx, run.id, secret) : [],
    }));
    const isMapping = run.state === "uploaded" || c.req.query("colonnes") === "1" || Object.keys(errors).length > 0;
    return c.render(
      <ImportView run={run} {...seen} {...{ errors, isMapping }} columns={typed ?? run.columns} />,
      status,
    );
  };
  return new Hono<Web>()
    .get(proPaths.import(":id"), onlyFor("manager"), (c) => show(c))
    .post(proPaths.import(":id"), onlyFor("manager"), async (c) => {
      const run = await runIn(c);
      if (!run) return c.notFound();
      const typed = await typedIn(c);
      const [by, now, id] = [c.var.actor as Staff, c.var.now(), run.id];
      if (typed.faire === "arreter") {
        await stopImport(c.var.db, { id, by, now });
        return c.redirect(proPaths.import(id), 303);
      }
      const columns = columnsIn(run, typed);
      const outcome =
        typed.faire === "ecrire"
          ? await writeImport(c.var.db, { id, by, now })
          : await tryImport(c.var.db, { id, columns, by });
      if (outcome.done) return c.redirect(proPaths.import(id), 303);
      if (outcome.because === "columns-missing")
        return show(c, Object.fromEntries(outcome.fields.map((field) => [field, "run.missing"])), columns, 422);
      return outcome.because === "not-found" ? c.notFound() : show(c, { form: "run.notNow" }, null, 409);
    })
    .get(proPaths.importReport(":id"), onlyFor("manager"), async (c) => {
      const run = await runIn(c);
      if (!run) return c.notFound();
      const report = await asActor(c.var.db, c.var.actor, (tx) => reportFile(tx, run.id));
      return c.body(report, 200, {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": 'attachment; filename="rapport-import.csv"',
      });
    });
}

async function runIn(c: Context<Web>): Promise<ImportRun | null> {
  const id = idIn(c);
  if (!isId(id)) return null;
  return (await asActor(c.var.db, c.var.actor, (tx) => importsOpenTo(tx, { id })))[0] ?? null;
}

/** The first lines of the file, so that one recognises its columns. */
async function sampleOf(tx: Parameters<typeof importsOpenTo>[0], id: string, secret: string): Promise<string[][]> {
  const { sealed } = await tx.selectFrom("importRun").select("sealed").where("id", "=", id).executeTakeFirstOrThrow();
  const bytes = sealed && importSealer(secret).unsealBytes(sealed, id);
  const read = bytes ? readCsv(bytes) : null;
  return read?.ok ? read.sheet.rows.slice(0, 3) : [];
}

/** `colonne-birthDate`: the place of a column of the file, or nothing. */
function columnsIn({ kind, headers }: ImportRun, typed: Record<string, string>): Columns {
  const columns: Columns = {};
  for (const { name } of fieldsOf[kind]) {
    const at = typed[`colonne-${name}`] ?? "";
    if (/^\d{1,4}$/.test(at) && Number(at) < headers.length) columns[name] = Number(at);
  }
  return columns;
}
