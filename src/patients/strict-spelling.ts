/** A name as registers of civil status compare it (RNIV): capitals, no accents nor ligatures, one space, hyphens and apostrophes kept. What
 * people typed is never changed to it: it tells whether two spellings are of one name. */
export function strictSpelling(name: string): string {
  return name
    .toUpperCase()
    .replace(/[ŒÆŁØĐÐ]/g, (letter) => plain[letter]!)
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[’ʼ`´]/g, "'")
    .replace(/\s*\p{Pd}\s*/gu, "-")
    .replace(/[\s,]+/g, " ")
    .trim();
}

/** Letters that are more than a letter and an accent. */
const plain: Record<string, string> = { Œ: "OE", Æ: "AE", Ł: "L", Ø: "O", Đ: "D", Ð: "D" };
