import { bitsAsked, strongBits } from "./password-strength.ts";
import { type AnswerProps, part, Question, type QuestionProps, ties } from "./question.tsx";
import { useIsland } from "./request.ts";
import { useWords } from "./words.ts";

/** A password. With script it can be shown while it is typed, a locked keyboard is pointed out, and one that is being chosen is
 * `measured`. */
export function PasswordField({ measured = false, ...props }: QuestionProps & AnswerProps & { measured?: boolean }) {
  useIsland("password");
  const t = useWords("ui");
  const { question, control } = part(props);
  const button = `${question.name}-show`;
  return (
    <Question question={question}>
      <div class="grid gap-1" data-password>
        <span class={question.error ? "input input-error pe-1!" : "input pe-1!"}>
          <input {...control} {...ties(question)} type="password" />
          <button
            type="button"
            id={button}
            class="btn btn-ghost btn-sm min-h-11!"
            aria-controls={question.name}
            aria-labelledby={`${button} ${question.name}-label`}
            data-hide={t("password.hide")}
            hidden
          >
            {t("password.show")}
          </button>
        </span>
        {measured && <Meter />}
        <span class="field-hint" role="status" data-caps-lock={t("password.capsLock")} />
      </div>
    </Question>
  );
}

/** Silent until something is typed. It speaks when the finding changes, not at each letter. */
function Meter() {
  const t = useWords("ui");
  const words = (["weak", "fair", "good", "strong"] as const).map((each) => [
    `data-${each}`,
    t(`password.strength.${each}`),
  ]);
  return (
    <div class="grid gap-1 mt-1" data-strength hidden>
      <meter
        class="w-full"
        min={0}
        max={strongBits}
        low={bitsAsked / 2}
        high={bitsAsked}
        optimum={strongBits}
        value={0}
        aria-label={t("password.strength.label")}
      />
      <span class="field-hint" role="status" {...Object.fromEntries(words)} />
    </div>
  );
}
