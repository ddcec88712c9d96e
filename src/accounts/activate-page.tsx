import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { z } from "zod";
import { paths } from "../paths.ts";
import { type FieldErrors, readForm, type Web } from "../platform/web.ts";
import { activateAccount } from "./activate.ts";
import { Activate, BrokenLink } from "./activate-views.tsx";
import { type AccountRequest, findRequest } from "./activation.ts";
import { birthplaceAnswers, birthplaceFrom, type CommuneChoice } from "./birthplace.ts";
import { type AccountsParts, deviceOf, enter } from "./enter.ts";
import { birthDateError, dayTyped, type Identity, identityAnswers, identityIn } from "./identity.ts";
import { asKeeper } from "./keeper.ts";
import { refusalOfPassword } from "./password.ts";
import { openSession } from "./verify-session.ts";
import { visitorOf } from "./visitor.ts";
import { areWhole, type VouchedFor, type WholeTraits } from "./vouching.ts";

const ActivationForm = z.object({
  password: z.string(),
  ...identityAnswers,
  ...birthplaceAnswers,
});
/** Of whom a provider vouched for, the rest is known. */
const VouchedForm = ActivationForm.pick({ password: true, nameUsed: true, phone: true });

/** The link of the activation mail. Looking at it uses nothing up, so that programs which read mails before people do no harm;
 * posting the form does. The address is the secret: the house's Referrer-Policy keeps it on this site. */
export function activatePage(parts: AccountsParts) {
  const { auth } = parts;
  return new Hono<Web>()
    .get(paths.activation(":token"), async (c) => {
      const token = tokenIn(c);
      const request = await requestFor(c, token);
      return request?.state === "open"
        ? c.render(<Activate token={token} request={request} vouched={await vouchedFor(c, parts, request)} />)
        : c.render(<BrokenLink token={token} request={request} />, request ? 410 : 404);
    })
    .post(paths.activation(":token"), async (c) => {
      const { db, language, now } = c.var;
      const token = tokenIn(c);
      const request = await requestFor(c, token);
      if (request?.state !== "open")
        return c.render(<BrokenLink token={token} request={request} />, request ? 410 : 404);

      const vouched = await vouchedFor(c, parts, request);
      const read = await readIdentity(c, parts, { email: request.email, vouched });
      if (!read.ok) return c.render(<Activate {...{ token, request, vouched, ...read.again }} />, 422);

      const device = deviceOf(c, parts);
      const { password, identity } = read;
      const by = vouched && { by: vouched, device };
      const outcome = await activateAccount(db, auth, { token, password, identity, vouched: by, language, now: now() });
      if (!outcome.done) {
        const isTaken = outcome.because === "identity-taken";
        const page = <BrokenLink token={token} request={await requestFor(c, token)} isTaken={isTaken} />;
        return c.render(page, isTaken ? 409 : 410);
      }
      if (vouched) parts.vouching?.forget(c);
      const setCookies = await openSession(auth, {
        ...{ userId: outcome.userId, device, proof: "activation", now: now() },
        replaces: getCookie(c, auth.sessionCookie),
      });
      return enter(c, parts, { ...outcome, setCookies, to: outcome.returnTo });
    });
}

function tokenIn(c: Context<Web>): string {
  return c.req.param("token") ?? "";
}

function requestFor(c: Context<Web>, token: string): Promise<AccountRequest | null> {
  return asKeeper(c.var.db, (tx) => findRequest(tx, { token, now: c.var.now() }));
}

/** Whom a provider vouched for in the browser that asked for this account: in another one it is not believed. Else someone could come with
 * her own identity, ask for an account at a stranger's address, and sign in to it once the stranger has opened it. */
async function vouchedFor(
  c: Context<Web>,
  { vouching }: AccountsParts,
  request: AccountRequest,
): Promise<VouchedFor | null> {
  const { vouched, visitor } = request;
  if (!vouching || !vouched || !visitor || visitor !== visitorOf(c)) return null;
  return vouching.kept(c.var.db, vouched, c.var.now());
}

type Again = { errors: FieldErrors; typed: Record<string, string>; communes: readonly CommuneChoice[] };

async function readIdentity(
  c: Context<Web>,
  { communesMeant }: AccountsParts,
  { email, vouched }: { email: string; vouched: VouchedFor | null },
): Promise<{ ok: true; password: string; identity: Identity } | { ok: false; again: Again }> {
  if (vouched && areWhole(vouched.traits)) {
    const { traits } = vouched;
    const form = await readForm(c, VouchedForm);
    const errors = { ...(await passwordError(form.typed, email, traits)), ...(form.ok ? {} : form.errors) };
    if (!form.ok || Object.keys(errors).length > 0)
      return { ok: false, again: { errors, typed: form.typed, communes: [] } };
    const { password, nameUsed, phone } = form.value;
    return { ok: true, password, identity: identityIn({ ...traits, nameUsed, phone }, traits.birthplaceInsee) };
  }
  const form = await readForm(c, ActivationForm);
  const born = await birthplaceFrom(c.var.db, communesMeant, form.typed);
  const errors = {
    ...(await passwordError(form.typed, email)),
    ...(form.ok ? birthDateError(form.value, c.var.now()) : form.errors),
    ...(born.ok ? {} : born.errors),
  };
  if (!form.ok || !born.ok || Object.keys(errors).length > 0)
    return { ok: false, again: { errors, typed: form.typed, communes: born.ok ? [] : born.choices } };
  return { ok: true, password: form.value.password, identity: identityIn(form.value, born.inseeCode) };
}

/** Told together with the other errors, from whatever was typed so far. */
async function passwordError(typed: Record<string, string>, email: string, known?: WholeTraits): Promise<FieldErrors> {
  const { password = "", birthName = "", nameUsed = "", firstNames = "", birthDate = "" } = typed;
  if (!password) return { password: "password.missing" };
  const refusal = await refusalOfPassword(password, {
    email,
    names: [birthName, nameUsed, firstNames, known?.birthName ?? "", known?.firstNames ?? ""],
    birthDate: known?.birthDate ?? dayTyped(birthDate),
  });
  return refusal ? { password: `password.${refusal}` } : {};
}
