import { createHash } from "node:crypto";
import type { Language } from "../platform/web.ts";
import { typesetEnglish, typesetFrench } from "../ui/typography.ts";
import { toHtml } from "./markdown.ts";

/** The words somebody has before the eyes, and what proves later which those were. */
export interface Worded {
  /** The day they came into force, or `2026-11-22.2`: versions sort as texts. */
  version: string;
  language: Language;
  /** Markdown, the title first. */
  markdown: string;
  /** Of the Markdown, hex. */
  sha256: string;
}

/** The same as a page prints them. */
export interface Readable extends Worded {
  title: string;
  html: string;
}

/** Words that were kept, or written by others than us, as a page prints them. */
export function readable(words: Omit<Worded, "sha256">): Readable {
  const { markdown, language } = words;
  const [, title = "", body = markdown] = /^\s*# +(\S.*)\n([\s\S]*)$/.exec(markdown) ?? [];
  const typeset = language === "fr" ? typesetFrench : typesetEnglish;
  return { ...words, sha256: fingerprint(markdown), title: typeset(title), html: toHtml(body, { language }) };
}

export function fingerprint(markdown: string): string {
  return createHash("sha256").update(markdown).digest("hex");
}
