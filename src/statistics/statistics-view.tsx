import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Select } from "../ui/field.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { Bars } from "./bars.tsx";
import { total } from "./figures.ts";
import { type PeriodFault, presetPeriod, presets } from "./period.ts";
import type { Report } from "./report.ts";
import { type Table, tablesOf } from "./tables.ts";

/** The page of figures: the period first, then what stands out, then each table with its bars. */
export function Statistics({ report, fault }: { report: Report; fault: PeriodFault | null }) {
  const t = useWords("statistics");
  const errors = fault ? { [fault === "to" ? "au" : "du"]: t(`faults.${fault}`) } : {};
  return (
    <ProPage title={t("title")} erred={fault !== null}>
      <h1>{t("title")}</h1>
      <p class="muted mt-1">{t("lead")}</p>
      <ErrorSummary errors={errors} />
      <Choice report={report} />
      <Highlights report={report} />
      {tablesOf(report, t).map((table) => (
        <TableSection key={table.id} table={table} report={report} />
      ))}
    </ProPage>
  );
}

function Choice({ report: { period, agendas, chosen } }: { report: Report }) {
  const t = useWords("statistics");
  const { now } = useRequest();
  const today = now.toZonedDateTimeISO("Europe/Paris").toPlainDate();
  const one = chosen.length === 1 && agendas.length > 1 ? chosen[0]!.id : "";
  return (
    <>
      <nav aria-label={t("periods")} class="flex flex-wrap gap-2 mt-4">
        {presets.map((preset) => {
          const { from, to } = presetPeriod(preset, today);
          const isHere = from.equals(period.from) && to.equals(period.to);
          const query = { du: from.toString(), au: to.toString(), ...(one && { praticien: one }) };
          return (
            <a
              key={preset}
              class={`btn ${isHere ? "btn-soft btn-primary" : "btn-outline"}`}
              href={proPaths.statistics(query)}
              aria-current={isHere ? "page" : undefined}
            >
              {t(`presets.${preset}`)}
            </a>
          );
        })}
      </nav>
      <form method="get" action={proPaths.statistics()} class="flex flex-wrap items-end gap-3 mt-4">
        <Day name="du" label={t("from")} value={period.from.toString()} />
        <Day name="au" label={t("to")} value={period.to.toString()} />
        {agendas.length > 1 && (
          <Select
            name="praticien"
            label={t("agenda")}
            value={one}
            options={[{ value: "", label: t("all") }, ...agendas.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
        <Button tone="outline">{t("show")}</Button>
      </form>
    </>
  );
}

function Day({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input class="input" type="date" id={name} name={name} value={value} required />
    </div>
  );
}

/** What one looks for first. */
function Highlights({ report: { counts, openMin } }: { report: Report }) {
  const t = useWords("statistics");
  const [kept, seen, missed] = [total(counts, "kept"), total(counts, "seen"), total(counts, "missed")];
  const online = total(
    counts.filter(({ origin }) => origin === "online"),
    "kept",
  );
  const open = [...openMin.values()].reduce((sum, minutes) => sum + minutes, 0);
  const facts = [
    [t("columns.kept"), String(kept)],
    [t("onlineShare"), share(online, kept)],
    [t("columns.fill"), share(total(counts, "minutes"), open)],
    [t("columns.missedRate"), share(missed, seen + missed)],
  ];
  return (
    <dl class="grid grid-cols-2 lg:grid-cols-4 gap-3 mt-5">
      {facts.map(([name, value]) => (
        <div key={name} class="sheet p-4">
          <dt class="muted text-sm">{name}</dt>
          <dd class="font-display text-2xl font-semibold tnum">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function TableSection({ table, report: { period, agendas, chosen } }: { table: Table; report: Report }) {
  const t = useWords("statistics");
  const one = chosen.length === 1 && agendas.length > 1 ? { praticien: chosen[0]!.id } : {};
  const file = { du: period.from.toString(), au: period.to.toString(), ...one, tableau: table.id };
  return (
    <section class="sheet p-4 sm:p-5 mt-5">
      <div class="flex flex-wrap items-center gap-3">
        <h2 id={table.id} class="me-auto">
          {table.title}
        </h2>
        <ButtonLink
          tone="ghost"
          icon="file-down"
          href={proPaths.statisticsFile(file)}
          aria-label={t("fileOf", { what: table.title })}
        >
          {t("file")}
        </ButtonLink>
      </div>
      <p class="muted text-sm">{table.hint}</p>
      {table.rows.length === 0 ? (
        <p class="mt-3">{t("nothing")}</p>
      ) : (
        <>
          <Bars table={table} />
          <Figures table={table} />
        </>
      )}
    </section>
  );
}

function Figures({ table: { id, columns, rows, units } }: { table: Table }) {
  return (
    <div class="overflow-x-auto mt-3" tabindex={0} role="region" aria-labelledby={id}>
      <table class="table tnum">
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column} scope="col" class={index > 0 ? "text-end" : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...figures]) => (
            <tr key={name}>
              <th scope="row" class="font-normal">
                {name}
              </th>
              {figures.map((figure, index) => (
                <td key={columns[index + 1]} class="text-end whitespace-nowrap">
                  <Figure value={figure} unit={units[index + 1]} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figure({ value, unit }: { value: number | null; unit: Table["units"][number] | undefined }) {
  const t = useWords("statistics");
  if (value === null) return <span class="muted">{t("none")}</span>;
  return <>{unit ? t(`units.${unit}`, { count: value }) : value}</>;
}

function share(part: number, whole: number): string {
  return whole > 0 ? `${Math.round((100 * part) / whole)} %` : "–";
}
