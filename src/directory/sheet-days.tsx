import type { FreeTime } from "../appointments/free-times.ts";
import { paths } from "../paths.ts";
import { dayRange, longDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useRequest } from "../ui/request.ts";
import { capitalise } from "../ui/typography.ts";
import { useWords } from "../ui/words.ts";
import type { SheetVisit, Week } from "./sheet-visit.ts";
import { localTime, SlotLink } from "./slot-link.tsx";
import { mondayOf } from "./week.ts";

/** The week shown, and the two beside it. */
export function Weeks({ visit, week }: { visit: SheetVisit; week: Week }) {
  const { sheet, site, reason, today } = visit;
  const t = useWords("directory");
  const { language } = useRequest();
  const to = (monday: Temporal.PlainDate) =>
    paths.practitioner(sheet.slug, { motif: reason!.id, lieu: site.id, semaine: monday.toString() });
  const range = (monday: Temporal.PlainDate) => {
    const days = daysShown(visit, monday, []);
    return dayRange({ from: monday, to: days.at(-1)! }, today, language);
  };
  const [previous, next] = [week.monday.subtract({ days: 7 }), week.monday.add({ days: 7 })];
  const hasPrevious = Temporal.PlainDate.compare(week.monday, mondayOf(today)) > 0;
  const hasNext = Temporal.PlainDate.compare(next, week.lastDay) <= 0;
  return (
    <nav aria-label={t("sheet.days.weeks")} class="flex flex-wrap items-center gap-2">
      <Arrow
        icon="chevron-left"
        href={hasPrevious && to(previous)}
        rel="prev"
        label={t("sheet.days.previous", { range: range(previous) })}
      />
      <span class="text-[.95rem]">{range(week.monday)}</span>
      <Arrow
        icon="chevron-right"
        href={hasNext && to(next)}
        rel="next"
        label={t("sheet.days.next", { range: range(next) })}
      />
    </nav>
  );
}

interface ArrowProps {
  icon: "chevron-left" | "chevron-right";
  /** False at the end of the road: the place is kept, there is nothing to press. */
  href: string | false;
  rel: "prev" | "next";
  label: string;
}

function Arrow({ icon, href, rel, label }: ArrowProps) {
  return href ? (
    <a class="btn btn-outline btn-square" href={href} rel={rel} aria-label={label}>
      <Icon name={icon} />
    </a>
  ) : (
    <span class="btn btn-outline btn-square text-control! border-line! pointer-events-none" aria-hidden="true">
      <Icon name={icon} />
    </span>
  );
}

/** The days of a week, and under each its hours. */
export function Days({ visit, week }: { visit: SheetVisit; week: Week }) {
  const byDay = Map.groupBy(week.times, (time) => localTime(time).date);
  const days = daysShown(visit, week.monday, [...byDay.keys()]);
  return (
    <div class="sheet sheet-pad mt-4">
      <div class={`grid gap-x-3 max-md:-my-4 ${columns[days.length]}`}>
        {days.map((day) => (
          <Day key={day.toString()} day={day} times={byDay.get(day.toString()) ?? []} visit={visit} />
        ))}
      </div>
    </div>
  );
}

/** Saturday and Sunday are shown only when someone receives then. */
function daysShown({ site }: SheetVisit, monday: Temporal.PlainDate, withTimes: string[]): Temporal.PlainDate[] {
  return Array.from({ length: 7 }, (_, index) => monday.add({ days: index })).filter(
    (day) => day.dayOfWeek < 6 || site.weekdays.includes(day.dayOfWeek) || withTimes.includes(day.toString()),
  );
}

const columns: Record<number, string> = { 5: "md:grid-cols-5", 6: "md:grid-cols-6", 7: "md:grid-cols-7 md:gap-x-2" };

/** More than this, and the rest is folded. */
const shownTimes = 10;

function Day({ day, times, visit }: { day: Temporal.PlainDate; times: FreeTime[]; visit: SheetVisit }) {
  const t = useWords("directory");
  const { language } = useRequest();
  const inFull = capitalise(longDay(day, visit.today, language));
  const [weekday, ...date] = inFull.split(" ");
  const isPast = Temporal.PlainDate.compare(day, visit.today) < 0;
  const fits = times.length <= shownTimes + 1;
  const [shown, folded] = fits ? [times, []] : [times.slice(0, shownTimes), times.slice(shownTimes)];
  return (
    <section
      class={`grid content-start gap-2.5 max-md:py-4 ${isPast ? "max-md:hidden" : ""}`}
      aria-labelledby={`jour-${day}`}
    >
      <h3 id={`jour-${day}`} class="text-[1.02rem]! leading-snug! md:text-center">
        <span class="md:block">{weekday}</span>{" "}
        <span class="md:font-normal md:font-sans md:text-[.95rem] md:muted md:tracking-normal">{date.join(" ")}</span>
      </h3>
      {times.length === 0 && (
        <p class="muted md:text-center small md:pt-2">{t(isPast ? "sheet.days.past" : "sheet.days.noTime")}</p>
      )}
      <Hours day={inFull} times={shown} visit={visit} />
      {folded.length > 0 && (
        <details class="grid">
          <summary class="slot slot-more whitespace-nowrap px-2! cursor-pointer mb-2 max-md:w-fit md:flex">
            {t("sheet.days.more", { count: folded.length })}
          </summary>
          <Hours day={inFull} times={folded} visit={visit} />
        </details>
      )}
    </section>
  );
}

function Hours({ day, times, visit }: { day: string; times: FreeTime[]; visit: SheetVisit }) {
  if (times.length === 0) return null;
  const label = (hour: string) => `${day}, ${hour}`;
  return (
    <ul class="flex md:grid flex-wrap gap-2">
      {times.map((time) => (
        <li key={time.startMs} class="md:grid">
          <SlotLink time={time} slug={visit.sheet.slug} reasonId={visit.reason!.id} label={label} />
        </li>
      ))}
    </ul>
  );
}
