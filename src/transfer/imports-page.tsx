import { type Context, Hono } from "hono";
import { homeZone } from "../accounts/home-zone.ts";
import type { Staff } from "../appointments/act.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { onlyFor } from "../team/desk.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { dayAndHour } from "../ui/format.ts";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import type { ImportKind } from "./fields.ts";
import { type ImportRun, importsOpenTo, takeFile } from "./import-run.ts";
import { RunState } from "./run-state.tsx";

/** The largest file, in bytes. */
export const mostBytes = 20 * 1024 * 1024;

type UploadFault = "missing" | "tooBig" | "empty" | "no-lines" | "too-many" | "not-a-table";

/** « Imports »: what was brought from another program, and bringing more. */
export function importsPage({ secret }: { secret: string }) {
  return new Hono<Web>()
    .get(proPaths.imports(), onlyFor("manager"), async (c) => {
      const runs = await asActor(c.var.db, c.var.actor, (tx) => importsOpenTo(tx));
      return c.render(<Imports runs={runs} />);
    })
    .get(proPaths.newImport(), onlyFor("manager"), (c) => c.render(<NewImport kind={kindIn(c)} fault={null} />))
    .post(proPaths.newImport(), onlyFor("manager"), async (c) => {
      const body = await c.req.parseBody().catch(() => ({}) as Record<string, unknown>);
      const kind: ImportKind = body.quoi === "rendez-vous" ? "appointments" : "patients";
      const refuse = (fault: UploadFault) => c.render(<NewImport kind={kind} fault={fault} />, 422);
      const { fichier } = body;
      if (!(fichier instanceof File) || fichier.size === 0)
        return refuse(fichier instanceof File && fichier.name ? "empty" : "missing");
      if (fichier.size > mostBytes) return refuse("tooBig");
      const bytes = new Uint8Array(await fichier.arrayBuffer());
      const [by, now] = [c.var.actor as Staff, c.var.now()];
      const taken = await takeFile(c.var.db, { kind, fileName: fichier.name, bytes, secret, by, now });
      return taken.done ? c.redirect(proPaths.import(taken.runId), 303) : refuse(taken.because);
    });
}

function kindIn(c: Context<Web>): ImportKind {
  return c.req.query("quoi") === "rendez-vous" ? "appointments" : "patients";
}

function Imports({ runs }: { runs: ImportRun[] }) {
  const t = useWords("transfer");
  const { now } = useRequest();
  return (
    <ProPage title={t("imports.title")}>
      <BackLink href={proPaths.settings()}>{useWords("ui")("nav.settings")}</BackLink>
      <h1>{t("imports.title")}</h1>
      <p class="muted mt-1 max-w-[45rem]">{t("imports.lead")}</p>
      <p class="flex flex-wrap gap-3 mt-4">
        <ButtonLink href={proPaths.newImport({ quoi: "patients" })} icon="upload">
          {t("imports.patients")}
        </ButtonLink>
        <ButtonLink tone="soft" href={proPaths.newImport({ quoi: "rendez-vous" })} icon="upload">
          {t("imports.appointments")}
        </ButtonLink>
      </p>
      {runs.length === 0 ? (
        <p class="mt-5">{t("imports.none")}</p>
      ) : (
        <ul class="sheet rows mt-5">
          {runs.map(({ id, kind, fileName, lines, state, createdAt }) => (
            <li key={id} class="p-4 flex flex-wrap items-center gap-3">
              <div class="grow min-w-0">
                <p class="font-semibold break-words">{fileName}</p>
                <p class="muted text-sm">
                  {t(`kinds.${kind}`)}, {t("imports.lines", { count: lines })},{" "}
                  {dayAndHour(createdAt, homeZone, now, "fr")}
                </p>
              </div>
              <RunState state={state} />
              <ButtonLink tone="ghost" href={proPaths.import(id)} aria-label={t("imports.openOf", { file: fileName })}>
                {t("imports.open")}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
    </ProPage>
  );
}

function NewImport({ kind, fault }: { kind: ImportKind; fault: UploadFault | null }) {
  const t = useWords("transfer");
  const error = fault ? t(`upload.${fault}`) : undefined;
  return (
    <ProPage title={t(`upload.title.${kind}`)} erred={fault !== null}>
      <BackLink href={proPaths.imports()}>{t("imports.title")}</BackLink>
      <h1>{t(`upload.title.${kind}`)}</h1>
      <p class="muted mt-1 max-w-[45rem]">{t("upload.lead")}</p>
      <p class="mt-3 mb-5 max-w-[45rem]">{t(`upload.needs.${kind}`)}</p>
      <ErrorSummary errors={error ? { fichier: error } : {}} kept="" />
      <form method="post" action={proPaths.newImport()} enctype="multipart/form-data" class="grid gap-5 max-w-[40rem]">
        <input type="hidden" name="quoi" value={kind === "appointments" ? "rendez-vous" : "patients"} />
        <div class={error ? "field field-bad" : "field"}>
          <label for="fichier">{t("upload.file")}</label>
          {error && (
            <p class="field-error" id="fichier-error">
              {error}
            </p>
          )}
          <input
            class="file-input w-full"
            type="file"
            id="fichier"
            name="fichier"
            accept=".csv,.txt,text/csv"
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? "fichier-error" : undefined}
          />
        </div>
        <Button class="justify-self-start">{t("upload.submit")}</Button>
      </form>
    </ProPage>
  );
}
