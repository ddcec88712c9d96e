import { agenda } from "./grid.ts";
import { type Look, refresh } from "./part.ts";
import { part, tell, words } from "./words.ts";

/* Hears from the server that agendas changed, as long as the page is in view: a browser has six connections to one site, and tabs are many. Each
 * time it begins to hear, it looks at what may have happened before. */

const together = 80; // changes of one gesture come in a burst; milliseconds
const longestPauseMs = 30_000;
const patienceMs = 8000; // a server that is started anew is no loss worth telling

let source: EventSource | null = null;
let pauseMs = 2000;
let retry = 0;
let late = 0;
let isLookingSoon = false;
let isOver = false;

export function keepListening() {
  document.addEventListener("visibilitychange", () => (document.hidden ? stop() : start()));
  addEventListener("focus", start);
  addEventListener("online", () => {
    stop(); // what was open may be dead, and not know it
    start();
  });
  addEventListener("offline", () => show("lost"));
  addEventListener("pagehide", stop);
  addEventListener("pageshow", start);
  start();
}

/** What was found when it looked, shown: that the page is not up to date any more is said as long as it is so. */
export function show(look: Look) {
  const state = part("state");
  const kind = look === "ended" ? "ended" : look === "lost" || !navigator.onLine ? "lost" : null;
  isOver ||= kind === "ended";
  if (isOver) stop();
  const shown = isOver ? "ended" : kind;
  if (state.dataset.shown === String(shown)) return;
  state.dataset.shown = String(shown);
  state.hidden = shown === null;
  for (const each of state.querySelectorAll<HTMLElement>("[data-state]")) each.hidden = each.dataset.state !== shown;
  if (shown) tell(words.state[shown]);
}

function start() {
  const { live } = agenda().dataset;
  if (source || isOver || document.hidden || !live) return;
  clearTimeout(retry);
  source = new EventSource(live);
  source.addEventListener("compare", () => {
    pauseMs = 2000;
    clearTimeout(late);
    late = 0;
    look();
  });
  source.addEventListener("changed", ({ data }) => {
    if (isShown(JSON.parse(data))) lookSoon();
  });
  source.addEventListener("enough", stop); // begun again when she comes back to this tab
  source.addEventListener("error", async () => {
    if (source?.readyState !== EventSource.CLOSED) {
      late ||= window.setTimeout(() => show("lost"), patienceMs); // the browser tries again by itself
      return;
    }
    stop();
    if ((await look()) === "ended") return;
    retry = window.setTimeout(start, pauseMs);
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  });
}

function stop() {
  clearTimeout(retry);
  clearTimeout(late);
  late = 0;
  source?.close();
  source = null;
}

interface Changed {
  agenda: string;
  first: string | null;
  last: string | null;
}

/** Whether the page shows one of these days of this agenda. A list, and a page without columns, shows anything. */
function isShown({ agenda: whose, first, last }: Changed): boolean {
  const sections = [...agenda().querySelectorAll<HTMLElement>("[data-column]")];
  const concerns = ({ practitioner, day = "" }: DOMStringMap) =>
    practitioner === whose && day >= (first ?? "") && day <= (last ?? "9");
  return sections.length === 0 || sections.some(({ dataset }) => concerns(dataset));
}

function lookSoon() {
  if (isLookingSoon) return;
  isLookingSoon = true;
  setTimeout(() => {
    isLookingSoon = false;
    look();
  }, together);
}

async function look(): Promise<Look> {
  const found = await refresh();
  show(found);
  return found;
}
