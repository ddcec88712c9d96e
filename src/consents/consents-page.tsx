import { type Context, Hono } from "hono";
import { z } from "zod";
import { signedInOnly } from "../accounts/session.ts";
import { readable } from "../help/worded.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { readForm, type Web } from "../platform/web.ts";
import { answerTo, isPurpose, purposeNames } from "./consent.ts";
import { Consents, type Done, type PurposeState, ReadText } from "./consents-view.tsx";
import { decideOnPurpose } from "./decide.ts";
import { historyOf } from "./history.ts";
import { myProofs, textIRead } from "./queries.ts";

const DecisionForm = z.object({
  usage: z.string().refine(isPurpose),
  choix: z.enum(["given", "withdrawn"]),
});

/** « Mes consentements » : each optional purpose, given or taken back by one button; all that was said, with the very words of it. */
export const consentsPage = new Hono<Web>()
  .get(paths.consents(), signedInOnly, async (c) => {
    const { db, actor } = c.var;
    const { proofs, history } = await asActor(db, actor, async (tx) => {
      const proofs = await myProofs(tx);
      return { proofs, history: await historyOf(tx, proofs) };
    });
    const purposes = purposeNames.map((purpose): PurposeState => {
      const latest = proofs.find((proof) => proof.purpose === purpose);
      return { purpose, isGiven: answerTo(purpose, proofs) === "given", since: latest?.decidedAt ?? null };
    });
    return c.render(<Consents purposes={purposes} history={history} done={whatWasDone(c)} />);
  })
  .post(paths.consents(), signedInOnly, async (c) => {
    const { db, language, evidence, now } = c.var;
    const by = c.var.actor as Extract<Actor, { kind: "user" }>;
    const form = await readForm(c, DecisionForm);
    if (!form.ok) return c.notFound();
    const { usage: purpose, choix: decision } = form.value;
    await decideOnPurpose(db, { by, purpose, decision, language, evidence, now: now() });
    return c.redirect(`${paths.consents()}?${new URLSearchParams({ usage: purpose, fait: decision })}`, 303);
  })
  .get(paths.consentText(":sha256"), signedInOnly, async (c) => {
    const text = await asActor(c.var.db, c.var.actor, (tx) => textIRead(tx, c.req.param("sha256") ?? ""));
    return text ? c.render(<ReadText text={readable(text)} />) : c.notFound();
  });

/** What the press of a button just brought about, told by the address. */
function whatWasDone(c: Context<Web>): Done | null {
  const { usage: purpose, fait: decision } = c.req.query();
  return isPurpose(purpose) && (decision === "given" || decision === "withdrawn") ? { purpose, decision } : null;
}
