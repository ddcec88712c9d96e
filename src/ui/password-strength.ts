/** How a password looks to someone who would try them all: weak · fair: nearly · good: long enough · strong: more than that. */
export type Strength = "weak" | "fair" | "good" | "strong";

/** What a meter says of a password, in the browser as on the server. It knows neither common passwords nor the person: what is good
 * here may still be refused. */
export function strengthOf(password: string): { strength: Strength; bits: number } {
  const characters = charactersOf(password);
  const bits = bitsOf(characters);
  if (isRepetitive(characters)) return { strength: "weak", bits: Math.min(bits, fairBits / 2) };
  if (characters.length < lengthAsked(characters)) {
    return { strength: bits < fairBits ? "weak" : "fair", bits: Math.min(bits, bitsAsked - 5) };
  }
  return { strength: bits < strongBits ? "good" : "strong", bits: Math.max(bits, bitsAsked) };
}

/** What a password alone must be worth (CNIL 2022-100, first case). */
export const bitsAsked = 80;
export const strongBits = 110;
const fairBits = 50;

/** As one would count them, however they are encoded (Unicode NFKC). */
export function charactersOf(password: string): string[] {
  return [...password.normalize("NFKC")];
}

/** How many characters of the kinds used are worth 80 bits: 12 of four kinds, 14 of three. Of one or two they are often words: then
 * 20, or 25 when all are figures. */
export function lengthAsked(characters: string[]): number {
  const used = kindsIn(characters);
  if (used.length === 4) return 12;
  if (used.length === 3) return 14;
  return used.every((kind) => kind === figures) ? 25 : 20;
}

export function isRepetitive(characters: string[]): boolean {
  return new Set(characters).size < 6;
}

/** Each character worth what one drawn by lot among the kinds used would be. */
function bitsOf(characters: string[]): number {
  const alphabet = kindsIn(characters).reduce((sum, { size }) => sum + size, 0);
  return alphabet === 0 ? 0 : characters.length * Math.log2(alphabet);
}

const figures = { sign: /\p{Nd}/u, size: 10 };
const kinds = [
  figures,
  { sign: /\p{Ll}/u, size: 26 },
  { sign: /\p{Lu}/u, size: 26 },
  { sign: /[^\p{Ll}\p{Lu}\p{Nd}]/u, size: 37 },
];

function kindsIn(characters: string[]) {
  return kinds.filter(({ sign }) => characters.some((character) => sign.test(character)));
}
