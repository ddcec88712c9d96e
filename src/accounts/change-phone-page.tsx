import { type Context, Hono } from "hono";
import { z } from "zod";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { readForm, typedIn, type Web } from "../platform/web.ts";
import { callOffPhoneChange, requestPhoneChange } from "./change-phone.ts";
import { ChangePhone, PhoneCode } from "./change-phone-views.tsx";
import { confirmPhone } from "./confirm-phone.ts";
import { type AccountsParts, deviceOf } from "./enter.ts";
import { identityAnswers } from "./identity.ts";
import { keeping } from "./keeper.ts";
import { type PhoneChange, waitingPhoneChange } from "./phone-change.ts";
import { phonesOf } from "./put-phone.ts";
import { recentlyVerified } from "./recently-verified.ts";
import { sixDigits } from "./second-step.ts";
import { signedInOnly } from "./session.ts";

const PhoneForm = z.object({ phone: identityAnswers.phone });
const codeAnswer = z.string("phoneCode.missing").transform((typed, check) => {
  const code = sixDigits(typed);
  if (code) return code;
  check.addIssue({ code: "custom", message: typed.trim() ? "phoneCode.wrong" : "phoneCode.missing" });
  return z.NEVER;
});
const CodeForm = z.object({ code: codeAnswer });

/** « Changer de téléphone », in « Mon compte » : the number, then the code that a mobile received. */
export function changePhonePage(parts: AccountsParts) {
  return new Hono<Web>()
    .get(paths.changePhone(), signedInOnly, recentlyVerified, async (c) => {
      const waiting = await waitingFor(c);
      return waiting
        ? c.render(<PhoneCode phone={waiting.phone} />)
        : c.render(<ChangePhone {...(await phonesNow(c))} />);
    })
    .post(paths.changePhone(), signedInOnly, recentlyVerified, async (c) => {
      const { faire, code } = await typedIn(c);
      if (faire === "annuler") {
        await callOffPhoneChange(c.var.db, { by: byOf(c), now: c.var.now() });
        return c.redirect(paths.changePhone(), 303);
      }
      const waiting = await waitingFor(c);
      if (faire === "renvoyer")
        return waiting ? request(c, parts, { phone: waiting.phone }) : c.redirect(paths.changePhone(), 303);
      if (code !== undefined) return confirm(c, parts, waiting);

      const form = await readForm(c, PhoneForm);
      if (form.ok) return request(c, parts, { phone: form.value.phone, typed: form.typed.phone });
      return c.render(<ChangePhone {...(await phonesNow(c))} typed={form.typed.phone} errors={form.errors} />, 422);
    });
}

async function request(
  c: Context<Web>,
  parts: AccountsParts,
  { phone, typed }: { phone: string; typed?: string | undefined },
) {
  const { db, smsOn, now } = c.var;
  const wish = { by: byOf(c), phone, smsOn, device: deviceOf(c, parts), now: now() };
  const outcome = await requestPhoneChange(db, parts.auth, wish);
  if (outcome.done) return c.redirect(outcome.needsCode ? paths.changePhone() : paths.accountAfter("telephone"), 303);
  if (outcome.because !== "too-many-codes") {
    const errors = { phone: `changePhone.${outcome.because}` };
    return c.render(<ChangePhone {...{ ...(await phonesNow(c)), typed, errors }} />, 422);
  }
  c.header("retry-after", String(outcome.waitS));
  const waiting = await waitingFor(c);
  return waiting
    ? c.render(<PhoneCode phone={waiting.phone} waitS={outcome.waitS} />, 429)
    : c.render(<ChangePhone {...{ ...(await phonesNow(c)), typed, waitS: outcome.waitS }} />, 429);
}

async function confirm(c: Context<Web>, parts: AccountsParts, waiting: PhoneChange | null) {
  if (!waiting) return c.render(<ChangePhone {...(await phonesNow(c))} isTooLate />, 410);
  const { phone } = waiting;
  const form = await readForm(c, CodeForm);
  if (!form.ok) return c.render(<PhoneCode phone={phone} typed={form.typed.code} errors={form.errors} />, 422);

  const { db, now } = c.var;
  const { code } = form.value;
  const outcome = await confirmPhone(db, parts.auth, { by: byOf(c), code, device: deviceOf(c, parts), now: now() });
  if (outcome.done) return c.redirect(paths.accountAfter("telephone"), 303);
  if (outcome.because === "ended") return c.render(<ChangePhone {...(await phonesNow(c))} isTooLate />, 410);
  return outcome.because === "code-spent"
    ? c.render(<PhoneCode phone={phone} isSpent />, 422)
    : c.render(<PhoneCode phone={phone} typed={form.typed.code} errors={{ code: "phoneCode.unknown" }} />, 422);
}

/** After signedInOnly the actor is a user. */
function byOf(c: Context<Web>) {
  return c.var.actor as Extract<Actor, { kind: "user" }>;
}

function waitingFor(c: Context<Web>): Promise<PhoneChange | null> {
  const by = byOf(c);
  return asActor(c.var.db, by, (tx) =>
    keeping(tx, (kept) => waitingPhoneChange(kept, { userId: by.userId, now: c.var.now() })),
  );
}

async function phonesNow(c: Context<Web>) {
  const by = byOf(c);
  const { own, confirmed } = await asActor(c.var.db, by, (tx) => phonesOf(tx, by.userId));
  return { phone: own?.phone ?? confirmed, confirmed, smsOn: c.var.smsOn };
}
