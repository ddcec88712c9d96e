import { phoneOf } from "../appointments/details.ts";
import { paths } from "../paths.ts";
import { ButtonLink } from "../ui/button.tsx";
import { longDay, phone } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useWords } from "../ui/words.ts";
import { Step } from "./sheet-choices.tsx";
import { Days, Weeks } from "./sheet-days.tsx";
import type { Closed, SheetVisit, Week } from "./sheet-visit.ts";
import { dayOf } from "./slot-link.tsx";
import { mondayOf, zoneName } from "./week.ts";

/** The free times of one week, day by day; or how to book when there are none to show. */
export function SheetTimes({ visit }: { visit: SheetVisit }) {
  const t = useWords("directory");
  const { week, sheet } = visit;
  if (typeof week === "string") return <NoTimes visit={visit} closed={week} />;
  return (
    <section aria-labelledby="quand">
      <div class="flex flex-wrap items-center justify-between gap-x-5 gap-y-2">
        <Step number={sheet.sites.length > 1 ? 3 : 2} id="quand">
          {t("sheet.days.heading")}
        </Step>
        {leadsSomewhere(week) && <Weeks visit={visit} week={week} />}
      </div>
      <Said visit={visit} week={week} />
      {week.times.length > 0 ? <Days visit={visit} week={week} /> : <EmptyWeek visit={visit} week={week} />}
    </section>
  );
}

/** Whether another week may be of use: this one has times, another has, or this one is too far ahead. */
function leadsSomewhere(week: Week): boolean {
  return week.times.length > 0 || week.nextFree !== null || isBeyond(week);
}

function isBeyond({ monday, lastDay }: Week): boolean {
  return Temporal.PlainDate.compare(monday, lastDay) > 0;
}

/** What must be known before reading the hours. */
function Said({ visit: { reason, site, today }, week }: { visit: SheetVisit; week: Week }) {
  const t = useWords("directory");
  const { language } = useRequest();
  const [first] = week.times;
  return (
    <>
      {week.isFirstWithTimes && first && (
        <p class="mt-3" role="status">
          <Rich>{t("sheet.days.first", { day: longDay(dayOf(first), today, language) })}</Rich>
        </p>
      )}
      {reason?.needsConfirmation && <p class="mt-3">{t("sheet.days.request")}</p>}
      {site.zone !== "Europe/Paris" && (
        <p class="muted small mt-3">{t("sheet.days.zone", { zone: zoneName(site.zone, language) })}</p>
      )}
    </>
  );
}

function EmptyWeek({ visit, week }: { visit: SheetVisit; week: Week }) {
  const t = useWords("directory");
  const { language } = useRequest();
  const { sheet, site, reason, today } = visit;
  const lastDay = longDay(week.lastDay, today, language);
  if (week.nextFree) {
    const day = dayOf(week.nextFree);
    const semaine = mondayOf(day).toString();
    return (
      <div class="sheet sheet-pad mt-4 grid gap-4 justify-items-start">
        <p>{t("sheet.days.noneThisWeek")}</p>
        <ButtonLink tone="soft" href={paths.practitioner(sheet.slug, { motif: reason!.id, lieu: site.id, semaine })}>
          {t("sheet.days.nextFree", { day: longDay(day, today, language) })}
        </ButtonLink>
      </div>
    );
  }
  const isTooFar = isBeyond(week);
  return (
    <div class="sheet sheet-pad mt-4 grid gap-4 justify-items-start">
      <p>{t(isTooFar ? "sheet.days.notYet" : "sheet.days.noneAtAll", { day: lastDay })}</p>
      {!isTooFar && <Call visit={visit} words={t("sheet.days.call")} />}
    </div>
  );
}

function NoTimes({ visit, closed }: { visit: SheetVisit; closed: Closed }) {
  const t = useWords("directory");
  const { signedIn, path } = useRequest();
  const sentences = {
    "by-phone": "byPhone",
    "no-reason": "noReason",
    "only-known": "onlyKnown",
    "no-new-patients": "noNewPatients",
  } as const;
  const mayBeKnown = closed === "only-known" || closed === "no-new-patients";
  return (
    <Notice kind={mayBeKnown ? "info" : "sun"} icon={mayBeKnown ? "user-round" : "phone"}>
      <p class="mb-4">
        <Rich>{t(`sheet.days.${sentences[closed]}`)}</Rich>
      </p>
      <div class="flex flex-wrap gap-3">
        {mayBeKnown && !signedIn && (
          <ButtonLink tone="soft" href={paths.signIn({ vers: path })}>
            {t("sheet.days.signIn")}
          </ButtonLink>
        )}
        <Call visit={visit} />
      </div>
    </Notice>
  );
}

function Call({ visit: { sheet, site }, words }: { visit: SheetVisit; words?: string }) {
  const number = phoneOf({ sitePhone: site.phone, establishmentPhone: sheet.establishmentPhone });
  return (
    <>
      {words && <p>{words}</p>}
      <ButtonLink tone="outline" href={`tel:${number}`}>
        {phone(number)}
      </ButtonLink>
    </>
  );
}
