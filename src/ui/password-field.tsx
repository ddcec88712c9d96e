import { type AnswerProps, part, Question, type QuestionProps, ties } from "./question.tsx";
import { useIsland } from "./request.tsx";
import { useWords } from "./words.ts";

/** A password. With script it can be shown while it is typed, and a locked keyboard is pointed out. */
export function PasswordField(props: QuestionProps & AnswerProps) {
  useIsland("password");
  const t = useWords("ui");
  const { question, control } = part(props);
  return (
    <Question question={question}>
      <div class="grid gap-1" data-password>
        <span class={question.error ? "input input-error pe-1!" : "input pe-1!"}>
          <input {...control} {...ties(question)} type="password" />
          <button
            type="button"
            class="btn btn-ghost btn-sm min-h-11!"
            aria-controls={question.name}
            data-hide={t("password.hide")}
            hidden
          >
            {t("password.show")}
          </button>
        </span>
        <span class="field-hint" role="status" data-caps-lock={t("password.capsLock")} />
      </div>
    </Question>
  );
}
