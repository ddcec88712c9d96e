import type { ComponentChildren } from "preact";
import { Icon } from "../ui/icon.tsx";
import type { IconName } from "../ui/icons.ts";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";

/** One thing of a list of settings: the whole row leads to it; what is closed says so. */
export function SettingRow({
  href,
  icon,
  mark,
  name,
  active,
  children,
}: {
  href: string;
  icon?: IconName;
  /** Instead of an icon. */
  mark?: ComponentChildren;
  name: string;
  active: boolean;
  children?: ComponentChildren;
}) {
  const t = useWords("settings");
  return (
    <li>
      <a
        class="flex items-center gap-3.5 px-4 py-3 min-h-14 no-underline text-base-content hover:bg-base-200"
        href={href}
      >
        {mark ?? (icon && <Icon name={icon} class="text-primary size-5!" />)}
        <span class="me-auto min-w-0 wrap-anywhere">
          <span class="font-semibold block leading-tight">{name}</span>
          {children && <span class="muted">{children}</span>}
        </span>
        {!active && (
          <State kind="stop" icon="ban">
            {t("form.closed")}
          </State>
        )}
        <Icon name="chevron-right" class="muted" />
      </a>
    </li>
  );
}
