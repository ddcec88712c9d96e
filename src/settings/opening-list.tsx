import { dayOf, plainDateOf } from "../availability/calendar.ts";
import { nextDayOf, type PlannedOpening, writtenAs } from "../availability/opening.ts";
import { proPaths } from "../pro-paths.ts";
import { ButtonLink } from "../ui/button.tsx";
import { longDay } from "../ui/format.ts";
import { useWords } from "../ui/words.ts";
import type { AgendaKept } from "./agendas-kept.ts";
import { spokenOpening } from "./spoken.ts";
import { reasonsSaid } from "./week-grid.tsx";

interface OpeningListProps {
  agenda: AgendaKept;
  openings: readonly PlannedOpening[];
  today: Temporal.PlainDate;
}

/** Every opening as a sentence, with what may be done to it: all that the week shows, and what lies outside it. */
export function OpeningList({ agenda, openings, today }: OpeningListProps) {
  const t = useWords("settings");
  const told = openings.map((opening) => ({ opening, next: nextDayOf(opening, today) }));
  const ahead = told.filter(({ next }) => next !== null).sort((one, other) => one.next! - other.next!);
  const over = told.filter(({ next, opening }) => next === null && isOver(opening, today));
  const never = told.filter(({ next, opening }) => next === null && !isOver(opening, today));
  return (
    <section class="sheet p-4 sm:p-5 mt-4" aria-labelledby="plages">
      <h2 id="plages">{t("openings.all")}</h2>
      {ahead.length === 0 && <p class="muted mt-1">{t("openings.allNone")}</p>}
      <ul class="rows">
        {[...ahead, ...never].map(({ opening, next }) => (
          <Line key={opening.id} {...{ agenda, opening, next, today }} />
        ))}
      </ul>
      {over.length > 0 && (
        <details>
          <summary class="link target cursor-pointer">{t("openings.ended", { count: over.length })}</summary>
          <ul class="rows">
            {over.map(({ opening }) => (
              <Line key={opening.id} {...{ agenda, opening, today }} next={null} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function isOver({ timetable }: PlannedOpening, today: Temporal.PlainDate): boolean {
  const last = "on" in timetable ? timetable.on : timetable.until;
  return last !== null && last < dayOf(today);
}

function Line({
  agenda,
  opening,
  next,
  today,
}: Omit<OpeningListProps, "openings"> & { opening: PlannedOpening; next: number | null }) {
  const t = useWords("settings");
  const sentence = spokenOpening(writtenAs(opening.timetable), today);
  const isOnce = "on" in opening.timetable;
  const site = agenda.sites.find(({ id }) => id === opening.siteId)?.name;
  const where = next === null || isOnce ? {} : { jour: plainDateOf(next).toString() };
  return (
    <li class="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
      <div class="grow basis-[18rem] min-w-0">
        <p class="font-semibold wrap-anywhere">{sentence}</p>
        <p class="muted small wrap-anywhere">
          {[reasonsSaid(opening.reasonIds, agenda, t("spoken.allReasons")), site].filter(Boolean).join(", ")}
        </p>
        {!isOnce && (
          <p class="muted small">
            {next === null
              ? t("openings.never")
              : t("openings.nextOn", { day: longDay(plainDateOf(next), today, "fr") })}
          </p>
        )}
      </div>
      <div class="flex flex-wrap gap-2">
        <ButtonLink
          tone="outline"
          href={proPaths.opening(opening.id, where)}
          aria-label={`${t("openings.edit")} : ${sentence}`}
        >
          {t("openings.edit")}
        </ButtonLink>
        <ButtonLink
          tone="ghost"
          href={proPaths.endOpening(opening.id, where)}
          aria-label={`${t("openings.remove")} : ${sentence}`}
        >
          {t("openings.remove")}
        </ButtonLink>
      </div>
    </li>
  );
}
