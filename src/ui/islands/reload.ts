/* What is being prepared is looked at again by itself, as long as the page is in view. */

const waiting = document.querySelector<HTMLElement>("[data-reload]");
if (waiting) {
  setInterval(() => {
    if (document.visibilityState === "visible") location.reload();
  }, Number(waiting.dataset.reload) * 1000);
}
