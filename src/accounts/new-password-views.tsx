import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { useRequest } from "../ui/request.ts";
import { useSentences, useWords } from "../ui/words.ts";
import { AuthCard } from "./auth-card.tsx";
import { homeZone } from "./home-zone.ts";
import { NewPasswordField } from "./new-password-field.tsx";
import type { Recovery } from "./recovery.ts";

interface NewPasswordProps {
  token: string;
  email: string;
  errors?: FieldErrors;
}

/** « Choisir un nouveau mot de passe ». */
export function NewPassword({ token, email, errors = {} }: NewPasswordProps) {
  const t = useWords("accounts");
  const sentences = useSentences("accounts", errors);
  return (
    <AuthCard title={t("newPassword.title")} erred={Object.keys(errors).length > 0}>
      <h1 class="text-[2rem]! mb-6">{t("newPassword.title")}</h1>
      <ErrorSummary errors={sentences} kept={t("newPassword.unchanged")} />
      <form method="post" action={paths.newPassword(token)} class="grid gap-5" novalidate>
        <p>
          {t("activate.identifier")} <strong class="break-words">{email}</strong>
        </p>
        <NewPasswordField email={email} label={t("newPassword.password")} error={sentences.password} />
        <p class="muted small">{t("newPassword.others")}</p>
        <Button class="btn-block">{t("newPassword.submit")}</Button>
      </form>
    </AuthCard>
  );
}

/** A link that opens nothing any more: what happened, and the next step in one click. */
export function BrokenRecovery({ token, recovery }: { token: string; recovery: Recovery | null }) {
  const t = useWords("accounts");
  const { now, language } = useRequest();
  const because = recovery && recovery.state !== "open" ? recovery.state : "unknown-link";
  const told = (at: Temporal.Instant | null | undefined) => (at ? dayAndHour(at, homeZone, now, language) : "");
  const lead = t(`recoveryLink.${because}.lead`, { at: told(recovery?.newerAt), until: told(recovery?.expiresAt) });
  const label = t(`recoveryLink.${because}.action`);
  return (
    <AuthCard title={t(`recoveryLink.${because}.title`)}>
      <span class="grid place-items-center size-14 rounded-2xl bg-soft text-secondary-content">
        <Icon name={because === "used" ? "circle-check-big" : "link-2-off"} class="size-7!" />
      </span>
      <h1 class="text-[2rem]! mt-5">{t(`recoveryLink.${because}.title`)}</h1>
      <p class="mt-3 mb-7">{lead}</p>
      {because === "used" && <ButtonLink href={paths.signIn()}>{label}</ButtonLink>}
      {because === "unknown-link" && <ButtonLink href={paths.recovery()}>{label}</ButtonLink>}
      {(because === "superseded" || because === "expired") && (
        <form method="post" action={paths.recovery()}>
          <input type="hidden" name="jeton" value={token} />
          <Button icon="mail">{label}</Button>
        </form>
      )}
    </AuthCard>
  );
}
