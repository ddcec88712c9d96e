import { agenda, columnUnder, minuteAt } from "./grid.ts";
import { carry, drop, lift, type Moving, putBack } from "./moving.ts";

/* Dragging by pointer: the mouse at once, a finger after it rested a moment (before that it scrolls), a pen like the mouse. The lower edge makes it
 * longer or shorter. */

const restMs = 400;
const farPx = 5; // a hand is not quite still
const edgePx = 56; // so near the edge of the screen, it scrolls
const gripPx = 8;

interface Press {
  event: HTMLElement;
  x: number;
  y: number;
  isFinger: boolean;
  isGrip: boolean;
  /** From the top of the appointment, or from its lower edge, to the pointer, in minutes. */
  offset: number;
  rest: number;
  moving: Moving | null;
}

let press: Press | null = null;

export function listenForDrags() {
  document.addEventListener("pointerdown", begin);
  document.addEventListener("pointermove", follow);
  document.addEventListener("pointerup", () => end(true));
  document.addEventListener("pointercancel", () => end(false));
  document.addEventListener("dragstart", (event) => eventUnder(event) && event.preventDefault()); // it is a link, too
  document.addEventListener("touchmove", (event) => press?.moving && event.preventDefault(), { passive: false });
  document.addEventListener("contextmenu", (event) => press?.isFinger && event.preventDefault());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !press?.moving) return;
    event.preventDefault();
    end(false);
  });
  addEventListener("blur", () => end(false));
}

function eventUnder({ target }: Event): HTMLElement | null {
  return (target as Element).closest<HTMLElement>("#agenda .ag [data-event][data-movable]");
}

function begin(pointer: PointerEvent) {
  const event = eventUnder(pointer);
  if (!event || pointer.button !== 0 || !pointer.isPrimary || press) return;
  const { clientX: x, clientY: y } = pointer;
  const isFinger = pointer.pointerType === "touch";
  const { bottom, height } = event.getBoundingClientRect();
  const isGrip = bottom - y < gripPx && height > 2.5 * gripPx;
  const rest = isFinger ? window.setTimeout(() => press && take(press), restMs) : 0;
  press = { event, x, y, isFinger, isGrip, offset: 0, rest, moving: null };
}

function follow({ clientX: x, clientY: y, isPrimary }: PointerEvent) {
  if (!press || !isPrimary) return;
  if (!press.moving) {
    if (Math.hypot(x - press.x, y - press.y) < farPx) return;
    if (press.isFinger) return end(false); // it scrolls
    take(press);
  }
  [press.x, press.y] = [x, y];
  place(press);
  keepScrolling();
}

function take(taken: Press) {
  taken.moving = lift(taken.event);
  if (!taken.moving) return end(false);
  const { column, start, minutes } = taken.moving.from;
  taken.offset = minuteAt(column, taken.y) - (taken.isGrip ? start + minutes : start);
  document.documentElement.classList.add("ag-dragging");
  if (taken.isFinger) navigator.vibrate?.(10);
}

function place({ moving, isGrip, offset, x, y }: Press) {
  if (!moving) return;
  if (isGrip) return carry(moving, { minutes: minuteAt(moving.from.column, y) - offset - moving.from.start });
  const column = columnUnder(x);
  if (column) carry(moving, { column, start: minuteAt(column, y) - offset });
}

let isScrolling = false;

function keepScrolling() {
  if (isScrolling) return;
  isScrolling = true;
  requestAnimationFrame(function step() {
    const grid = agenda().querySelector(".ag")!;
    const { left, width } = grid.getBoundingClientRect();
    const down = press?.moving ? beyond(press.y, innerHeight) : 0;
    const aside = press?.moving && grid.scrollWidth > grid.clientWidth ? beyond(press.x - left, width) : 0;
    isScrolling = down !== 0 || aside !== 0;
    if (!isScrolling) return;
    scrollBy({ top: down, behavior: "instant" });
    grid.scrollBy({ left: aside, behavior: "instant" });
    place(press!);
    requestAnimationFrame(step);
  });
}

/** How far into the edge, as pixels to scroll. */
function beyond(at: number, size: number): number {
  if (at < edgePx) return (at - edgePx) / 4;
  return at > size - edgePx ? (at - size + edgePx) / 4 : 0;
}

function end(isDropped: boolean) {
  if (!press) return;
  const { moving, rest } = press;
  clearTimeout(rest);
  press = null;
  if (!moving) return;
  document.documentElement.classList.remove("ag-dragging");
  swallowClick();
  if (isDropped) drop(moving);
  else putBack(moving);
}

/** Letting go is no click. */
function swallowClick() {
  const swallow = (click: Event) => {
    click.preventDefault();
    click.stopPropagation();
  };
  document.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => document.removeEventListener("click", swallow, { capture: true }), 50);
}
