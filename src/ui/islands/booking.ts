import { listenForFreeTimes } from "./agenda/free.ts";

/* Booking by telephone, with one hand free: patients are suggested while one types, the first is ready to be taken; once taken, the page
 * brings what must be known of her, and Enter in the reason saves. Without script, buttons do the same. */

interface Found {
  id: string;
  name: string;
  detail: string;
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-booking]")) {
  suggestPatients(form);
  listenForFreeTimes();
  focusNext(form);
  document.addEventListener("click", (event) => {
    const free = (event.target as Element).closest<HTMLAnchorElement>("a[data-free]");
    if (!free || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    for (const [name, value] of new URL(free.href).searchParams) answer(form, name, value);
    takeAll(form);
  });
  form.addEventListener("change", (event) => {
    const about = form.querySelector("[name=patient]") ? ["patient", "time", "tell"] : ["time", "tell"];
    const { name } = event.target as HTMLSelectElement;
    if (name === "praticien" || name === "jour") takeAll(form);
    if (name === "lieu") take(form, [...about, "times"]);
    if (name === "motif") take(form, about);
    if (name === "minutes" || name === "heure") take(form, ["time", "beside"]);
  });
  form.addEventListener("keydown", (event) => {
    const field = event.target as HTMLElement;
    const isAnswer = field.matches("select[name=motif]");
    if (event.key !== "Enter" || event.isComposing) return;
    if (!isAnswer && !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!("loading" in form.dataset)) press(form, "enregistrer") || press(form, "deplacer");
  });
}

/** Where one goes on once a button brought the form back: what is wrong, if anything is, has taken the focus already. */
function focusNext(form: HTMLFormElement) {
  if (document.activeElement !== document.body || form.querySelector("[role=alert]")) return;
  const missing = ["nameUsed", "firstNames", "birthDate"].map((name) => form.elements.namedItem(name));
  const empty = missing.find((field) => field instanceof HTMLInputElement && !field.value) as HTMLElement | undefined;
  (empty ?? form.querySelector<HTMLElement>("select[name=motif]"))?.focus();
}

function suggestPatients(form: HTMLFormElement) {
  const field = form.querySelector<HTMLElement>("[data-find-patient]");
  if (!field) return;
  const input = field.querySelector("input")!;
  const list = field.querySelector<HTMLElement>("[role=listbox]")!;
  const status = field.querySelector<HTMLElement>("[role=status]")!;
  const { findPatient: source, some, none } = field.dataset as Record<string, string>;
  let asked = new AbortController();
  let isAsking = false;

  input.role = "combobox";
  input.ariaAutoComplete = "list";
  input.setAttribute("aria-controls", list.id);
  close();

  input.addEventListener("input", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") list.hidden ? ask() : pick(1);
    else if (event.key === "ArrowUp") pick(-1);
    else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && (isAsking || picked())) isAsking || choose(picked()!);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    const option = (event.target as Element).closest<HTMLElement>("[role=option]");
    if (option) choose(option);
  });

  async function ask() {
    asked.abort();
    const typed = input.value.trim();
    if (typed.length < 2) return close();
    asked = new AbortController();
    const { signal } = asked;
    isAsking = true;
    try {
      await new Promise((resolve) => setTimeout(resolve, 80));
      if (signal.aborted) return;
      const answer = await fetch(`${source}?q=${encodeURIComponent(typed)}`, {
        signal,
        headers: { accept: "application/json" },
      });
      open(answer.ok ? ((await answer.json()) as { patients: Found[] }).patients : []);
    } catch {
      if (!signal.aborted) close(); // no network: the button is enough
    } finally {
      if (asked.signal === signal) isAsking = false;
    }
  }

  function open(patients: Found[]) {
    list.replaceChildren(...patients.map(option));
    list.hidden = patients.length === 0 || document.activeElement !== input;
    input.ariaExpanded = String(!list.hidden);
    status.textContent = patients.length === 0 ? none! : some!;
    if (!list.hidden) pick(1);
  }

  function close() {
    asked.abort();
    isAsking = false;
    list.hidden = true;
    list.replaceChildren();
    status.textContent = "";
    input.ariaExpanded = "false";
    input.removeAttribute("aria-activedescendant");
  }

  function option({ id, name, detail }: Found, index: number) {
    const element = document.createElement("div");
    element.role = "option";
    element.id = `${list.id}-${index}`;
    element.dataset.id = id;
    const bold = Object.assign(document.createElement("b"), { textContent: name });
    element.append(bold, Object.assign(document.createElement("span"), { textContent: detail }));
    return element;
  }

  function picked() {
    return list.querySelector<HTMLElement>("[aria-selected=true]");
  }

  /** One further or one back; past an end, the other. */
  function pick(step: 1 | -1) {
    const options = [...list.children] as HTMLElement[];
    const at = options.indexOf(picked()!);
    const next = options.at((Math.max(at, step < 0 ? 0 : -1) + step) % options.length);
    for (const each of options) each.ariaSelected = String(each === next);
    if (!next) return;
    input.setAttribute("aria-activedescendant", next.id);
    next.scrollIntoView({ block: "nearest" });
  }

  async function choose({ dataset }: HTMLElement) {
    close();
    const chosen = document.createElement("input");
    Object.assign(chosen, { type: "hidden", name: "patient", value: dataset.id });
    field!.append(chosen);
    if (await take(form, ["patient", "reason", "time", "tell"]))
      form.querySelector<HTMLElement>("select[name=motif]")?.focus();
    else press(form, "actualiser");
  }
}

let turns = 0;

/** Asks for the page as the form now stands and takes over the parts named: ids and hours only, so that nothing said of a patient stands in an
 * address. False: it could not be had. */
async function take(form: HTMLFormElement, parts: readonly string[]): Promise<boolean> {
  const said = new FormData(form);
  const isPart = !parts.includes("beside");
  const names = ["patient", "praticien", "lieu", "jour", "heure", "motif", "minutes"];
  const query = new URLSearchParams(names.flatMap((name) => (said.get(name) ? [[name, String(said.get(name))]] : [])));
  const isTicked = form.querySelector<HTMLInputElement>("[name=prevenir]")?.checked ?? true;
  const turn = ++turns;
  form.dataset.loading = "";
  try {
    const got = await fetch(`${form.action}?${query}`, {
      headers: { accept: "text/html", ...(isPart && { "x-part": "form" }) },
    });
    if (!got.ok || got.redirected) return false;
    const page = new DOMParser().parseFromString(await got.text(), "text/html");
    const fresh = page.querySelector("form[data-booking]");
    if (!fresh || turn !== turns) return Boolean(fresh); // of two answers, the later question's
    for (const part of parts) {
      const found = page.querySelector(`[data-part=${part}]`);
      if (found) document.querySelector(`[data-part=${part}]`)?.replaceWith(found);
    }
    const [minutes, usual] = [form, fresh].map((one) => one.querySelector<HTMLInputElement>("[name=minutes]"));
    if (minutes && usual) minutes.placeholder = usual.placeholder;
    const [first, next] = [form, fresh].map((one) => one.querySelector<HTMLButtonElement>("button[name=geste]"));
    if (first && next) first.value = next.value;
    const tick = form.querySelector<HTMLInputElement>("[name=prevenir]");
    if (tick) tick.checked = isTicked;
    return true;
  } catch {
    return false;
  } finally {
    if (turn === turns) delete form.dataset.loading;
  }
}

/** Everything that hangs on agenda and day. The patient only once there is one: otherwise she is still being looked for. */
function takeAll(form: HTMLFormElement): Promise<boolean> {
  const patient = form.querySelector("[name=patient]") ? ["patient"] : [];
  return take(form, [...patient, "time", "tell", "reason", "site", "times", "beside"]);
}

/** Writes an answer into its field; a site that is not among the choices yet becomes one. */
function answer(form: HTMLFormElement, name: string, value: string) {
  const field = form.elements.namedItem(name);
  if (field instanceof HTMLSelectElement && ![...field.options].some((option) => option.value === value))
    field.add(new Option(value, value));
  if (field instanceof HTMLSelectElement || field instanceof HTMLInputElement) field.value = value;
}

function press(form: HTMLFormElement, value: string): boolean {
  const button = [...form.querySelectorAll<HTMLButtonElement>(`button[name=geste][value=${value}]`)].at(-1);
  if (button) form.requestSubmit(button);
  return Boolean(button);
}
