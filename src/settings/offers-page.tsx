import { type Context, Hono } from "hono";
import { z } from "zod";
import { changeOffers } from "../establishments/change-offers.ts";
import {
  offersHere,
  type PractitionerSettings,
  practitionerOf,
  type Reason,
  reasonsOf,
} from "../establishments/settings.ts";
import { asActor } from "../platform/actor.ts";
import { type FieldErrors, idIn, typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { onlyFor } from "../team/desk.ts";
import { delayFrom, delayNumber, delayTyped, delayUnit, number } from "./answers.ts";
import { staffOf } from "./desk-of.ts";
import { OffersView } from "./offers-view.tsx";
import { telling } from "./setting-page.tsx";

/** What is asked of each reason, under its id: `on.<id>`, `minutes.<id>`… */
const OfferForm = z.object({
  minutes: number(1, 720, "wrong.duration"),
  newMinutes: number(1, 720, "wrong.duration"),
  notice: delayNumber,
  noticeUnit: delayUnit,
});

/** For what a practitioner receives, in which order, and how long it takes with him. Up and down move a line and keep what was typed. */
export const offersPage = new Hono<Web>()
  .use(proPaths.practitionerReasons(":id"), onlyFor("manager"))
  .get(proPaths.practitionerReasons(":id"), async (c) => {
    const found = await offersOfPractitioner(c);
    if (!found) return c.notFound();
    return c.render(<OffersView {...found} version={found.practitioner.version} />);
  })
  .post(proPaths.practitionerReasons(":id"), async (c) => {
    const found = await offersOfPractitioner(c);
    if (!found) return c.notFound();
    const typed = await typedIn(c);
    const version = /^\d{1,9}$/.test(typed.version ?? "") ? Number(typed.version) : 0;
    const reasons = inOrder(found.reasons, (typed.order ?? "").split(" "));
    const moved = /^(up|down) (.+)$/.exec(typed.geste ?? "");
    if (moved)
      return c.render(
        <OffersView
          {...found}
          reasons={shifted(reasons, moved[2]!, moved[1] === "up" ? -1 : 1)}
          typed={typed}
          version={version}
        />,
      );

    const { offers, errors } = offersIn(typed, reasons);
    if (Object.keys(errors).length > 0)
      return c.render(<OffersView {...found} reasons={reasons} typed={typed} errors={errors} version={version} />, 422);
    const { id } = found.practitioner;
    const outcome = await changeOffers(c.var.db, {
      practitionerId: id,
      offers,
      version,
      by: staffOf(c),
      now: c.var.now(),
    });
    if (outcome.done) return c.redirect(telling(proPaths.practitionerReasons(id), "enregistre"), 303);
    if (outcome.because !== "stale") return c.notFound();
    return c.render(
      <OffersView {...found} theirs={found} reasons={reasons} typed={typed} version={found.practitioner.version} />,
      409,
    );
  });

export interface OffersShown {
  practitioner: PractitionerSettings;
  /** Those offered first, in the order of the sheet. */
  reasons: Reason[];
  typed: Record<string, string>;
}

async function offersOfPractitioner(c: Context<Web>): Promise<OffersShown | null> {
  const by = staffOf(c);
  return asActor(c.var.db, by, async (tx) => {
    const practitioner = await practitionerOf(tx, by, idIn(c));
    if (!practitioner) return null;
    const offers = (await offersHere(tx, by)).filter(({ practitionerId }) => practitionerId === practitioner.id);
    const offered = offers.map(({ visitReasonId }) => visitReasonId);
    const all = (await reasonsOf(tx, by)).filter(({ id, active }) => active || offered.includes(id));
    const typed = offers.map(({ visitReasonId: id, durationMin, newPatientDurationMin, cancelNotice }) => ({
      [`on.${id}`]: "on",
      [`minutes.${id}`]: durationMin === null ? "" : String(durationMin),
      [`newMinutes.${id}`]: newPatientDurationMin === null ? "" : String(newPatientDurationMin),
      ...underId(id, delayTyped("notice", cancelNotice)),
    }));
    return { practitioner, reasons: inOrder(all, offered), typed: Object.assign({}, ...typed) };
  });
}

function underId(id: string, typed: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(typed).map(([name, value]) => [`${name}.${id}`, value]));
}

function inOrder(reasons: readonly Reason[], ids: readonly string[]): Reason[] {
  const place = ({ id }: Reason) => (ids.includes(id) ? ids.indexOf(id) : ids.length);
  return reasons.toSorted((a, b) => place(a) - place(b));
}

function shifted(reasons: Reason[], id: string, by: -1 | 1): Reason[] {
  const from = reasons.findIndex((reason) => reason.id === id);
  const to = from + by;
  if (from < 0 || to < 0 || to >= reasons.length) return reasons;
  const moved = [...reasons];
  [moved[from], moved[to]] = [moved[to]!, moved[from]!];
  return moved;
}

function offersIn(typed: Record<string, string>, reasons: readonly Reason[]) {
  const errors: FieldErrors = {};
  const offers = reasons
    .filter(({ id }) => typed[`on.${id}`] !== undefined)
    .map(({ id }) => {
      const answer = (name: string) => typed[`${name}.${id}`];
      const read = OfferForm.safeParse({
        ...{ minutes: answer("minutes"), newMinutes: answer("newMinutes") },
        ...{ notice: answer("notice"), noticeUnit: answer("noticeUnit") },
      });
      if (!read.success) {
        for (const { path, message } of read.error.issues) errors[`${String(path[0])}.${id}`] ??= message;
        return { visitReasonId: id };
      }
      const { minutes, newMinutes, notice, noticeUnit } = read.data;
      return {
        ...{ visitReasonId: id, durationMin: minutes, newPatientDurationMin: newMinutes },
        cancelNotice: delayFrom(notice, noticeUnit),
      };
    });
  return { offers, errors };
}
