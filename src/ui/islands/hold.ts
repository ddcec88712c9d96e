/* A free time is a link to a page that asks to post it. Here the click posts it at once, from the page's hidden form, each
 * field filled from the query of the link. Opening in a new tab stays an ordinary link; a second click posts nothing. */

let taking: HTMLAnchorElement | null = null;

document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>("a[data-hold]");
  const form = document.querySelector<HTMLFormElement>("form[data-hold]");
  if (!link || !form || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;

  event.preventDefault();
  if (taking) return;
  taking = link;
  link.ariaBusy = "true";
  const query = new URL(link.href).searchParams;
  for (const field of form.querySelectorAll("input")) field.value = query.get(field.name) ?? field.value;
  form.requestSubmit();
});

/** Coming back by the history brings the page as it was left: another time can be taken. */
addEventListener("pageshow", () => {
  if (taking) taking.ariaBusy = null;
  taking = null;
});
