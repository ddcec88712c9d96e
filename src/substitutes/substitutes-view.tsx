import type { FieldErrors } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Select } from "../ui/field.tsx";
import { dayAndMonth } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { State, type StateKind } from "../ui/state.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { type Present, type Substitution, type SubstitutionState, stateOf } from "./substitutions.ts";

/** What was just done, told at the top of the list. */
export type Outcome = { kind: "ended" } | { kind: "made"; moved: number; left: number; absenceId: string | null };

interface SubstitutesProps {
  substitutions: Substitution[];
  practitioners: Present[];
  today: Temporal.PlainDate;
  outcome: Outcome | null;
}

/** Who replaces whom, and who leaves. */
export function Substitutes({ substitutions, practitioners, today, outcome }: SubstitutesProps) {
  const t = useWords("substitutes");
  return (
    <ProPage title={t("title")}>
      <div class="flex flex-wrap items-center gap-3">
        <h1 class="me-auto">{t("title")}</h1>
        <ButtonLink href={proPaths.newSubstitute()} icon="plus">
          {t("new")}
        </ButtonLink>
      </div>
      <p class="muted mt-1">{t("lead")}</p>
      {outcome && <Done outcome={outcome} />}
      {substitutions.length === 0 ? (
        <p class="mt-5">{t("none")}</p>
      ) : (
        <ul class="sheet rows mt-5">
          {substitutions.map((each) => (
            <Row key={each.id} substitution={each} today={today} />
          ))}
        </ul>
      )}
      <section class="mt-7" aria-labelledby="departs">
        <h2 id="departs">{t("departures.title")}</h2>
        <ul class="sheet rows mt-3">
          {practitioners.map(({ id, name, leavesOn }) => (
            <li key={id} class="p-4 flex flex-wrap items-center gap-3">
              <p class="grow">
                {leavesOn ? t("departures.leaves", { name, day: dayAndMonth(leavesOn, today, "fr") }) : name}
              </p>
              {!leavesOn && (
                <ButtonLink tone="ghost" href={proPaths.departure(id)} aria-label={t("departures.planOf", { name })}>
                  {t("departures.plan")}
                </ButtonLink>
              )}
            </li>
          ))}
        </ul>
      </section>
    </ProPage>
  );
}

function Done({ outcome }: { outcome: Outcome }) {
  const t = useWords("substitutes");
  if (outcome.kind === "ended")
    return (
      <Notice kind="ok" icon="check" role="status" class="mt-4">
        <p>
          <strong>{t("end.done")}</strong>
        </p>
      </Notice>
    );
  const { moved, left, absenceId } = outcome;
  return (
    <Notice kind={left > 0 ? "sun" : "ok"} icon={left > 0 ? "triangle-alert" : "check"} role="status" class="mt-4">
      <p>
        <strong>{t("made.done")}</strong> {moved > 0 && t("made.moved", { count: moved })}{" "}
        {left > 0 && t("made.left", { count: left })}
      </p>
      {left > 0 && absenceId && (
        <a class="link target" href={proPaths.absenceAppointments(absenceId)}>
          {t("made.decide")}
        </a>
      )}
    </Notice>
  );
}

const kinds: Record<SubstitutionState, StateKind> = { now: "ok", ahead: "info", over: "plain", off: "plain" };

function Row({ substitution, today }: { substitution: Substitution; today: Temporal.PlainDate }) {
  const t = useWords("substitutes");
  const { id, absent, substitute } = substitution;
  const state = stateOf(substitution, today);
  return (
    <li class="p-4 flex flex-wrap items-center gap-3">
      <div class="grow">
        <p class="font-semibold">{t("row", { absent, substitute })}</p>
        {state !== "off" && <Days {...{ substitution, today }} />}
      </div>
      <State kind={kinds[state]} icon={state === "now" ? "check" : "calendar-range"}>
        {t(`states.${state}`)}
      </State>
      {(state === "now" || state === "ahead") && (
        <ButtonLink tone="ghost" href={proPaths.substitute(id)} aria-label={t("seeOf", { absent })}>
          {t("see")}
        </ButtonLink>
      )}
    </li>
  );
}

function Days({ substitution: { fromOn, toOn }, today }: { substitution: Substitution; today: Temporal.PlainDate }) {
  const t = useWords("substitutes");
  return (
    <p class="muted text-sm">
      {t("days", { from: dayAndMonth(fromOn, today, "fr"), to: dayAndMonth(toOn, today, "fr") })}
    </p>
  );
}

interface NewSubstituteProps {
  practitioners: Present[];
  typed: Record<string, string>;
  errors: FieldErrors;
  formKey: string;
}

export function NewSubstitute({ practitioners, typed, errors, formKey }: NewSubstituteProps) {
  const t = useWords("substitutes");
  const sentences = useSentences("substitutes", errors);
  const options = [
    { value: "", label: t("form.choose") },
    ...practitioners.map(({ id, name }) => ({ value: id, label: name })),
  ];
  return (
    <ProPage title={t("form.title")} erred={Object.keys(errors).length > 0} current={proPaths.absences()}>
      <BackLink href={proPaths.substitutes()}>{t("back")}</BackLink>
      <h1>{t("form.title")}</h1>
      <p class="muted mt-1 mb-5 max-w-[45rem]">{t("form.lead")}</p>
      <ErrorSummary errors={sentences} />
      <form method="post" class="grid gap-5 max-w-[40rem]" novalidate>
        <input type="hidden" name="cle" value={formKey} />
        <Select
          name="absent"
          label={t("form.absent")}
          options={options}
          value={typed.absent}
          error={sentences.absent}
        />
        <Select
          name="remplacant"
          label={t("form.substitute")}
          hint={t("form.substituteHint")}
          options={options}
          value={typed.remplacant}
          error={sentences.remplacant}
        />
        <div class="flex flex-wrap gap-4">
          <Day name="du" label={t("form.from")} value={typed.du} error={sentences.du} />
          <Day name="au" label={t("form.to")} value={typed.au} error={sentences.au} />
        </div>
        <Choice
          name="prevenir"
          value="oui"
          checked={!typed.cle || typed.prevenir === "oui"}
          detail={t("form.tellDetail")}
        >
          {t("form.tell")}
        </Choice>
        <Button class="justify-self-start">{t("form.submit")}</Button>
      </form>
    </ProPage>
  );
}

interface OneSubstitutionProps {
  substitution: Substitution;
  today: Temporal.PlainDate;
  errors: FieldErrors;
}

export function OneSubstitution({ substitution, today, errors }: OneSubstitutionProps) {
  const t = useWords("substitutes");
  const sentences = useSentences("substitutes", errors);
  const { absent, substitute, toOn, absenceId } = substitution;
  const title = t("row", { absent, substitute });
  return (
    <ProPage title={title} erred={Object.keys(errors).length > 0} current={proPaths.absences()}>
      <BackLink href={proPaths.substitutes()}>{t("back")}</BackLink>
      <h1>{title}</h1>
      <Days {...{ substitution, today }} />
      {absenceId && (
        <p class="mt-3">
          <a class="link target" href={proPaths.absenceAppointments(absenceId)}>
            {t("made.decide")}
          </a>
        </p>
      )}
      <h2 class="mt-6">{t("end.title")}</h2>
      <p class="muted mt-1 mb-4 max-w-[40rem]">{t("end.lead")}</p>
      <ErrorSummary errors={sentences} />
      <form method="post" class="flex flex-wrap items-end gap-4" novalidate>
        <Day name="dernier" label={t("end.lastOn")} value={earlier(today, toOn).toString()} error={sentences.dernier} />
        <Button tone="outline">{t("end.submit")}</Button>
      </form>
    </ProPage>
  );
}

export function Depart({ practitioner: { name }, errors }: { practitioner: Present; errors: FieldErrors }) {
  const t = useWords("substitutes");
  const sentences = useSentences("substitutes", errors);
  const title = t("depart.title", { name });
  return (
    <ProPage title={title} erred={Object.keys(errors).length > 0} current={proPaths.absences()}>
      <BackLink href={proPaths.substitutes()}>{t("back")}</BackLink>
      <h1>{title}</h1>
      <p class="muted mt-1 mb-4 max-w-[45rem]">{t("depart.lead")}</p>
      <ErrorSummary errors={sentences} />
      <form method="post" class="grid gap-4 justify-items-start" novalidate>
        <Day name="dernier" label={t("depart.lastOn")} value={undefined} error={sentences.dernier} />
        <div class="flex flex-wrap gap-3">
          <Button>{t("depart.submit")}</Button>
          <ButtonLink tone="ghost" href={proPaths.substitutes()}>
            {t("depart.keep")}
          </ButtonLink>
        </div>
      </form>
    </ProPage>
  );
}

interface DayProps {
  name: string;
  label: string;
  value: string | undefined;
  error: string | undefined;
}

function Day({ name, label, value, error }: DayProps) {
  return (
    <div class={error ? "field field-bad" : "field"}>
      <label for={name}>{label}</label>
      {error && (
        <p class="field-error" id={`${name}-error`}>
          {error}
        </p>
      )}
      <input
        class={error ? "input input-error" : "input"}
        type="date"
        id={name}
        name={name}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${name}-error` : undefined}
      />
    </div>
  );
}

function earlier(one: Temporal.PlainDate, other: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(one, other) < 0 ? one : other;
}
