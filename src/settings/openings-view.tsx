import type { Inside } from "../appointments/inside.ts";
import type { Preview } from "../appointments/why-not.ts";
import type { DeclaredAbsence } from "../availability/absences.ts";
import type { PlannedOpening } from "../availability/opening.ts";
import type { OpeningWarning } from "../availability/opening-warnings.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { dayRange, duration } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import type { AgendaKept } from "./agendas-kept.ts";
import { CopyWeek } from "./copy-week-form.tsx";
import { Exceptions } from "./exceptions.tsx";
import { InsideList } from "./inside-list.tsx";
import { OpeningList } from "./opening-list.tsx";
import { OpeningWarnings } from "./opening-warnings-view.tsx";
import { PreviewDays } from "./preview-days.tsx";
import { SettingPage } from "./setting-page.tsx";
import type { Week } from "./week.ts";
import { WeekGrid } from "./week-grid.tsx";

export interface OpeningsViewProps {
  agendas: readonly AgendaKept[];
  agenda: AgendaKept;
  /** Only what is at this site. */
  siteId: string | undefined;
  today: Temporal.PlainDate;
  week: Week;
  openings: readonly PlannedOpening[];
  absences: readonly DeclaredAbsence[];
  warnings: readonly OpeningWarning[];
  /** Appointments that lie in no opening. */
  outside: readonly Inside[];
  preview: Preview | null;
  copyRefusal?: "same-week" | "nothing-to-copy" | "no-date" | undefined;
  copyTo?: string | undefined;
}

/** The openings of one practitioner: what to check, the week, what patients see of it, exceptions and absences, and everything as a list. */
export function OpeningsView(props: OpeningsViewProps) {
  const t = useWords("settings");
  const { agenda, week, outside, siteId } = props;
  const siteName =
    agenda.sites.length > 1 && !siteId
      ? (id: string) => agenda.sites.find((site) => site.id === id)?.name ?? ""
      : undefined;
  return (
    <SettingPage
      title={t("openings.title")}
      lead={t("openings.lead", { name: agenda.name })}
      styles="openings"
      actions={
        <>
          <Chooser {...props} />
          <ButtonLink icon="plus" href={proPaths.newOpening({ praticien: agenda.id })}>
            {t("openings.add")}
          </ButtonLink>
        </>
      }
    >
      <Done />
      <OpeningWarnings {...props} />
      {outside.length > 0 && (
        <Notice kind="sun" icon="calendar-x-2" class="mb-4">
          <p>
            <strong>{t("openings.outside", { count: outside.length })}</strong> {t("openings.outsideThen")}
          </p>
          <details>
            <summary class="link target cursor-pointer">{t("opening.list")}</summary>
            <InsideList inside={outside} />
          </details>
        </Notice>
      )}
      <WeekHead {...props} />
      <WeekGrid agenda={agenda} week={week} siteName={siteName} />
      <div class="grid grid-cols-1 gap-4 mt-4 xl:grid-cols-2 items-start">
        <SeenByPatients {...props} />
        <Exceptions {...props} />
      </div>
      <OpeningList {...props} />
      <CopyWeek {...props} />
    </SettingPage>
  );
}

function WeekHead(props: OpeningsViewProps) {
  const t = useWords("settings");
  const { week, today } = props;
  const range = dayRange({ from: week.monday, to: week.monday.add({ days: 6 }) }, today, "fr");
  const at = (days: number) => weekAt(props, week.monday.add({ days }));
  return (
    <div class="flex flex-wrap items-center gap-2 mb-3">
      <div class="me-auto">
        <h2>{t("openings.week", { range })}</h2>
        <p class="muted small">
          {t("openings.weekNumber", {
            number: week.number,
            parity: t(week.number % 2 ? "openings.odd" : "openings.even"),
          })}
        </p>
      </div>
      <nav class="flex flex-wrap gap-2" aria-label={t("openings.weekNav")}>
        <ButtonLink tone="outline" icon="chevron-left" href={at(-7)} rel="prev" aria-label={t("openings.previous")} />
        <ButtonLink tone="outline" href={weekAt(props, today)}>
          {t("openings.thisWeek")}
        </ButtonLink>
        <ButtonLink tone="outline" icon="chevron-right" href={at(7)} rel="next" aria-label={t("openings.next")} />
      </nav>
    </div>
  );
}

function weekAt({ agenda, siteId }: Pick<OpeningsViewProps, "agenda" | "siteId">, day: Temporal.PlainDate): string {
  return proPaths.openings({ praticien: agenda.id, semaine: day.toString(), ...(siteId && { lieu: siteId }) });
}

function Chooser({ agendas, agenda, siteId, week }: OpeningsViewProps) {
  const t = useWords("settings");
  if (agendas.length < 2 && agenda.sites.length < 2) return null;
  return (
    <form method="get" action={proPaths.openings()} class="flex flex-wrap items-center gap-2">
      <input type="hidden" name="semaine" value={week.monday.toString()} />
      <select class="select w-auto! max-w-[14rem]" name="praticien" aria-label={t("openings.practitioner")}>
        {agendas.map(({ id, name }) => (
          <option key={id} value={id} selected={id === agenda.id}>
            {name}
          </option>
        ))}
      </select>
      {agenda.sites.length > 1 && (
        <select class="select w-auto! max-w-[14rem]" name="lieu" aria-label={t("openings.site")}>
          <option value="">{t("openings.allSites")}</option>
          {agenda.sites.map(({ id, name }) => (
            <option key={id} value={id} selected={id === siteId}>
              {name}
            </option>
          ))}
        </select>
      )}
      <Button tone="outline">{t("openings.show")}</Button>
    </form>
  );
}

const deeds = [
  "plage-ajoutee",
  "plage-enregistree",
  "plage-supprimee",
  "jour-retabli",
  "semaine-copiee",
  "rien-copie",
] as const;

function Done() {
  const t = useWords("settings");
  const fait = new URL(useRequest().path, "http://localhost").searchParams.get("fait");
  const deed = deeds.find((each) => each === fait);
  if (!deed) return null;
  return (
    <Notice kind="ok" icon="check" role="status" class="mb-4">
      <p>
        <strong>{t(`openings.told.${deed}`)}</strong>
      </p>
    </Notice>
  );
}

function SeenByPatients({ agenda, preview, week, siteId }: OpeningsViewProps) {
  const t = useWords("settings");
  const [reason] = agenda.reasons;
  const more = proPaths.preview({
    praticien: agenda.id,
    semaine: week.monday.toString(),
    ...(siteId && { lieu: siteId }),
  });
  return (
    <section class="sheet p-4 sm:p-5" aria-labelledby="apercu">
      <h2 id="apercu">{t("openings.preview")}</h2>
      {reason && preview && (
        <>
          <p class="muted small">
            {t("openings.previewOf", { reason: reason.name, minutes: duration(reason.newPatientDurationMin) })}
          </p>
          <PreviewDays preview={preview} />
        </>
      )}
      <p class="mt-2">
        <a class="link target" href={more}>
          {t("openings.previewMore")}
        </a>
      </p>
    </section>
  );
}

/** Nobody's agenda is hers to keep. */
export function NoAgenda() {
  const t = useWords("settings");
  return (
    <SettingPage title={t("openings.title")}>
      <EmptyState icon="calendar-days" title={t("openings.none")} text={t("openings.noneThen")} />
    </SettingPage>
  );
}
