import { listedName } from "../patients/listed-name.ts";
import { proPaths } from "../pro-paths.ts";
import { useWords } from "../ui/words.ts";
import { type Axis, clockFaceAt, rowMin } from "./day-clock.ts";
import { type Lane, partsOf, type Stretch } from "./lanes.ts";
import { Sign, signsOf } from "./signs.tsx";
import type { Visit } from "./visits.ts";

/** A visit, as it lies in its column. */
export interface Laid {
  visit: Visit;
  /** Minutes of the axis; of what began the evening before or ends after midnight, the part of this day. */
  lies: Stretch;
  rows: { start: number; span: number };
  lane: Lane;
  /** All of it lies on this day. */
  isWhole: boolean;
  /** Two lines have room. */
  isTall: boolean;
}

/** One appointment in the grid: hour, name, sign and reason; a link to its panel. */
export function AgendaEvent({
  laid,
  axis,
  isPast,
  isPicked,
}: {
  laid: Laid;
  axis: Axis;
  isPast: boolean;
  isPicked: boolean;
}) {
  const t = useWords("agenda");
  const { visit, lies, rows, lane, isWhole, isTall } = laid;
  const said = signsOf(visit);
  const [sign] = said;
  const isMovable = isWhole && !isPast && (visit.status === "booked" || visit.status === "requested");
  const hour = <time>{clockFaceAt(lies.from, axis.fold)}</time>;
  const words = [
    ...(isTall ? [] : [visit.reasonName]),
    ...said.map((name) => t(`said.${name}`)),
    ...(isWhole ? [] : [t("said.night")]),
  ];
  return (
    <li class="contents">
      <a
        href={proPaths.appointment(visit.id)}
        class={`${dressOf(visit)}${isPicked ? " ev-picked" : ""} ${placeOf(rows, lane)}`}
        aria-current={isPicked ? "true" : undefined}
        data-event={visit.id}
        data-version={visit.version}
        data-start={lies.from}
        data-minutes={lies.to - lies.from}
        data-site={visit.siteId}
        data-movable={isMovable ? "" : undefined}
      >
        <b class="ag-line">
          {!isTall && sign && <Sign name={sign} />} {hour} {listedName(visit)}
        </b>
        {isTall && (
          <span class="ag-line">
            {sign && <Sign name={sign} />} {visit.reasonName}
          </span>
        )}
        {words.length > 0 && <span class="sr-only">, {words.join(", ")}</span>}
      </a>
    </li>
  );
}

/** The classes that put something on its rows and in its lane. */
export function placeOf({ start, span }: Laid["rows"], lane: Lane = { lane: 0, lanes: 1 }): string {
  const across = partsOf(lane);
  return `row-start-${start} row-span-${span} col-start-${across.start} col-span-${across.span}`;
}

/** Pixels of one row, as agenda.css makes them at the usual size of letters. */
export function rowHeight(isFine: boolean): number {
  return isFine ? 12.5 : 28 / 3;
}

/** Rows that a line of text needs. */
export function leastRows(isFine: boolean): number {
  return isFine ? 2 : 3;
}

/** Whether something of so many rows shows two lines of text. */
export function hasTwoLines(span: number, isFine: boolean): boolean {
  return span * rowHeight(isFine) >= 40;
}

/** Visits shorter than this ask for higher rows. */
export const fineUnder = 3 * rowMin;

function dressOf({ hue, status, overbooked }: Visit): string {
  const isDone = status === "seen" || status === "missed";
  const done = isDone ? ` ev-done${status === "missed" ? " ev-missed" : ""}` : "";
  return `ag-ev hue-${hue}${done}${overbooked ? " ev-over" : ""}${status === "requested" ? " ev-asked" : ""}`;
}
