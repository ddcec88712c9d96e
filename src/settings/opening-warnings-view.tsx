import { plainDateOf } from "../availability/calendar.ts";
import type { OpeningWarning } from "../availability/opening-warnings.ts";
import { proPaths } from "../pro-paths.ts";
import { duration, hour, longDay } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { useWords } from "../ui/words.ts";
import type { AgendaKept } from "./agendas-kept.ts";

interface WarningsProps {
  agenda: AgendaKept;
  warnings: readonly OpeningWarning[];
  today: Temporal.PlainDate;
}

/** What is allowed and perhaps not meant, each with the way to it. */
export function OpeningWarnings({ agenda, warnings, today }: WarningsProps) {
  const t = useWords("settings");
  if (warnings.length === 0) return null;
  return (
    <Notice kind="sun" icon="triangle-alert" class="mb-4">
      <h2 class="sr-only">{t("openings.warnings")}</h2>
      <ul class="grid gap-1">
        {warnings.map((warning, index) => (
          <li key={index}>
            <Warning {...{ agenda, warning, today }} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Warning({ agenda, warning, today }: Omit<WarningsProps, "warnings"> & { warning: OpeningWarning }) {
  const t = useWords("settings");
  const see = t("openings.warn.see");
  const day = (on: number) => longDay(plainDateOf(on), today, "fr");
  const reason = (id: string) => agenda.reasons.find((each) => each.id === id)?.name ?? "";
  const tell = (): { what: string; so: string; see: string; href: string } => {
    switch (warning.kind) {
      case "overlap": {
        const { on, startMs, endMs, zone, isSameSite, openings } = warning;
        const hours = { from: hour(instant(startMs), zone), to: hour(instant(endMs), zone) };
        return {
          what: t("openings.warn.overlap", { day: day(on), ...hours }),
          so: t(isSameSite ? "openings.warn.overlapSame" : "openings.warn.overlapOther"),
          see,
          href: proPaths.opening(openings[1].id, { jour: plainDateOf(on).toString() }),
        };
      }
      case "too-long":
      case "too-long-new": {
        const { kind, reasonId, minutes, longestMin } = warning;
        return {
          what: t(`openings.warn.${kind}`, { reason: reason(reasonId), minutes: duration(minutes) }),
          so: t(`openings.warn.${kind}Then`, { longest: duration(longestMin) }),
          see: t("openings.warn.seeReason"),
          href: proPaths.reason(reasonId),
        };
      }
      case "no-opening":
        return {
          what: t("openings.warn.no-opening", { reason: reason(warning.reasonId) }),
          so: t("openings.warn.no-openingThen"),
          see: t("openings.add"),
          href: proPaths.newOpening({ praticien: agenda.id }),
        };
      case "holiday":
        return {
          what: t("openings.warn.holiday", { day: day(warning.on), name: t(`holidays.${warning.name}`) }),
          so: t("openings.warn.holidayThen"),
          see,
          href: proPaths.opening(warning.opening.id),
        };
      case "not-there":
      case "never": {
        const { kind, opening } = warning;
        return {
          what: t(`openings.warn.${kind}`),
          so: t(`openings.warn.${kind}Then`),
          see,
          href: proPaths.opening(opening.id),
        };
      }
    }
  };
  const { what, so, see: way, href } = tell();
  return (
    <>
      <strong>{what}</strong> {so}{" "}
      <a class="link" href={href}>
        {way}
      </a>
    </>
  );
}

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
