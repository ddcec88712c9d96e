import type { Range } from "../availability/ranges.ts";
import { jobOf } from "../establishments/specialty.ts";
import { proPaths } from "../pro-paths.ts";
import { longDay } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { capitalise } from "../ui/typography.ts";
import { useWords } from "../ui/words.ts";
import type { AgendaSight } from "./agenda.ts";
import { AgendaEvent, hasTwoLines, type Laid, leastRows, placeOf } from "./agenda-event.tsx";
import { type Column, comingIn } from "./columns.ts";
import { type Axis, clockFaceAt, rowsOf } from "./day-clock.ts";
import { lanesOf, type Stretch } from "./lanes.ts";
import { without } from "./stretches.ts";

/** A new appointment that is being made: drawn where it would lie. */
export interface Planned {
  practitionerId: string;
  day: Temporal.PlainDate;
  /** Of the local day. */
  startMin: number;
  minutes: number;
}

interface Props {
  sight: AgendaSight;
  column: Column;
  /** Of the page, for its heading. */
  index: number;
  axis: Axis;
  /** Rows are high, for visits of ten minutes. */
  isFine: boolean;
  picked: string | undefined;
  planned: Planned | undefined;
}

/** One day of one practitioner: closed hours, absences, free stretches, visits. */
export function AgendaColumn(props: Props) {
  const { sight, column, index, axis } = props;
  const { agenda, day, site, clock } = column;
  const isOther = sight.view !== "semaine" && agenda.id !== sight.person?.id;
  return (
    <section
      class={isOther ? "ag-person max-lg:hidden" : "ag-person"}
      aria-labelledby={`col-${index}`}
      data-column=""
      data-practitioner={agenda.id}
      data-site={site.id}
      data-day={day.toString()}
      data-zone={clock.zone}
    >
      <Head {...props} />
      <ul class="ag-col">
        <li class={`ag-lines ${placeOf({ start: 1, span: rowsIn(axis) })}`} aria-hidden="true" />
        <Ground {...props} />
        <Free {...props} />
        <Taken {...props} />
        <Now {...props} />
      </ul>
    </section>
  );
}

/** How many rows the grid has. */
export function rowsIn(axis: Axis): number {
  return rowsOf({ from: axis.firstMin, to: axis.lastMin }, axis).span;
}

function Head({ sight, column, index }: Props) {
  const t = useWords("agenda");
  const { agenda, day, site, holidays, isClosed } = column;
  const isWeek = sight.view === "semaine";
  const count = t("grid.visits", { count: comingIn(column) });
  const place = sight.columns.some((other) => other.site.id !== site.id) ? site.name : null;
  const names = holidays.map((name) => t(`holidays.${name}`)).join(", ");
  return (
    <div class="ag-head">
      <h2 id={`col-${index}`}>
        {isWeek ? (
          <a href={proPaths.agenda({ jour: day.toString(), praticien: agenda.id })}>
            {capitalise(longDay(day, sight.today, "fr"))}
          </a>
        ) : (
          agenda.name
        )}
      </h2>
      <p>{[isWeek ? null : jobOf(agenda, "fr"), count].filter(Boolean).join(", ")}</p>
      {place && <p>{place}</p>}
      {names && <p class="font-semibold">{t(isClosed ? "grid.closed" : "grid.workedHoliday", { name: names })}</p>}
    </div>
  );
}

/** Closed hours, and absences over them. */
function Ground({ column, axis }: Props) {
  const t = useWords("agenda");
  const { clock, open, isClosed, absences } = column;
  const whole = { startMs: axis.firstMin, endMs: axis.lastMin };
  const isOpen = isClosed ? [] : open.flatMap((range) => clock.piecesOf(range, axis.fold)).map(asRange);
  return (
    <>
      {without([whole], isOpen).map(({ startMs, endMs }) => (
        <li key={startMs} class={`ag-shut ${placeOf(rowsOf({ from: startMs, to: endMs }, axis))}`} aria-hidden="true" />
      ))}
      {absences.map(({ id, label, range }) => {
        const lies = shownPart(clock.stretchOf(range, axis.fold), axis);
        if (!lies) return null;
        return (
          <li class="contents" key={`${id} ${range.startMs}`}>
            <a class={`ag-away ${placeOf(rowsOf(lies, axis))}`} href={proPaths.absence(id)} data-absence={id}>
              <span>
                <Icon name="plane" />
                {label ? t("grid.absentFor", { label }) : t("grid.absent")}
              </span>
            </a>
          </li>
        );
      })}
    </>
  );
}

/** Each free stretch is one link to a new appointment at its beginning; with script, where one clicks in it. */
function Free({ column, axis }: Props) {
  const t = useWords("agenda");
  const { agenda, clock, day, free } = column;
  return free.flatMap((stretch) =>
    clock.piecesOf(stretch, axis.fold).map((lies) => {
      const [heure, to] = [clockFaceAt(lies.from, axis.fold), clockFaceAt(lies.to, axis.fold)];
      const choice = { praticien: agenda.id, lieu: stretch.site.id, jour: day.toString(), heure };
      return (
        <li class="contents" key={`${lies.from} ${stretch.site.id}`}>
          <a
            class={`ag-open ${placeOf(rowsOf(lies, axis))}`}
            href={proPaths.newAppointment(choice)}
            data-free=""
            data-site={stretch.site.id}
            data-start={lies.from}
            data-end={lies.to}
          >
            <span>{t("grid.free", { from: heure, to })}</span>
          </a>
        </li>
      );
    }),
  );
}

/** Visits, what a patient is booking just now, and what one plans oneself: side by side where they overlap. */
function Taken({ sight, column, axis, isFine, picked, planned }: Props) {
  const t = useWords("agenda");
  const { clock, day, agenda } = column;
  const least = leastRows(isFine);
  const isHere = planned?.practitionerId === agenda.id && planned.day.equals(day);
  const visits = column.visits.flatMap((visit) => {
    const lies = clock.stretchOf(visit, axis.fold);
    return lies ? [{ visit, lies }] : [];
  });
  const held = column.held.flatMap((range) => clock.stretchOf(range, axis.fold) ?? []);
  const mine = isHere ? [{ from: planned.startMin, to: planned.startMin + planned.minutes }] : [];
  const all = [...visits.map(({ lies }) => lies), ...held, ...mine];
  const rows = all.map((lies) => rowsOf(lies, axis, least));
  const lanes = lanesOf(rows.map(({ start, span }) => ({ from: start, to: start + span })));
  const at = (index: number) => placeOf(rows[index]!, lanes[index]!);
  const isPast = Temporal.PlainDate.compare(day, sight.today) < 0;
  return (
    <>
      {visits.map(({ visit, lies }, index) => {
        const laid: Laid = {
          ...{ visit, lies, rows: rows[index]!, lane: lanes[index]! },
          isWhole: visit.startMs >= clock.range.startMs && visit.endMs <= clock.range.endMs,
          isTall: hasTwoLines(rows[index]!.span, isFine),
        };
        return <AgendaEvent key={visit.id} laid={laid} axis={axis} isPast={isPast} isPicked={visit.id === picked} />;
      })}
      {held.map((lies, index) => (
        <li key={lies.from} class={`ag-ev ag-held ${at(visits.length + index)}`}>
          <span class="ag-line">{t("grid.held", { from: clockFaceAt(lies.from, axis.fold) })}</span>
        </li>
      ))}
      {mine.map((lies) => (
        <li key={lies.from} class={`ag-ev ag-new ${at(visits.length + held.length)}`}>
          <b class="ag-line">{t("grid.planned", { from: clockFaceAt(lies.from, axis.fold) })}</b>
        </li>
      ))}
    </>
  );
}

function Now({ sight, column, axis }: Props) {
  const minute = column.clock.minuteOf(sight.now.epochMilliseconds, axis.fold);
  if (minute === null || minute < axis.firstMin || minute >= axis.lastMin) return null;
  return <li class={`ag-now row-start-${rowsOf({ from: minute, to: minute }, axis).start}`} aria-hidden="true" />;
}

/** What of it lies in the hours that are shown. */
function shownPart(lies: Stretch | null, { firstMin, lastMin }: Axis): Stretch | null {
  if (!lies || lies.to <= firstMin || lies.from >= lastMin) return null;
  return { from: Math.max(lies.from, firstMin), to: Math.min(lies.to, lastMin) };
}

/** Minutes in place of milliseconds: what is left of a stretch is left of it in any unit. */
function asRange({ from, to }: Stretch): Range {
  return { startMs: from, endMs: to };
}
