import type { ComponentChildren } from "preact";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";

interface SettingsProps {
  /** Ties the heading to its rows. */
  id: string;
  title: string;
  children: ComponentChildren;
}

/** A group of lines of « Mon compte », under its heading. */
export function Settings({ id, title, children }: SettingsProps) {
  return (
    <section aria-labelledby={id} class="min-w-0">
      <h2 id={id}>{title}</h2>
      <ul class="sheet overflow-clip mt-3 rows">{children}</ul>
    </section>
  );
}

interface SettingRowProps {
  icon: IconName;
  title: string;
  /** How it stands today. */
  children: ComponentChildren;
  /** Where it is changed, and the word for it. */
  href: string;
  action: string;
}

/** One line of « Mon compte » : the whole of it leads to where the thing is changed. */
export function SettingRow({ icon, title, children, href, action }: SettingRowProps) {
  return (
    <li>
      <a
        href={href}
        class="group grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-4 max-[22rem]:gap-x-3 items-center py-4 px-5 max-[22rem]:px-3.5 sm:px-6 no-underline text-base-content hover:bg-soft"
      >
        <Icon name={icon} class="text-primary size-6!" />
        <span class="min-w-0">
          <strong class="font-display font-semibold text-[1.08rem] block">{title}</strong>
          <span class="muted block break-words">{children}</span>
        </span>
        <span class="flex items-center gap-2 text-primary font-semibold">
          <span class="max-sm:sr-only group-hover:underline underline-offset-4">{action}</span>
          <Icon name="chevron-right" />
        </span>
      </a>
    </li>
  );
}
