import { ErrorSummary } from "../ui/error-summary.tsx";
import { Notice } from "../ui/notice.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import type { AgendaKept } from "./agendas-kept.ts";
import { OpeningForm, type OpeningFormProps } from "./opening-form.tsx";
import { SettingPage } from "./setting-page.tsx";
import type { Week } from "./week.ts";
import { reasonsSaid, WeekGrid } from "./week-grid.tsx";

/** What an opening is, or would be: when, where and for what. */
export interface SaidOpening {
  when: string;
  siteId: string;
  reasonIds: readonly string[];
}

export interface OpeningViewProps extends Omit<OpeningFormProps, "sentence"> {
  week: Week;
  sentence: SaidOpening | null;
  /** Someone else changed it meanwhile: what it is now. */
  staleNow?: SaidOpening;
}

/** The form of an opening, and beside it the week it belongs to. */
export function OpeningView({ week, sentence, staleNow, ...form }: OpeningViewProps) {
  const t = useWords("settings");
  const errors = useSentences("settings", form.errors);
  const { agenda, opening, cancel } = form;
  const say = (said: SaidOpening | null) => (said ? sentenceOf(said, agenda, t("spoken.allReasons")) : null);
  return (
    <SettingPage
      title={opening ? t("opening.edit") : t("opening.new")}
      lead={agenda.name}
      back={{ href: cancel, label: t("openings.title") }}
      erred={Object.keys(errors).length > 0}
      styles="openings"
    >
      <ErrorSummary errors={errors} />
      {staleNow && (
        <Notice kind="sun" icon="triangle-alert" role="alert" class="mb-4">
          <p>
            <strong>{t("opening.staleTitle")}</strong>
          </p>
          <p>{t("opening.staleNow", { sentence: say(staleNow) })}</p>
          {sentence && <p>{t("opening.staleYours", { sentence: say(sentence) })}</p>}
          <p class="muted">{t("opening.staleThen")}</p>
        </Notice>
      )}
      <div class="grid grid-cols-1 gap-4 xl:grid-cols-[25rem_minmax(0,1fr)] items-start">
        <OpeningForm {...form} errors={errors} sentence={say(sentence)} />
        <WeekGrid agenda={agenda} week={week} picked={opening?.id} />
      </div>
    </SettingPage>
  );
}

/** « Tous les mardis, de 08:30 à 12:00. Tous les motifs, Cabinet du Cerf-Volant. » */
export function sentenceOf({ when, siteId, reasonIds }: SaidOpening, agenda: AgendaKept, all: string): string {
  const site = agenda.sites.find(({ id }) => id === siteId)?.name;
  return `${when}. ${[reasonsSaid(reasonIds, agenda, all), site].filter(Boolean).join(", ")}.`;
}
