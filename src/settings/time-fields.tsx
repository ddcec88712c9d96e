import { weekdays } from "../availability/calendar.ts";
import type { FieldErrors } from "../platform/web.ts";
import { Select } from "../ui/field.tsx";
import { Question, QuestionError, type QuestionProps, ties } from "../ui/question.tsx";
import { useWords } from "../ui/words.ts";
import { dayField, type Typed } from "./typed-time.ts";

/** A day, picked or typed. */
export function DayField({ value, ...question }: QuestionProps & { value: string | undefined }) {
  return (
    <Question question={question}>
      <input {...ties(question)} type="date" value={value} class={frameOf(question)} autocomplete="off" />
    </Question>
  );
}

/** An hour as fingers type it: « 8h30 », « 830 », « 08:30 ». */
export function HourField({ value, ...question }: QuestionProps & { value: string | undefined }) {
  return (
    <Question question={question}>
      <input
        {...ties(question)}
        type="text"
        inputmode="numeric"
        maxlength={6}
        value={value}
        class={`${frameOf(question)} tnum`}
        autocomplete="off"
      />
    </Question>
  );
}

/** From and to, on one line. */
export function HoursFields({
  typed,
  errors,
  labels,
}: {
  typed: Typed;
  errors: FieldErrors;
  labels: { from: string; to: string };
}) {
  return (
    <div class="grid grid-cols-2 gap-3 items-end">
      <HourField name="de" label={labels.from} value={typed.de} error={errors.de} />
      <HourField name="a" label={labels.to} value={typed.a} error={errors.a} />
    </div>
  );
}

/** The days of the week, as ticks in one bar; they spread over two lines where it is narrow. */
export function WeekdayTicks({ typed, errors }: { typed: Typed; errors: FieldErrors }) {
  const t = useWords("settings");
  const name = dayField("MO");
  return (
    <fieldset class={errors[name] ? "field-bad" : undefined}>
      <legend class="font-semibold">{t("opening.days")}</legend>
      <QuestionError name={name} error={errors[name]} />
      <div class="grid grid-cols-7 mt-1.5 rounded-lg border-[1.5px] border-control overflow-clip">
        {weekdays.map((day, index) => (
          <label
            key={day}
            class={`grid place-items-center min-h-11 ${index ? "border-s border-line" : ""} has-checked:bg-primary has-checked:text-primary-content font-semibold text-sm cursor-pointer has-focus-visible:outline-3 has-focus-visible:-outline-offset-4`}
          >
            <input
              type="checkbox"
              class="sr-only"
              data-weekday=""
              id={dayField(day)}
              name={dayField(day)}
              checked={typed[dayField(day)] !== undefined}
              aria-label={t(`spoken.days.${day}`)}
            />
            <span aria-hidden="true">{t(`spoken.short.${day}`)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** How many weeks apart, in which weeks, which of the month. `once` is what « no repetition » is called. */
export function RepetitionFields({ typed, errors, once }: { typed: Typed; errors: FieldErrors; once: string }) {
  const t = useWords("settings");
  const usual = [1, 2, 3, 4, 5, 6, 8];
  const kept = Number(typed.repetition);
  const weeks = Number.isInteger(kept) && kept >= 1 && kept <= 52 && !usual.includes(kept) ? [...usual, kept] : usual;
  return (
    <Select
      name="repetition"
      label={t("opening.repeat")}
      value={typed.repetition}
      error={errors.repetition}
      options={[
        { value: "une-fois", label: once },
        ...weeks.map((count) => ({
          value: String(count),
          label: count === 1 ? t("opening.weekly") : t("opening.everyWeeks", { weeks: count }),
        })),
      ]}
    />
  );
}

/** What is said of a repetition besides its rhythm. */
export function RepeatedFields({ typed, errors }: { typed: Typed; errors: FieldErrors }) {
  const t = useWords("settings");
  return (
    <>
      <WeekdayTicks typed={typed} errors={errors} />
      <div class="grid sm:grid-cols-2 gap-3">
        <Select
          name="semaines"
          label={t("opening.weeks")}
          value={typed.semaines}
          options={[
            { value: "", label: t("opening.allWeeks") },
            { value: "odd", label: t("opening.oddWeeks") },
            { value: "even", label: t("opening.evenWeeks") },
          ]}
        />
        <Select
          name="rang"
          label={t("opening.inMonth")}
          value={typed.rang}
          options={[
            { value: "", label: t("opening.allMonth") },
            ...(["1", "2", "3", "4", "5", "-1"] as const).map((nth) => ({
              value: nth,
              label: t(`opening.nth.${nth}`),
            })),
          ]}
        />
      </div>
    </>
  );
}

function frameOf({ error }: QuestionProps): string {
  return error ? "input input-error" : "input";
}
