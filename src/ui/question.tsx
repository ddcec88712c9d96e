import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import { useWords } from "./words.ts";

/** A question, whatever answers it. Its name is also the id of its answer, so that an error can lead there. */
export interface QuestionProps {
  name: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  /** What is wrong, as a sentence; the answer is then marked invalid. */
  error?: string | undefined;
  /** What is optional is marked, what is required is not. */
  optional?: boolean;
  /** At the right of the label: « Mot de passe oublié ? ». */
  beside?: ComponentChildren;
  /** Of the whole question, for its width. */
  class?: string;
}

/** What the control itself may be told; the rest is the question's. */
export interface AnswerProps {
  value?: string | undefined;
  placeholder?: string;
  /** The token by which browsers and password managers know the answer: "tel", "given-name", "new-password"… */
  autocomplete?: string;
  inputmode?: "text" | "numeric" | "tel" | "email" | "search";
  maxlength?: number;
  required?: boolean;
  spellcheck?: boolean;
}

/** Label, hint, error, then the answer: the frame of every field. */
export function Question({ question, children }: { question: QuestionProps; children: ComponentChildren }) {
  const { name, hint, error, beside } = question;
  const label = <Label question={question} />;
  return (
    <div class={["field", error && "field-bad", question.class].filter(Boolean).join(" ")}>
      {beside ? (
        <div class="flex flex-wrap justify-between items-center gap-x-4">
          {label}
          {beside}
        </div>
      ) : (
        label
      )}
      {hint && (
        <p class="field-hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      <QuestionError name={name} error={error} />
      {children}
    </div>
  );
}

/** What is wrong with an answer, under its question. */
export function QuestionError({ name, error }: { name: string; error: string | undefined }) {
  if (!error) return null;
  return (
    <p class="field-error" id={`${name}-error`}>
      <Icon name="circle-alert" class="mt-0.5" />
      <span>{error}</span>
    </p>
  );
}

/** « (facultatif) », after a label. */
export function Optional() {
  const t = useWords("ui");
  return <span class="muted font-normal"> ({t("form.optional")})</span>;
}

/** The attributes that tie an answer to its question for those who cannot see them side by side. */
export function ties({ name, hint, error }: QuestionProps) {
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(" ");
  return {
    id: name,
    name,
    ...(described && { "aria-describedby": described }),
    ...(error && { "aria-invalid": true as const }),
  };
}

/** Parts the props of a field into what the question says and what its control receives. */
export function part<Props extends QuestionProps>(props: Props) {
  const { name, label, hint, error, optional, beside, class: outer, ...control } = props;
  const question = { name, label, hint, error, optional, beside, class: outer } as QuestionProps;
  return { question, control };
}

function Label({ question }: { question: QuestionProps }) {
  return (
    <label for={question.name} id={`${question.name}-label`} class="font-semibold">
      {question.label}
      {question.optional && <Optional />}
    </label>
  );
}
