import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icons.ts";
import { whole } from "./whole.tsx";

export interface EmptyStateProps {
  icon: IconName;
  /** What is so. */
  title: string;
  /** What to do. */
  text: ComponentChildren;
  /** One button, or a few links of equal weight. */
  children?: ComponentChildren;
}

/** Nothing here, or not any more: what is so, what to do, one button. */
export function EmptyState({ icon, title, text, children }: EmptyStateProps) {
  return (
    <section class="sheet px-6 py-10 grid justify-items-center text-center content-start">
      <span class="grid place-items-center size-18 rounded-[1.6rem] bg-soft text-secondary-content">
        <Icon name={icon} class="size-9!" />
      </span>
      <h2 class="mt-5">{whole(title)}</h2>
      <p class="muted mt-2 max-w-[24rem]">{text}</p>
      {children && <div class="mt-6 flex flex-wrap gap-3 justify-center">{children}</div>}
    </section>
  );
}
