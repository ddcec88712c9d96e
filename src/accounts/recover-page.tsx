import { type Context, Hono } from "hono";
import { z } from "zod";
import { paths } from "../paths.ts";
import { networkOf } from "../platform/rate-limit.ts";
import { readForm, typedIn, type Web } from "../platform/web.ts";
import { emailAnswer } from "./email.ts";
import type { AccountsParts } from "./enter.ts";
import { asKeeper } from "./keeper.ts";
import { keepMailed, lastMailed, type Mailed, masked } from "./mailed.ts";
import { followCode } from "./recover-code.ts";
import { requestRecovery } from "./recover-request.ts";
import { CodeOrMail, Forgotten } from "./recover-views.tsx";
import { codeTyped, findRecovery, type Recovery } from "./recovery.ts";
import { returnPath } from "./return-path.ts";
import { visitorOf } from "./visitor.ts";

const AddressForm = z.object({ email: emailAnswer });
const codeAnswer = z.string().transform((typed, check) => {
  const code = codeTyped(typed);
  if (code) return code;
  check.addIssue({ code: "custom", message: typed.trim() ? "code.wrong" : "code.missing" });
  return z.NEVER;
});
const CodeForm = z.object({ email: emailAnswer, code: codeAnswer });

/** Asking for a new password, and typing the code of the mail that came. Whatever the address, the same answer and the same work. */
export function recoverPage(parts: AccountsParts) {
  return new Hono<Web>()
    .get(paths.recovery(), (c) => c.render(<Forgotten to={returnPath(c.req.query("vers"))} />))
    .post(paths.recovery(), async (c) => {
      const { jeton, email = "", depuis, vers } = await typedIn(c);
      if (jeton !== undefined) return sendByLink(c, parts, jeton);
      const to = returnPath(vers);
      // pressed on the sign-in page before anything was typed: no error of hers
      if (depuis === "connexion" && !email.trim()) return c.redirect(paths.recovery(to ? { vers: to } : {}), 303);

      const form = await readForm(c, AddressForm);
      if (!form.ok) return c.render(<Forgotten to={to} email={email} errors={form.errors} />, 422);
      const mailed = { shown: form.value.email, by: { email: form.value.email, ...(to && { vers: to }) } };
      return send(c, parts, mailed, { email: form.value.email, returnTo: to, visitor: visitorOf(c) });
    })
    .get(paths.recoveryCode(), (c) => c.render(<CodeOrMail mailed={lastMailed(c)} />))
    .post(paths.recoveryCode(), async (c) => {
      const mailed = lastMailed(c);
      const typed = await typedIn(c);
      const known = typed.jeton === undefined ? null : await recoveryBy(c, typed.jeton);
      const itsEmail =
        known &&
        z
          .string()
          .optional()
          .transform(() => known.email);
      const form = await readForm(c, itsEmail ? CodeForm.extend({ email: itsEmail }) : CodeForm);
      const page = { mailed, email: typed.email, code: typed.code };
      if (!form.ok) return c.render(<CodeOrMail {...page} errors={form.errors} />, 422);

      const outcome = await followCode(c.var.db, parts.auth, {
        ...form.value,
        network: networkOf(c, parts.trustProxy),
      });
      if (outcome.done) return c.redirect(paths.newPassword(outcome.token), 303);
      if (outcome.because !== "too-many-tries")
        return c.render(<CodeOrMail {...page} refusal={outcome.because} />, 422);
      c.header("retry-after", String(outcome.waitS));
      return c.render(<CodeOrMail {...page} wait={{ of: "tries", waitS: outcome.waitS }} />, 429);
    });
}

/** Another mail, to whoever has an old one: its link does not tell whose it is. */
async function sendByLink(c: Context<Web>, parts: AccountsParts, token: string) {
  const recovery = await recoveryBy(c, token);
  if (!recovery) return c.redirect(paths.recovery(), 303);
  return send(c, parts, { shown: masked(recovery.email), by: { jeton: token } }, recovery);
}

function recoveryBy(c: Context<Web>, token: string): Promise<Recovery | null> {
  return asKeeper(c.var.db, (tx) => findRecovery(tx, { token, now: c.var.now() }));
}

async function send(
  c: Context<Web>,
  { auth, trustProxy }: AccountsParts,
  mailed: Mailed,
  { email, returnTo, visitor }: { email: string; returnTo: string | null; visitor: string | null },
) {
  const { db, now } = c.var;
  const network = networkOf(c, trustProxy);
  const outcome = await requestRecovery(db, auth, { email, returnTo, visitor, network, now: now() });
  if (outcome.done) {
    keepMailed(c, mailed, paths.recovery());
    return c.redirect(paths.recoveryCode(), 303);
  }
  c.header("retry-after", String(outcome.waitS));
  return c.render(<CodeOrMail mailed={mailed} wait={{ of: "mails", waitS: outcome.waitS }} />, 429);
}
