import type { HistoryLine } from "../appointments/history.ts";
import type { Language } from "../platform/web.ts";
import { dayAndHour } from "../ui/format.ts";
import type { Words } from "../ui/words.ts";

const told = [
  "appointment-booked",
  "appointment-moved",
  "appointment-cancelled",
  "appointment-changed",
  "appointment-confirmed",
  "appointment-declined",
  "appointment-arrived",
  "appointment-called",
  "appointment-seen",
  "appointment-missed",
  "appointment-stepped-back",
  "appointment-undone",
] as const;

/** What a line of an appointment's history says, without who and when. */
export function historyWords(
  t: Words<"agenda">,
  line: HistoryLine,
  { zone, now, language }: { zone: string; now: Temporal.Instant; language: Language },
): string {
  const say = (at: Temporal.Instant) => dayAndHour(at, zone, now, language);
  if (line.kind === "appointment-moved" && line.from && line.to && !line.from.equals(line.to))
    return t("history.what.movedFromTo", { from: say(line.from), to: say(line.to) });
  const known = told.find((kind) => kind === line.kind);
  return known ? t(`history.what.${known}`) : t("history.what.other");
}
