import type { Language } from "../platform/web.ts";

/** The languages the search offers, besides French: ISO 639-1, and 639-3 for French sign language. */
export const searchedLanguages = [
  "en",
  "ar",
  "de",
  "es",
  "it",
  "pt",
  "ru",
  "tr",
  "zh",
  "pl",
  "ro",
  "uk",
  "vi",
  "fa",
  "ta",
  "ku",
  "hy",
  "sq",
  "he",
  "fsl",
] as const;

/** "anglais", "langue des signes française": the name of a language, as it stands inside a sentence of `reader`. */
export function languageName(code: string, reader: Language): string {
  return signLanguage[reader][code] ?? names[reader].of(code) ?? code;
}

/** Intl knows no name for it. */
const signLanguage: Record<Language, Record<string, string>> = {
  fr: { fsl: "langue des signes française" },
  en: { fsl: "French Sign Language" },
};

const names = {
  fr: new Intl.DisplayNames("fr", { type: "language" }),
  en: new Intl.DisplayNames("en-GB", { type: "language" }),
};
