import { type Context, Hono } from "hono";
import { returnPath } from "../accounts/return-path.ts";
import type { Texts } from "../help/texts.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { type FieldErrors, typedIn, type Web } from "../platform/web.ts";
import { purposeNames } from "./consent.ts";
import { Gate, type Kept } from "./gate-view.tsx";
import { passGate } from "./pass-gate.ts";
import { remainingFor } from "./remaining.ts";

export interface GatePageParts {
  texts: Texts;
  /** Until when the time is kept that whoever goes to this address is about to book; null when she is not, or it no longer is. */
  heldUntil: (tx: Tx, to: string) => Promise<Kept | null>;
}

/** « Avant de continuer… », and on to where one was going. */
export function gatePage({ texts, heldUntil }: GatePageParts) {
  const show = async (c: Context<Web>, typed: Record<string, string> = {}, errors: FieldErrors = {}) => {
    const { db, actor, language } = c.var;
    const to = destination(c);
    const remaining = await asActor(db, actor, (tx) => remainingFor(tx, { texts, language }));
    if (remaining.required.length === 0) return c.redirect(to ?? paths.myAppointments(), 303);
    const kept = to ? await asActor(db, actor, (tx) => heldUntil(tx, to)) : null;
    const isErred = Object.keys(errors).length > 0;
    return c.render(<Gate {...{ remaining, to, kept, typed, errors }} />, isErred ? 422 : 200);
  };
  return new Hono<Web>()
    .get(paths.gate(), async (c) => (c.var.signedIn ? show(c) : signInFirst(c)))
    .post(paths.gate(), async (c) => {
      if (!c.var.signedIn) return signInFirst(c);
      const { db, language, evidence, now } = c.var;
      const by = c.var.actor as Extract<Actor, { kind: "user" }>;
      const typed = await typedIn(c);
      const given = purposeNames.filter((purpose) => typed[purpose] === "oui");
      const outcome = await passGate(db, { by, texts, now: now(), ticked: typed, given, language, evidence });
      if (!outcome.done) return show(c, typed, outcome.missing);
      return c.redirect(destination(c) ?? paths.myAppointments(), 303);
    });
}

/** An address of ours that is no page of signing in, nor this one. */
function destination(c: Context<Web>): string | null {
  const to = returnPath(c.req.query("vers"));
  return to && !new RegExp(`^${paths.gate()}([/?]|$)`).test(to) ? to : null;
}

function signInFirst(c: Context<Web>): Response {
  const to = destination(c);
  return c.redirect(paths.signIn(to ? { vers: to } : {}), 303);
}
