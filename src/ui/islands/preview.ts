/* What patients will read follows what is typed: the form asks the server for its preview, and only that part of the page changes. */

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-previewed]")) {
  let asked = new AbortController();
  let waiting: ReturnType<typeof setTimeout>;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 500);
  });

  async function refresh() {
    asked.abort();
    asked = new AbortController();
    const body = new FormData(form);
    body.set("geste", "apercu");
    try {
      const answer = await fetch(form.action, { method: "POST", body, signal: asked.signal });
      if (!answer.ok) return; // something is not right yet: the last preview stays
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-preview]");
      if (fresh) document.querySelector("[data-preview]")?.replaceWith(fresh);
    } catch {
      // not reached, or asked anew: the button remains
    }
  }
}
