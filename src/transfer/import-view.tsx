import type { FieldErrors } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Select } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useIsland } from "../ui/request.ts";
import { useSentences, useWords } from "../ui/words.ts";
import { type Columns, fieldsOf } from "./fields.ts";
import type { ImportRun } from "./import-run.ts";
import { problemSaid, type ToldLine, type Totals } from "./report.ts";
import { RunState } from "./run-state.tsx";

interface ImportViewProps {
  run: ImportRun;
  totals: Totals;
  troubled: ToldLine[];
  sample: string[][];
  columns: Columns;
  isMapping: boolean;
  errors: FieldErrors;
}

/** One file, from its columns to its report. */
export function ImportView(props: ImportViewProps) {
  const { run, errors, isMapping } = props;
  const t = useWords("transfer");
  const sentences = useSentences("transfer", errors);
  const isAtWork = run.state === "checking" || run.state === "importing";
  return (
    <ProPage title={run.fileName} erred={Object.keys(errors).length > 0}>
      <BackLink href={proPaths.imports()}>{t("run.back")}</BackLink>
      <div class="flex flex-wrap items-center gap-3">
        <h1 class="break-words min-w-0">{run.fileName}</h1>
        <RunState state={run.state} />
      </div>
      <p class="muted mt-1 mb-4">
        {t(`kinds.${run.kind}`)}, {t("imports.lines", { count: run.lines })}
      </p>
      <ErrorSummary errors={sentences} />
      {(run.state === "stopped" || run.state === "failed") && (
        <Notice kind="sun" icon="info" class="mb-4">
          <p>
            <strong>{t(`run.${run.state}`)}</strong>
          </p>
        </Notice>
      )}
      {isAtWork ? (
        <Progress run={run} />
      ) : isMapping && run.isKept ? (
        <Mapping {...props} sentences={sentences} />
      ) : (
        <Result {...props} />
      )}
    </ProPage>
  );
}

function Progress({ run: { id, doneLines, lines } }: { run: ImportRun }) {
  useIsland("reload");
  const t = useWords("transfer");
  return (
    <div data-reload="2" class="max-w-[40rem]">
      <progress
        class="progress progress-primary w-full h-3"
        value={doneLines}
        max={lines}
        aria-label={t("run.progress", { done: doneLines, total: lines })}
      />
      <p class="mt-2 tnum" role="status">
        {t("run.progress", { done: doneLines, total: lines })}
      </p>
      <p class="muted">{t("run.wait")}</p>
      <form method="post" action={proPaths.import(id)} class="mt-4">
        <Button tone="outline" name="faire" value="arreter">
          {t("run.stop")}
        </Button>
      </form>
    </div>
  );
}

function Mapping({ run, columns, sample, sentences }: ImportViewProps & { sentences: FieldErrors }) {
  const t = useWords("transfer");
  const options = [
    { value: "", label: t("run.nothing") },
    ...run.headers.map((heading, index) => ({ value: String(index), label: heading || String(index + 1) })),
  ];
  return (
    <form method="post" action={proPaths.import(run.id)} class="grid grid-cols-1 gap-6" novalidate>
      <div>
        <h2>{t("run.columns")}</h2>
        <p class="muted">{t("run.columnsLead")}</p>
      </div>
      <div class="grid sm:grid-cols-2 xl:grid-cols-3 gap-4 max-w-[60rem]">
        {fieldsOf[run.kind].map(({ name, isNeeded }) => (
          <div key={name} id={name}>
            <Select
              name={`colonne-${name}`}
              label={t(`fields.${name}` as "fields.nameUsed")}
              options={options}
              value={columns[name] === undefined ? "" : String(columns[name])}
              error={sentences[name]}
              optional={!isNeeded}
            />
          </div>
        ))}
      </div>
      {sample.length > 0 && <Sample headers={run.headers} rows={sample} />}
      <Button class="justify-self-start" name="faire" value="verifier">
        {t("run.try")}
      </Button>
    </form>
  );
}

function Sample({ headers, rows }: { headers: string[]; rows: string[][] }) {
  const t = useWords("transfer");
  return (
    <section>
      <h2 id="extrait">{t("run.sample")}</h2>
      <div class="overflow-x-auto mt-2 sheet" tabindex={0} role="region" aria-labelledby="extrait">
        <table class="table">
          <thead>
            <tr>
              {headers.map((heading) => (
                <th key={heading} scope="col" class="whitespace-nowrap">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((cells) => (
              <tr key={cells.join()}>
                {cells.map((cell, index) => (
                  <td key={headers[index]} class="whitespace-nowrap">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Result({ run, totals, troubled }: ImportViewProps) {
  const t = useWords("transfer");
  const isWritten = run.state === "done" || totals.written > 0;
  const shown = (["written", "fine", "known", "refused", "warned"] as const).filter((what) => totals[what] > 0);
  return (
    <div class="grid gap-6">
      <section aria-labelledby="resultat">
        <h2 id="resultat">{t(isWritten ? "run.written" : "run.result")}</h2>
        <dl class="flex flex-wrap gap-3 mt-3">
          {shown.map((what) => (
            <div key={what} class="sheet p-4">
              <dt class="muted text-sm">{t(`totals.${what}`)}</dt>
              <dd class="font-display text-2xl font-semibold tnum">{totals[what]}</dd>
            </div>
          ))}
        </dl>
      </section>
      {!run.isKept && run.state !== "done" && <p>{t("run.gone")}</p>}
      {run.isKept && run.state !== "done" && (
        <div class="flex flex-wrap gap-3">
          {run.state === "checked" &&
            (totals.fine > 0 ? (
              <form method="post" action={proPaths.import(run.id)}>
                <Button name="faire" value="ecrire">
                  {t("run.write", { count: totals.fine })}
                </Button>
              </form>
            ) : (
              <p>{t("run.nothingToWrite")}</p>
            ))}
          <ButtonLink tone="outline" href={`${proPaths.import(run.id)}?colonnes=1`}>
            {t("run.again")}
          </ButtonLink>
        </div>
      )}
      {totals.written + totals.fine + totals.known + totals.refused > 0 && (
        <p>
          <a class="link target" href={proPaths.importReport(run.id)}>
            {t("run.report")}
          </a>
        </p>
      )}
      {troubled.length > 0 && <Troubled lines={troubled} />}
    </div>
  );
}

function Troubled({ lines }: { lines: ToldLine[] }) {
  const t = useWords("transfer");
  return (
    <section aria-labelledby="remarques">
      <h2 id="remarques">{t("run.problems")}</h2>
      <ul class="sheet rows mt-3">
        {lines.map(({ number, outcome, problems }) => (
          <li key={number} class="p-3 flex flex-wrap gap-x-4 gap-y-1">
            <span class="font-semibold tnum">{t("run.line", { number })}</span>
            <span class="muted">{t(`outcomes.${outcome}`)}</span>
            <span class="basis-full">{problems.map((problem) => problemSaid(problem, t)).join(" ")}</span>
          </li>
        ))}
      </ul>
      {lines.length === 100 && <p class="muted mt-2">{t("run.more")}</p>}
    </section>
  );
}
