import { columnAt, draw, hourOf, minuteAt, scale } from "./grid.ts";

/* On a free stretch the pointer chooses the minute: the quarter of an hour under it, or the first minute that is free. The link is the
 * page's own, with another hour. */

const quarter = 15;
let hint: HTMLElement | null = null;

export function listenForFreeTimes() {
  document.addEventListener("pointermove", choose);
  document.addEventListener("pointerdown", choose);
  document.addEventListener("pointerout", (event) => freeUnder(event) && forget());
}

function choose(pointer: PointerEvent) {
  const free = freeUnder(pointer);
  const column = free && columnAt(free);
  if (!free || !column) return;
  const [start, end] = [Number(free.dataset.start), Number(free.dataset.end)];
  const under = Math.floor(minuteAt(column, pointer.clientY) / quarter) * quarter;
  const minute = Math.max(start, Math.min(under, end - scale().step));
  const address = new URL(free.getAttribute("href")!, location.href);
  address.searchParams.set("heure", hourOf(minute));
  free.setAttribute("href", address.pathname + address.search);
  if (pointer.pointerType === "touch" || hint?.dataset.minute === String(minute)) return;
  forget();
  const minutes = Math.min(quarter, end - minute);
  hint = draw("ag-hint", { column, start: minute, minutes }, hourOf(minute));
  hint.dataset.minute = String(minute);
}

function forget() {
  hint?.remove();
  hint = null;
}

function freeUnder({ target }: Event): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("#agenda .ag [data-free]") : null;
}
