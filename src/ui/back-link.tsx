import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";
import { useWords } from "./words.ts";

/** The way back, above the heading: it says where it leads. */
export function BackLink({ href, children }: { href: string; children: ComponentChildren }) {
  const t = useWords("ui");
  return (
    <nav aria-label={t("page.trail")} class="mb-3">
      <a class="link target small" href={href}>
        <Icon name="arrow-left" /> {children}
      </a>
    </nav>
  );
}
