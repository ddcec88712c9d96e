import { draw, hourOf, type Place, patientOf, placeOf, within } from "./grid.ts";
import { hold, refresh, whereIs } from "./part.ts";
import { askAbout } from "./refusal.ts";
import { newKey, send } from "./send.ts";
import { show } from "./stream.ts";
import { disarmUndo, offerUndo } from "./undo.ts";
import { move as moveAddress, say, tell, words } from "./words.ts";

/* An appointment that is being held, by the mouse, a finger or the keyboard: a ghost shows where it would be, the appointment itself stays
 * where it is until the server says otherwise. */

export interface Moving {
  event: HTMLElement;
  from: Place;
  to: Place;
  ghost: HTMLElement;
  release: ReturnType<typeof hold>;
}

/** Null for what cannot be moved: a visit that is over, or one of a list. */
export function lift(event: HTMLElement): Moving | null {
  const from = placeOf(event);
  if (!from || event.dataset.movable === undefined) return null;
  event.classList.add("ag-lifted");
  return { event, from, to: from, ghost: ghostOf(event, from), release: hold() };
}

export function carry(moving: Moving, to: Partial<Place>) {
  const place = within({ ...moving.to, ...to });
  if (isSame(place, moving.to)) return;
  moving.to = place;
  moving.ghost.remove();
  moving.ghost = ghostOf(moving.event, place);
}

/** It stays where it was. */
export function putBack({ event, ghost, release }: Moving) {
  ghost.remove();
  event.classList.remove("ag-lifted");
  release();
}

/** Asks the server; a refusal is explained and may be tried once more. The ghost waits for the answer. */
export async function drop(moving: Moving) {
  if (isSame(moving.from, moving.to)) return putBack(moving);
  moving.ghost.classList.add("ag-sending");
  tell(words.moving.sending);
  const fields = fieldsOf(moving);
  for (;;) {
    disarmUndo();
    const answer = await send(say(moveAddress, { id: moving.event.dataset.event! }), fields);
    if (answer.kind === "done") {
      moving.release({ quiet: true });
      await refresh({ quiet: true });
      putBack(moving); // a grid that did not come has it still
      return offerUndo(answer);
    }
    putBack(moving);
    if (answer.kind === "ended") show("ended");
    const choice = await askAbout(answer);
    if (!choice) return void refresh();
    if (choice === "purpose") fields.surnombre = "oui";
    if (choice === "anyway" && answer.kind === "refused") fields.version = String(answer.version);
    if (choice !== "again") fields.cle = newKey();
  }
}

export function toldOf({ to, event }: Moving): string {
  return say(words.moving.at, valuesOf(to, event));
}

export function valuesOf({ column, start, minutes }: Place, event: HTMLElement) {
  const [hour, end] = [hourOf(start), hourOf(start + minutes)];
  return { hour, end, where: whereIs(column.name), patient: patientOf(event) };
}

function fieldsOf({ event, from, to }: Moving): Record<string, string> {
  return {
    praticien: to.column.practitioner,
    ...siteOf(event, from, to),
    jour: to.column.day,
    heure: hourOf(to.start),
    minutes: String(to.minutes),
    version: event.dataset.version ?? "",
    cle: newKey(),
  };
}

/** Where she works at that hour; where she does not, the site it had, or that of the column. */
function siteOf(event: HTMLElement, from: Place, { column, start }: Place): { lieu?: string } {
  const free = [...column.list.querySelectorAll<HTMLElement>("[data-free]")].find(
    ({ dataset }) => Number(dataset.start) <= start && start < Number(dataset.end),
  );
  const own = column.list === from.column.list ? event.dataset.site : undefined;
  const site = free?.dataset.site ?? own ?? column.site;
  return site ? { lieu: site } : {};
}

function ghostOf(event: HTMLElement, place: Place): HTMLElement {
  const hue = [...event.classList].find((name) => name.startsWith("hue-")) ?? "";
  const { hour, end, patient } = valuesOf(place, event);
  return draw(`ag-ghost ${hue}`, place, `${hour} – ${end} ${patient}`);
}

function isSame(a: Place, b: Place): boolean {
  return a.column.list === b.column.list && a.start === b.start && a.minutes === b.minutes;
}
