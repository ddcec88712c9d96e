import { paths } from "../paths.ts";
import { Button } from "../ui/button.tsx";
import { Choice } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { phone as asTyped, hour } from "../ui/format.ts";
import type { IconName } from "../ui/icons.ts";
import { Notice } from "../ui/notice.tsx";
import { Rich } from "../ui/rich.tsx";
import { useWords } from "../ui/words.ts";
import { linkTo, Onward } from "./auth-card.tsx";
import { CodeField } from "./code-field.tsx";
import { homeZone } from "./home-zone.ts";
import { masked } from "./mailed.ts";
import type { Way } from "./second-factor.ts";
import type { TypedWay } from "./second-step.ts";
import type { SentCode } from "./second-step-code.ts";

/** What someone is asked to prove herself by. */
export interface Proving {
  /** Signing in, or showing once more that it is she. */
  kind: "sign-in" | "confirm";
  to: string | null;
  ways: Way[];
  /** The one before her; null when she has nothing to type. */
  way: TypedWay | null;
  /** The code that is on its way by it. */
  sent: SentCode | null;
  mayRemember: boolean;
  email: string;
  phone: string | null;
  mailbox: string | null;
}

export interface SecondStepProps extends Proving {
  error?: "missing" | "wrong-code" | "code-expired" | "way-closed" | undefined;
  wait?: { of: "tries" | "mails"; waitS: number };
}

/** Where the code is, and the field for it. */
export function Answer({
  kind,
  way,
  to,
  sent,
  mayRemember,
  email,
  phone,
  mailbox,
  error,
}: SecondStepProps & { way: TypedWay }) {
  const t = useWords("accounts");
  const until = sent ? hour(sent.expiresAt, homeZone) : "";
  const sentence = error && sentenceFor(error, way);
  return (
    <>
      <p class="mt-3">
        <Rich>{t(`secondStep.lead.${way}`, { to: whereTo(way, email, phone), until })}</Rich>
      </p>
      {way !== "app" && way !== "recovery-code" && mailbox && (
        <Notice icon="mail" class="mt-5">
          <p>
            <Rich marks={{ mailbox: linkTo(mailbox) }}>{t("secondStep.demonstration")}</Rich>
          </p>
        </Notice>
      )}
      <div class="mt-7">
        <ErrorSummary errors={sentence ? { code: t(sentence) } : {}} kept={t("secondStep.tries")} />
        <form method="post" action={addressOf(kind)} class="grid gap-5" novalidate>
          <Onward to={to} />
          <input type="hidden" name="par" value={way} />
          <CodeField label={t(`secondStep.label.${way}`)} of={kindOf(way)} error={sentence && t(sentence)} />
          {mayRemember && (
            <Choice name="souvenir" value="oui" detail={t("secondStep.rememberDetail")}>
              {t("secondStep.remember")}
            </Choice>
          )}
          <Button class="btn-block">{t("secondStep.submit")}</Button>
        </form>
      </div>
    </>
  );
}

/** Nothing leaves before it is asked: she has other ways too, or looks at this one first. */
export function SendFirst({ kind, way, to, email, phone, mailbox, error }: SecondStepProps & { way: TypedWay }) {
  const t = useWords("accounts");
  return (
    <form method="post" action={codeAddressOf(kind)} class="mt-3 grid gap-5">
      {error === "code-expired" && (
        <Notice kind="sun" icon="hourglass" role="alert">
          <p>{t("secondStep.expired")}</p>
        </Notice>
      )}
      <p>
        <Rich>{t("secondStep.sendTo", { to: whereTo(way, email, phone) })}</Rich>
      </p>
      <Onward to={to} />
      <input type="hidden" name="par" value={way} />
      <Button class="btn-block" icon={wayIcons[way]}>
        {t("secondStep.send")}
      </Button>
      {mailbox && <p class="muted small">{t("secondStep.demonstrationThen")}</p>}
    </form>
  );
}

export const wayIcons: Record<Way, IconName> = {
  passkey: "fingerprint",
  app: "shield-check",
  mail: "mail-check",
  sms: "phone",
  "recovery-code": "clipboard-list",
};

function sentenceFor(error: NonNullable<SecondStepProps["error"]>, way: TypedWay) {
  if (error === "missing") return `secondStep.missing.${kindOf(way)}` as const;
  if (error === "code-expired") return "secondStep.expired" as const;
  return `secondStep.wrong.${way}` as const;
}

function kindOf(way: TypedWay) {
  return way === "recovery-code" ? "letters" : "digits";
}

function whereTo(way: TypedWay, email: string, phone: string | null): string {
  if (way === "sms") return asTyped(phone ?? "").replace(/\d(?=.*\d.*\d)/g, "•");
  return masked(email);
}

function addressOf(kind: Proving["kind"]): string {
  return kind === "sign-in" ? paths.secondStep() : paths.confirmItIsYou();
}

/** Where a code is asked for. */
export function codeAddressOf(kind: Proving["kind"]): string {
  return kind === "sign-in" ? paths.secondStepCode() : paths.confirmCode();
}
