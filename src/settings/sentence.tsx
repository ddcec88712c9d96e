import type { ComponentChildren } from "preact";
import { Question, ties } from "../ui/question.tsx";

export interface SentenceProps {
  name: string;
  label: ComponentChildren;
  /** What stands before and after the field, in the same sentence. */
  before?: string;
  after?: string;
  value?: string | undefined;
  /** A second field right after it, such as hours or days. */
  unit?: { name: string; label: string; value?: string | undefined; options: { value: string; label: string }[] };
  hint?: ComponentChildren;
  error?: string | undefined;
  optional?: boolean;
}

/** A rule as a sentence with its number inside: « On peut annuler jusqu’à [48] [heures] avant ». */
export function Sentence({ before, after, value, unit, ...question }: SentenceProps) {
  return (
    <Question question={question}>
      <div class="flex flex-wrap items-center gap-x-2 gap-y-1">
        {before && <span>{before}</span>}
        <input
          {...ties(question)}
          type="text"
          inputmode="numeric"
          size={4}
          maxlength={5}
          value={value}
          class={`input w-[4.75rem]! text-center tnum ${question.error ? "input-error" : ""}`}
        />
        {unit && (
          <select class="select w-auto!" name={unit.name} id={unit.name} aria-label={unit.label}>
            {unit.options.map((option) => (
              <option key={option.value} value={option.value} selected={option.value === unit.value}>
                {option.label}
              </option>
            ))}
          </select>
        )}
        {after && <span>{after}</span>}
      </div>
    </Question>
  );
}
