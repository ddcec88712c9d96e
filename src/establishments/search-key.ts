/** Words as names are searched: lower case, without accents, hyphens or apostrophes, one space between words. The same as the
 * database's search_key(), so that what is typed can be compared on either side. */
export function searchKey(words: string): string {
  return words
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[œæßłøđı]/g, (letter) => plain[letter]!)
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

/** Letters that are more than a letter and an accent. */
const plain: Record<string, string> = { œ: "oe", æ: "ae", ß: "ss", ł: "l", ø: "o", đ: "d", ı: "i" };

/** Damerau-Levenshtein distance: letters added, left out or replaced, two neighbours swapped counting as one. */
export function typingErrors(typed: string, meant: string): number {
  return errorsByBeginning(typed, meant)[meant.length]!;
}

/** The fewest errors between what was typed and any beginning of the word: people stop typing before its end. */
export function typingErrorsSoFar(typed: string, meant: string): number {
  return Math.min(...errorsByBeginning(typed, meant.slice(0, typed.length + 2)));
}

/** How many errors a word of this length is forgiven: none up to 3 letters, one up to 7, two beyond. */
export function forgivenErrors(word: string): number {
  if (word.length < 4) return 0;
  return word.length < 8 ? 1 : 2;
}

/** The distance from `typed` to the first 0, 1, 2… letters of `meant`. */
function errorsByBeginning(typed: string, meant: string): number[] {
  const width = meant.length + 1;
  let [beforeLast, last, row] = [
    new Array<number>(width).fill(0),
    Array.from({ length: width }, (_, index) => index),
    [0],
  ];
  for (let i = 1; i <= typed.length; i++) {
    row[0] = i;
    for (let j = 1; j < width; j++) {
      const here = typed.charCodeAt(i - 1);
      const there = meant.charCodeAt(j - 1);
      let errors = last[j - 1]! + (here === there ? 0 : 1);
      if (last[j]! + 1 < errors) errors = last[j]! + 1;
      if (row[j - 1]! + 1 < errors) errors = row[j - 1]! + 1;
      const isSwapped = i > 1 && j > 1 && here === meant.charCodeAt(j - 2) && there === typed.charCodeAt(i - 2);
      if (isSwapped && beforeLast[j - 2]! + 1 < errors) errors = beforeLast[j - 2]! + 1;
      row[j] = errors;
    }
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last;
}
