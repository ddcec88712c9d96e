import MarkdownIt, { type Token } from "markdown-it";
import type { Language } from "../platform/web.ts";
import { typesetEnglish, typesetFrench } from "../ui/typography.ts";

export interface Dress {
  language: Language;
  /** Which stretches of a text are shown as found: the even ones of the pieces are not, the odd ones are. */
  split?: (text: string) => string[];
}

/** A text as HTML. Whatever looks like HTML in it is shown as it was typed; there are no pictures and nothing comes from elsewhere.
 *
 * Headings get an id, from their words or from `{#name}` at their end; links to other sites say so; a table carries what it needs to
 * become a list on a phone (`.told` in styles.css). */
export function toHtml(markdown: string, dress: Dress): string {
  return reader.render(markdown, { dress });
}

/** One line, without paragraph around it: a title, a question. */
export function toInlineHtml(markdown: string, dress: Dress): string {
  return reader.renderInline(markdown, { dress });
}

/** The words of a text, without marks and addresses. */
export function plainWords(markdown: string): string {
  const words = (tokens: Token[]): string[] =>
    tokens.flatMap((token) => (token.children ? [words(token.children).join("")] : [token.content]));
  return words(reader.parse(markdown, {})).filter(Boolean).join(" ");
}

/** Puts a value into a text as it is, whatever signs of Markdown it holds. */
export function asMarkdown(value: string): string {
  return value.replace(/[\\`*_{}[\]()#+\-.!<>|~&:]/g, "\\$&");
}

/** `Mots de passe` becomes `mots-de-passe`. */
export function slugOf(words: string): string {
  const letters = words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return letters.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}

const reader = new MarkdownIt({ html: false, linkify: false, typographer: false }).disable("image");
reader.core.ruler.before("inline", "headings", ({ tokens }) => nameHeadings(tokens));
reader.core.ruler.push("tables", ({ tokens }) => nameCells(tokens));
reader.core.ruler.push("links", ({ tokens }) => dressLinks(tokens));
reader.renderer.rules.text = (tokens, index, _options, env) => {
  const dress = env?.dress as Dress;
  const { language, split = (text: string) => [text] } = dress;
  const pieces = split((language === "fr" ? typesetFrench : typesetEnglish)(tokens[index]!.content));
  return pieces.map((piece, at) => (at % 2 === 0 ? inHtml(piece) : `<mark>${inHtml(piece)}</mark>`)).join("");
};

function nameHeadings(tokens: Token[]) {
  const taken = new Set<string>();
  tokens.forEach((token, index) => {
    if (token.type !== "heading_open") return;
    const inline = tokens[index + 1]!;
    const [named, words = "", name] = /^(.*?)\s*\{#([a-z0-9-]+)\}$/.exec(inline.content) ?? [];
    if (named) inline.content = words;
    const wished = name ?? (slugOf(inline.content) || "section");
    let id = wished;
    for (let count = 2; taken.has(id); count++) id = `${wished}-${count}`;
    taken.add(id);
    token.attrSet("id", id);
  });
}

/** A phone shows each row as a block: every cell repeats the name of its column there, and the roles outlive that change of dress. */
function nameCells(tokens: Token[]) {
  let [columns, column, heading]: [string[], number, string | null] = [[], 0, null];
  tokens.forEach((token, index) => {
    const { type } = token;
    if (type === "heading_open") heading = String(token.attrGet("id"));
    if (type === "table_open") {
      columns = [];
      token.attrSet("role", "table");
      if (heading) token.attrSet("aria-labelledby", heading);
    }
    if (type === "thead_open" || type === "tbody_open") token.attrSet("role", "rowgroup");
    if (type === "tr_open") {
      column = 0;
      token.attrSet("role", "row");
    }
    if (type === "th_open") {
      columns.push(tokens[index + 1]!.content);
      token.attrSet("role", "columnheader");
      token.attrSet("scope", "col");
    }
    if (type === "td_open") {
      token.attrSet("role", "cell");
      token.attrSet("data-column", columns[column++] ?? "");
    }
  });
}

function dressLinks(tokens: Token[]) {
  for (const link of tokens.flatMap(({ children }) => children ?? []).filter(({ type }) => type === "link_open")) {
    link.attrSet("class", "link");
    if (/^https?:/.test(String(link.attrGet("href")))) link.attrSet("rel", "external noopener noreferrer");
  }
}

const inHtml = reader.utils.escapeHtml;
