import type { Answer } from "./send.ts";
import { part, signIn, words } from "./words.ts";

/* What was not done, why, and what one may do about it: a dialog whose safe choice has the focus. */

export type Choice = "purpose" | "anyway" | "again" | null;

/** Resolves with what she wants tried once more; null: it is left as it was. */
export function askAbout(answer: Exclude<Answer, { kind: "done" }>): Promise<Choice> {
  const dialog = part<HTMLDialogElement>("refusal");
  const { sentence, next = "" } = wordsOf(answer);
  dialog.querySelector("[data-sentence]")!.textContent = sentence;
  dialog.querySelector("[data-next]")!.textContent = next;
  const theirs = answer.kind === "refused" ? (answer.theirs ?? []) : [];
  const table = dialog.querySelector<HTMLTableElement>("table")!;
  table.hidden = theirs.length === 0;
  table.tBodies[0]!.replaceChildren(...theirs.map(rowOf));

  const page = answer.kind === "refused" ? answer.page : answer.kind === "ended" ? signIn : undefined;
  for (const link of dialog.querySelectorAll<HTMLAnchorElement>("a[data-for]")) {
    link.hidden = !page || link.dataset.for !== answer.kind;
    if (page) link.href = page;
  }
  const offered = choicesIn(answer);
  for (const button of dialog.querySelectorAll<HTMLButtonElement>("button[value]")) {
    button.hidden = button.value !== "" && !offered.includes(button.value as Choice);
  }
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((resolve) =>
    dialog.addEventListener("close", () => resolve((dialog.returnValue as Choice) || null), { once: true }),
  );
}

function choicesIn(answer: Exclude<Answer, { kind: "done" }>): Choice[] {
  if (answer.kind === "lost" || answer.kind === "failed") return ["again"];
  if (answer.kind !== "refused") return [];
  if (answer.version !== undefined) return ["anyway"];
  return answer.onPurposePossible ? ["purpose"] : [];
}

function wordsOf(answer: Exclude<Answer, { kind: "done" }>): { sentence: string; next?: string | undefined } {
  const { lost, lostNext, unsure, unsureNext, ended, endedNext, gone, goneNext, failed } = words.refused;
  switch (answer.kind) {
    case "refused":
      return answer;
    case "lost":
      return answer.isSure ? { sentence: lost, next: lostNext } : { sentence: unsure, next: unsureNext };
    case "ended":
      return { sentence: ended, next: endedNext };
    case "gone":
      return { sentence: gone, next: goneNext };
    case "failed":
      return { sentence: failed, next: lostNext };
  }
}

function rowOf({ label, yours, now }: { label: string; yours: string; now: string }): HTMLTableRowElement {
  const row = document.createElement("tr");
  const head = Object.assign(document.createElement("th"), { scope: "row", textContent: label });
  row.append(head, ...[yours, now].map((text) => Object.assign(document.createElement("td"), { textContent: text })));
  return row;
}
