import { OperatorError } from "../platform/errors.ts";
import { lettersOf } from "./find-words.ts";
import { type Dress, plainWords, slugOf, toHtml, toInlineHtml } from "./markdown.ts";
import type { TextFile } from "./text-files.ts";

/** Questions about one thing, under its heading (`##`). Titles and texts are Markdown, or HTML once told. */
export interface QuestionGroup<Q = Question> {
  /** Its place on the page: `/aide#rendez-vous`. */
  id: string;
  title: string;
  /** What is said before the first question; often nothing. */
  opening: string;
  questions: Q[];
}

/** A question (`###`) and its answer. */
export interface Question extends ToldQuestion {
  /** All its words, as a search reads them. */
  letters: string;
}
export interface ToldQuestion {
  id: string;
  title: string;
  answer: string;
}

/** The help text, cut at its headings. An OperatorError names a text without questions, and a name given twice. */
export function questionsIn({ markdown, path }: Pick<TextFile, "markdown" | "path">): QuestionGroup[] {
  const groups = sections(markdown, "## ").map(({ id, title, body }) => {
    const questions = sections(body, "### ").map((question) => ({
      ...{ id: question.id, title: question.title, answer: question.body },
      letters: lettersOf(`${question.title} ${plainWords(question.body)}`),
    }));
    return { id, title, opening: body.split(/^### /m)[0]!.trim(), questions };
  });
  const ids = groups.flatMap(({ id, questions }) => [id, ...questions.map((question) => question.id)]);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice) throw new OperatorError(`${path}: two headings are named {#${twice}}.`);
  if (groups.length === 0 || groups.some(({ questions }) => questions.length === 0))
    throw new OperatorError(`${path}: groups begin with "## ", and each has questions, which begin with "### ".`);
  return groups;
}

/** The same as HTML. */
export function toldQuestions(groups: QuestionGroup[], dress: Dress): QuestionGroup<ToldQuestion>[] {
  const line = (markdown: string) => toInlineHtml(markdown, dress);
  return groups.map(({ id, title, opening, questions }) => ({
    ...{ id, title: line(title), opening: toHtml(opening, dress) },
    questions: questions.map((question) => ({
      ...{ id: question.id, title: line(question.title), answer: toHtml(question.answer, dress) },
    })),
  }));
}

/** What follows each heading of this level. */
function sections(markdown: string, mark: "## " | "### ") {
  const [, ...parts] = `\n${markdown}`.split(`\n${mark}`);
  return parts.map((part) => {
    const end = part.indexOf("\n");
    const heading = (end < 0 ? part : part.slice(0, end)).trim();
    const [, title = heading, id] = /^(.*?)\s*\{#([a-z0-9-]+)\}$/.exec(heading) ?? [];
    return { id: id ?? slugOf(title), title, body: end < 0 ? "" : part.slice(end + 1).trim() };
  });
}
