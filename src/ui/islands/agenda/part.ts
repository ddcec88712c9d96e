import { agenda, columns, hourOf, placeOf } from "./grid.ts";
import { say, tell, words } from "./words.ts";

/* The agenda as it is now, put in the place of the one that is shown: the same element, asked again with the page's own question. What has the focus,
 * what is scrolled and what is open stays so. */

export type Look = "same" | "changed" | "ended" | "lost";

let held = 0;
let isAsking: Promise<Look> | null = null;
let isWanted = false;
const afterwards = new Set<() => void>();

/** Called whenever the grid was replaced, and once now. */
export function onGrid(settle: () => void) {
  afterwards.add(settle);
  settle();
}

/** Nothing is replaced until what it gives back is called: someone is holding an appointment. */
export function hold(): (how?: { quiet: boolean }) => void {
  held++;
  let isHeld = true;
  return (how) => {
    if (isHeld) held--;
    isHeld = false;
    if (held === 0 && isWanted) refresh(how);
  };
}

/** Looks again. What changed is said, unless `quiet`: whoever did it knows. Asked while it is looking, it looks once more afterwards. */
export async function refresh({ quiet = false } = {}): Promise<Look> {
  isWanted = true;
  if (held > 0) return "same";
  if (isAsking) {
    await isAsking;
    return isWanted ? refresh({ quiet }) : "same";
  }
  isWanted = false;
  isAsking = ask(quiet);
  const look = await isAsking.finally(() => {
    isAsking = null;
  });
  return look;
}

async function ask(quiet: boolean): Promise<Look> {
  const { part = "", etag = "" } = agenda().dataset;
  let html: string;
  try {
    const answer = await fetch(part, {
      headers: etag ? { "If-None-Match": etag } : {},
      redirect: "manual",
      cache: "no-store",
    });
    if (answer.status === 304) return "same";
    if (answer.type === "opaqueredirect" || answer.status === 401) return "ended";
    if (!answer.ok) return "lost";
    html = await answer.text();
  } catch {
    return "lost";
  }
  if (held > 0) {
    isWanted = true;
    return "same";
  }
  replace(html, quiet);
  return "changed";
}

function replace(html: string, quiet: boolean) {
  const before = events();
  const focus = keyOf(document.activeElement);
  const scrolled = agenda().querySelector(".ag")?.scrollLeft ?? 0;
  const open = [...document.querySelectorAll<HTMLDetailsElement>("details[open][id]")].map(({ id }) => id);

  for (const root of [...new DOMParser().parseFromString(html, "text/html").body.children]) {
    if (root.id) document.getElementById(root.id)?.replaceWith(document.adoptNode(root));
  }
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  agenda().querySelector(".ag")?.scrollTo({ left: scrolled, behavior: "instant" });
  for (const settle of afterwards) settle();
  if (focus && document.activeElement === document.body) withKey(focus)?.focus({ preventScroll: true });

  const changes = changesBetween(before, events());
  for (const { event } of changes) event?.classList.add("ag-fresh");
  if (!quiet && changes.length > 0) tell(sentenceOf(changes));
}

/** What has the focus, in words that hold for the element that comes in its place. */
function keyOf(element: Element | null): string | null {
  if (!element || element === document.body) return null;
  const { event, absence } = (element as HTMLElement).dataset;
  if (event ?? absence) return `[data-event="${event}"], [data-absence="${absence}"]`;
  if (element.id) return `#${CSS.escape(element.id)}`;
  const href = element.getAttribute("href");
  const root = element.closest("[id]");
  if (href) return `${root ? `#${CSS.escape(root.id)} ` : ""}[href="${CSS.escape(href)}"]`;
  const form = element.closest("form")?.getAttribute("action");
  return form ? `form[action="${CSS.escape(form)}"] ${element.localName}` : null;
}

function withKey(key: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(key);
}

interface Stand {
  event: HTMLElement;
  /** Null in a list. */
  at: { hour: string; where: string } | null;
  key: string;
}

/** What stands where, by the id of the appointment. */
function events(): Map<string, Stand> {
  const shown = new Set(columns().map(({ list }) => list));
  const all = agenda().querySelectorAll<HTMLElement>("[data-event]");
  return new Map(Array.from(all, (event) => [event.dataset.event!, standOf(event, shown)]));
}

function standOf(event: HTMLElement, shown: ReadonlySet<HTMLElement>): Stand {
  const place = placeOf(event);
  if (!place) return { event, at: null, key: "" };
  const { column, start } = place;
  const key = `${column.practitioner} ${column.day} ${start}`;
  return { event, at: shown.has(column.list) ? { hour: hourOf(start), where: whereIs(column.name) } : null, key };
}

/** « chez Dre Lune », or in a week « mardi 24 novembre ». */
export function whereIs(name: string): string {
  return agenda().dataset.view === "semaine" ? name : say(words.at, { who: name });
}

interface Change {
  kind: "added" | "removed" | "moved";
  event: HTMLElement | null;
  at: Stand["at"];
}

function changesBetween(before: ReadonlyMap<string, Stand>, after: ReadonlyMap<string, Stand>): Change[] {
  const changes: Change[] = [];
  for (const [id, { event, at, key }] of after) {
    const was = before.get(id);
    if (!was) changes.push({ kind: "added", event, at });
    else if (was.key !== key) changes.push({ kind: "moved", event, at });
  }
  for (const [id, { at }] of before) if (!after.has(id)) changes.push({ kind: "removed", event: null, at });
  return changes;
}

function sentenceOf(changes: Change[]): string {
  const [only] = changes;
  if (changes.length === 1 && only?.at) return say(words.told[only.kind], only.at);
  return say(changes.length === 1 ? words.told.one : words.told.several, { count: changes.length });
}
