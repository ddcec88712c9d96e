import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { Choice, Choices } from "../ui/choice.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { Field } from "../ui/field.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Page } from "../ui/page.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { useRequest } from "../ui/request.tsx";
import { whole } from "../ui/whole.tsx";
import { useSentences, useWords } from "../ui/words.ts";
import type { AccountRequest } from "./activation.ts";
import { AuthCard } from "./auth-card.tsx";
import { homeZone } from "./home-zone.ts";

interface ActivateProps {
  token: string;
  email: string;
  errors?: FieldErrors;
  typed?: Record<string, string>;
}

/** « Activer mon compte »: the password, then who the person is. What was typed comes back, the password excepted. */
export function Activate({ token, email, errors = {}, typed = {} }: ActivateProps) {
  const t = useWords("accounts");
  const sentences = useSentences("accounts", errors);
  return (
    <Page title={t("activate.title")} header="bare" width="narrow" erred={Object.keys(errors).length > 0}>
      <h1>{t("activate.title")}</h1>
      <p class="lead muted mt-2 mb-7">{t("activate.lead")}</p>
      <ErrorSummary errors={sentences} />
      <form method="post" action={paths.activation(token)} class="grid gap-6" novalidate>
        <p>
          {t("activate.identifier")} <strong class="break-words">{email}</strong>
        </p>
        <input type="text" name="username" autocomplete="username" value={email} readonly hidden />
        <PasswordField
          name="password"
          label={t("activate.password")}
          hint={t("activate.passwordHint")}
          error={sentences.password}
          autocomplete="new-password"
        />
        <Identity sentences={sentences} typed={typed} />
        <section class="sheet sheet-pad grid gap-4" aria-labelledby="notice">
          <h2 id="notice">{whole(t("activate.notice"))}</h2>
          <p>{t("activate.noticeText")}</p>
          <Choice name="noticed" value="oui" checked={typed.noticed === "oui"} error={sentences.noticed}>
            {t("activate.noticed")}
          </Choice>
        </section>
        <Button class="btn-block sm:w-auto sm:justify-self-start px-9!">{t("activate.submit")}</Button>
      </form>
    </Page>
  );
}

function Identity({ sentences, typed }: { sentences: FieldErrors; typed: Record<string, string> }) {
  const t = useWords("accounts");
  const answer = (name: string) => ({ name, value: typed[name], error: sentences[name] });
  return (
    <>
      <h2 class="mt-4">{t("activate.you")}</h2>
      <Field {...answer("birthName")} label={t("identity.birthName.label")} autocomplete="family-name" />
      <Field {...answer("nameUsed")} label={t("identity.nameUsed.label")} hint={t("identity.nameUsed.hint")} optional />
      <Field
        {...answer("firstNames")}
        label={t("identity.firstNames.label")}
        hint={t("identity.firstNames.hint")}
        autocomplete="given-name"
      />
      <Field
        {...answer("birthDate")}
        label={t("identity.birthDate.label")}
        hint={t("identity.birthDate.hint")}
        autocomplete="bday"
        inputmode="numeric"
        class="max-w-[16rem]"
      />
      <Choices
        {...answer("sex")}
        legend={t("identity.sex.legend")}
        hint={t("identity.sex.hint")}
        options={(["F", "M", "U"] as const).map((value) => ({ value, label: t(`identity.sex.${value}`) }))}
      />
      <Field
        {...answer("phone")}
        type="tel"
        label={t("identity.phone.label")}
        hint={t("identity.phone.hint")}
        autocomplete="tel"
        class="max-w-[26rem]"
      />
    </>
  );
}

/** A link that opens nothing any more: what happened, and the next step in one click. */
export function BrokenLink({ token, request }: { token: string; request: AccountRequest | null }) {
  const t = useWords("accounts");
  const { now, language } = useRequest();
  const because = request && request.state !== "open" ? request.state : "unknown-link";
  const told = (at: Temporal.Instant | null | undefined) => (at ? dayAndHour(at, homeZone, now, language) : "");
  const lead = t(`link.${because}.lead`, { at: told(request?.newerAt), until: told(request?.expiresAt) });
  return (
    <AuthCard title={t(`link.${because}.title`)}>
      <span class="grid place-items-center size-14 rounded-2xl bg-soft text-secondary-content">
        <Icon name={because === "already-active" ? "circle-check-big" : "link-2-off"} class="size-7!" />
      </span>
      <h1 class="text-[2rem]! mt-5">{t(`link.${because}.title`)}</h1>
      <p class="mt-3 mb-7">{lead}</p>
      {because === "superseded" || because === "expired" ? (
        <form method="post" action={paths.resendActivation()}>
          <input type="hidden" name="jeton" value={token} />
          <Button icon="mail">{t(`link.${because}.action`)}</Button>
        </form>
      ) : (
        <NextStep
          signIn={because === "already-active"}
          to={request?.returnTo ?? null}
          label={t(`link.${because}.action`)}
        />
      )}
    </AuthCard>
  );
}

function NextStep({ signIn, to, label }: { signIn: boolean; to: string | null; label: string }) {
  const onward = to ? { vers: to } : {};
  return <ButtonLink href={signIn ? paths.signIn(onward) : paths.signUp(onward)}>{label}</ButtonLink>;
}
