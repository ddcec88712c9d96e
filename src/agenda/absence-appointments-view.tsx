import type { WayMade } from "../appointments/make-way.ts";
import { stretchesOf } from "../availability/absences.ts";
import { listedName } from "../patients/listed-name.ts";
import type { FieldErrors } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { TextArea } from "../ui/field.tsx";
import { dayAndHour, phone as readable } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { useSentences, useWords } from "../ui/words.ts";
import type { AbsenceInTheWay, UnderAbsence } from "./under-absence.ts";
import { type Told, UndoTold } from "./undo-told.tsx";
import { clockTime } from "./when-typed.ts";

export type Typed = Record<string, string>;
export type Choices = "deplacer" | "annuler" | "garder";

interface AbsenceAppointmentsProps extends AbsenceInTheWay {
  typed: Typed;
  errors: FieldErrors;
  told: Told | null;
  /** Proposed for all of them, before each is adjusted. */
  choice: Choices | null;
  made: WayMade | undefined;
  formKey: string;
}

/** What stands under an absence, one line each, with what to do about it: one press for all, adjusted one by one. */
export function AbsenceAppointments(props: AbsenceAppointmentsProps) {
  const { absence, of, under, typed, errors, told, choice, made, formKey } = props;
  const t = useWords("agenda");
  const sentences = useSentences("agenda", errors);
  const title = t("away.title", { name: of });
  const canGo = under.filter((one) => one.canGo);
  return (
    <ProPage title={title} erred={Object.keys(errors).length > 0} current={proPaths.absences()}>
      <BackLink href={proPaths.absences({ praticien: absence.resourceId })}>{t("away.back")}</BackLink>
      <h1>{title}</h1>
      <When absence={absence} />
      {told && <UndoTold told={told} back={proPaths.absenceAppointments(absence.id)} />}
      {made && <Stayed made={made} under={under} />}
      <ErrorSummary errors={sentences} />
      {under.length === 0 ? (
        <p class="mt-5">{t("away.none")}</p>
      ) : (
        <form method="post" action={proPaths.absenceAppointments(absence.id)} class="grid gap-4 mt-4" novalidate>
          <input type="hidden" name="cle" value={formKey} />
          {canGo.length > 1 && <ForAll id={absence.id} choice={choice} />}
          <ul class="sheet rows">
            {under.map((one) => (
              <Row key={one.id} {...{ one, typed, sentences, choice }} />
            ))}
          </ul>
          <div class="grid gap-4 max-w-[40rem]">
            <TextArea
              name="message"
              label={t("away.message")}
              hint={t("away.messageHint")}
              value={typed.message}
              error={sentences.message}
              optional
            />
            <Choice
              name="prevenir"
              value="oui"
              checked={typed.cle ? typed.prevenir === "oui" : true}
              detail={t("away.tellDetail")}
            >
              {t("away.tell")}
            </Choice>
            <Button class="justify-self-start">{t("away.submit")}</Button>
          </div>
        </form>
      )}
    </ProPage>
  );
}

function When({ absence }: Pick<AbsenceInTheWay, "absence">) {
  const t = useWords("agenda");
  const { now } = useRequest();
  const { time, zone, label } = absence;
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const [first] = stretchesOf(absence, today, today.add({ years: 1 }));
  if (!first) return null;
  const at = (ms: number) => dayAndHour(Temporal.Instant.fromEpochMilliseconds(ms), zone, now, "fr");
  const range = { from: at(first.startMs), to: at(first.endMs) };
  return (
    <p class="muted mt-1">
      {t("weekdays" in time ? "away.whenRepeated" : "away.when", range)}
      {label && `, ${label}`}
    </p>
  );
}

/** What could not be done, each with why; the others were. */
function Stayed({ made, under }: { made: WayMade; under: readonly UnderAbsence[] }) {
  const t = useWords("agenda");
  return (
    <Notice kind="sun" icon="triangle-alert" role="alert" class="mt-4">
      <p>
        <strong>{t("away.stayed", { count: made.stayed.length })}</strong>
      </p>
      <ul class="mt-1">
        {made.stayed.map(({ id, because }) => {
          const one = under.find((candidate) => candidate.id === id);
          return (
            <li key={id}>
              {one && `${listedName(one)}, ${clockTime(one.startsAt, one.zone)} : `}
              {t(`away.because.${because}`)}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}

function ForAll({ id, choice }: { id: string; choice: Choices | null }) {
  const t = useWords("agenda");
  return (
    <nav aria-label={t("away.forAll")} class="flex flex-wrap items-center gap-2">
      <span class="muted">{t("away.forAll")}</span>
      {(["deplacer", "annuler", "garder"] as const).map((what) => (
        <a
          key={what}
          class={`btn ${choice === what ? "btn-soft btn-primary" : "btn-outline"}`}
          href={`${proPaths.absenceAppointments(id)}?tout=${what}`}
          aria-current={choice === what ? "true" : undefined}
        >
          {t(`away.all.${what}`)}
        </a>
      ))}
    </nav>
  );
}

interface RowProps {
  one: UnderAbsence;
  typed: Typed;
  sentences: FieldErrors;
  choice: Choices | null;
}

function Row({ one, typed, sentences, choice }: RowProps) {
  const t = useWords("agenda");
  const { now } = useRequest();
  const { id, version, zone, startsAt, proposed, canGo, phone, reason, isReachable } = one;
  const name = listedName(one);
  const at = proposed && Temporal.Instant.fromEpochMilliseconds(proposed.startMs).toZonedDateTimeISO(proposed.zone);
  const usual: Choices = choice === "deplacer" && !at ? "garder" : (choice ?? "garder");
  const what = typed[`faire-${id}`] ?? usual;
  return (
    <li class="p-4 grid gap-3 lg:grid-cols-[minmax(0,1fr)_auto_auto] lg:items-center">
      <div class="min-w-0">
        <p class="font-semibold">
          <time>{clockTime(startsAt, zone)}</time>{" "}
          <a class="link" href={proPaths.appointment(id)}>
            {name}
          </a>
        </p>
        <p class="muted text-sm">
          {dayAndHour(startsAt, zone, now, "fr")}, {reason}
          {phone && `, ${readable(phone)}`}
        </p>
        {!isReachable && <p class="text-sm text-accent-text">{t("away.unreachable")}</p>}
      </div>
      {canGo ? (
        <>
          <fieldset class="flex flex-wrap gap-x-4">
            <legend class="sr-only">{t("away.whatFor", { name })}</legend>
            <input type="hidden" name={`version-${id}`} value={version} />
            {(["deplacer", "annuler", "garder"] as const).map((option) => (
              <label key={option} class="target gap-2!">
                <input class="radio" type="radio" name={`faire-${id}`} value={option} checked={what === option} />
                {t(`away.do.${option}`)}
              </label>
            ))}
          </fieldset>
          <div class="flex flex-wrap gap-2 items-end">
            <Time
              {...{ id, sentences }}
              field="jour"
              type="date"
              value={typed[`jour-${id}`] ?? at?.toPlainDate().toString()}
              name={name}
            />
            <Time
              {...{ id, sentences }}
              field="heure"
              type="time"
              value={typed[`heure-${id}`] ?? (at ? clockTime(at.toInstant(), at.timeZoneId) : "")}
              name={name}
            />
          </div>
        </>
      ) : (
        <p class="muted">{t("away.isThere")}</p>
      )}
    </li>
  );
}

interface TimeProps {
  id: string;
  field: "jour" | "heure";
  type: "date" | "time";
  value: string | undefined;
  /** Whose. */
  name: string;
  sentences: FieldErrors;
}

function Time({ id, field, type, value, name, sentences }: TimeProps) {
  const t = useWords("agenda");
  const field_ = `${field}-${id}`;
  const error = sentences[field_];
  return (
    <div class="grid gap-1">
      <label class="sr-only" for={field_}>
        {t(field === "jour" ? "away.dayFor" : "away.hourFor", { name })}
      </label>
      {error && (
        <p class="field-error text-sm" id={`${field_}-error`}>
          {error}
        </p>
      )}
      <input
        class={error ? "input input-error" : "input"}
        {...({ type } as { type: "date" })}
        id={field_}
        name={field_}
        value={value}
        step={type === "time" ? 300 : undefined}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${field_}-error` : undefined}
      />
    </div>
  );
}
