import { proPaths } from "../pro-paths.ts";
import { dayParts, longDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { capitalise } from "../ui/typography.ts";
import { useWords } from "../ui/words.ts";
import { type AgendaSight, queryOf } from "./agenda.ts";
import type { MonthDay } from "./month.ts";

/** A small calendar: each day a link, with how full it is, and holidays by name. */
export function MonthPanel({ sight, weeks }: { sight: AgendaSight; weeks: MonthDay[][] }) {
  const t = useWords("agenda");
  const { month } = dayParts(sight.day, "fr");
  const first = sight.day.with({ day: 1 });
  const holidays = weeks.flat().filter(({ holidays, isOut }) => holidays.length > 0 && !isOut);
  return (
    <section class="sheet p-4 no-print" aria-labelledby="month">
      <div class="flex items-center justify-between gap-2">
        <h2 id="month" tabindex={-1} class="outline-none!">
          {capitalise(month)} {sight.day.year}
        </h2>
        <nav aria-label={t("month.title")} class="flex">
          <MonthLink sight={sight} day={first.subtract({ months: 1 })} label={t("month.before")} icon="chevron-left" />
          <MonthLink sight={sight} day={first.add({ months: 1 })} label={t("month.after")} icon="chevron-right" />
        </nav>
      </div>
      <table class="month mt-1">
        <thead>
          <tr>
            {weeks[0]!.map(({ day }) => {
              const { weekday } = dayParts(day, "fr");
              return (
                <th key={weekday} scope="col">
                  <span aria-hidden="true">{weekday.slice(0, 2)}</span>
                  <span class="sr-only">{weekday}</span>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={`${week[0]!.day}`}>
              {week.map((of) => (
                <td key={`${of.day}`}>
                  <DayLink sight={sight} of={of} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Jump sight={sight} />
      {holidays.length > 0 && (
        <ul class="muted text-sm mt-2">
          {holidays.map(({ day, holidays }) => (
            <li key={`${day}`}>
              {t("month.holiday", {
                day: `${day.day}`,
                name: holidays.map((name) => t(`holidays.${name}`)).join(", "),
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Any other day, typed or picked. */
function Jump({ sight }: { sight: AgendaSight }) {
  const t = useWords("agenda");
  const { vue, praticien, lieu } = queryOf(sight);
  return (
    <form method="get" action={proPaths.agenda()} class="flex gap-2 mt-3">
      {vue && <input type="hidden" name="vue" value={vue} />}
      {praticien && <input type="hidden" name="praticien" value={praticien} />}
      {lieu && <input type="hidden" name="lieu" value={lieu} />}
      <input
        class="input grow tnum"
        type="date"
        name="jour"
        required
        value={sight.day.toString()}
        aria-label={t("day.jump")}
      />
      <button class="btn btn-outline" type="submit">
        {t("day.jumpTo")}
      </button>
    </form>
  );
}

function DayLink({ sight, of }: { sight: AgendaSight; of: MonthDay }) {
  const t = useWords("agenda");
  const { day, visits, load, holidays, isClosed, isOut } = of;
  const isHere = day.equals(sight.day);
  const named = [
    t("month.day", { day: longDay(day, sight.today, "fr"), count: visits }),
    ...holidays.map((name) => t(`holidays.${name}`)),
  ];
  const dress = [
    isOut && "month-out",
    day.equals(sight.today) && "month-today",
    (isClosed || holidays.length > 0) && "month-off",
  ];
  return (
    <a
      class={dress.filter(Boolean).join(" ") || undefined}
      href={proPaths.agenda({ ...queryOf(sight), jour: day.toString() })}
      aria-current={isHere ? "date" : undefined}
      aria-label={named.join(", ")}
    >
      <span>
        {day.day}
        {dayParts(day, "fr").suffix}
      </span>
      <span class={`load load-${load}`} />
    </a>
  );
}

function MonthLink(props: {
  sight: AgendaSight;
  day: Temporal.PlainDate;
  label: string;
  icon: "chevron-left" | "chevron-right";
}) {
  const { sight, day, label, icon } = props;
  return (
    <a
      class="btn btn-ghost btn-square"
      href={proPaths.agenda({ ...queryOf(sight), jour: day.toString() })}
      aria-label={label}
    >
      <Icon name={icon} />
    </a>
  );
}
