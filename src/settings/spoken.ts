import { weekdays as allWeekdays } from "../availability/calendar.ts";
import type { AbsenceTime } from "../availability/declare-absence.ts";
import type { OpeningTime } from "../availability/plan-opening.ts";
import type { Repetition, WrittenHours } from "../availability/repetition.ts";
import { dayAndMonth, fullDate, longDay } from "../ui/format.ts";
import { wordsIn } from "../ui/words.ts";

/** « Tous les mardis, une semaine sur deux, de 08:30 à 12:00, à partir du 5 janvier 2027. »: when an opening is, as one would say it. */
export function spokenOpening(time: OpeningTime, today: Temporal.PlainDate): string {
  const t = wordsIn("fr", "settings");
  if ("on" in time) return t("spoken.once", { day: longDay(time.on, today, "fr"), hours: spokenHours(time) });
  return spokenRepetition(time);
}

/** The same of an absence: « Du 24 décembre 2026 au 1er janvier 2027, journées entières ». */
export function spokenAbsence(time: AbsenceTime, today: Temporal.PlainDate): string {
  const t = wordsIn("fr", "settings");
  if ("weekdays" in time) return spokenRepetition(time);
  const { from, to } = time;
  const [first, last] = [from.toPlainDate(), to.toPlainDate()];
  if (isMidnight(from) && isMidnight(to)) {
    const lastWhole = last.subtract({ days: 1 });
    if (lastWhole.equals(first)) return t("spoken.wholeDay", { day: longDay(first, today, "fr") });
    return t("spoken.wholeDays", { from: longDay(first, today, "fr"), to: longDay(lastWhole, today, "fr") });
  }
  const endsThatDay = last.equals(first) || (isMidnight(to) && last.subtract({ days: 1 }).equals(first));
  const end = isMidnight(to) && endsThatDay ? "24:00" : timeOf(to);
  if (endsThatDay)
    return t("spoken.once", { day: longDay(first, today, "fr"), hours: spokenHours({ from: timeOf(from), to: end }) });
  const at = (local: Temporal.PlainDateTime) => `${longDay(local.toPlainDate(), today, "fr")} à ${timeOf(local)}`;
  return t("spoken.stretch", { from: at(from), to: at(to) });
}

/** « de 08:30 à 12:00 », « de 22:00 à 04:00 le lendemain ». */
export function spokenHours({ from, to }: WrittenHours): string {
  const t = wordsIn("fr", "settings");
  return t(to > from ? "spoken.hours" : "spoken.overnight", { from, to });
}

function spokenRepetition(time: Repetition & WrittenHours): string {
  const parts = [spokenDays(time), ...spokenWeeks(time), spokenHours(time), spokenBounds(time)];
  return parts.filter(Boolean).join(", ");
}

function spokenDays({ weekdays, nth }: Repetition): string {
  const t = wordsIn("fr", "settings");
  const days = allWeekdays.filter((day) => weekdays.includes(day));
  const name = (day: (typeof days)[number]) => t(`spoken.days.${day}`);
  if (nth) return t(`spoken.nth.${nth}`, { day: listed(days.map(name), t("spoken.or")) });
  if (days.length === 7) return t("spoken.everyDay");
  if (days.join() === "MO,TU,WE,TH,FR") return t("spoken.workdays");
  return t("spoken.weekly", {
    days: listed(
      days.map((day) => `${name(day)}s`),
      t("spoken.and"),
    ),
  });
}

function spokenWeeks({ everyWeeks = 1, isoWeeks }: Repetition): string[] {
  const t = wordsIn("fr", "settings");
  const known = (["2", "3", "4"] as const).find((each) => Number(each) === everyWeeks);
  const every = known ? t(`spoken.every.${known}`) : t("spoken.every.other", { weeks: everyWeeks });
  return [everyWeeks > 1 ? every : "", isoWeeks ? t(`spoken.${isoWeeks}`) : ""].filter(Boolean);
}

function spokenBounds({ since, until }: Repetition): string {
  const t = wordsIn("fr", "settings");
  if (since && until) {
    const from = since.year === until.year ? dayAndMonth(since, until, "fr") : fullDate(since, "fr");
    return t("spoken.between", { from, to: fullDate(until, "fr") });
  }
  if (since) return t("spoken.since", { day: fullDate(since, "fr") });
  return until ? t("spoken.until", { day: fullDate(until, "fr") }) : "";
}

/** « lundis, mardis et jeudis ». */
function listed(words: readonly string[], last: string): string {
  if (words.length < 2) return words.join();
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1)}`;
}

function isMidnight({ hour, minute }: Temporal.PlainDateTime): boolean {
  return hour === 0 && minute === 0;
}

function timeOf(local: Temporal.PlainDateTime): string {
  return local.toPlainTime().toString({ smallestUnit: "minute" });
}
