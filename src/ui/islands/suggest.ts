/* A field that suggests while one types: the combobox pattern of the ARIA practices, where the focus stays in the field. */

interface Suggestion {
  value: string;
  detail?: string;
}

for (const field of document.querySelectorAll<HTMLElement>("[data-suggest]")) {
  const input = field.querySelector("input")!;
  const list = field.querySelector<HTMLElement>("[role=listbox]")!;
  const status = field.querySelector<HTMLElement>("[role=status]")!;
  const { suggest: source, some, none } = field.dataset as Record<string, string>;
  let asked = new AbortController();

  input.role = "combobox";
  input.autocomplete = "off";
  input.ariaAutoComplete = "list";
  input.setAttribute("aria-controls", list.id);
  close();

  input.addEventListener("input", ask);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const moves: Record<string, () => void> = {
      ArrowDown: () => (list.hidden ? ask() : pick(1)),
      ArrowUp: () => pick(-1),
      Escape: close,
    };
    const chosen = picked();
    if (event.key === "Enter" && chosen) choose(chosen);
    else if (event.key === "Escape" && list.hidden) return;
    else if (moves[event.key]) moves[event.key]!();
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
    await new Promise((resolve) => setTimeout(resolve, 120));
    try {
      const answer = await fetch(`${source}?q=${encodeURIComponent(typed)}`, { signal });
      open(answer.ok ? await answer.json() : []);
    } catch {
      if (!signal.aborted) close(); // no network: the field is enough by itself
    }
  }

  function open(suggestions: Suggestion[]) {
    list.replaceChildren(...suggestions.map(option));
    list.hidden = suggestions.length === 0 || document.activeElement !== input;
    input.ariaExpanded = String(!list.hidden);
    status.textContent = list.hidden ? none! : some!;
    pick(0);
  }

  function close() {
    asked.abort();
    list.hidden = true;
    list.replaceChildren();
    status.textContent = "";
    input.ariaExpanded = "false";
    input.removeAttribute("aria-activedescendant");
  }

  function option({ value, detail }: Suggestion, index: number) {
    const element = document.createElement("div");
    element.role = "option";
    element.id = `${list.id}-${index}`;
    element.dataset.value = value;
    element.append(value);
    if (detail) element.append(Object.assign(document.createElement("span"), { textContent: ` ${detail}` }));
    return element;
  }

  function picked() {
    return list.querySelector<HTMLElement>("[aria-selected=true]");
  }

  /** One further, one back, or none; past an end, the other. */
  function pick(step: 1 | -1 | 0) {
    const options = [...list.children] as HTMLElement[];
    const at = options.indexOf(picked()!);
    const from = step < 0 ? Math.max(at, 0) : at;
    const next = step === 0 ? undefined : options.at((from + step) % options.length);
    for (const each of options) each.ariaSelected = String(each === next);
    if (next) {
      input.setAttribute("aria-activedescendant", next.id);
      next.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function choose(chosen: HTMLElement) {
    input.value = chosen.dataset.value!;
    close();
  }
}
