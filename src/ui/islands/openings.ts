/* Drawing a new opening on the week: from its beginning to its end with the mouse, or with the keyboard. What was drawn fills the form beside the
 * week; where there is none, it opens it. Without this script the form is filled by hand. */

const quarterMin = 15;

for (const week of document.querySelectorAll<HTMLElement>("[data-week]")) {
  const { from = "0", rows = "0", new: address = "", label = "", help = "", hint = "", drawn = "" } = week.dataset;
  const firstMin = Number(from);
  const rowCount = Number(rows);
  const days = [...week.querySelectorAll<HTMLElement>("[data-day]")];
  const ghost = document.createElement("div");
  ghost.className = "op-ghost";
  ghost.hidden = true;
  let drawing: { day: number; row: number; other: number } | null = null;

  week.classList.add("op-drawing");
  pointer();
  keyboard();

  function pointer() {
    for (const [day, column] of days.entries()) {
      column.addEventListener("pointerdown", (event) => {
        if (event.button !== 0 || event.pointerType === "touch" || (event.target as Element).closest("a")) return;
        event.preventDefault();
        const row = rowAt(column, event.clientY);
        drawing = { day, row, other: row };
        column.setPointerCapture(event.pointerId);
        show();
      });
      column.addEventListener("pointermove", (event) => {
        if (!drawing || !column.hasPointerCapture(event.pointerId)) return;
        drawing.other = rowAt(column, event.clientY);
        show();
      });
      column.addEventListener("pointerup", () => finish(2));
      column.addEventListener("pointercancel", giveUp);
    }
    addEventListener("keydown", ({ key }) => {
      if (key === "Escape") giveUp();
    });
  }

  /** One stop of the keyboard for the whole week; the arrows move and stretch what is being drawn. */
  function keyboard() {
    const button = document.createElement("button");
    const told = document.createElement("span");
    button.type = "button";
    button.className = "op-draw btn btn-outline";
    button.textContent = label;
    button.title = help;
    told.className = "sr-only";
    told.role = "status";
    const advice = document.createElement("span");
    advice.className = "op-draw muted small";
    advice.textContent = hint;
    week.after(button, advice, told);
    button.addEventListener("click", start);
    button.addEventListener("blur", giveUp);
    button.addEventListener("keydown", (event) => {
      if (!drawing) return;
      const top = Math.min(drawing.row, drawing.other);
      const length = Math.abs(drawing.other - drawing.row);
      const moves: Record<string, () => void> = {
        ArrowUp: () => (event.shiftKey ? stretch(top, length - 1) : stretch(top - 1, length)),
        ArrowDown: () => (event.shiftKey ? stretch(top, length + 1) : stretch(top + 1, length)),
        ArrowLeft: () => shift(-1),
        ArrowRight: () => shift(1),
        Enter: () => finish(0),
        Escape: giveUp,
      };
      if (!moves[event.key]) return;
      event.preventDefault();
      moves[event.key]!();
      told.textContent = drawing ? said() : "";
    });

    function start() {
      if (drawing) return finish(0);
      drawing = { day: 0, row: Math.min(4, rowCount - 8), other: Math.min(15, rowCount - 1) };
      show();
      told.textContent = `${said()}. ${help}`;
    }
    function stretch(row: number, length: number) {
      if (!drawing || row < 0 || length < 0 || row + length >= rowCount) return;
      drawing = { ...drawing, row, other: row + length };
      show();
    }
    function shift(by: number) {
      if (!drawing || !days[drawing.day + by]) return;
      drawing.day += by;
      show();
    }
  }

  function rowAt(column: HTMLElement, y: number): number {
    const { top, height } = column.getBoundingClientRect();
    return Math.max(0, Math.min(rowCount - 1, Math.floor(((y - top) / height) * rowCount)));
  }

  function show() {
    if (!drawing) return;
    const first = Math.min(drawing.row, drawing.other);
    const span = Math.abs(drawing.other - drawing.row) + 1;
    ghost.className = `op-ghost row-start-${first + 1} row-span-${span}`;
    ghost.textContent = `${hours().from} – ${hours().to}`;
    ghost.hidden = false;
    days[drawing.day]!.append(ghost);
  }

  /** Shorter than this many rows it was a click and no drawing. */
  function finish(least: number) {
    if (!drawing) return;
    const { from, to } = hours();
    const day = days[drawing.day]!.dataset.day!;
    const isShort = Math.abs(drawing.other - drawing.row) + 1 < least;
    giveUp();
    if (isShort) return;
    const form = document.querySelector<HTMLFormElement>("form[data-opening]");
    if (!form) {
      const url = new URL(address, location.href);
      for (const [name, value] of Object.entries({ jour: day, de: from, a: to })) url.searchParams.set(name, value);
      location.assign(url);
      return;
    }
    fill(form, { jour: day, du: day, de: from, a: to });
    const weekday = (new Date(`${day}T12:00Z`).getUTCDay() + 6) % 7;
    for (const [index, tick] of [...form.querySelectorAll<HTMLInputElement>("[data-weekday]")].entries())
      tick.checked = index === weekday;
    form.dispatchEvent(new Event("input", { bubbles: true }));
    form.querySelector<HTMLElement>("#de")?.focus();
  }

  function fill(form: HTMLFormElement, values: Record<string, string>) {
    for (const [name, value] of Object.entries(values)) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = value;
    }
  }

  function giveUp() {
    drawing = null;
    ghost.hidden = true;
  }

  function hours() {
    const [row, other] = [drawing?.row ?? 0, drawing?.other ?? 0];
    return { from: time(Math.min(row, other)), to: time(Math.max(row, other) + 1) };
  }

  function time(row: number): string {
    const minutes = firstMin + row * quarterMin;
    return `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
  }

  function said(): string {
    const values: Record<string, string> = { day: days[drawing!.day]!.dataset.name!, ...hours() };
    return drawn.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  }
}
