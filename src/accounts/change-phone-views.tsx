import { canTakeTexts } from "../notices/mobile.ts";
import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { phone as readable } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { TooMany } from "./too-many.tsx";

interface ChangePhoneProps {
  /** The one practices ring, if any; E.164. */
  phone: string | null;
  /** The one codes go to, if any. */
  confirmed: string | null;
  smsOn: boolean;
  typed?: string | undefined;
  errors?: FieldErrors;
  /** Seconds before another code may leave. */
  waitS?: number;
  /** The code came after its ten minutes. */
  isTooLate?: boolean;
}

/** The form: another number, or a code for the one of today when it has yet to be confirmed. */
export function ChangePhone({ phone, confirmed, smsOn, typed, errors = {}, waitS = 0, isTooLate }: ChangePhoneProps) {
  const t = useWords("accounts");
  const sentences = useSentences("accounts", errors);
  const erred = waitS > 0 || isTooLate === true || Object.keys(errors).length > 0;
  const awaitsCode = smsOn && phone !== null && phone !== confirmed && canTakeTexts(phone);
  return (
    <Page title={t("changePhone.title")} width="narrow" current={paths.account()} erred={erred}>
      <BackLink href={paths.account()}>{t("account.title")}</BackLink>
      <h1>{t("changePhone.title")}</h1>
      <p class="lead muted mt-2 mb-7">{t("changePhone.lead")}</p>
      {waitS > 0 && <TooMany of="codes" waitS={waitS} />}
      {isTooLate && (
        <Notice kind="sun" icon="hourglass" role="alert" class="mb-6">
          <p>
            <strong>{t("phoneCode.ended")}</strong> {t("phoneCode.endedThen")}
          </p>
        </Notice>
      )}
      <ErrorSummary errors={sentences} />
      {awaitsCode && typed === undefined && <ConfirmIt phone={phone} />}
      <form method="post" action={paths.changePhone()} class="grid gap-6" novalidate>
        <Field
          name="phone"
          type="tel"
          label={t("changePhone.label")}
          hint={t(smsOn ? "changePhone.hint" : "identity.phone.hint")}
          value={typed}
          error={sentences.phone}
          autocomplete="tel"
          class="max-w-[26rem]"
        />
        <Button tone={awaitsCode ? "soft" : "primary"} class="btn-block sm:w-auto sm:justify-self-start px-9!">
          {t("changePhone.submit")}
        </Button>
      </form>
    </Page>
  );
}

function ConfirmIt({ phone }: { phone: string }) {
  const t = useWords("accounts");
  return (
    <form method="post" action={paths.changePhone()} class="sheet sheet-pad grid gap-4 mb-8 justify-items-start">
      <input type="hidden" name="phone" value={phone} />
      <p>
        <Rich>{t("changePhone.awaits", { phone: readable(phone) })}</Rich>
      </p>
      <Button>{t("changePhone.confirmIt")}</Button>
    </form>
  );
}

interface PhoneCodeProps {
  /** E.164. */
  phone: string;
  typed?: string | undefined;
  errors?: FieldErrors;
  waitS?: number;
  /** Tried too often: another code is needed. */
  isSpent?: boolean;
}

/** « Saisissez le code » : nothing has changed yet. */
export function PhoneCode({ phone, typed, errors = {}, waitS = 0, isSpent = false }: PhoneCodeProps) {
  const t = useWords("accounts");
  const sentences = useSentences("accounts", errors);
  const erred = waitS > 0 || isSpent || Object.keys(errors).length > 0;
  return (
    <Page title={t("phoneCode.title")} width="narrow" current={paths.account()} erred={erred}>
      <BackLink href={paths.account()}>{t("account.title")}</BackLink>
      <h1>{t("phoneCode.title")}</h1>
      <p class="lead mt-2 mb-7">
        <Rich>{t("phoneCode.sent", { phone: readable(phone) })}</Rich>
      </p>
      {waitS > 0 && <TooMany of="codes" waitS={waitS} />}
      {isSpent ? (
        <Notice kind="sun" icon="hourglass" role="alert" class="mb-6">
          <p>
            <strong>{t("code.spent")}</strong> {t("phoneCode.spentThen")}
          </p>
        </Notice>
      ) : (
        <CodeForm typed={typed} sentences={sentences} />
      )}
      <form method="post" action={paths.changePhone()} class="mt-7 pt-6 border-t border-line flex flex-wrap gap-3">
        <Button tone="outline" icon="rotate-cw" name="faire" value="renvoyer">
          {t("phoneCode.again")}
        </Button>
        <Button tone="ghost" name="faire" value="annuler">
          {t("phoneCode.other")}
        </Button>
      </form>
    </Page>
  );
}

function CodeForm({ typed, sentences }: { typed: string | undefined; sentences: FieldErrors }) {
  const t = useWords("accounts");
  return (
    <>
      <ErrorSummary errors={sentences} />
      <form method="post" action={paths.changePhone()} class="grid gap-5" novalidate>
        <Field
          name="code"
          label={t("phoneCode.label")}
          hint={t("phoneCode.hint")}
          value={typed}
          error={sentences.code}
          autocomplete="one-time-code"
          inputmode="numeric"
          spellcheck={false}
          maxlength={12}
          class="max-w-[16rem]"
        />
        <Button class="btn-block sm:w-auto sm:justify-self-start px-9!">{t("phoneCode.submit")}</Button>
      </form>
    </>
  );
}
