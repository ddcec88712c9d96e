import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { OperatorError } from "../platform/errors.ts";
import type { Language } from "../platform/web.ts";

/** What there is a text for. */
export const textKinds = ["privacy", "terms", "legal", "accessibility", "establishment", "help"] as const;
export type TextKind = (typeof textKinds)[number];

/** One version of a text, in one language, as the file says it. */
export interface TextFile {
  kind: TextKind;
  language: Language;
  /** The day it comes into force, which names the version. */
  version: Temporal.PlainDate;
  /** The first heading. */
  title: string;
  /** All after it. */
  markdown: string;
  /** False: nothing of substance changed since the version before; whoever read that one need not read again. The file then begins with
   * the three lines `---`, `substance: false`, `---`. */
  isInSubstance: boolean;
  /** Where it is, for messages. */
  path: string;
}

/** Every text of a folder, whose files are named `privacy.2026-11-22.fr.md`. All that is wrong becomes one OperatorError, a sentence
 * each: a name that says nothing, a day that is none, a title, a text or a language that is missing, a `{{name}}` that nothing fills. */
export function readTextFiles(folder: string, isKnown: (name: string, kind: TextKind) => boolean): TextFile[] {
  const problems: string[] = [];
  const files = namesIn(folder).flatMap((name) => {
    const path = join(folder, name);
    const read = readTextFile(path, name);
    if (typeof read === "string") problems.push(read);
    return typeof read === "string" ? [] : [read];
  });
  for (const file of files) {
    problems.push(...unknownNames(file, isKnown));
    if (!files.some((other) => isSameInAnotherLanguage(file, other))) problems.push(missingLanguage(file));
  }
  if (problems.length > 0) throw new OperatorError(problems.join("\n"));
  return files;
}

/** What stands between two braces, with the place in the text: `{{PUBLISHER_NAME}}`. */
export const slots = /\{\{\s*([\w.]+)\s*\}\}/g;

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".md") && name !== "README.md")
      .sort();
  } catch (error) {
    throw new OperatorError(`TEXTS_DIR must be a folder this user may read: ${(error as Error).message}.`);
  }
}

function readTextFile(path: string, name: string): TextFile | string {
  const [, kind, day, language] = /^([a-z]+)\.([\d-]+)\.(fr|en)\.md$/.exec(name) ?? [];
  if (!textKinds.some((known) => known === kind))
    return `${path}: a text is named kind.day.language.md, such as privacy.2026-11-22.fr.md; kinds are ${textKinds.join(", ")}.`;
  const version = dayIn(day!);
  if (!version) return `${path}: ${day} is no day of the calendar; write it as 2026-11-22.`;
  const text = readFileSync(path, "utf8")
    .replace(/^\uFEFF/, "")
    .replaceAll("\r\n", "\n");
  const [, substance, title, markdown] =
    /^(?:---\nsubstance: (true|false)\n---)?\s*# +(\S.*)\n([\s\S]*)$/.exec(text) ?? [];
  if (!title) return `${path}: the first line must be the title, such as "# Politique de confidentialité".`;
  if (!markdown?.trim()) return `${path}: there is no text under the title.`;
  const isInSubstance = substance !== "false";
  return {
    kind: kind as TextKind,
    language: language as Language,
    version,
    title: title.trim(),
    markdown,
    isInSubstance,
    path,
  };
}

function dayIn(text: string): Temporal.PlainDate | null {
  try {
    return /^\d{4}-\d\d-\d\d$/.test(text) ? Temporal.PlainDate.from(text, { overflow: "reject" }) : null;
  } catch {
    return null;
  }
}

function unknownNames({ kind, path, title, markdown }: TextFile, isKnown: (name: string, kind: TextKind) => boolean) {
  const names = new Set([...`${title}\n${markdown}`.matchAll(slots)].map(([, name]) => name!));
  return [...names].filter((name) => !isKnown(name, kind)).map((name) => `${path}: nothing fills {{${name}}}.`);
}

function isSameInAnotherLanguage(file: TextFile, other: TextFile): boolean {
  return file.kind === other.kind && file.version.equals(other.version) && file.language !== other.language;
}

function missingLanguage({ path, language }: TextFile): string {
  const other = language === "fr" ? "en" : "fr";
  return `${path}: the same text is missing in the other language, ${path.replace(`.${language}.md`, `.${other}.md`)}.`;
}
