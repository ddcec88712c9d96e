import type { Language } from "../platform/web.ts";

/** « il y a 20 minutes », « il y a 3 heures », « il y a 12 jours », « maintenant »: roughly, and never ahead. */
export function ago(at: Temporal.Instant, now: Temporal.Instant, language: Language): string {
  const minutes = Math.max(0, Math.round(at.until(now).total("minutes")));
  const say = formats[language];
  if (minutes < 2) return say.format(0, "second");
  const told = said(say, minutes);
  return told.replace(/(\d) /, "$1\u00a0");
}

function said(say: Intl.RelativeTimeFormat, minutes: number): string {
  if (minutes < 60) return say.format(-minutes, "minute");
  if (minutes < 48 * 60) return say.format(-Math.round(minutes / 60), "hour");
  return say.format(-Math.round(minutes / (24 * 60)), "day");
}

const formats = {
  fr: new Intl.RelativeTimeFormat("fr-FR", { numeric: "auto" }),
  en: new Intl.RelativeTimeFormat("en-GB", { numeric: "auto" }),
};
