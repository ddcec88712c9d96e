import { Hono } from "hono";
import type { LegalText, Texts } from "../help/texts.ts";
import { paths } from "../paths.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { fullDate } from "../ui/format.ts";
import { ProPage } from "../ui/pro.tsx";
import { useWords } from "../ui/words.ts";

const kinds = ["privacy", "terms", "legal", "accessibility"] as const;

/** The texts of the platform: which version of each is in force. */
export function textsPage({ texts }: { texts: Texts }) {
  return new Hono<Web>().get(proPaths.operatorTexts(), (c) =>
    c.render(<TextsView texts={kinds.map((kind) => texts.legalText(kind, "fr"))} />),
  );
}

function TextsView({ texts }: { texts: LegalText[] }) {
  const t = useWords("operator");
  return (
    <ProPage title={t("texts.title")}>
      <h1>{t("texts.title")}</h1>
      <p class="muted mt-1 max-w-[45rem]">{t("texts.lead")}</p>
      <ul class="sheet rows mt-5 max-w-[45rem]">
        {texts.map(({ kind, version, inSubstanceSince }) => (
          <li key={kind} class="p-4 flex flex-wrap items-center gap-3">
            <div class="grow">
              <p class="font-semibold">{t(`texts.kinds.${kind}`)}</p>
              <p class="muted text-sm">
                {t("texts.version", { version: dayOf(version) })}.{" "}
                {t("texts.substance", { since: dayOf(inSubstanceSince) })}
              </p>
            </div>
            <a
              class="link target"
              href={paths[kind]()}
              aria-label={t("texts.readOf", { what: t(`texts.kinds.${kind}`) })}
            >
              {t("texts.read")}
            </a>
          </li>
        ))}
      </ul>
    </ProPage>
  );
}

function dayOf(version: string): string {
  return fullDate(Temporal.PlainDate.from(version), "fr");
}
