import { timeOf } from "../availability/opening.ts";
import { proPaths } from "../pro-paths.ts";
import { longDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useIsland, useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import type { AgendaKept } from "./agendas-kept.ts";
import type { Away, Block, Week, WeekDay } from "./week.ts";

export interface WeekGridProps {
  agenda: AgendaKept;
  week: Week;
  /** The opening whose form stands beside the week. */
  picked?: string | undefined;
  /** The names of the sites are said when there are several. */
  siteName?: ((id: string) => string) | undefined;
}

/** A week of one practitioner: what is open, with its reasons; what closes it; the holidays by their names. On a phone day after day. With
 * script, one draws a new opening on it, by pointer or by keyboard. */
export function WeekGrid({ agenda, week, picked, siteName }: WeekGridProps) {
  useIsland("openings");
  const t = useWords("settings");
  const rows = (week.toHour - week.fromHour) * 4;
  return (
    <div class="sheet overflow-clip">
      <h2 class="sr-only">{t("openings.grid")}</h2>
      <div
        class="op-week"
        data-week=""
        data-from={week.fromHour * 60}
        data-rows={rows}
        data-new={proPaths.newOpening({ praticien: agenda.id })}
        data-label={t("openings.drawLabel")}
        data-help={t("openings.drawHelp")}
        data-hint={t("openings.drawHint")}
        data-drawn={t("openings.drawn", { day: "{day}", from: "{from}", to: "{to}" })}
      >
        <div class="op-hours" aria-hidden="true">
          {Array.from({ length: week.toHour - week.fromHour }, (_, i) => (
            <span key={i} class={`row-start-${i * 4 + 1} row-span-4`}>
              {timeOf((week.fromHour + i) * 60)}
            </span>
          ))}
        </div>
        {week.days.map((day) => (
          <DayColumn key={day.on} {...{ agenda, day, week, rows, picked, siteName }} />
        ))}
      </div>
    </div>
  );
}

function DayColumn({ agenda, day, week, rows, picked, siteName }: WeekGridProps & { day: WeekDay; rows: number }) {
  const t = useWords("settings");
  const { now } = useRequest();
  const today = now.toZonedDateTimeISO(agenda.sites[0]?.zone ?? "Europe/Paris").toPlainDate();
  const { date, holiday, blocks, away } = day;
  const name = longDay(date, today, "fr");
  const [weekday, ...rest] = name.split(" ");
  const isEmpty = blocks.length === 0 && away.length === 0;
  return (
    <div class="op-day">
      <div class="op-head">
        <h3 class={date.equals(today) ? "text-primary" : undefined}>
          <span class="capitalize">{weekday}</span> <span class="font-normal small">{rest.join(" ")}</span>
        </h3>
        {holiday && (
          <p class="small font-semibold leading-tight!">
            {t(holiday.isClosed ? "openings.holiday" : "openings.holidayOpen", { name: t(`holidays.${holiday.name}`) })}
          </p>
        )}
      </div>
      <div class={`op-lines ${holiday?.isClosed ? "op-closed" : ""}`} data-day={date.toString()} data-name={name}>
        <span class={`op-filler row-start-1 row-span-${rows} col-start-1 col-span-1`} aria-hidden="true" />
        {isEmpty && <p class="op-none muted small">{t("openings.closed")}</p>}
        {blocks.map((block) => (
          <BlockLink
            key={`${block.opening.id}${block.fromMin}`}
            {...{ agenda, block, week, siteName }}
            isPicked={block.opening.id === picked}
          />
        ))}
        {away.map((each) => (
          <AwayLink key={each.absence.id + each.fromMin} away={each} week={week} />
        ))}
      </div>
    </div>
  );
}

function BlockLink({
  agenda,
  block,
  week,
  siteName,
  isPicked,
}: Pick<WeekGridProps, "agenda" | "week" | "siteName"> & { block: Block; isPicked: boolean }) {
  const t = useWords("settings");
  const { opening, on, fromMin, toMin, lane, lanes, isException, isOneOfSeveral } = block;
  const date = week.days.find((day) => day.on === on)!.date;
  const jour = isOneOfSeveral ? `${date}T${timeOf(fromMin)}` : `${date}`;
  const start = 1 + Math.floor((lane * 12) / lanes);
  const span = Math.floor(((lane + 1) * 12) / lanes) - start + 1;
  const dress = ["op-block", isException && "op-exception", isPicked && "op-picked"].filter(Boolean).join(" ");
  return (
    <a
      class={`${dress} ${rowsOf(fromMin, block.endMin, week)} col-start-${start} col-span-${span}`}
      href={proPaths.opening(opening.id, { jour })}
      aria-current={isPicked ? "true" : undefined}
    >
      <b>
        {timeOf(fromMin)} – {timeOf(toMin)}
      </b>
      <br />
      {reasonsSaid(opening.reasonIds, agenda, t("spoken.allReasons"))}
      {siteName && (
        <>
          <br />
          {siteName(opening.siteId)}
        </>
      )}
      {isException && (
        <>
          <br />
          {t("openings.exception")}
        </>
      )}
    </a>
  );
}

function AwayLink({ away, week }: { away: Away; week: Week }) {
  const t = useWords("settings");
  const { absence, fromMin, endMin } = away;
  if (endMin <= week.fromHour * 60 || fromMin >= week.toHour * 60) return null;
  return (
    <a class={`op-away ${rowsOf(fromMin, endMin, week)}`} href={proPaths.absence(absence.id)}>
      <span>
        <Icon name="plane" class="inline! size-4! align-[-.15em]" /> {absence.label ?? t("openings.away")}
        <i class="op-phone not-italic">
          , {timeOf(fromMin)} – {timeOf(endMin)}
        </i>
      </span>
    </a>
  );
}

/** « Tous les motifs », or their names. */
export function reasonsSaid(reasonIds: readonly string[], { reasons }: AgendaKept, all: string): string {
  const named = reasons.filter(({ id }) => reasonIds.includes(id));
  return named.length === reasons.length ? all : named.map(({ name }) => name).join(", ");
}

/** The rows of a stretch of the day, to the quarter of an hour around it, cut to what is drawn. */
function rowsOf(fromMin: number, endMin: number, { fromHour, toHour }: Week): string {
  const first = Math.max(0, Math.floor(fromMin / 15) - fromHour * 4);
  const last = Math.min((toHour - fromHour) * 4, Math.ceil(endMin / 15) - fromHour * 4);
  return `row-start-${first + 1} row-span-${Math.max(1, last - first)}`;
}
