import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { AuthCard, linkTo, Onward } from "./auth-card.tsx";
import type { Mailed } from "./mailed.ts";
import { TooMany } from "./too-many.tsx";

interface ForgottenProps {
  to: string | null;
  email?: string;
  errors?: FieldErrors;
}

/** « Mot de passe oublié » : the address it belongs to. */
export function Forgotten({ to, email, errors = {} }: ForgottenProps) {
  const t = useWords("accounts");
  const sentences = useSentences("accounts", errors);
  return (
    <AuthCard title={t("recover.title")} erred={Object.keys(errors).length > 0}>
      <BackLink href={paths.signIn(to ? { vers: to } : {})}>{t("resend.back")}</BackLink>
      <h1 class="text-[2rem]!">{t("recover.title")}</h1>
      <p class="muted mt-2 mb-7">{t("recover.lead")}</p>
      <ErrorSummary errors={sentences} />
      <form method="post" action={paths.recovery()} class="grid gap-5" novalidate>
        <Onward to={to} />
        <AddressField email={email} error={sentences.email} />
        <Button class="btn-block mt-1">{t("recover.submit")}</Button>
      </form>
      <p class="mt-8 pt-6 border-t border-line">
        <Rich marks={{ code: linkTo(paths.recoveryCode()) }}>{t("recover.haveCode")}</Rich>
      </p>
    </AuthCard>
  );
}

interface CodeOrMailProps {
  /** Null in a browser that did not ask: it is asked whose code it is. */
  mailed: Mailed | null;
  email?: string | undefined;
  code?: string | undefined;
  errors?: FieldErrors;
  refusal?: "wrong-code" | "code-spent" | undefined;
  wait?: { of: "tries" | "mails"; waitS: number };
}

/** « Consultez votre messagerie », whatever the address, with room for the code when the mail is read on another device. */
export function CodeOrMail({ wait, ...page }: CodeOrMailProps) {
  const { mailed, errors = {}, refusal } = page;
  const t = useWords("accounts");
  const title = t(mailed ? "sent.title" : "code.title");
  return (
    <AuthCard title={title} erred={Boolean(refusal || wait) || Object.keys(errors).length > 0}>
      {mailed && (
        <span class="grid place-items-center size-14 rounded-2xl bg-soft text-secondary-content mb-5">
          <Icon name="mail-check" class="size-7!" />
        </span>
      )}
      <h1 class="text-[2rem]! mb-4">{title}</h1>
      {wait && <TooMany {...wait} />}
      {mailed ? wait?.of !== "mails" && <WhereItWent shown={mailed.shown} /> : <p class="muted">{t("code.lead")}</p>}
      {refusal === "code-spent" ? <Spent /> : <CodeForm {...page} />}
      {mailed ? <Another mailed={mailed} /> : <AskFirst />}
    </AuthCard>
  );
}

function WhereItWent({ shown }: { shown: string }) {
  const t = useWords("accounts");
  return (
    <>
      <p>
        <Rich>{t("recover.sent", { email: shown })}</Rich>
      </p>
      <p class="muted mt-4">{t("recover.late")}</p>
      <p class="muted mt-4">{t("recover.once")}</p>
    </>
  );
}

/** No other code of the same mail is worth typing: what remains is its link, or another mail. */
function Spent() {
  const t = useWords("accounts");
  return (
    <Notice kind="sun" icon="hourglass" role="alert" class="mt-7">
      <p>
        <strong>{t("code.spent")}</strong> {t("code.spentThen")}
      </p>
    </Notice>
  );
}

function CodeForm({ mailed, email, code, errors = {}, refusal }: CodeOrMailProps) {
  const t = useWords("accounts");
  const sentences = useSentences("accounts", refusal === "wrong-code" ? { ...errors, code: "code.unknown" } : errors);
  return (
    <div class="mt-7 pt-6 border-t border-line">
      <ErrorSummary errors={sentences} />
      <form method="post" action={paths.recoveryCode()} class="grid gap-5" novalidate>
        {mailed ? <Hidden values={mailed.by} /> : <AddressField email={email} error={sentences.email} />}
        <Field
          name="code"
          label={t("code.label")}
          hint={t("code.hint")}
          value={code}
          error={sentences.code}
          autocomplete="one-time-code"
          spellcheck={false}
          maxlength={20}
          class="max-w-[18rem]"
        />
        <Button tone={mailed ? "soft" : "primary"} class="justify-self-start">
          {t("code.submit")}
        </Button>
      </form>
    </div>
  );
}

/** The same mail once more, or to another address. */
function Another({ mailed }: { mailed: Mailed }) {
  const t = useWords("accounts");
  return (
    <form method="post" action={paths.recovery()} class="mt-7 pt-6 border-t border-line flex flex-wrap gap-3">
      <Hidden values={mailed.by} />
      <Button tone="outline" icon="rotate-cw">
        {t("sent.again")}
      </Button>
      <a
        class="link target"
        href={paths.recovery("vers" in mailed.by && mailed.by.vers ? { vers: mailed.by.vers } : {})}
      >
        {t("sent.other")}
      </a>
    </form>
  );
}

function AskFirst() {
  const t = useWords("accounts");
  return (
    <p class="mt-8 pt-6 border-t border-line">
      <Rich marks={{ ask: linkTo(paths.recovery()) }}>{t("code.none")}</Rich>
    </p>
  );
}

function Hidden({ values }: { values: Mailed["by"] }) {
  return (
    <>
      {Object.entries(values).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
    </>
  );
}

function AddressField({ email, error }: { email: string | undefined; error: string | undefined }) {
  const t = useWords("accounts");
  return (
    <Field
      name="email"
      type="email"
      label={t("signUp.email")}
      value={email}
      error={error}
      autocomplete="username"
      spellcheck={false}
    />
  );
}
