import type { Words } from "../ui/words.ts";

/** "à Vincennes", "au Havre", "aux Sables-d'Olonne": where, in the language of these words. */
export function atPlace(name: string, t: Words<"directory">): string {
  if (name.startsWith("Les ")) return t("search.atLes", { place: name.slice(4) });
  if (name.startsWith("Le ")) return t("search.atLe", { place: name.slice(3) });
  return t("search.at", { place: name });
}
