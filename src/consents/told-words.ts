import type { Language } from "../platform/web.ts";
import { fullDate } from "../ui/format.ts";
import { useRequest } from "../ui/request.ts";

/** « 22 novembre 2026 », of a version. */
export function useDay(): (text: { version: string }) => string {
  const { language } = useRequest();
  return ({ version }) => fullDate(Temporal.PlainDate.from(version.slice(0, 10)), language);
}

/** « Lina, Jules et Ada ». */
export function useNames(): (names: string[]) => string {
  const { language } = useRequest();
  return (names) => lists[language].format(names);
}

const lists: Record<Language, Intl.ListFormat> = {
  fr: new Intl.ListFormat("fr-FR", { type: "conjunction" }),
  en: new Intl.ListFormat("en-GB", { type: "conjunction" }),
};
