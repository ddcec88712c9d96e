import { type AgendaQuery, proPaths } from "../pro-paths.ts";
import { ButtonLink } from "../ui/button.tsx";
import { dayParts, dayRange, longDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { capitalise } from "../ui/typography.ts";
import { useWords } from "../ui/words.ts";
import { type AgendaSight, queryOf } from "./agenda.ts";
import type { AgendaView } from "./asked.ts";

/** The day in full, and the ways to another one, another view, paper, and a new appointment. */
export function AgendaBar({ sight }: { sight: AgendaSight }) {
  const t = useWords("agenda");
  const { day, site, person, isPersonAsked } = sight;
  const newQuery = {
    jour: day.toString(),
    ...(isPersonAsked && person && { praticien: person.id }),
    ...(site && { lieu: site.id }),
  };
  return (
    <div class="flex flex-wrap items-center gap-x-4 gap-y-3 no-print" data-toolbar="">
      <h1 class="me-auto">
        <Heading sight={sight} />
      </h1>
      <a
        class="btn btn-primary btn-square sm:hidden"
        href={proPaths.newAppointment(newQuery)}
        aria-label={t("day.newFull")}
      >
        <Icon name="plus" />
      </a>
      <span class="basis-full sm:hidden" aria-hidden="true" />
      <Moves sight={sight} />
      <a class="btn btn-outline btn-square xl:hidden" href="#month" aria-label={t("day.jump")}>
        <Icon name="calendar-days" />
      </a>
      <Views sight={sight} />
      <ButtonLink
        tone="outline"
        icon="printer"
        class="max-sm:hidden"
        href={proPaths.agendaPrint({ jour: day.toString(), ...(site && { lieu: site.id }) })}
      >
        {t("day.print")}
      </ButtonLink>
      <a class="btn btn-primary max-sm:hidden" href={proPaths.newAppointment(newQuery)} data-key="new">
        <Icon name="plus" /> {t("day.new")}
      </a>
    </div>
  );
}

/** « Lundi 23 novembre 2026 », « Semaine du 23 – 29 novembre Dre Camille Lune ». */
function Heading({ sight: { view, day, today, person } }: { sight: AgendaSight }) {
  const t = useWords("agenda");
  if (view !== "semaine") {
    const { weekday, number, suffix, month } = dayParts(day, "fr");
    return (
      <>
        {capitalise(`${weekday} ${number}${suffix}\u00a0${month}`)}{" "}
        <span class="muted font-normal max-sm:hidden">{day.year}</span>
      </>
    );
  }
  const from = mondayOf(day);
  return (
    <>
      {t("day.week", { range: dayRange({ from, to: from.add({ days: 6 }) }, today, "fr") })}{" "}
      {person && <span class="muted font-normal">{person.name}</span>}
    </>
  );
}

function Moves({ sight }: { sight: AgendaSight }) {
  const t = useWords("agenda");
  const { day, today, view } = sight;
  const isWeek = view === "semaine";
  const [before, after] = [day.subtract({ days: isWeek ? 7 : 1 }), day.add({ days: isWeek ? 7 : 1 })];
  const to = (jour: Temporal.PlainDate) => proPaths.agenda({ ...queryOf(sight), jour: jour.toString() });
  const named = (key: "day.before" | "day.after", other: Temporal.PlainDate) =>
    t(key, { day: longDay(other, today, "fr") });
  return (
    <nav aria-label={t(isWeek ? "day.weekMoves" : "day.moves")} class="join">
      <a
        class="btn btn-outline btn-square join-item"
        href={to(before)}
        aria-label={isWeek ? t("day.weekBefore") : named("day.before", before)}
        data-key="previous"
      >
        <Icon name="chevron-left" />
      </a>
      <a class="btn btn-outline join-item" href={to(today)} data-key="today">
        {t("day.today")}
      </a>
      <a
        class="btn btn-outline btn-square join-item"
        href={to(after)}
        aria-label={isWeek ? t("day.weekAfter") : named("day.after", after)}
        data-key="next"
      >
        <Icon name="chevron-right" />
      </a>
    </nav>
  );
}

function Views({ sight }: { sight: AgendaSight }) {
  const t = useWords("agenda");
  const { vue: _, ...query } = queryOf(sight);
  const link = (view: AgendaView): AgendaQuery => {
    const { praticien = sight.person?.id, ...others } = query;
    if (view === "jour") return query;
    return view === "semaine" ? { ...others, ...(praticien && { praticien }), vue: view } : { ...query, vue: view };
  };
  return (
    <nav aria-label={t("day.views")} class="join">
      {(["jour", "semaine", "liste"] as const).map((view) => (
        <a
          key={view}
          class={`btn join-item ${view === sight.view ? "btn-primary" : "btn-outline"}`}
          href={proPaths.agenda(link(view))}
          aria-current={view === sight.view ? "page" : undefined}
        >
          {t(`day.view.${view}`)}
        </a>
      ))}
    </nav>
  );
}

/** Of its week. */
export function mondayOf(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.subtract({ days: day.dayOfWeek - 1 });
}
