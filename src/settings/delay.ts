import type { Words } from "../ui/words.ts";

/** Hours or days, after the number of a delay. */
export function delayUnitOf(name: string, typed: Record<string, string>, t: Words<"settings">) {
  return {
    name: `${name}Unit`,
    label: t("delay.unit"),
    value: typed[`${name}Unit`] ?? "H",
    options: [
      { value: "H", label: t("delay.hours") },
      { value: "D", label: t("delay.days") },
    ],
  };
}

/** « 48 heures avant », « 2 jours avant, à la même heure ». */
export function delaySaid(delay: string, t: Words<"settings">): string {
  const count = Number(/\d+/.exec(delay)?.[0] ?? 0);
  return t(delay.endsWith("D") ? "delay.saidDays" : "delay.saidHours", { count });
}
