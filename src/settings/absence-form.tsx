import type { Inside } from "../appointments/inside.ts";
import type { FieldErrors } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field, Select } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { useIsland } from "../ui/request.ts";
import { useSentences, useWords } from "../ui/words.ts";
import { moments } from "./absence-typed.ts";
import { InsideList } from "./inside-list.tsx";
import type { ResourceKept } from "./resources-kept.ts";
import { SettingPage } from "./setting-page.tsx";
import { DayField, HoursFields, RepeatedFields, RepetitionFields } from "./time-fields.tsx";
import type { Typed } from "./typed-time.ts";

export interface AbsenceViewProps {
  /** Those whose absences she may write. */
  resources: readonly ResourceKept[];
  typed: Typed;
  errors: FieldErrors;
  /** What the form means, said back. */
  sentence: string | null;
  /** Appointments that lie under it as it is asked for. */
  under: readonly Inside[];
  action: string;
  hidden: Record<string, string>;
  /** The absence that is changed. */
  absenceId?: string;
  /** Someone else changed it meanwhile: what it is now. */
  staleNow?: string;
}

/** The form of an absence, new or changed. */
export function AbsenceView(props: AbsenceViewProps) {
  useIsland("preview");
  const t = useWords("settings");
  const { resources, typed, sentence, under, action, hidden, absenceId, staleNow } = props;
  const errors = useSentences("settings", props.errors);
  const title = absenceId ? t("absence.edit") : t("absence.new");
  return (
    <SettingPage
      title={title}
      back={{ href: proPaths.absences(), label: t("absences.title") }}
      erred={Object.keys(errors).length > 0}
      styles="openings"
      current={proPaths.absences()}
    >
      <ErrorSummary errors={errors} />
      {staleNow && (
        <Notice kind="sun" icon="triangle-alert" role="alert" class="mb-4">
          <p>
            <strong>{t("absence.staleTitle")}</strong>
          </p>
          <p>{t("absence.staleNow", { sentence: staleNow })}</p>
          {sentence && <p>{t("absence.staleYours", { sentence })}</p>}
          <p class="muted">{t("absence.staleThen")}</p>
        </Notice>
      )}
      <form
        method="post"
        action={action}
        class="sheet p-4 sm:p-5 grid grid-cols-1 gap-4 max-w-[42rem] opening-form"
        novalidate
        data-previewed=""
      >
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {absenceId ? (
          <p class="font-semibold">{resources.find(({ id }) => id === typed.ressource)?.name}</p>
        ) : (
          <Select
            name="ressource"
            label={t("absence.who")}
            value={typed.ressource}
            error={errors.ressource}
            options={resources.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
        <div class="grid sm:grid-cols-2 gap-3 items-end">
          <DayField name="du" label={t("absence.from")} value={typed.du} error={errors.du} />
          <DayField
            name="au"
            label={t("absence.to")}
            hint={t("absence.toHint")}
            value={typed.au}
            error={errors.au}
            optional
          />
        </div>
        <Select
          name="moment"
          label={t("absence.moment")}
          value={typed.moment}
          options={moments.map((moment) => ({ value: moment, label: t(momentWords[moment]) }))}
        />
        <div class="precise grid gap-1">
          <HoursFields
            typed={typed}
            errors={errors}
            labels={{ from: t("absence.fromTime"), to: t("absence.toTime") }}
          />
          <p class="field-hint">{t("absence.hoursHint")}</p>
        </div>
        <RepetitionFields typed={typed} errors={errors} once={t("absence.repeatOnce")} />
        <div class="repeated grid gap-4">
          <RepeatedFields typed={typed} errors={errors} />
        </div>
        <Field
          name="note"
          label={t("absence.label")}
          hint={t("absence.labelHint")}
          value={typed.note}
          error={errors.note}
          maxlength={200}
          autocomplete="off"
          optional
        />
        <div class="grid gap-3" data-preview="" aria-live="polite">
          <div class="notice">
            <Icon name="plane" />
            <div>
              <p class="font-semibold">{t("absence.means")}</p>
              <p>{sentence ?? "…"}</p>
            </div>
          </div>
          {under.length > 0 && (
            <Notice kind="sun" icon="calendar-days">
              <p>
                <strong>{t("absence.under", { count: under.length })}</strong> {t("absence.underThen")}
              </p>
              <details>
                <summary class="link target cursor-pointer">{t("absence.underSee")}</summary>
                <InsideList inside={under} />
              </details>
            </Notice>
          )}
        </div>
        <div class="flex flex-wrap gap-2.5">
          <Button icon="check">{absenceId ? t("absence.save") : t("absence.declare")}</Button>
          <Button tone="outline" name="geste" value="apercu">
            {t("absence.check")}
          </Button>
          {absenceId ? (
            <ButtonLink tone="ghost" icon="trash-2" href={proPaths.endAbsence(absenceId)}>
              {t("absence.remove")}
            </ButtonLink>
          ) : (
            <ButtonLink tone="ghost" href={proPaths.absences()}>
              {t("absence.back")}
            </ButtonLink>
          )}
        </div>
      </form>
    </SettingPage>
  );
}

const momentWords = {
  journee: "absence.whole",
  matin: "absence.morning",
  "apres-midi": "absence.afternoon",
  heures: "absence.hours",
} as const;
