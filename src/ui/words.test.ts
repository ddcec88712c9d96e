import { expect, test } from "vitest";
import { dictionaries, type Slice, wordsIn } from "./words.ts";

const slices = Object.keys(dictionaries.fr) as Slice[];

test.each(slices)("whatever %s says in French, it can say in English", (slice) => {
  expect(keysOf(dictionaries.en[slice])).toEqual(keysOf(dictionaries.fr[slice]));
});

test.each(slices)("in %s, both languages ask for the same values", (slice) => {
  const french = Object.fromEntries(sentencesOf(dictionaries.fr[slice]));
  for (const [key, english] of sentencesOf(dictionaries.en[slice])) {
    expect(marksOf(english), key).toEqual(marksOf(french[key]!));
  }
});

test.each(slices)("%s puts a space before French double punctuation, so that it is set narrow", (slice) => {
  for (const [key, sentence] of sentencesOf(dictionaries.fr[slice])) {
    expect(sentence, key).not.toMatch(/[\p{L}}][?!;»]|«\p{L}/u);
  }
});

test("French words are set before anyone asks for them", () => {
  expect(wordsIn("fr", "ui")("page.erred", { title: "Se connecter" })).toBe("Erreur\u202f: Se connecter");
  expect(wordsIn("en", "ui")("page.erred", { title: "Sign in" })).toBe("Error: Sign in");
});

test("numbers agree in each language: no document is singular in French, plural in English", () => {
  expect(wordsIn("fr", "ui")("page.waiting", { count: 0 })).toBe("0 non ouvert");
  expect(wordsIn("fr", "ui")("page.waiting", { count: 3 })).toBe("3 non ouverts");
  expect(wordsIn("en", "ui")("pager.next", { count: 1 })).toBe("Next 1");
});

test("what a stranger typed is put in as it is: the page escapes it, and nothing in it is looked up", () => {
  const typed = "<b>& {{title}} $t(nav.home)";
  expect(wordsIn("fr", "ui")("page.erred", { title: typed })).toBe(`Erreur\u202f: ${typed}`);
});

function keysOf(tree: object): string[] {
  return sentencesOf(tree)
    .map(([key]) => key)
    .sort();
}

function sentencesOf(tree: object, path = ""): [key: string, sentence: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : sentencesOf(value, `${path}${key}.`),
  );
}

/** Values to fill in and words to dress, each once. */
function marksOf(sentence: string): string[] {
  return [...new Set(sentence.match(/\{\{\w+\}\}|<\w+>/g))].sort();
}
