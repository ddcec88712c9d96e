import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Page } from "../ui/page.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { TooMany } from "./too-many.tsx";

interface ChangeEmailProps {
  /** The account's today. */
  email: string;
  asksPassword: boolean;
  typed?: string | undefined;
  errors?: FieldErrors;
  wait?: { of: "tries" | "mails"; waitS: number };
}

/** The form: another address, and the password once more. */
export function ChangeEmail({ email, asksPassword, typed, errors = {}, wait }: ChangeEmailProps) {
  const t = useWords("accounts");
  const sentences = useSentences("accounts", errors);
  const erred = wait !== undefined || Object.keys(errors).length > 0;
  return (
    <Page title={t("changeEmail.title")} width="narrow" current={paths.account()} erred={erred}>
      <BackLink href={paths.account()}>{t("account.title")}</BackLink>
      <h1>{t("changeEmail.title")}</h1>
      <p class="lead muted mt-2 mb-7">
        <Rich>{t("changeEmail.lead", { email })}</Rich>
      </p>
      {wait && <TooMany {...wait} />}
      <ErrorSummary errors={sentences} />
      <form method="post" action={paths.changeEmail()} class="grid gap-6" novalidate>
        <Field
          name="email"
          type="email"
          label={t("changeEmail.newEmail")}
          hint={t("changeEmail.newEmailHint")}
          value={typed}
          error={sentences.email}
          autocomplete="email"
          spellcheck={false}
        />
        {asksPassword && (
          <PasswordField
            name="password"
            label={t("changePassword.current")}
            error={sentences.password}
            autocomplete="current-password"
          />
        )}
        <p class="muted">{t("changeEmail.then")}</p>
        <Button class="btn-block sm:w-auto sm:justify-self-start px-9!">{t("changeEmail.submit")}</Button>
      </form>
    </Page>
  );
}

interface EmailWaitingProps {
  email: string;
  newEmail: string;
  wait?: { of: "mails"; waitS: number };
}

/** « Consultez votre messagerie » : nothing has changed yet. Whether the new address has an account, nothing here tells. */
export function EmailWaiting({ email, newEmail, wait }: EmailWaitingProps) {
  const t = useWords("accounts");
  return (
    <Page title={t("changeEmail.title")} width="narrow" current={paths.account()} erred={wait !== undefined}>
      <BackLink href={paths.account()}>{t("account.title")}</BackLink>
      <span class="grid place-items-center size-14 rounded-2xl bg-soft text-secondary-content mb-5">
        <Icon name="mail-check" class="size-7!" />
      </span>
      <h1 class="mb-4">{t("sent.title")}</h1>
      {wait && <TooMany {...wait} />}
      <p>
        <Rich>{t("changeEmail.sent", { email: newEmail })}</Rich>
      </p>
      <p class="mt-4">
        <Rich>{t("changeEmail.until", { email })}</Rich>
      </p>
      <p class="muted mt-4">{t("sent.late")}</p>
      <form method="post" action={paths.changeEmail()} class="mt-7 pt-6 border-t border-line flex flex-wrap gap-3">
        <Button tone="outline" icon="rotate-cw" name="faire" value="renvoyer">
          {t("sent.again")}
        </Button>
        <Button tone="ghost" name="faire" value="annuler">
          {t("changeEmail.callOff")}
        </Button>
      </form>
    </Page>
  );
}
