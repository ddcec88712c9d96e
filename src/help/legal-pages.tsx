import { Hono } from "hono";
import { paths } from "../paths.ts";
import type { Web } from "../platform/web.ts";
import { useWords } from "../ui/words.ts";
import { TextView } from "./text-view.tsx";
import type { LegalKind, LegalText, Texts } from "./texts.ts";

/** What the law wants said, each at its own address, for anyone. */
export function legalPages({ texts }: { texts: Texts }) {
  const pages = new Hono<Web>();
  for (const [kind, address] of Object.entries(addresses) as [LegalKind, string][])
    pages.get(address, (c) => c.render(<LegalPage text={texts.legalText(kind, c.var.language)} />));
  return pages;
}

const addresses: Record<LegalKind, string> = {
  privacy: paths.privacy(),
  terms: paths.terms(),
  legal: paths.legal(),
  accessibility: paths.accessibility(),
};

function LegalPage({ text }: { text: LegalText }) {
  const t = useWords("help");
  return <TextView text={text} description={t(`description.${text.kind}`)} />;
}
