import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import { Optional, QuestionError } from "./question.tsx";

export interface Option {
  value: string;
  label: ComponentChildren;
  detail?: ComponentChildren;
}

export interface ChoicesProps {
  name: string;
  legend: ComponentChildren;
  options: Option[];
  /** The value chosen so far. */
  value?: string | undefined;
  hint?: ComponentChildren;
  error?: string | undefined;
  optional?: boolean;
  /** Two columns from 40rem, for short answers. */
  columns?: 1 | 2;
}

/** One answer among a few, each a card. The first bears the name as its id, so that an error can lead there. */
export function Choices({ name, legend, options, value, hint, error, optional, columns = 1 }: ChoicesProps) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  return (
    <div class={error ? "field-bad" : undefined}>
      <fieldset class="grid gap-3" aria-describedby={described || undefined}>
        <legend class={`font-display font-semibold text-[1.3rem] ${hint || error ? "" : "mb-3"}`}>
          {legend}
          {optional && <Optional />}
        </legend>
        {hint && (
          <p class="field-hint" id={`${name}-hint`}>
            {hint}
          </p>
        )}
        <QuestionError name={name} error={error} />
        <div class={columns === 2 ? "grid sm:grid-cols-2 gap-3" : "grid gap-3"}>
          {options.map((option, index) => (
            <Choice
              key={option.value}
              type="radio"
              name={name}
              id={index === 0 ? name : `${name}-${index + 1}`}
              value={option.value}
              checked={option.value === value}
              detail={option.detail}
            >
              {option.label}
            </Choice>
          ))}
        </div>
      </fieldset>
    </div>
  );
}

export interface ChoiceProps {
  /** A tick by default. */
  type?: "checkbox" | "radio";
  name: string;
  id?: string;
  value?: string;
  checked?: boolean;
  detail?: ComponentChildren;
  /** A sentence, for a tick that must be made. */
  error?: string | undefined;
  children: ComponentChildren;
}

/** A tick or one answer among several: the whole card is its label. */
export function Choice({ type = "checkbox", name, id = name, value, checked, detail, error, children }: ChoiceProps) {
  const card = (
    <label class="choice">
      <input
        class={`${type === "radio" ? "radio" : "checkbox"} mt-0.5`}
        type={type}
        id={id}
        name={name}
        value={value}
        checked={checked}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${name}-error` : undefined}
      />
      <Wording detail={detail}>{children}</Wording>
    </label>
  );
  return error ? (
    <div class="field-bad grid gap-2">
      <QuestionError name={name} error={error} />
      {card}
    </div>
  ) : (
    card
  );
}

export interface ChoiceLinkProps {
  href: string;
  chosen: boolean;
  detail?: ComponentChildren;
  children: ComponentChildren;
}

/** A choice that is an address: the page it leads to is this one, chosen. */
export function ChoiceLink({ href, chosen, detail, children }: ChoiceLinkProps) {
  return (
    <a class="choice no-underline text-base-content" href={href} aria-current={chosen ? "true" : undefined}>
      <Icon
        name={chosen ? "circle-check-big" : "circle"}
        class={chosen ? "text-primary mt-0.5" : "text-control mt-0.5"}
      />
      <Wording detail={detail}>{children}</Wording>
    </a>
  );
}

function Wording({ detail, children }: { detail: ComponentChildren; children: ComponentChildren }) {
  return (
    <span>
      <span class="font-semibold block">{children}</span>
      {detail && <span class="muted">{detail}</span>}
    </span>
  );
}
