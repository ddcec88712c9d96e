/* A password can be shown while it is typed, and a locked keyboard is pointed out. */

for (const field of document.querySelectorAll<HTMLElement>("[data-password]")) {
  const input = field.querySelector("input")!;
  const button = field.querySelector("button")!;
  const hint = field.querySelector<HTMLElement>("[data-caps-lock]")!;
  const { textContent: show, dataset } = button;

  button.hidden = false;
  button.addEventListener("click", () => reveal(input.type === "password"));
  input.form?.addEventListener("submit", () => reveal(false)); // so that browsers remember it as a password
  for (const press of ["keydown", "keyup"] as const) {
    input.addEventListener(press, (event) => {
      hint.textContent = event.getModifierState?.("CapsLock") ? hint.dataset.capsLock! : "";
    });
  }

  function reveal(visible: boolean) {
    input.type = visible ? "text" : "password";
    button.textContent = visible ? dataset.hide! : show;
  }
}
