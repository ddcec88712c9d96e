import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";
import { type AnswerProps, part, Question, type QuestionProps, ties } from "./question.tsx";
import { useIsland } from "./request.ts";
import { useWords } from "./words.ts";

export interface SuggestFieldProps extends QuestionProps, AnswerProps {
  /** An address of ours which answers `?q=…` with a JSON array of `{ value, detail? }`. */
  source: string;
  icon?: IconName;
}

/** A question answered in one line, with suggestions while typing. Without script, or when the source is silent, a plain field. */
export function SuggestField({ source, icon, ...props }: SuggestFieldProps) {
  useIsland("suggest");
  const t = useWords("ui");
  const { question, control } = part(props);
  const { name, error } = question;
  return (
    <Question question={question}>
      <div class="suggest" data-suggest={source} data-some={t("suggest.some")} data-none={t("suggest.none")}>
        <span class={error ? "input input-error" : "input"}>
          {icon && <Icon name={icon} class="muted" />}
          <input type="text" {...control} {...ties(question)} />
        </span>
        <div class="suggest-list" role="listbox" id={`${name}-list`} aria-labelledby={`${name}-label`} hidden />
        <span class="sr-only" role="status" />
      </div>
    </Question>
  );
}
