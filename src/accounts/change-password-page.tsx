import { Hono } from "hono";
import { z } from "zod";
import { paths } from "../paths.ts";
import { type FieldErrors, readForm, type Web } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Page } from "../ui/page.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { linkTo } from "./auth-card.tsx";
import { changePassword } from "./change-password.ts";
import { type AccountsParts, deviceOf } from "./enter.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { ownDetailsOf } from "./own-details.ts";
import { refusalOfPassword } from "./password.ts";
import { signedInOnly } from "./session.ts";
import { TooMany } from "./too-many.tsx";
import { openSession } from "./verify-session.ts";

const ChangeForm = z.object({
  current: z.string().min(1, "changePassword.currentMissing"),
  password: z.string().min(1, "password.missing"),
});

/** « Changer de mot de passe », in « Mon compte ». */
export function changePasswordPage(parts: AccountsParts) {
  const { auth } = parts;
  return new Hono<Web>()
    .get(paths.changePassword(), signedInOnly, (c) => c.render(<ChangePassword email={c.var.signedIn!.email} />))
    .post(paths.changePassword(), signedInOnly, async (c) => {
      const { db, now } = c.var;
      const { userId, email } = c.var.signedIn!;
      const form = await readForm(c, ChangeForm);
      const { password = "" } = form.typed;
      const refusal = password && (await refusalOfPassword(password, await ownDetailsOf(db, c.var.signedIn!)));
      if (!form.ok || refusal) {
        const errors = { ...(form.ok ? {} : form.errors), ...(refusal && { password: `password.${refusal}` }) };
        return c.render(<ChangePassword email={email} errors={errors} />, 422);
      }

      const device = deviceOf(c, parts);
      const change = { userId, email, ...form.value, device, now: now() };
      const outcome = await changePassword(db, auth, change);
      if (outcome.done) {
        const { verifiedAt: provenAt } = c.var.signedIn!;
        const setCookies = await openSession(auth, { userId, device, proof: c.var.provenBy, provenAt, now: now() });
        for (const cookie of setCookies) c.header("set-cookie", cookie, { append: true });
        return c.redirect(paths.accountAfter("mot-de-passe"), 303);
      }
      if (outcome.because === "wrong-password")
        return c.render(<ChangePassword email={email} errors={{ current: "changePassword.currentWrong" }} />, 422);
      c.header("retry-after", String(outcome.waitS));
      return c.render(<ChangePassword email={email} waitS={outcome.waitS} />, 429);
    });
}

interface ChangePasswordProps {
  email: string;
  errors?: FieldErrors;
  /** Seconds before the next try. */
  waitS?: number;
}

function ChangePassword({ email, errors = {}, waitS = 0 }: ChangePasswordProps) {
  const t = useWords("accounts");
  const sentences = useSentences("accounts", errors);
  return (
    <Page
      title={t("changePassword.title")}
      width="narrow"
      current={paths.account()}
      erred={waitS > 0 || Object.keys(errors).length > 0}
    >
      <BackLink href={paths.account()}>{t("account.title")}</BackLink>
      <h1 class="mb-7">{t("changePassword.title")}</h1>
      {waitS > 0 && <TooMany of="tries" waitS={waitS} />}
      <ErrorSummary errors={sentences} kept={t("newPassword.unchanged")} />
      <form method="post" action={paths.changePassword()} class="grid gap-6" novalidate>
        <NewPasswordField email={email} label={t("newPassword.password")} error={sentences.password}>
          <div class="grid gap-1">
            <PasswordField
              name="current"
              label={t("changePassword.current")}
              error={sentences.current}
              autocomplete="current-password"
            />
            <p class="muted small">
              <Rich marks={{ recover: linkTo(paths.recovery()) }}>{t("changePassword.forgotten")}</Rich>
            </p>
          </div>
        </NewPasswordField>
        <p class="muted">{t("newPassword.others")}</p>
        <Button class="btn-block sm:w-auto sm:justify-self-start px-9!">{t("changePassword.submit")}</Button>
      </form>
    </Page>
  );
}
