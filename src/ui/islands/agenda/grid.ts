/* Where things stand in the grid that the server drew (src/agenda/agenda-grid.tsx): columns are days of a practitioner, minutes those of
 * the column's local day, whatever the clock of this computer says. */

export interface Column {
  list: HTMLElement;
  practitioner: string;
  site: string;
  day: string;
  /** Whose, or in a week which day. */
  name: string;
}

export interface Place {
  column: Column;
  start: number;
  minutes: number;
}

export function agenda(): HTMLElement {
  return document.querySelector<HTMLElement>("#agenda")!;
}

/** `rows` rows of `step` minutes from `first` on. */
export function scale() {
  const { first, step, rows, fold } = agenda().querySelector<HTMLElement>(".ag")!.dataset;
  return { first: Number(first), step: Number(step), rows: Number(rows), fold: fold ? Number(fold) : null };
}

/** Those that are shown, from left to right: a phone shows one. */
export function columns(): Column[] {
  const sections = [...agenda().querySelectorAll<HTMLElement>("[data-column]")];
  return sections.filter((section) => section.getClientRects().length > 0).map(columnOf);
}

export function columnAt(element: Element): Column | null {
  const section = element.closest<HTMLElement>("[data-column]");
  return section && columnOf(section);
}

function columnOf(section: HTMLElement): Column {
  const { practitioner = "", site = "", day = "" } = section.dataset;
  const heading = document.getElementById(section.getAttribute("aria-labelledby") ?? "");
  const name = heading?.textContent.trim() ?? "";
  return { list: section.querySelector<HTMLElement>(".ag-col")!, practitioner, site, day, name };
}

/** Null in a list, which has no columns. */
export function placeOf(event: HTMLElement): Place | null {
  const column = columnAt(event);
  return column && { column, start: Number(event.dataset.start), minutes: Number(event.dataset.minutes) };
}

/** The place nearest to this one in which all of it is drawn, on whole steps. */
export function within({ column, start, minutes }: Place): Place {
  const { first, step, rows } = scale();
  const last = first + rows * step;
  const long = Math.min(Math.max(Math.round(minutes / step) * step, step), last - first);
  const at = Math.min(Math.max(Math.round(start / step) * step, first), last - long);
  return { column, start: at, minutes: long };
}

/** The minute under a point of the screen, not rounded. */
export function minuteAt(column: Column, y: number): number {
  const { first, step, rows } = scale();
  const { top, height } = column.list.getBoundingClientRect();
  return first + ((y - top) / height) * rows * step;
}

export function columnUnder(x: number): Column | undefined {
  const all = columns();
  const distance = ({ list }: Column) => {
    const { left, right } = list.getBoundingClientRect();
    return Math.max(left - x, 0, x - right);
  };
  return all.sort((a, b) => distance(a) - distance(b))[0];
}

/** `10:35`, as the clock of the column's site shows it. */
export function hourOf(minute: number): string {
  const { fold } = scale();
  const shown = (fold !== null && minute >= fold ? minute - 60 : minute) % 1440;
  return `${String(Math.floor(shown / 60)).padStart(2, "0")}:${String(shown % 60).padStart(2, "0")}`;
}

/** Something of ours in a column, on the rows of its place. */
export function draw(className: string, { column, start, minutes }: Place, text: string): HTMLElement {
  const { first, step } = scale();
  const item = document.createElement("li");
  item.className = `${className} row-start-${(start - first) / step + 1} row-span-${Math.ceil(minutes / step)}`;
  item.ariaHidden = "true";
  item.textContent = text;
  column.list.append(item);
  return item;
}

/** Of an event, as it is written there. */
export function patientOf(event: HTMLElement): string {
  const line = event.querySelector(".ag-line")?.textContent ?? "";
  return line.replace(event.querySelector("time")?.textContent ?? "", "").trim();
}
