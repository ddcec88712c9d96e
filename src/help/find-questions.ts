import type { Language } from "../platform/web.ts";
import { countFound, wordsAsked } from "./find-words.ts";
import type { QuestionGroup } from "./questions.ts";

export interface Found {
  /** Those looked for, to be shown where they are found. */
  words: string[];
  /** With the questions found only; groups without any are left out. */
  groups: QuestionGroup[];
  count: number;
  /** No question has all the words: these have some. */
  isPartial: boolean;
}

/** The questions whose title or answer has every word of the search; when there are none, those that have most of its words. */
export function findQuestions(groups: QuestionGroup[], asked: string, language: Language): Found {
  const words = wordsAsked(asked, language);
  const counts = new Map(
    groups.flatMap(({ questions }) => questions).map((each) => [each, countFound(words, each.letters)]),
  );
  const most = Math.max(0, ...counts.values());
  if (most === 0) return { words, groups: [], count: 0, isPartial: false };

  const found = groups
    .map((group) => ({ ...group, questions: group.questions.filter((question) => counts.get(question) === most) }))
    .filter(({ questions }) => questions.length > 0);
  const count = found.reduce((sum, { questions }) => sum + questions.length, 0);
  return { words, groups: found, count, isPartial: most < words.length };
}
