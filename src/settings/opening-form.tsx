import { dayOf } from "../availability/calendar.ts";
import { exceptionalDays, type PlannedOpening, type Scope } from "../availability/opening.ts";
import type { FieldErrors } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Select } from "../ui/field.tsx";
import { longDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { QuestionError } from "../ui/question.tsx";
import { useIsland } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import type { AgendaKept } from "./agendas-kept.ts";
import { InsideList } from "./inside-list.tsx";
import type { InsideScopes } from "./inside-opening.ts";
import { reasonField } from "./opening-typed.ts";
import { DayField, HoursFields, RepeatedFields, RepetitionFields } from "./time-fields.tsx";
import type { Typed } from "./typed-time.ts";

export interface OpeningFormProps {
  agenda: AgendaKept;
  today: Temporal.PlainDate;
  typed: Typed;
  /** Sentences by field. */
  errors: FieldErrors;
  /** What the form means, said back; null while something is missing. */
  sentence: string | null;
  /** The opening that is changed, from which of its days; none for a new one. */
  opening?: PlannedOpening | undefined;
  inside?: InsideScopes | undefined;
  action: string;
  hidden: Record<string, string>;
  cancel: string;
}

/** The form of an opening, new or changed. What does not belong to the choice made is out of sight; without such style sheets all is shown. */
export function OpeningForm(props: OpeningFormProps) {
  useIsland("preview");
  const t = useWords("settings");
  const { agenda, typed, errors, opening, action, hidden, cancel, sentence } = props;
  const isRepeated = opening && !("on" in opening.timetable);
  return (
    <form
      method="post"
      action={action}
      class="sheet p-4 sm:p-5 grid grid-cols-1 gap-4 opening-form"
      novalidate
      data-previewed=""
      data-opening=""
    >
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {isRepeated && <ScopeFields {...props} />}
      <HoursFields typed={typed} errors={errors} labels={{ from: t("opening.from"), to: t("opening.to") }} />
      <label class="target gap-3! -mt-2">
        <input class="checkbox" type="checkbox" name="lendemain" checked={typed.lendemain !== undefined} />
        {t("opening.overnight")}
      </label>
      <div class="grid grid-cols-1 gap-4 series">
        <RepetitionFields typed={typed} errors={errors} once={t("opening.once")} />
        <div class="once">
          <DayField name="jour" label={t("opening.onDay")} value={typed.jour} error={errors.jour} />
        </div>
        <div class="grid grid-cols-1 gap-4 repeated">
          <RepeatedFields typed={typed} errors={errors} />
          <div class="grid sm:grid-cols-2 gap-3 items-end">
            <DayField name="du" label={t("opening.since")} value={typed.du} error={errors.du} optional />
            <DayField
              name="au"
              label={t("opening.until")}
              hint={t("opening.untilHint")}
              value={typed.au}
              error={errors.au}
              optional
            />
          </div>
        </div>
      </div>
      <Select
        name="lieu"
        label={t("opening.site")}
        value={typed.lieu}
        error={errors.lieu}
        options={agenda.sites.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <ReasonTicks agenda={agenda} typed={typed} error={errors.motifs} />
      <div class="notice" data-preview="" aria-live="polite">
        <Icon name="repeat" />
        <div>
          <p class="font-semibold">{t("opening.means")}</p>
          <p>{sentence ?? "…"}</p>
        </div>
      </div>
      {opening && exceptionalDays(opening, dayOf(props.today)).length > 0 && (
        <p class="muted small">{t("opening.keptExceptions")}</p>
      )}
      {props.inside && <Kept inside={props.inside} />}
      <div class="flex flex-wrap gap-2.5">
        <Button icon="check" class="grow">
          {opening ? t("opening.save") : t("opening.add")}
        </Button>
        <Button tone="outline" name="geste" value="apercu">
          {t("opening.check")}
        </Button>
        {opening ? (
          <ButtonLink
            tone="ghost"
            icon="trash-2"
            href={proPaths.endOpening(opening.id, typed.le ? { jour: typed.le } : {})}
          >
            {t("opening.remove")}
          </ButtonLink>
        ) : (
          <ButtonLink tone="ghost" href={cancel}>
            {t("opening.back")}
          </ButtonLink>
        )}
      </div>
    </form>
  );
}

/** To which dates a change applies, the date first. */
export function ScopeFields({
  typed,
  errors,
  inside,
  today,
}: Pick<OpeningFormProps, "typed" | "errors" | "inside" | "today">) {
  const t = useWords("settings");
  const on = typed.le ? longDay(Temporal.PlainDate.from(typed.le), today, "fr") : null;
  const labels: Record<Scope, string> = {
    day: on ? t("opening.dayThe", { day: on }) : t("opening.day"),
    following: on ? t("opening.followingThe", { day: on }) : t("opening.following"),
    all: t("opening.all"),
  };
  return (
    <fieldset class={`grid gap-1 ${errors.portee ? "field-bad" : ""}`}>
      <legend class="font-semibold">{t("opening.apply")}</legend>
      <QuestionError name="portee" error={errors.portee} />
      {(["day", "following", "all"] as const).map((scope, index) => (
        <label key={scope} class="flex items-start gap-3 min-h-11 py-2 cursor-pointer">
          <input
            class="radio mt-0.5"
            type="radio"
            name="portee"
            id={index === 0 ? "portee" : `portee-${scope}`}
            value={scope}
            checked={typed.portee === scope}
          />
          <span>
            {labels[scope]}
            {inside && <span class="muted block small">{t("opening.inside", { count: inside[scope].length })}</span>}
          </span>
        </label>
      ))}
      <DayField name="le" label={t("opening.forDay")} value={typed.le} error={errors.le} class="mt-1 dated" />
    </fieldset>
  );
}

function ReasonTicks({ agenda, typed, error }: { agenda: AgendaKept; typed: Typed; error: string | undefined }) {
  const t = useWords("settings");
  return (
    <fieldset class={`grid ${error ? "field-bad" : ""}`} id="motifs" tabindex={-1}>
      <legend class="font-semibold">{t("opening.reasons")}</legend>
      <QuestionError name="motifs" error={error} />
      <div class="grid sm:grid-cols-2 gap-x-4">
        {agenda.reasons.map(({ id, name, hue }) => (
          <label key={id} class="target gap-3!">
            <input
              class="checkbox"
              type="checkbox"
              name={reasonField(id)}
              checked={typed[reasonField(id)] !== undefined}
            />
            <span class={`hue-${hue} inline-block size-3.5 shrink-0 rounded bg-(--ev)`} aria-hidden="true" />
            <span class="min-w-0 wrap-anywhere">{name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Kept({ inside: { all } }: { inside: InsideScopes }) {
  const t = useWords("settings");
  if (all.length === 0) return null;
  return (
    <div class="grid gap-1">
      <p class="muted">{t("opening.kept", { count: all.length })}</p>
      <details>
        <summary class="link target cursor-pointer">{t("opening.list")}</summary>
        <InsideList inside={all} />
      </details>
    </div>
  );
}
