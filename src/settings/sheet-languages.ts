import { searchedLanguages } from "../establishments/languages.ts";

/** The languages a sheet may name: French, those the search offers, and whatever else this practitioner speaks. */
export function languagesFor(spoken: readonly string[]): string[] {
  return [...new Set(["fr", ...searchedLanguages, ...spoken])];
}
