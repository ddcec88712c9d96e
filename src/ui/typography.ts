const NARROW = "\u202f";
const FIXED = "\u00a0";
const months = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre";
const units = "€|min|h|ans?|km|m|Mo|ko|mois|jours?|minutes?|heures?";

/** A figure, or the place where one will be put. */
const figure = String.raw`(?:\d|1er|\}\})`;

const frenchRules: [RegExp, string][] = [
  [/'/g, "’"],
  [/\.\.\./g, "…"],
  [/ ([;:!?»%])/g, `${NARROW}$1`],
  [/« /g, `«${NARROW}`],
  [/(\d) (?=\d)/g, `$1${FIXED}`],
  [new RegExp(`(${figure}) (?=(?:${units})(?![\\p{L}\\d]))`, "gu"), `$1${FIXED}`],
  [new RegExp(`(${figure}) (?=(?:${months})(?!\\p{L}))`, "gu"), `$1${FIXED}`],
  [/(?<!\p{L})(Dr|Dre|M\.|Mme) (?=\p{Lu}|\{\{)/gu, `$1${FIXED}`],
];

/** French as printers set it: spaces that do not break where the language asks for them, curly apostrophes, true ellipsis.
 * Text already set is left as it is. The rules are those of the design, section 6. */
export function typesetFrench(text: string): string {
  return frenchRules.reduce((set, [pattern, replacement]) => set.replace(pattern, replacement), text);
}

/** English asks for less: curly apostrophes and a true ellipsis. */
export function typesetEnglish(text: string): string {
  return text.replace(/'/g, "’").replace(/\.\.\./g, "…");
}

/** The sentence with its first letter as a capital. */
export function capitalise(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
