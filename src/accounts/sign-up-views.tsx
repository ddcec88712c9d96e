import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import { AuthCard, linkTo, Onward } from "./auth-card.tsx";
import { hourAgain } from "./home-zone.ts";
import type { Mailed } from "./mailed.ts";

interface AddressProps {
  to: string | null;
  email?: string | undefined;
  errors?: FieldErrors;
}

/** « Créer mon compte »: the address first. */
export function SignUp({ to, email, errors = {} }: AddressProps) {
  const t = useWords("accounts");
  const sentences = useSentences("accounts", errors);
  const onward = to ? { vers: to } : {};
  return (
    <AuthCard title={t("signUp.title")} erred={Object.keys(errors).length > 0} call={useSignInCall(to)}>
      <h1 class="text-[2rem]!">{t("signUp.title")}</h1>
      <p class="muted mt-2 mb-7">{t("signUp.lead")}</p>
      <ErrorSummary errors={sentences} />
      <form method="post" action={paths.signUp()} class="grid gap-5" novalidate>
        <Onward to={to} />
        <Field
          name="email"
          type="email"
          label={t("signUp.email")}
          hint={t("signUp.emailHint")}
          value={email}
          error={sentences.email}
          autocomplete="email"
          spellcheck={false}
        />
        <Button class="btn-block mt-1">{t("signUp.submit")}</Button>
      </form>
      <p class="mt-8 pt-6 border-t border-line">
        <Rich marks={{ signIn: linkTo(paths.signIn(onward)) }}>{t("signUp.known")}</Rich>
      </p>
    </AuthCard>
  );
}

/** « Renvoyer le lien d'activation », for a browser that does not know the address. */
export function AskAgain({ to, email, errors = {} }: AddressProps) {
  const t = useWords("accounts");
  const sentences = useSentences("accounts", errors);
  return (
    <AuthCard title={t("resend.title")} erred={Object.keys(errors).length > 0} call={useSignInCall(to)}>
      <BackLink href={paths.signIn(to ? { vers: to } : {})}>{t("resend.back")}</BackLink>
      <h1 class="text-[2rem]!">{t("resend.title")}</h1>
      <p class="muted mt-2 mb-7">{t("resend.lead")}</p>
      <ErrorSummary errors={sentences} />
      <form method="post" action={paths.resendActivation()} class="grid gap-5" novalidate>
        <Onward to={to} />
        <Field
          name="email"
          type="email"
          label={t("signUp.email")}
          value={email}
          error={sentences.email}
          autocomplete="email"
          spellcheck={false}
        />
        <Button class="btn-block mt-1">{t("resend.submit")}</Button>
      </form>
    </AuthCard>
  );
}

/** « Consultez votre messagerie », whatever the address; `waitS` when too many mails left already. */
export function CheckMail({ mailed, waitS = 0 }: { mailed: Mailed; waitS?: number }) {
  const t = useWords("accounts");
  const { now, language } = useRequest();
  return (
    <AuthCard title={t("sent.title")} call={useSignInCall(null)}>
      <span class="grid place-items-center size-14 rounded-2xl bg-soft text-secondary-content">
        <Icon name="mail-check" class="size-7!" />
      </span>
      <h1 class="text-[2rem]! mt-5">{t("sent.title")}</h1>
      {waitS > 0 ? (
        <Notice kind="sun" icon="hourglass" role="alert" class="mt-5">
          <p>
            <strong>{t("sent.tooMany")}</strong>{" "}
            <Rich>{t("sent.tooManyThen", { hour: hourAgain(waitS, now, language) })}</Rich>
          </p>
        </Notice>
      ) : (
        <p class="mt-3">
          <Rich>{t("sent.lead", { email: mailed.shown })}</Rich>
        </p>
      )}
      <p class="muted mt-4">{t("sent.late")}</p>
      <p class="muted mt-4">{t("sent.once")}</p>
      <form method="post" action={paths.resendActivation()} class="mt-7 flex flex-wrap gap-3">
        {Object.entries(mailed.by).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Button tone="soft" icon="rotate-cw">
          {t("sent.again")}
        </Button>
        <a
          class="link target"
          href={paths.signUp("vers" in mailed.by && mailed.by.vers ? { vers: mailed.by.vers } : {})}
        >
          {t("sent.other")}
        </a>
      </form>
    </AuthCard>
  );
}

function useSignInCall(to: string | null) {
  const t = useWords("accounts");
  return { label: t("signIn.title"), href: paths.signIn(to ? { vers: to } : {}), icon: "log-in" as const };
}
