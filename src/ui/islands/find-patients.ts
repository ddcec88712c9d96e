/* The list of files under the search box of staff, brought up to date while one types. Enter opens the file when there is only one; the arrow
 * down goes into the list. */

interface Suggestion {
  name: string;
  detail: string;
  href: string;
}

const form = document.querySelector<HTMLFormElement>("[data-find-patients]")!;
const input = form.querySelector("input")!;
const status = form.querySelector<HTMLElement>("[role=status]")!;
const place = document.getElementById("trouves")!;
const { findPatients: source, one, many, none } = form.dataset as Record<string, string>;
const before = [...place.childNodes];
let asked = new AbortController();
let shown = input.value.trim();

input.setSelectionRange(input.value.length, input.value.length);
input.addEventListener("input", ask);
input.addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown") links()[0]?.focus();
  else if (event.key === "Enter" && links().length === 1 && shown === input.value.trim()) links()[0]!.click();
  else return;
  event.preventDefault();
});
place.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const at = links().indexOf(document.activeElement as HTMLAnchorElement);
  if (!step || at < 0) return;
  (links()[at + step] ?? (step < 0 ? input : links()[at]!)).focus();
  event.preventDefault();
});

async function ask() {
  asked.abort();
  const typed = input.value.trim();
  if (typed.length < 2) {
    shown = "";
    status.textContent = "";
    return place.replaceChildren(...before);
  }
  asked = new AbortController();
  const { signal } = asked;
  await new Promise((resolve) => setTimeout(resolve, 90));
  try {
    const answer = await fetch(`${source}?q=${encodeURIComponent(typed)}`, { signal });
    if (!answer.ok || signal.aborted) return;
    const { patients } = (await answer.json()) as { patients: Suggestion[] };
    if (!signal.aborted) show(typed, patients);
  } catch {
    // no network: the button is enough by itself
  }
}

function show(typed: string, patients: Suggestion[]) {
  shown = typed;
  const count = patients.length;
  status.textContent = count === 0 ? none! : count === 1 ? one! : many!.replace("#", String(count));
  if (count === 0)
    return place.replaceChildren(Object.assign(document.createElement("p"), { className: "muted", textContent: none }));
  const list = Object.assign(document.createElement("ul"), { className: "sheet rows overflow-clip" });
  list.ariaLabel = status.textContent;
  list.append(...patients.map(line));
  place.replaceChildren(list);
}

function line({ name, detail, href }: Suggestion) {
  const link = Object.assign(document.createElement("a"), {
    href,
    className: "block px-4 py-2.5 min-h-11 no-underline text-base-content hover:bg-base-200",
  });
  const part = (text: string, className: string) =>
    Object.assign(document.createElement("span"), { textContent: text, className });
  link.append(part(name, "font-semibold block leading-tight break-words"), part(detail, "muted text-sm break-words"));
  const item = document.createElement("li");
  item.append(link);
  return item;
}

function links(): HTMLAnchorElement[] {
  return [...place.querySelectorAll<HTMLAnchorElement>("li > a")];
}
