import { strengthOf } from "../password-strength.ts";

/* A password can be shown while it is typed, a locked keyboard is pointed out, and one that is being chosen is measured. */

for (const field of document.querySelectorAll<HTMLElement>("[data-password]")) {
  const input = field.querySelector("input")!;
  const button = field.querySelector("button")!;
  const hint = field.querySelector<HTMLElement>("[data-caps-lock]")!;
  const meter = field.querySelector<HTMLElement>("[data-strength]");
  const { textContent: show, dataset } = button;

  button.hidden = false;
  button.addEventListener("click", () => reveal(input.type === "password"));
  input.form?.addEventListener("submit", () => reveal(false)); // so that browsers remember it as a password
  for (const press of ["keydown", "keyup"] as const) {
    input.addEventListener(press, (event) => {
      hint.textContent = event.getModifierState?.("CapsLock") ? hint.dataset.capsLock! : "";
    });
  }
  if (meter) input.addEventListener("input", () => measure(meter, input.value));

  function reveal(visible: boolean) {
    input.type = visible ? "text" : "password";
    button.textContent = visible ? dataset.hide! : show;
  }
}

function measure(meter: HTMLElement, password: string) {
  const { strength, bits } = strengthOf(password);
  const told = meter.querySelector<HTMLElement>("[role=status]")!;
  const words = password && told.dataset[strength]!;
  meter.hidden = !password;
  meter.querySelector("meter")!.value = bits;
  if (told.textContent !== words) told.textContent = words; // the same words again would be read again
}
