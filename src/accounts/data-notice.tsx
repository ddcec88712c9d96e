import { paths } from "../paths.ts";
import { whole } from "../ui/whole.tsx";
import { useWords } from "../ui/words.ts";

/** What becomes of what is asked, where an account is opened. */
export function DataNotice() {
  const t = useWords("accounts");
  return (
    <section class="sheet sheet-pad" aria-labelledby="notice">
      <h2 id="notice">{whole(t("activate.notice"))}</h2>
      <p class="mt-3">{t("activate.noticeText")}</p>
      <a class="link target mt-2" href={paths.privacy()} target="_blank" rel="noopener">
        {t("activate.noticeWhole")}
      </a>
    </section>
  );
}
