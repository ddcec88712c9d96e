import type { Now } from "../platform/clock.ts";
import { projectFolder } from "../platform/project-folder.ts";
import type { SiteFact, SiteFacts } from "../platform/site-facts.ts";
import type { Language } from "../platform/web.ts";
import { type QuestionGroup, questionsIn, type ToldQuestion, toldQuestions } from "./questions.ts";
import { readTextFiles, type TextFile, type TextKind, textKinds } from "./text-files.ts";
import { type EstablishmentFacts, factsWantedBy, fillSlots, fillTitle, isSlot } from "./text-slots.ts";
import { type Readable, readable } from "./worded.ts";

export type LegalKind = Exclude<TextKind, "establishment" | "help">;

/** A text as one reads it, facts filled in. Its version is a day, the same in both languages. */
export interface Text extends Readable {
  kind: TextKind;
  /** Whoever read that version, or a later one, need not read again: nothing of substance changed since. */
  inSubstanceSince: string;
}
export interface LegalText extends Text {
  kind: LegalKind;
}

export interface Help {
  questions: QuestionGroup[];
  told: QuestionGroup<ToldQuestion>[];
}

export type Texts = ReturnType<typeof openTexts>;

export interface TextsOptions {
  /** The folder of an operator who replaces some of our texts (TEXTS_DIR). */
  folder?: string | null;
  /** Who publishes and who hosts. */
  facts?: SiteFacts;
  /** The address of the site, as people type it. */
  site?: string;
  now: Now;
}

/** The texts of this site: ours in `texts/`, each kind replaced by the operator's own where his folder has one in force. Among versions
 * the newest wins whose day has come, in Paris. Everything is read and checked here; what is malformed is an OperatorError. */
export function openTexts({ folder = null, facts = {}, site = "", now }: TextsOptions) {
  const ours = readTextFiles(projectFolder("texts"), isSlot);
  const theirs = folder ? readTextFiles(folder, isSlot) : [];
  const rendered = new Map<string, Text>();
  const cut = new Map<string, Help>();
  for (const file of [...ours, ...theirs]) if (file.kind === "help") questionsIn(file);

  const inForce = (kind: TextKind, language: Language): TextFile => {
    const today = now().toZonedDateTimeISO("Europe/Paris").toPlainDate();
    const versions = (files: TextFile[]) => files.filter((file) => file.kind === kind && file.language === language);
    return newest(versions(theirs), today) ?? newest(versions(ours), today) ?? versions(ours)[0]!;
  };
  const substanceOf = (file: TextFile): string => {
    const before = file.isInSubstance ? undefined : versionBefore(file, [...theirs, ...ours]);
    return before ? substanceOf(before) : file.version.toString();
  };
  const read = (kind: TextKind, language: Language): Text => {
    const file = inForce(kind, language);
    const known = rendered.get(file.path) ?? render(file);
    rendered.set(file.path, known);
    return known;
  };
  const render = (file: TextFile, establishment?: EstablishmentFacts): Text => {
    const { kind, language, title, markdown, version } = file;
    const fill = { facts, site, ...(establishment && { establishment }) };
    const words = `# ${fillTitle(title, fill)}\n${fillSlots(markdown, fill)}`;
    const worded = readable({ language, version: version.toString(), markdown: words });
    return { ...worded, kind, inSubstanceSince: substanceOf(file) };
  };

  return {
    /** Read by anyone, and acknowledged before a space opens. Rendered once. */
    legalText: (kind: LegalKind, language: Language) => read(kind, language) as LegalText,
    /** What an establishment, which answers for the files of its patients, tells them of it. */
    establishmentNotice: (establishment: EstablishmentFacts, language: Language): Text =>
      render(inForce("establishment", language), establishment),
    /** The frequent questions, and as a page prints them. Cut and rendered once. */
    help(language: Language): Help {
      const file = inForce("help", language);
      const known = cut.get(file.path) ?? helpIn({ ...file, markdown: fillSlots(file.markdown, { facts, site }) });
      cut.set(file.path, known);
      return known;
    },
    /** The settings that the texts in force name and nobody gave. */
    missingFacts(): SiteFact[] {
      const files = textKinds.flatMap((kind) => [inForce(kind, "fr"), inForce(kind, "en")]);
      const wanted = files.flatMap(({ title, markdown }) => factsWantedBy(title + markdown));
      return [...new Set(wanted)].filter((name) => !facts[name]);
    },
  };
}

function helpIn(file: TextFile): Help {
  const questions = questionsIn(file);
  return { questions, told: toldQuestions(questions, { language: file.language }) };
}

function newest(files: TextFile[], today: Temporal.PlainDate): TextFile | undefined {
  return files
    .filter(({ version }) => Temporal.PlainDate.compare(version, today) <= 0)
    .sort((a, b) => Temporal.PlainDate.compare(b.version, a.version))[0];
}

function versionBefore({ kind, language, version }: TextFile, files: TextFile[]): TextFile | undefined {
  const alike = files.filter((file) => file.kind === kind && file.language === language);
  return newest(alike, version.subtract({ days: 1 }));
}
