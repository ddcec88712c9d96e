import type { Language } from "../platform/web.ts";

/** The words of a search as they are looked for: without accents, case, plural or ending, small words left out. « Comment annuler mes
 * rendez-vous ? » looks for « annul », « rendez ». When only small words were typed, for these. */
export function wordsAsked(asked: string, language: Language): string[] {
  const typed = lettersOf(asked).match(/[a-z0-9]+/g) ?? [];
  const small = smallWords[language];
  const telling = typed.filter((word) => !small.has(word) && (word.length > 1 || /\d/.test(word)));
  return [...new Set((telling.length > 0 ? telling : typed).map(stem))].slice(0, 12);
}

/** How many of these words begin a word of a text, given as lettersOf() it. */
export function countFound(words: string[], letters: string): number {
  return words.filter((word) => beginnings([word]).test(letters)).length;
}

/** A text as a search reads it: small letters without accents. */
export function lettersOf(text: string): string {
  return foldedLetters(text).letters;
}

/** Cuts a text at the words found: the odd pieces are found, the even ones stand between. Together they are the text. */
export function splitAtFound(words: string[], text: string): string[] {
  if (words.length === 0) return [text];
  const { letters, places } = foldedLetters(text);
  const pieces: string[] = [];
  let done = 0;
  for (const { 0: found, index } of letters.matchAll(beginnings(words))) {
    const [from, to] = [places[index]!, places[index + found.length]!];
    pieces.push(text.slice(done, from), text.slice(from, to));
    done = to;
  }
  return [...pieces, text.slice(done)];
}

/** Whole words that begin so, with what a hyphen ties to them; a short word must be found whole. */
function beginnings(words: string[]): RegExp {
  const any = words.map((word) => (word.length < 4 ? `${word}(?![a-z0-9])` : word)).join("|");
  return new RegExp(`(?<![a-z0-9])(?:${any})[a-z0-9]*(?:-[a-z0-9]+)*`, "g");
}

/** The text in small letters without accents, and for each letter the place it has in the text; one place more, for the end. */
function foldedLetters(text: string): { letters: string; places: number[] } {
  const places: number[] = [];
  let letters = "";
  let place = 0;
  for (const sign of text) {
    const folded = sign.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace("œ", "oe").replace("æ", "ae");
    for (let unit = 0; unit < folded.length; unit++) places.push(place);
    letters += folded;
    place += sign.length;
  }
  return { letters, places: [...places, place] };
}

/** Five letters at least are left: « annuler », « annulé » and « annulation » begin alike. */
function stem(word: string): string {
  return word.replace(/(?<=^.{5,})(ations?|e?es|ers?|ed|ing|[esx])$/, "");
}

const smallWords: Record<Language, Set<string>> = {
  fr: new Set(
    `a ai ait alors au aux avec car ce cela ces cet cette chez comment d dans de des donc du elle en est et etre fait faire faut il ils j je
    l la le les leur leurs lui m ma mais me mes mon n ne ni nos notre nous on ont ou par pas peut peux plus pour pourquoi puis qu quand que quel
    quelle quels qui quoi s sa sans se ses si son sont suis sur t ta te tes toi ton tu un une veux vos votre vous y`.split(
      /\s+/,
    ),
  ),
  en: new Set(
    `a am an and any are as at be been but by can cannot did do does for from get had has have how i if in is it its me my no not of on or our
    so t than that the their them then there they this to want was we what when where which who why will with you your`.split(
      /\s+/,
    ),
  ),
};
