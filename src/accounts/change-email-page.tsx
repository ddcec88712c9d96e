import { type Context, Hono } from "hono";
import { z } from "zod";
import { paths } from "../paths.ts";
import { networkOf } from "../platform/rate-limit.ts";
import { readForm, typedIn, type Web } from "../platform/web.ts";
import { callOffEmailChange, requestEmailChange } from "./change-email.ts";
import { ChangeEmail, EmailWaiting } from "./change-email-views.tsx";
import { checkPassword, hasPassword } from "./current-password.ts";
import { emailAnswer } from "./email.ts";
import { waitingEmailChange } from "./email-change.ts";
import type { AccountsParts } from "./enter.ts";
import { asKeeper } from "./keeper.ts";
import { recentlyVerified } from "./recently-verified.ts";
import { signedInOnly } from "./session.ts";

const EmailForm = z.object({ email: emailAnswer });
const ProvenEmailForm = EmailForm.extend({
  password: z.string("changePassword.currentMissing").min(1, "changePassword.currentMissing"),
});

/** « Changer d'adresse mail », in « Mon compte ». */
export function changeEmailPage(parts: AccountsParts) {
  return new Hono<Web>()
    .get(paths.changeEmail(), signedInOnly, recentlyVerified, async (c) => {
      const { userId, email } = c.var.signedIn!;
      const waiting = await waitingFor(c);
      return waiting
        ? c.render(<EmailWaiting email={email} newEmail={waiting.newEmail} />)
        : c.render(<ChangeEmail email={email} asksPassword={await hasPassword(c.var.db, userId)} />);
    })
    .post(paths.changeEmail(), signedInOnly, recentlyVerified, async (c) => {
      const { faire } = await typedIn(c);
      if (faire === "annuler") {
        await callOffEmailChange(c.var.db, { userId: c.var.signedIn!.userId, now: c.var.now() });
        return c.redirect(paths.changeEmail(), 303);
      }
      if (faire !== "renvoyer") return change(c, parts);
      const waiting = await waitingFor(c);
      return waiting ? request(c, parts, waiting.newEmail) : c.redirect(paths.changeEmail(), 303);
    });
}

async function change(c: Context<Web>, parts: AccountsParts) {
  const { db } = c.var;
  const { userId, email } = c.var.signedIn!;
  const asksPassword = await hasPassword(db, userId);
  const form = await readForm(c, asksPassword ? ProvenEmailForm : EmailForm);
  const page = { email, asksPassword, typed: form.typed.email };
  if (!form.ok) return c.render(<ChangeEmail {...page} errors={form.errors} />, 422);
  if (form.value.email === email)
    return c.render(<ChangeEmail {...page} errors={{ email: "changeEmail.same" }} />, 422);

  if (asksPassword) {
    const given = { userId, email, password: form.typed.password ?? "", network: networkOf(c, parts.trustProxy) };
    const verdict = await checkPassword(db, parts.auth, given);
    if (!verdict.ok && verdict.because === "wrong-password")
      return c.render(<ChangeEmail {...page} errors={{ password: "changePassword.currentWrong" }} />, 422);
    if (!verdict.ok) {
      c.header("retry-after", String(verdict.waitS));
      return c.render(<ChangeEmail {...page} wait={{ of: "tries", waitS: verdict.waitS }} />, 429);
    }
  }
  return request(c, parts, form.value.email);
}

async function request(c: Context<Web>, { auth, trustProxy }: AccountsParts, newEmail: string) {
  const { userId, email } = c.var.signedIn!;
  const wish = { userId, email, newEmail, network: networkOf(c, trustProxy), now: c.var.now() };
  const outcome = await requestEmailChange(c.var.db, auth, wish);
  if (outcome.done || outcome.because === "same-address") return c.redirect(paths.changeEmail(), 303);
  c.header("retry-after", String(outcome.waitS));
  const wait = { of: "mails", waitS: outcome.waitS } as const;
  const waiting = await waitingFor(c);
  return waiting
    ? c.render(<EmailWaiting email={email} newEmail={waiting.newEmail} wait={wait} />, 429)
    : c.render(
        <ChangeEmail {...{ email, typed: newEmail, wait }} asksPassword={await hasPassword(c.var.db, userId)} />,
        429,
      );
}

function waitingFor(c: Context<Web>) {
  return asKeeper(c.var.db, (tx) => waitingEmailChange(tx, { userId: c.var.signedIn!.userId, now: c.var.now() }));
}
