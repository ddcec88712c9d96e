import type { ComponentChildren } from "preact";

/** A tick on one line, for lists of them. */
export function Tick({
  name,
  checked,
  detail,
  children,
}: {
  name: string;
  checked: boolean;
  detail?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <label class="flex items-start gap-3 min-h-11 py-2 cursor-pointer">
      <input class="checkbox mt-0.5" type="checkbox" name={name} id={name} checked={checked} />
      <span>
        <span class="font-semibold">{children}</span>
        {detail && <span class="muted block">{detail}</span>}
      </span>
    </label>
  );
}

/** Ticks under one question. The first error leads to `name`. */
export function Ticks({
  name,
  legend,
  hint,
  error,
  areShort = false,
  children,
}: {
  name: string;
  legend: string;
  /** A word or two each: side by side on a phone too. */
  areShort?: boolean;
  hint?: ComponentChildren;
  error?: string | undefined;
  children: ComponentChildren;
}) {
  return (
    <fieldset
      id={name}
      tabindex={-1}
      class={error ? "field-bad" : undefined}
      aria-describedby={hint ? `${name}-hint` : undefined}
    >
      <legend class="font-semibold">{legend}</legend>
      {hint && (
        <p class="field-hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && <p class="field-error">{error}</p>}
      <div class={`grid gap-x-4 mt-1 ${areShort ? "grid-cols-2 sm:grid-cols-3" : "sm:grid-cols-2"}`}>{children}</div>
    </fieldset>
  );
}
