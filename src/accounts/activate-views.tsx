import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { useSentences, useWords } from "../ui/words.ts";
import type { AccountRequest } from "./activation.ts";
import { AuthCard } from "./auth-card.tsx";
import type { CommuneChoice } from "./birthplace.ts";
import { DataNotice } from "./data-notice.tsx";
import { homeZone } from "./home-zone.ts";
import { IdentityFacts } from "./identity-facts.tsx";
import { IdentityFields, NameUsedField, PhoneField } from "./identity-fields.tsx";
import { typedIdentity } from "./identity-typed.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import { areWhole, type VouchedFor } from "./vouching.ts";

interface ActivateProps {
  token: string;
  request: Pick<AccountRequest, "email" | "vouched">;
  /** Whom a provider vouched for in this browser. */
  vouched: VouchedFor | null;
  errors?: FieldErrors;
  typed?: Record<string, string>;
  /** Those that the place of birth typed may mean. */
  communes?: readonly CommuneChoice[];
}

/** « Activer mon compte »: the password, then who the person is, as far as nobody vouched for it. What was typed comes back, the password
 * excepted. */
export function Activate({ token, request, vouched, errors = {}, communes = [], ...form }: ActivateProps) {
  const t = useWords("accounts");
  const { email } = request;
  const whole = vouched && areWhole(vouched.traits) ? { ...vouched, traits: vouched.traits } : null;
  const typed = form.typed ?? (vouched ? typedIdentity(vouched.traits, vouched.commune) : {});
  const sentences = useSentences("accounts", errors);
  return (
    <Page title={t("activate.title")} header="bare" width="narrow" erred={Object.keys(errors).length > 0}>
      <h1>{t("activate.title")}</h1>
      <p class="lead muted mt-2 mb-7">{t(whole ? "activate.leadVouched" : "activate.lead")}</p>
      <ErrorSummary errors={sentences} />
      {request.vouched && !vouched && (
        <Notice icon="info" class="mb-7">
          <p>{t("activate.elsewhere")}</p>
        </Notice>
      )}
      <form method="post" action={paths.activation(token)} class="grid gap-6" novalidate>
        <p>
          {t("activate.identifier")} <strong class="break-words">{email}</strong>
        </p>
        <NewPasswordField email={email} label={t("activate.password")} error={sentences.password} />
        <h2 class="mt-4">{t("activate.you")}</h2>
        {whole ? (
          <>
            <p class="muted">{t("activate.vouched", { provider: whole.provider })}</p>
            <IdentityFacts traits={whole.traits} commune={whole.commune} />
            <NameUsedField sentences={sentences} typed={typed} />
          </>
        ) : (
          <IdentityFields sentences={sentences} typed={typed} communes={communes} />
        )}
        <PhoneField sentences={sentences} typed={typed} />
        <DataNotice />
        <Button class="btn-block sm:w-auto sm:justify-self-start px-9!">{t("activate.submit")}</Button>
      </form>
    </Page>
  );
}

interface BrokenLinkProps {
  token: string;
  request: AccountRequest | null;
  /** The link is open, but another account has the identity that was vouched for. */
  isTaken?: boolean;
}

/** A link that opens nothing any more: what happened, and the next step in one click. */
export function BrokenLink({ token, request, isTaken = false }: BrokenLinkProps) {
  const t = useWords("accounts");
  const { now, language } = useRequest();
  const because = isTaken ? "identity-taken" : request && request.state !== "open" ? request.state : "unknown-link";
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
          signIn={because === "already-active" || because === "identity-taken"}
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
