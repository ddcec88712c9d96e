import { Field } from "../ui/field.tsx";
import { useWords } from "../ui/words.ts";

interface CodeFieldProps {
  label: string;
  error?: string | undefined;
  /** Six digits, or the letters of a recovery code. */
  of: "digits" | "letters";
  class?: string;
}

/** The field for a code that one copies or pastes: large, and filled in by phones that read it. */
export function CodeField({ label, error, of, class: outer = "" }: CodeFieldProps) {
  const t = useWords("accounts");
  const isDigits = of === "digits";
  return (
    <Field
      name="code"
      label={label}
      hint={t(isDigits ? "secondStep.hint" : "secondStep.recoveryHint")}
      error={error}
      autocomplete={isDigits ? "one-time-code" : "off"}
      inputmode={isDigits ? "numeric" : "text"}
      spellcheck={false}
      maxlength={20}
      class={`${large} ${isDigits ? "[&_input]:tracking-[.32em]" : "[&_input]:uppercase"} ${outer}`.trim()}
    />
  );
}

const large =
  "[&_input]:h-16! [&_input]:text-[1.9rem]! [&_input]:font-display [&_input]:font-semibold [&_input]:tnum [&_input]:text-center";
