import { ButtonLink } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { useWords } from "./words.ts";

export interface PagerProps {
  /** Ranks of the first and the last shown, from 1, and how many there are in all. */
  from: number;
  to: number;
  total: number;
  /** How many a page shows at most. */
  size: number;
  previous?: string | undefined;
  next?: string | undefined;
}

/** Where one is in a long list, and the pages on either side. */
export function Pager({ from, to, total, size, previous, next }: PagerProps) {
  const t = useWords("ui");
  return (
    <nav aria-label={t("page.pages")} class="mt-7 flex flex-wrap gap-2 items-center justify-between">
      <p class="muted">{t("pager.range", { from, to, total })}</p>
      <div class="flex flex-wrap gap-2">
        {previous && (
          <ButtonLink tone="outline" icon="arrow-left" href={previous} rel="prev">
            {t("pager.previous", { count: Math.min(size, from - 1) })}
          </ButtonLink>
        )}
        {next && (
          <ButtonLink tone="outline" href={next} rel="next">
            {t("pager.next", { count: Math.min(size, total - to) })} <Icon name="arrow-right" />
          </ButtonLink>
        )}
      </div>
    </nav>
  );
}
