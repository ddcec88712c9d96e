import { type Context, Hono } from "hono";
import type { VNode } from "preact";
import { z } from "zod";
import { paths } from "../paths.ts";
import { networkOf } from "../platform/rate-limit.ts";
import { type FieldErrors, readForm, typedIn, type Web } from "../platform/web.ts";
import { activationDays, findRequest } from "./activation.ts";
import { emailAnswer } from "./email.ts";
import type { AccountsParts } from "./enter.ts";
import { asKeeper } from "./keeper.ts";
import { keepMailed, lastMailed, type Mailed, masked } from "./mailed.ts";
import { returnPath } from "./return-path.ts";
import { requestAccount, type Wish } from "./sign-up.ts";
import { AskAgain, CheckMail, SignUp } from "./sign-up-views.tsx";
import { ensureVisitor, visitorOf } from "./visitor.ts";

const AddressForm = z.object({ email: emailAnswer, vers: z.string().optional() });

/** Asking for an account, and asking for its mail again. Whatever the address, the same answer and the same work. */
export function signUpPage(parts: AccountsParts) {
  return new Hono<Web>()
    .get(paths.signUp(), (c) => {
      const email = parts.vouching?.carried(c)?.email ?? undefined;
      return c.render(<SignUp to={returnPath(c.req.query("vers"))} email={email} />);
    })
    .post(paths.signUp(), (c) => sendTo(c, parts, SignUp))
    .get(paths.resendActivation(), (c) => {
      const mailed = lastMailed(c);
      return c.render(mailed ? <CheckMail mailed={mailed} /> : <AskAgain to={returnPath(c.req.query("vers"))} />);
    })
    .post(paths.resendActivation(), async (c) => {
      const { jeton } = await typedIn(c);
      return typeof jeton === "string" ? sendByLink(c, parts, jeton) : sendTo(c, parts, AskAgain);
    });
}

type Form = (props: { to: string | null; email?: string | undefined; errors?: FieldErrors }) => VNode;

async function sendTo(c: Context<Web>, parts: AccountsParts, Form: Form) {
  const form = await readForm(c, AddressForm);
  const to = returnPath(form.typed.vers);
  if (!form.ok) return c.render(<Form to={to} email={form.typed.email} errors={form.errors} />, 422);
  const { email } = form.value;
  const mailed = { shown: email, by: { email, ...(to && { vers: to }) } };
  const carried = parts.vouching?.carried(c);
  const vouched = carried?.sealedUntil(c.var.now().add({ hours: 24 * activationDays })) ?? null;
  return send(c, parts, mailed, { email, returnTo: to, visitor: carried ? ensureVisitor(c) : visitorOf(c), vouched });
}

async function sendByLink(c: Context<Web>, parts: AccountsParts, token: string) {
  const request = await asKeeper(c.var.db, (tx) => findRequest(tx, { token, now: c.var.now() }));
  if (!request) return c.redirect(paths.signUp(), 303);
  return send(c, parts, { shown: masked(request.email), by: { jeton: token } }, request);
}

async function send(
  c: Context<Web>,
  { auth, trustProxy }: AccountsParts,
  mailed: Mailed,
  { email, returnTo, visitor, vouched }: Pick<Wish, "email" | "returnTo" | "visitor" | "vouched">,
) {
  const { db, language, now } = c.var;
  const network = networkOf(c, trustProxy);
  const outcome = await requestAccount(db, auth, {
    ...{ email, returnTo, visitor, vouched: vouched ?? null },
    ...{ language, network, now: now() },
  });
  if (outcome.done) {
    keepMailed(c, mailed, paths.signUp());
    return c.redirect(paths.resendActivation(), 303);
  }
  c.header("retry-after", String(outcome.waitS));
  return c.render(<CheckMail mailed={mailed} waitS={outcome.waitS} />, 429);
}
