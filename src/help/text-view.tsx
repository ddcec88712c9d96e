import type { ComponentChildren } from "preact";
import { fullDate } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { whole } from "../ui/whole.tsx";
import { useWords } from "../ui/words.ts";
import { Told } from "./told.tsx";
import type { Readable } from "./worded.ts";

/** A long text to read: its title, since when it is in force, what is in it, the text itself. */
export function TextView({
  text,
  description,
  children,
}: {
  text: Pick<Readable, "version" | "title" | "html">;
  description: string;
  /** What is said above the title. */
  children?: ComponentChildren;
}) {
  const t = useWords("help");
  const { language } = useRequest();
  const since = fullDate(Temporal.PlainDate.from(text.version.slice(0, 10)), language);
  return (
    <Page title={text.title} description={description} width="narrow">
      {children}
      <h1 id="haut" tabindex={-1}>
        {whole(text.title)}
      </h1>
      <p class="muted mt-3">{t("text.since", { day: since })}</p>
      <Contents html={text.html} />
      <Told html={text.html} class="mt-8" />
      <BackToTop />
    </Page>
  );
}

/** The way back up from the end of a long page. */
export function BackToTop() {
  const t = useWords("help");
  return (
    <p class="mt-8">
      <a class="link target" href="#haut">
        {t("backToTop")}
      </a>
    </p>
  );
}

function Contents({ html }: { html: string }) {
  const t = useWords("help");
  const headings = [...html.matchAll(/<h2 id="([^"]+)">(.*?)<\/h2>/g)];
  return (
    <details class="sheet mt-6 px-5">
      <summary class="py-3 font-semibold cursor-pointer">{t("text.contents")}</summary>
      <ul class="pb-3">
        {headings.map(([, id, title]) => (
          <li key={id}>
            <a class="link target" href={`#${id}`} dangerouslySetInnerHTML={{ __html: title! }} />
          </li>
        ))}
      </ul>
    </details>
  );
}
