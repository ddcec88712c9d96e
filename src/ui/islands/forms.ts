/* Every form: once posted it says so on its button, and a second press posts nothing. The button is never disabled, so that
 * its own name and value are posted with the rest, and keeps its width, so that nothing moves. */

const sending = new Map<HTMLFormElement, () => void>();

document.addEventListener("submit", (event) => {
  const form = event.target as HTMLFormElement;
  if (sending.has(form)) return event.preventDefault();
  const button = event.submitter as HTMLButtonElement | null;
  if (event.defaultPrevented || !button?.dataset.busy) return;

  const words = [...button.childNodes];
  button.style.minWidth = `${button.offsetWidth}px`;
  button.replaceChildren(button.dataset.busy);
  button.ariaBusy = "true";
  sending.set(form, () => {
    button.replaceChildren(...words);
    button.ariaBusy = null;
  });
});

/** Coming back by the history brings the page as it was left: it must be usable again. */
addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  for (const restore of sending.values()) restore();
  sending.clear();
});

/** A browser that ignores `autofocus` outside fields still hears first what is wrong. */
if (document.activeElement === document.body) document.querySelector<HTMLElement>("[role=alert][autofocus]")?.focus();
