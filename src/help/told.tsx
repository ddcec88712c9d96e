/** A text from our own folder or the operator's, already rendered: markdown.ts lets no HTML through. */
export function Told({ html, class: extra }: { html: string; class?: string }) {
  return <div class={extra ? `told ${extra}` : "told"} dangerouslySetInnerHTML={{ __html: html }} />;
}

/** One line of it, inside a heading or a link. */
export function ToldLine({ html }: { html: string }) {
  return <span dangerouslySetInnerHTML={{ __html: html }} />;
}
