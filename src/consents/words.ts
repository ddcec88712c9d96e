import { fingerprint, type Worded } from "../help/worded.ts";
import type { Language } from "../platform/web.ts";
import { wordsIn } from "../ui/words.ts";
import { type Purpose, purposes } from "./consent.ts";

/** What is asked for a purpose, as its box and its row say it. */
export function wordsOf(purpose: Purpose, language: Language): Worded & { title: string; detail: string } {
  const t = wordsIn(language, "consents");
  const [title, detail] = [t(`purpose.${purpose}.title`), t(`purpose.${purpose}.detail`)];
  const markdown = `# ${title}\n\n${detail}\n`;
  return { title, detail, version: purposes[purpose], language, markdown, sha256: fingerprint(markdown) };
}
