import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { z } from "zod";
import { type AccountsParts, deviceOf } from "../accounts/enter.ts";
import { identityAnswers } from "../accounts/identity.ts";
import { NewPasswordField } from "../accounts/new-password-field.tsx";
import { openSession } from "../accounts/verify-session.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { type FieldErrors, readForm, type Web } from "../platform/web.ts";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { Page } from "../ui/page.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { claimProfile } from "./claim.ts";
import { findInvitation, type Invitation } from "./invitation.ts";
import { NoInvitation } from "./invitation-views.tsx";

/** What taking over a profile needs: it makes an account. */
export type ClaimParts = Pick<AccountsParts, "auth" | "trustProxy">;

const ClaimForm = z.object({
  birthDate: identityAnswers.birthDate,
  password: z.string().min(1, "password.missing"),
});

/** The link by which someone takes over her own profile: nothing of it is shown before she said her birth date. */
export function showClaim(c: Context<Web>, invitation: Invitation) {
  const because = invitation.state === "open" ? (invitation.hasAccount ? "has-account" : null) : invitation.state;
  if (because) return c.render(<NoInvitation because={because} invitation={invitation} />, 410);
  return c.render(<Claim token={tokenIn(c)} invitation={invitation} />);
}

/** Her answer to it: wrong birth dates are counted, the rest leads into her new account. */
export async function answerClaim(c: Context<Web>, { auth, trustProxy }: ClaimParts, invitation: Invitation) {
  if (invitation.state !== "open" || invitation.hasAccount) return showClaim(c, invitation);
  const { db, language, now } = c.var;
  const token = tokenIn(c);
  const form = await readForm(c, ClaimForm);
  const again = (errors: FieldErrors) => (
    <Claim token={token} invitation={invitation} errors={errors} typed={form.typed} />
  );
  if (!form.ok) return c.render(again(form.errors), 422);

  const outcome = await claimProfile(db, auth, { token, ...form.value, language, now: now() });
  if (outcome.done) {
    const { userId } = outcome;
    const device = deviceOf(c, { trustProxy });
    const replaces = getCookie(c, auth.sessionCookie);
    const setCookies = await openSession(auth, { userId, device, proof: "activation", replaces, now: now() });
    for (const cookie of setCookies) c.header("set-cookie", cookie, { append: true });
    return c.redirect(paths.myAppointments(), 303);
  }
  if (outcome.because === "password") return c.render(again({ password: `password.${outcome.refusal}` }), 422);
  if (outcome.because === "wrong-birth-date") return c.render(again({ birthDate: "claim.wrongBirthDate" }), 422);
  const changed = await asActor(db, c.var.actor, (tx) => findInvitation(tx, { token, now: now() }));
  if (outcome.because === "unknown-link")
    return c.render(<NoInvitation because="unknown-link" invitation={null} />, 404);
  return c.render(<NoInvitation because={outcome.because} invitation={changed} />, 410);
}

function tokenIn(c: Context<Web>): string {
  return c.req.param("token") ?? "";
}

interface ClaimProps {
  token: string;
  invitation: Invitation;
  errors?: FieldErrors;
  typed?: Record<string, string>;
}

function Claim({ token, invitation, errors = {}, typed = {} }: ClaimProps) {
  const t = useWords("patients");
  const { password, ...others } = errors;
  const ofPassword = useSentences("accounts", password ? { password } : {});
  const sentences = { ...useSentences("patients", others), ...ofPassword };
  return (
    <Page title={t("claim.heading")} header="bare" width="narrow" erred={Object.keys(errors).length > 0}>
      <h1>{t("claim.heading")}</h1>
      <p class="lead muted mt-2 mb-7">{t("claim.explain")}</p>
      <ErrorSummary errors={sentences} />
      <form method="post" action={paths.relativeInvitation(token)} class="grid gap-6" novalidate>
        <p>
          {t("claim.identifier")} <strong class="break-words">{invitation.email}</strong>
        </p>
        <Field
          name="birthDate"
          value={typed.birthDate}
          error={sentences.birthDate}
          label={t("claim.birthDate")}
          hint={t("claim.birthDateHint")}
          inputmode="numeric"
          autocomplete="bday"
          class="max-w-[26rem]"
        />
        <NewPasswordField email={invitation.email} label={t("claim.password")} error={sentences.password} />
        <Button class="btn-block sm:w-auto sm:justify-self-start px-9!">{t("claim.submit")}</Button>
      </form>
    </Page>
  );
}
