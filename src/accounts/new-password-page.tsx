import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { z } from "zod";
import { paths } from "../paths.ts";
import { readForm, type Web } from "../platform/web.ts";
import { type AccountsParts, deviceOf, enter, owe } from "./enter.ts";
import { asKeeper } from "./keeper.ts";
import { BrokenRecovery, NewPassword } from "./new-password-views.tsx";
import { ownDetailsOf } from "./own-details.ts";
import { refusalOfPassword } from "./password.ts";
import { recoverAccount } from "./recover.ts";
import { findRecovery, type Recovery } from "./recovery.ts";
import { factorsOf, isMailEnough } from "./second-factor.ts";
import { codeAtOnce } from "./second-step-code.ts";
import { openSession } from "./verify-session.ts";

const NewPasswordForm = z.object({ password: z.string().min(1, "password.missing") });

/** The link of the recovery mail, and where its code leads. Looking at it uses nothing up; posting the form does. The mail proves a
 * mailbox: whoever has something else to prove herself by, and all staff, still owe the second step. The address is the
 * secret: the house's Referrer-Policy keeps it on this site. */
export function newPasswordPage(parts: AccountsParts) {
  const { auth } = parts;
  return new Hono<Web>()
    .get(paths.newPassword(":token"), async (c) => {
      const token = tokenIn(c);
      const recovery = await recoveryFor(c, token);
      return recovery?.state === "open"
        ? c.render(<NewPassword token={token} email={recovery.email} />)
        : c.render(<BrokenRecovery token={token} recovery={recovery} />, recovery ? 410 : 404);
    })
    .post(paths.newPassword(":token"), async (c) => {
      const { db, now } = c.var;
      const token = tokenIn(c);
      const recovery = await recoveryFor(c, token);
      if (recovery?.state !== "open")
        return c.render(<BrokenRecovery token={token} recovery={recovery} />, recovery ? 410 : 404);

      const form = await readForm(c, NewPasswordForm);
      const refusal = form.ok && (await refusalOfPassword(form.value.password, await ownDetailsOf(db, recovery)));
      if (!form.ok || refusal) {
        const errors = form.ok ? { password: `password.${refusal}` } : form.errors;
        return c.render(<NewPassword token={token} email={recovery.email} errors={errors} />, 422);
      }
      const { password } = form.value;
      const device = deviceOf(c, parts);
      const outcome = await recoverAccount(db, auth, { token, password, device, now: now() });
      if (!outcome.done) return c.render(<BrokenRecovery token={token} recovery={await recoveryFor(c, token)} />, 410);

      const to = outcome.returnTo ?? paths.accountAfter("mot-de-passe");
      const { userId, visitor } = outcome;
      const [factors, smsOn] = [await factorsOf(auth, userId), c.var.smsOn];
      const proof = isMailEnough(factors, { smsOn }) ? "recovery" : null;
      const setCookies = await openSession(auth, {
        ...{ userId, device, proof, now: now(), visitor, replaces: getCookie(c, auth.sessionCookie) },
        codeId: proof ? null : await codeAtOnce(auth, { userId, factors, smsOn }),
      });
      return proof ? enter(c, parts, { userId, visitor, setCookies, to }) : owe(c, setCookies, to);
    });
}

function tokenIn(c: Context<Web>): string {
  return c.req.param("token") ?? "";
}

function recoveryFor(c: Context<Web>, token: string): Promise<Recovery | null> {
  return asKeeper(c.var.db, (tx) => findRecovery(tx, { token, now: c.var.now() }));
}
