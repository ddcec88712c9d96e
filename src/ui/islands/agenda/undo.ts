import { refresh } from "./part.ts";
import { newKey, send } from "./send.ts";
import { part, say, tell, undo as undoAddress, words } from "./words.ts";

/* What was just done can be taken back for some seconds: by its button, or by Ctrl+Z from anywhere. The focus stays where it is. */

let last: { address: string; key: string } | null = null;
let until = 0;

/** `act` null: there is nothing to take back, only something to say. */
export function offerUndo({ sentence, act, seconds }: { sentence: string; act: string | null; seconds: number }) {
  const bar = part("undo");
  bar.querySelector("p")!.textContent = sentence;
  bar.hidden = false;
  bar.classList.toggle("ag-undo-counts", false);
  bar.style.setProperty("--ag-undo", `${seconds}s`);
  void bar.offsetWidth; // the bar begins anew
  bar.classList.toggle("ag-undo-counts", act !== null);
  bar.querySelector("button")!.hidden = act === null;
  tell(act ? `${sentence} ${words.undo.keys}` : sentence);
  remember(act && say(undoAddress, { act }), seconds);
}

export function listenForUndo() {
  part("undo").querySelector("button")!.addEventListener("click", undoLast);
  document.addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey, target } = event;
    if (key.toLowerCase() !== "z" || !(ctrlKey || metaKey) || shiftKey || altKey || isWriting(target)) return;
    event.preventDefault();
    undoLast();
  });
  adoptForm();
}

/** Where a page came back with something to take back, its form is posted from here. */
function adoptForm() {
  const form = document.querySelector<HTMLFormElement>("form[data-undo]");
  if (!form) return;
  remember(form.getAttribute("action"), Number(form.dataset.seconds ?? 10));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    undoLast();
  });
}

function remember(address: string | null, seconds: number) {
  clearTimeout(until);
  last = address ? { address, key: newKey() } : null;
  until = window.setTimeout(forget, seconds * 1000);
}

/** Something else is being done: what was done before is not taken back by a key that means this. */
export function disarmUndo() {
  clearTimeout(until);
  forget();
}

/** The sentence leaves too: what it says stands in the agenda. */
function forget() {
  last = null;
  const bar = part("undo");
  if (bar.contains(document.activeElement))
    document.querySelector<HTMLElement>("#contenu")?.focus({ preventScroll: true });
  bar.hidden = true;
  for (const form of document.querySelectorAll("form[data-undo]")) form.remove();
}

async function undoLast() {
  if (!last) return tell(words.undo.none);
  const { address, key } = last;
  clearTimeout(until);
  last = null;
  const answer = await send(address, { cle: key });
  await refresh({ quiet: true });
  for (const form of document.querySelectorAll("form[data-undo]")) form.remove();
  offerUndo({ sentence: sentenceOf(answer), act: null, seconds: 8 });
}

function sentenceOf(answer: Awaited<ReturnType<typeof send>>): string {
  if (answer.kind === "done" || answer.kind === "refused") return answer.sentence;
  return answer.kind === "lost" ? words.undo.failed : answer.kind === "ended" ? words.refused.ended : words.undo.none;
}

export function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}
