/* What the island says, as the page brought it (src/agenda/island.tsx). */

import type french from "../../../agenda/words.fr.json";

const root = document.querySelector<HTMLElement>("#agenda-island")!;
export const words = JSON.parse(root.dataset.words ?? "{}") as typeof french.live;
export const { signIn = "", move = "", undo = "" } = root.dataset;

/** `{{hour}}` becomes `values.hour`. */
export function say(sentence: string, values: Record<string, string | number> = {}): string {
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ""));
}

/** Read aloud to whoever listens, once she is done with what she does. The same words again are read again. */
export function tell(sentence: string) {
  const status = document.querySelector("#agenda-told")!;
  status.textContent = status.textContent === sentence ? `${sentence}\u00a0` : sentence;
}

export function part<E extends HTMLElement = HTMLElement>(name: string): E {
  return document.querySelector<E>(`#agenda-${name}`)!;
}
