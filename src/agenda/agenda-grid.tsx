import { minuteMs } from "../availability/zone-clock.ts";
import { proPaths } from "../pro-paths.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { useWords } from "../ui/words.ts";
import { type AgendaSight, queryOf } from "./agenda.ts";
import { AgendaColumn, type Planned, rowsIn } from "./agenda-column.tsx";
import { fineUnder } from "./agenda-event.tsx";
import { AgendaList } from "./agenda-list.tsx";
import { type Axis, axisOver, clockFaceAt, rowMin, rowsOf } from "./day-clock.ts";
import { Signs } from "./signs.tsx";

interface Props {
  sight: AgendaSight;
  /** The visit whose panel is open. */
  picked?: string | undefined;
  planned?: Planned | undefined;
  /** Of what is shown, for whoever asks whether it is still so. */
  etag?: string | undefined;
}

/** What is replaced when something changes: the day side by side, the week, or the list; with the signs it draws from. */
export function AgendaGrid({ sight, picked, planned, etag }: Props) {
  const query = queryOf(sight);
  return (
    <div
      id="agenda"
      data-view={sight.view}
      data-day={sight.day.toString()}
      data-part={proPaths.agendaPart({ ...query, ...(picked && { rdv: picked }) })}
      data-live={proPaths.agendaLive(query)}
      data-etag={etag}
    >
      <Signs />
      {sight.view === "liste" ? (
        <AgendaList sight={sight} />
      ) : (
        <Columns sight={sight} picked={picked} planned={planned} />
      )}
    </div>
  );
}

function Columns({ sight, picked, planned }: Props) {
  const { columns } = sight;
  if (columns.length === 0) return <Nobody sight={sight} />;
  const axis = axisOver(
    columns.map(({ clock, open, visits, held }) => ({ clock, ranges: [...open, ...visits, ...held] })),
  );
  const isFine = columns.some(({ visits }) =>
    visits.some(({ startMs, endMs }) => endMs - startMs < fineUnder * minuteMs),
  );
  const dress = [
    "ag",
    sight.view === "semaine" ? "ag-week" : columns.length > 6 ? "ag-wide" : "",
    isFine ? "ag-ten" : "",
  ];
  return (
    <div
      class={dress.filter(Boolean).join(" ")}
      data-first={axis.firstMin}
      data-step={rowMin}
      data-rows={rowsIn(axis)}
      data-fold={axis.fold?.atMin}
    >
      <Hours sight={sight} axis={axis} />
      {columns.map((column, index) => (
        <AgendaColumn
          key={`${column.agenda.id} ${column.day} ${column.clock.zone}`}
          {...{ sight, column, index, axis, isFine, picked, planned }}
        />
      ))}
    </div>
  );
}

/** The scale of hours, and the hour it is. Each visit says its own hour. */
function Hours({ sight, axis }: { sight: AgendaSight; axis: Axis }) {
  const hours = Array.from({ length: (axis.lastMin - axis.firstMin) / 60 }, (_, index) => axis.firstMin + index * 60);
  const now = sight.columns
    .map(({ clock }) => clock.minuteOf(sight.now.epochMilliseconds, axis.fold))
    .find((minute) => minute !== null && minute >= axis.firstMin && minute < axis.lastMin);
  return (
    <div class="ag-side" aria-hidden="true">
      <div class="ag-corner" />
      <div class="ag-hours">
        {hours.map((minute) => (
          <span key={minute} class={`pt-0.5 row-start-${rowsOf({ from: minute, to: minute }, axis).start} row-span-12`}>
            {clockFaceAt(minute, axis.fold)}
          </span>
        ))}
        {now !== undefined && now !== null && (
          <span class={`ag-clock row-start-${rowsOf({ from: now, to: now }, axis).start}`}>
            {clockFaceAt(now, axis.fold)}
          </span>
        )}
      </div>
    </div>
  );
}

/** Nobody receives that day. */
export function Nobody({ sight }: { sight: AgendaSight }) {
  const t = useWords("agenda");
  const hasNone = sight.agendas.length === 0;
  return (
    <EmptyState
      icon="calendar-days"
      title={t(hasNone ? "day.noAgenda" : "day.nobody")}
      text={t(hasNone ? "day.noAgendaText" : "day.nobodyText")}
    />
  );
}
