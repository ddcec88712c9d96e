import type { HouseLine } from "../audit/house-journal.ts";
import type { JournalQuery } from "../pro-paths.ts";
import { ButtonLink } from "../ui/button.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { linesAPage, placeAsText } from "./journal-query.ts";

interface OnwardProps {
  /** One more than a page, when there are more. */
  lines: HouseLine[];
  query: JournalQuery;
  address: (query: JournalQuery) => string;
}

/** To the older lines, and back to the newest. */
export function Onward({ lines, query, address }: OnwardProps) {
  const t = useWords("secretariat");
  const ui = useWords("ui");
  const { path } = useRequest();
  const last = lines.length > linesAPage ? lines[linesAPage - 1] : undefined;
  const isOnward = /[?&]page=/.test(path);
  if (!last && !isOnward) return null;
  return (
    <nav aria-label={ui("page.pages")} class="flex flex-wrap gap-2 justify-between">
      {isOnward ? (
        <ButtonLink tone="outline" href={address(query)}>
          {t("journal.newest")}
        </ButtonLink>
      ) : (
        <span />
      )}
      {last && (
        <ButtonLink tone="outline" rel="next" href={address({ ...query, page: placeAsText(last) })}>
          {t("journal.older")}
        </ButtonLink>
      )}
    </nav>
  );
}
