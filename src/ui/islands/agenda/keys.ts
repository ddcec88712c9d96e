import { agenda, columnAt, columns } from "./grid.ts";
import { carry, drop, lift, type Moving, putBack, toldOf, valuesOf } from "./moving.ts";
import { onGrid } from "./part.ts";
import { isWriting } from "./undo.ts";
import { say, tell, words } from "./words.ts";

/* The keyboard. In the grid arrows go from one thing to the next, so that the tab key passes it in one step; D moves an appointment. Letters do something
 * only where the focus is in the agenda or in the bar of the day. */

let moving: Moving | null = null;
/** Where the tab key enters the grid, by its address: it is there again after a refresh. */
let wanted: string | null = null;

export function listenForKeys() {
  onGrid(settle);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    if (moving ? steer(event, moving) : press(event)) event.preventDefault();
  });
  document.addEventListener("focusin", ({ target }) => {
    const things = stops();
    if (things.includes(target as HTMLElement)) rove(target as HTMLElement, things);
    if (moving && target !== moving.event) giveUp();
  });
  document.addEventListener("pointerdown", () => moving && giveUp());
}

/** Whatever can have the focus in the grid: appointments, free times, absences. */
function stops(): HTMLElement[] {
  return columns().flatMap(({ list }) => [...list.querySelectorAll<HTMLElement>("a[href]")]);
}

function settle() {
  const things = stops();
  const focused = things.find((thing) => thing === document.activeElement);
  const known = things.find((thing) => thing.getAttribute("href") === wanted);
  rove(focused ?? known ?? things.find(({ dataset }) => dataset.event) ?? things[0], things);
}

function rove(to: HTMLElement | undefined, things: HTMLElement[]) {
  for (const thing of things) thing.tabIndex = thing === to ? 0 : -1;
  if (to && to === document.activeElement) wanted = to.getAttribute("href");
}

function press(event: KeyboardEvent): boolean {
  const { activeElement } = document;
  const thing = activeElement instanceof HTMLElement && stops().includes(activeElement) ? activeElement : null;
  const bar = activeElement?.closest("[data-toolbar]");
  if (!thing && !bar && !agenda().contains(activeElement)) return false;
  switch (event.key) {
    case "ArrowDown":
    case "ArrowUp":
      return thing ? go(thing, event.key === "ArrowDown" ? 1 : -1) : false;
    case "ArrowRight":
    case "ArrowLeft":
      if (bar) return follow(event.key === "ArrowRight" ? "next" : "previous");
      return thing ? goAside(thing, event.key === "ArrowRight" ? 1 : -1) : false;
    case "d":
    case "D":
      return thing?.dataset.event ? begin(thing) : false;
    case "n":
    case "N":
      return thing?.dataset.free === undefined ? follow("new") : click(thing);
    case "t":
    case "T":
      return follow("today");
    case "?":
      return help();
    default:
      return false;
  }
}

function go(from: HTMLElement, by: 1 | -1): boolean {
  const things = inOrder(columnAt(from)!.list);
  things[things.indexOf(from) + by]?.focus();
  return true;
}

/** To what stands at the same hour in the next column, or nearest to it. */
function goAside(from: HTMLElement, by: 1 | -1): boolean {
  const all = columns();
  const here = all.findIndex(({ list }) => list.contains(from));
  const next = all[here + by];
  if (!next) return true;
  const { top } = from.getBoundingClientRect();
  const distance = (thing: HTMLElement) => Math.abs(thing.getBoundingClientRect().top - top);
  inOrder(next.list)
    .sort((a, b) => distance(a) - distance(b))[0]
    ?.focus();
  return true;
}

function inOrder(list: HTMLElement): HTMLElement[] {
  const things = [...list.querySelectorAll<HTMLElement>("a[href]")];
  return things.sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top);
}

function begin(event: HTMLElement): boolean {
  moving = lift(event);
  if (moving) tell(say(words.moving.begin, valuesOf(moving.to, event)));
  else tell(words.moving.not);
  return true;
}

function steer(event: KeyboardEvent, held: Moving): boolean {
  const { column, start, minutes } = held.to;
  const by = event.shiftKey ? 15 : 5;
  switch (event.key) {
    case "ArrowUp":
      return to({ start: start - by });
    case "ArrowDown":
      return to({ start: start + by });
    case "ArrowLeft":
    case "ArrowRight":
      return to({ column: beside(held, event.key === "ArrowRight" ? 1 : -1) ?? column });
    case "+":
      return to({ minutes: minutes + 5 });
    case "-":
      return to({ minutes: minutes - 5 });
    case "Enter":
    case "d":
    case "D":
      moving = null;
      drop(held);
      return true;
    case "Escape":
      giveUp();
      return true;
    default:
      return event.key === " ";
  }

  function to(place: Parameters<typeof carry>[1]): true {
    carry(held, place);
    held.ghost.scrollIntoView({ block: "nearest", inline: "nearest" });
    tell(toldOf(held));
    return true;
  }
}

function beside({ to }: Moving, by: 1 | -1) {
  const all = columns();
  return all[all.findIndex(({ list }) => list === to.column.list) + by];
}

function giveUp() {
  if (!moving) return;
  putBack(moving);
  moving = null;
  tell(words.moving.given);
}

function follow(key: string): boolean {
  return click(document.querySelector<HTMLElement>(`[data-key="${key}"]`));
}

function click(link: HTMLElement | null): boolean {
  link?.click();
  return link !== null;
}

function help(): boolean {
  const list = document.querySelector<HTMLDetailsElement>("#touches");
  if (!list) return false;
  list.open = true;
  list.querySelector("summary")?.focus();
  return true;
}
