import type { Context } from "hono";
import { getCookie } from "hono/cookie";
import { z } from "zod";
import { birthplaceAnswers, birthplaceFrom, type CommuneChoice } from "../accounts/birthplace.ts";
import { DataNotice } from "../accounts/data-notice.tsx";
import { type AccountsParts, deviceOf, enter } from "../accounts/enter.ts";
import { identityAnswers, identityIn } from "../accounts/identity.ts";
import { IdentityFields, PhoneField } from "../accounts/identity-fields.tsx";
import { typedIdentity } from "../accounts/identity-typed.ts";
import { NewPasswordField } from "../accounts/new-password-field.tsx";
import { refusalOfPassword } from "../accounts/password.ts";
import { requestProvenAccount } from "../accounts/sign-up.ts";
import { openSession } from "../accounts/verify-session.ts";
import { visitorOf } from "../accounts/visitor.ts";
import { communeLabel } from "../establishments/birth-communes.ts";
import { paths } from "../paths.ts";
import type { Db } from "../platform/db.ts";
import { type FieldErrors, readForm, type Web } from "../platform/web.ts";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { fullDate, phone as readable } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { activateInvited } from "./activate-invited.ts";
import type { InvitedFile } from "./patient-invitation.ts";
import type { Proven } from "./patient-invitation-page.tsx";
import { forgetProof } from "./patient-invitation-proof.ts";

const { birthDate: _, ...others } = identityAnswers;
const InvitedForm = z.object({ password: z.string(), ...others, ...birthplaceAnswers });

/** « Activer mon compte », for whoever was invited and said her birth date: filled in as the establishment's file says. */
export async function showOwnAccount(c: Context<Web>, proven: Proven): Promise<Response> {
  return c.render(<OwnAccount {...proven} typed={await typedOf(c.var.db, proven.file)} />);
}

/** Her answer leads into her new account. Null: the link has ended, or the address has an account by now. */
export async function answerOwnAccount(
  c: Context<Web>,
  parts: AccountsParts,
  proven: Proven,
): Promise<Response | null> {
  const { db, language, now } = c.var;
  const { token, file, invitation } = proven;
  const form = await readForm(c, InvitedForm);
  const born = await birthplaceFrom(db, parts.communesMeant, form.typed);
  const errors = {
    ...(await passwordError(form.typed, proven)),
    ...(form.ok ? {} : form.errors),
    ...(born.ok ? {} : born.errors),
  };
  if (!form.ok || !born.ok || Object.keys(errors).length > 0) {
    const communes = born.ok ? [] : born.choices;
    return c.render(<OwnAccount {...{ token, file, invitation, errors, typed: form.typed, communes }} />, 422);
  }
  const { password, ...answers } = form.value;
  const identity = identityIn({ ...answers, birthDate: file.birthDate }, born.inseeCode);
  const outcome = await activateInvited(db, parts.auth, { token, password, identity, language, now: now() });
  if (!outcome.done) return null;

  forgetProof(c);
  const { userId } = outcome;
  const setCookies = await openSession(parts.auth, {
    ...{ userId, device: deviceOf(c, parts), proof: "activation", now: now() },
    replaces: getCookie(c, parts.auth.sessionCookie),
  });
  return enter(c, parts, { userId, visitor: visitorOf(c), setCookies, to: null });
}

/** The parent of a child who was invited opens an account of her own. The link proved her mailbox: she goes straight to where the link of an
 * activation mail leads, and comes back here. */
export async function answerParentAccount(
  c: Context<Web>,
  { auth }: AccountsParts,
  { token, invitation: { email } }: Proven,
): Promise<Response> {
  const { db, language, now } = c.var;
  const returnTo = paths.patientInvitation(token);
  const wish = { email, language, returnTo, visitor: visitorOf(c), now: now() };
  return c.redirect(paths.activation(await requestProvenAccount(db, auth, wish)), 303);
}

async function typedOf(db: Db, file: InvitedFile): Promise<Record<string, string>> {
  const { birthplaceInsee: code, phone } = file;
  const commune = code && !code.startsWith("99") ? await communeLabel(db, code) : null;
  return { ...typedIdentity(file, commune), ...(phone && { phone: readable(phone) }) };
}

/** Told together with the other errors, from whatever was typed so far. */
async function passwordError(typed: Record<string, string>, { invitation, file }: Proven): Promise<FieldErrors> {
  const { password = "", birthName = "", nameUsed = "", firstNames = "" } = typed;
  if (!password) return { password: "password.missing" };
  const names = [birthName, nameUsed, firstNames];
  const refusal = await refusalOfPassword(password, { email: invitation.email, names, birthDate: file.birthDate });
  return refusal ? { password: `password.${refusal}` } : {};
}

interface OwnAccountProps extends Proven {
  typed: Record<string, string>;
  errors?: FieldErrors;
  communes?: readonly CommuneChoice[];
}

function OwnAccount({ invitation, file, typed, errors = {}, communes = [] }: OwnAccountProps) {
  const t = useWords("accounts");
  const ours = useWords("patients");
  const { language } = useRequest();
  const sentences = useSentences("accounts", errors);
  return (
    <Page title={t("activate.title")} header="bare" width="narrow" erred={Object.keys(errors).length > 0}>
      <h1>{t("activate.title")}</h1>
      <p class="lead muted mt-2 mb-7">
        <Rich>{ours("fromPractice.own.lead", { practice: file.establishment })}</Rich>
      </p>
      <ErrorSummary errors={sentences} />
      <form method="post" class="grid gap-6" novalidate>
        <input type="hidden" name="faire" value="activer" />
        <p>
          {t("activate.identifier")} <strong class="break-words">{invitation.email}</strong>
        </p>
        <NewPasswordField email={invitation.email} label={t("activate.password")} error={sentences.password} />
        <h2 class="mt-4">{t("activate.you")}</h2>
        <dl class="sheet sheet-pad facts">
          <div>
            <dt>{ours("fromPractice.own.bornOn")}</dt>
            <dd>{fullDate(file.birthDate, language)}</dd>
          </div>
        </dl>
        <IdentityFields {...{ sentences, typed, communes }} withBirthDate={false} />
        <PhoneField sentences={sentences} typed={typed} />
        <p class="muted">{ours("fromPractice.own.then")}</p>
        <DataNotice />
        <Button class="btn-block sm:w-auto sm:justify-self-start px-9!">{t("activate.submit")}</Button>
      </form>
    </Page>
  );
}
