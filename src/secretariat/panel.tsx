import type { ComponentChildren } from "preact";

/** A panel of a file; `beside` stands at the right of its heading. */
export function Panel({
  id,
  title,
  beside,
  children,
}: {
  id: string;
  title: string;
  beside?: ComponentChildren;
  children: ComponentChildren;
}) {
  return (
    <section class="sheet p-4 sm:p-5" aria-labelledby={id}>
      <div class="flex flex-wrap items-center justify-between gap-x-3">
        <h2 id={id}>{title}</h2>
        {beside}
      </div>
      {children}
    </section>
  );
}
