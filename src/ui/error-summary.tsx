import type { ComponentChildren } from "preact";
import type { FieldErrors } from "../platform/web.ts";
import { Icon } from "./icon.tsx";
import { useIsland } from "./request.ts";
import { useWords } from "./words.ts";

export interface ErrorSummaryProps {
  /** One sentence per field, in the order of the form. Nothing is rendered when there is none. */
  errors: FieldErrors;
  /** « Il manque deux réponses »; by default a title that only counts. */
  title?: string;
  /** What was not lost; by default what was typed. */
  kept?: ComponentChildren;
}

/** What is wrong with a form, above it. It takes the focus, so that what is wrong is heard first, and leads to each field. */
export function ErrorSummary({ errors, title, kept }: ErrorSummaryProps) {
  useIsland("forms");
  const t = useWords("ui");
  const wrong = Object.entries(errors);
  if (wrong.length === 0) return null;
  return (
    <div class="notice notice-err mb-6" role="alert" tabindex={-1} autofocus aria-labelledby="errors-title">
      <Icon name="circle-alert" />
      <div>
        <h2 id="errors-title" class="text-[1.15rem]!">
          {title ?? <Title count={wrong.length} />}
        </h2>
        <ul class="grid mt-1">
          {wrong.map(([field, sentence]) => (
            <li key={field}>
              <a class="link target text-err-text!" href={`#${field}`}>
                {sentence}
              </a>
            </li>
          ))}
        </ul>
        <p class="muted">{kept ?? t("form.kept")}</p>
      </div>
    </div>
  );
}

function Title({ count }: { count: number }) {
  const t = useWords("ui");
  const inLetters = ["2", "3", "4", "5", "6", "7", "8", "9"] as const;
  const digit = inLetters.find((each) => each === String(count));
  return <>{t("errors.title", { count, number: digit ? t(`errors.number.${digit}`) : count })}</>;
}
