import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { z } from "zod";
import { paths } from "../paths.ts";
import { type FieldErrors, readForm, type Web } from "../platform/web.ts";
import { activateAccount } from "./activate.ts";
import { Activate, BrokenLink } from "./activate-views.tsx";
import { type AccountRequest, findRequest } from "./activation.ts";
import { type AccountsParts, deviceOf, enter } from "./enter.ts";
import { homeZone } from "./home-zone.ts";
import { dayTyped, type Identity, identityAnswers, isBirthDate } from "./identity.ts";
import { asKeeper } from "./keeper.ts";
import { refusalOfPassword } from "./password.ts";
import { endSession } from "./session.ts";
import { startSession } from "./sign-in.ts";

const ActivationForm = z.object({
  password: z.string(),
  ...identityAnswers,
  noticed: z.literal("oui", "identity.noticed.missing"),
});

/** The link of the activation mail. Looking at it uses nothing up, so that programs which read mails before people do no harm;
 * posting the form does. The address is the secret: the house's Referrer-Policy keeps it on this site. */
export function activatePage(parts: AccountsParts) {
  const { auth } = parts;
  return new Hono<Web>()
    .get(paths.activation(":token"), async (c) => {
      const token = tokenIn(c);
      const request = await requestFor(c, token);
      return request?.state === "open"
        ? c.render(<Activate token={token} email={request.email} />)
        : c.render(<BrokenLink token={token} request={request} />, request ? 410 : 404);
    })
    .post(paths.activation(":token"), async (c) => {
      const { db, language, now } = c.var;
      const token = tokenIn(c);
      const request = await requestFor(c, token);
      if (request?.state !== "open")
        return c.render(<BrokenLink token={token} request={request} />, request ? 410 : 404);

      const form = await readForm(c, ActivationForm);
      const errors = {
        ...passwordError(form.typed, request.email),
        ...(form.ok ? birthDateError(form.value, now()) : form.errors),
      };
      if (!form.ok || Object.keys(errors).length > 0) {
        return c.render(<Activate token={token} email={request.email} errors={errors} typed={form.typed} />, 422);
      }
      const { password, noticed: _, nameUsed, ...said } = form.value;
      const identity: Identity = { ...said, nameUsed: nameUsed || said.birthName };
      const outcome = await activateAccount(db, auth, { token, password, identity, language, now: now() });
      if (!outcome.done) return c.render(<BrokenLink token={token} request={await requestFor(c, token)} />, 410);

      const replaces = getCookie(c, auth.sessionCookie);
      if (replaces) await endSession(auth, replaces);
      const session = await startSession(auth, { email: outcome.email, password, device: deviceOf(c, parts) });
      return session
        ? enter(c, parts, { ...outcome, ...session, to: outcome.returnTo })
        : c.redirect(paths.signIn(), 303);
    });
}

function tokenIn(c: Context<Web>): string {
  return c.req.param("token") ?? "";
}

function requestFor(c: Context<Web>, token: string): Promise<AccountRequest | null> {
  return asKeeper(c.var.db, (tx) => findRequest(tx, { token, now: c.var.now() }));
}

/** Told together with the other errors, from whatever was typed so far. */
function passwordError(typed: Record<string, string>, email: string): FieldErrors {
  const { password = "", birthName = "", nameUsed = "", firstNames = "", birthDate = "" } = typed;
  if (!password) return { password: "password.missing" };
  const refusal = refusalOfPassword(password, {
    email,
    names: [birthName, nameUsed, firstNames],
    birthDate: dayTyped(birthDate),
  });
  return refusal ? { password: `password.${refusal}` } : {};
}

function birthDateError({ birthDate }: Identity, now: Temporal.Instant): FieldErrors {
  const today = now.toZonedDateTimeISO(homeZone).toPlainDate();
  return isBirthDate(birthDate, today) ? {} : { birthDate: "identity.birthDate.wrong" };
}
