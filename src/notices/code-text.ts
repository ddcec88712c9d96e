import type { Language } from "../platform/web.ts";
import { wordsIn } from "../ui/words.ts";

/** The text of a one-time code. Its last line lets the phone fill the code in by itself, on our pages only (origin-bound one-time codes,
 * WICG). */
export function codeText({
  code,
  minutes,
  language,
  publicUrl,
}: {
  code: string;
  /** How long it serves. */
  minutes: number;
  language: Language;
  publicUrl: string;
}): string {
  const t = wordsIn(language, "notices");
  return `${t("code.text", { code, minutes })}\n\n@${new URL(publicUrl).hostname} #${code}`;
}
