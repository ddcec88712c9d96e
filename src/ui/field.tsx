import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";
import { type AnswerProps, part, Question, type QuestionProps, ties } from "./question.tsx";

export interface FieldProps extends QuestionProps, AnswerProps {
  type?: "text" | "email" | "tel" | "search";
  /** Drawn inside the frame, before the answer. */
  icon?: IconName;
}

/** A question answered in one line. */
export function Field({ icon, type = "text", ...props }: FieldProps) {
  const { question, control } = part(props);
  const frame = question.error ? "input input-error" : "input";
  const input = { ...control, ...ties(question), type: type as "text" }; // to Preact's types each kind of input is another element
  return (
    <Question question={question}>
      {icon ? (
        <span class={frame}>
          <Icon name={icon} class="muted" />
          <input {...input} />
        </span>
      ) : (
        <input {...input} class={frame} />
      )}
    </Question>
  );
}

/** A question answered at length. */
export function TextArea({ value, rows = 3, ...props }: QuestionProps & AnswerProps & { rows?: number }) {
  const { question, control } = part(props);
  return (
    <Question question={question}>
      <textarea
        rows={rows}
        {...control}
        {...ties(question)}
        class={question.error ? "textarea input-error" : "textarea"}
      >
        {value}
      </textarea>
    </Question>
  );
}

export interface SelectProps extends QuestionProps {
  options: { value: string; label: string }[];
  value?: string | undefined;
}

/** A question answered from a list. */
export function Select({ options, value, ...props }: SelectProps) {
  const { question, control } = part(props);
  return (
    <Question question={question}>
      <select {...control} {...ties(question)} class={question.error ? "select select-error" : "select"}>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </Question>
  );
}
