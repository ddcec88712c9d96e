import type { ComponentChildren } from "preact";
import type { FieldErrors } from "../platform/web.ts";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { useIsland } from "../ui/request.ts";
import { useSentences, useWords } from "../ui/words.ts";
import { type Difference, Stale } from "./stale.tsx";

/** How a form of the settings stands: what its fields show, and what is wrong with it. */
export interface FormState {
  typed: Record<string, string>;
  errors?: FieldErrors;
  /** Someone else saved first. */
  differences?: Difference[];
}

export interface SettingFormProps {
  action: string;
  state: FormState;
  /** Hidden fields: a version, or a key. */
  hidden: Record<string, string>;
  /** What patients will read, beside the form; it follows what is typed. */
  preview?: ComponentChildren;
  /** On the button; by default « Enregistrer ». */
  submit?: string;
  children: ComponentChildren;
}

/** A form of the settings: what is wrong above it, the fields, and beside them what patients will read. The preview is a button; with
 * script it follows by itself. */
export function SettingForm({ action, state, hidden, preview, submit, children }: SettingFormProps) {
  const t = useWords("settings");
  if (preview) useIsland("preview");
  const sentences = useSentences("settings", state.errors ?? {});
  return (
    <>
      <ErrorSummary errors={sentences} />
      {state.differences && <Stale differences={state.differences} reload={action} />}
      <div
        class={
          preview
            ? "grid grid-cols-1 gap-4 xl:grid-cols-[minmax(0,42rem)_minmax(20rem,1fr)] items-start"
            : "grid grid-cols-1 max-w-[42rem]"
        }
      >
        <form
          method="post"
          action={action}
          class="grid grid-cols-1 gap-4 [&_:is(input,select,textarea)]:scroll-mb-24"
          novalidate
          data-previewed={preview ? "" : undefined}
        >
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {children}
          <div class="flex flex-wrap gap-3 sticky bottom-0 bg-base-200 py-3 z-10">
            <Button icon="check">{submit ?? t("form.save")}</Button>
            {preview && (
              <Button tone="outline" icon="eye" name="geste" value="apercu">
                {t("form.preview")}
              </Button>
            )}
          </div>
        </form>
        {preview && (
          <section
            class="p-4 rounded-box border border-dashed border-control xl:sticky xl:top-6"
            aria-labelledby="apercu"
            data-preview=""
          >
            <h2 id="apercu">{t("form.whatPatientsRead")}</h2>
            <div class="mt-3 wrap-anywhere">{preview}</div>
          </section>
        )}
      </div>
    </>
  );
}

/** Fields that belong together, under their own heading. */
export function Panel({
  title,
  hint,
  children,
}: {
  title: string;
  hint?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <section class="sheet p-4 grid grid-cols-1 gap-4">
      <div>
        <h2>{title}</h2>
        {hint && <p class="muted">{hint}</p>}
      </div>
      {children}
    </section>
  );
}

/** Whether the form only asks to see what patients will read. */
export function isPreview(typed: Record<string, string>): boolean {
  return typed.geste === "apercu";
}
