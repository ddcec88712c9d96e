import type { AppointmentForStaff } from "../appointments/for-staff.ts";
import type { HistoryLine } from "../appointments/history.ts";
import { dayAndHour, duration, hour } from "../ui/format.ts";
import type { Words } from "../ui/words.ts";
import { historyWords } from "./history-words.ts";

/** What two people want of one thing: how it stands now, and what the second was about to write. */
export interface Difference {
  label: string;
  yours: string;
  now: string;
}

/** What the second one wished, as far as she said anything. */
export interface Wished {
  startsAt?: Temporal.Instant | undefined;
  practitioner?: string | undefined;
  site?: string | undefined;
  reason?: string | undefined;
  durationMin?: number | undefined;
  note?: string | null | undefined;
}

/** Where the two differ, a line each; nothing where they agree. */
export function differences(
  t: Words<"agenda">,
  visit: AppointmentForStaff,
  wished: Wished,
  now: Temporal.Instant,
): Difference[] {
  const { zone } = visit;
  const nothing = t("stale.nothing");
  const when = (at: Temporal.Instant) => dayAndHour(at, zone, now, "fr");
  const pairs: [string, string | undefined, string][] = [
    [t("stale.when"), wished.startsAt && when(wished.startsAt), when(visit.startsAt)],
    [t("stale.practitioner"), wished.practitioner, visit.practitioner],
    [t("stale.site"), wished.site, visit.siteName],
    [t("stale.reason"), wished.reason, visit.reasonName],
    [t("stale.minutes"), wished.durationMin && duration(wished.durationMin), duration(visit.durationMin)].map(
      (text) => text || undefined,
    ) as [string, string | undefined, string],
    [t("stale.note"), wished.note === undefined ? undefined : wished.note || nothing, visit.note?.text ?? nothing],
  ];
  return pairs.flatMap(([label, yours, standing]) =>
    yours === undefined || yours === standing ? [] : [{ label, yours, now: standing }],
  );
}

/** « Lou Ferrand, 10:02 : déplacé de … à … », for each thing done since, newest last. */
export function doneSince(
  t: Words<"agenda">,
  since: readonly HistoryLine[],
  { zone, now }: { zone: string; now: Temporal.Instant },
): string[] {
  return since.map((line) =>
    t("stale.line", {
      who: line.by.name ?? t(`history.by.${line.by.kind}`),
      hour: hour(line.at, zone),
      what: historyWords(t, line, { zone, now, language: "fr" }),
    }),
  );
}
