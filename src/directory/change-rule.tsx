import { parseDelay } from "../availability/rules.ts";
import type { Sheet, SheetReason, SheetSite } from "../establishments/queries.ts";
import { Notice } from "../ui/notice.tsx";
import { Rich } from "../ui/rich.tsx";
import { useWords, type Words } from "../ui/words.ts";

/** Until when one may change one's mind online, in plain words. The most specific rule wins: reason, practitioner, site. */
export function ChangeRule({ sheet, site, reason }: { sheet: Sheet; site: SheetSite; reason: SheetReason }) {
  const t = useWords("directory");
  const { movableOnline, cancellableOnline } = reason;
  const until = untilWhen(reason.cancelNotice ?? sheet.cancelNotice ?? site.cancelNotice, t);
  const may = movableOnline ? (cancellableOnline ? "both" : "moveOnly") : cancellableOnline ? "cancelOnly" : "neither";
  return (
    <section aria-labelledby="annuler">
      <Notice icon="calendar-x-2">
        <h2 id="annuler" class="text-[1.1rem]!">
          {t("sheet.change.heading")}
        </h2>
        <p class="mt-1">
          <Rich>{t(`sheet.change.${may}`, { until })}</Rich>
        </p>
      </Notice>
    </section>
  );
}

/** « jusqu'à 48 heures avant », « jusqu'à 2 jours avant, à la même heure ». */
function untilWhen(notice: string | null, t: Words<"directory">): string {
  const delay = notice === null ? null : parseDelay(notice);
  if (!delay) return t("sheet.change.untilStart");
  if ("hours" in delay)
    return delay.hours === 0 ? t("sheet.change.untilStart") : t("sheet.change.hours", { count: delay.hours });
  return delay.days === 0 ? t("sheet.change.untilStart") : t("sheet.change.days", { count: delay.days });
}
