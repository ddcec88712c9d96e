import type { CommuneChoice } from "../accounts/birthplace.ts";
import { IdentityFacts } from "../accounts/identity-facts.tsx";
import { IdentityFields, NameUsedField } from "../accounts/identity-fields.tsx";
import { paths } from "../paths.ts";
import type { FieldErrors } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { fullDate } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { useSentences, useWords } from "../ui/words.ts";
import type { CheckedBy, OwnProfile } from "./change-identity.ts";

export interface IdentityFormProps {
  profile: OwnProfile;
  typed: Record<string, string>;
  errors?: FieldErrors;
  communes?: readonly CommuneChoice[];
  /** What was sent may not be changed here. */
  isRefused?: boolean;
}

/** « Identité », as long as nobody has checked it. */
export function IdentityForm({ profile, typed, errors = {}, communes = [], isRefused = false }: IdentityFormProps) {
  const t = useWords("accounts");
  const { language } = useRequest();
  const sentences = useSentences("accounts", errors);
  const { isBirthDateOpen: withBirthDate } = profile;
  return (
    <Page title={t("identity.title")} width="narrow" current={paths.account()} erred={isRefused || isWrong(errors)}>
      <BackLink href={paths.account()}>{t("account.title")}</BackLink>
      <h1>{t("identity.title")}</h1>
      <p class="lead muted mt-2 mb-7">{t("identity.lead")}</p>
      <ErrorSummary errors={sentences} />
      {!withBirthDate && (
        <Notice icon="info" class="mb-7" {...(isRefused && { role: "alert" as const })}>
          <p>
            <strong>{t("identity.bornOn", { day: fullDate(profile.birthDate, language) })}</strong>{" "}
            {t("identity.watched")}
          </p>
        </Notice>
      )}
      <form method="post" action={paths.identity()} class="grid gap-6" novalidate>
        <IdentityFields {...{ sentences, typed, communes, withBirthDate }} />
        <p class="muted">{t("identity.then")}</p>
        <Button class="btn-block sm:w-auto sm:justify-self-start px-9!">{t("identity.submit")}</Button>
      </form>
    </Page>
  );
}

interface CheckedIdentityProps {
  profile: OwnProfile;
  checkedBy: CheckedBy;
  /** Where she was born, if it was in France. */
  commune: string | null;
  typed?: Record<string, string>;
  errors?: FieldErrors;
  isRefused?: boolean;
}

/** « Identité », once it was checked: told, and corrected elsewhere; the name one goes by stays open. */
export function CheckedIdentity({ profile, checkedBy, commune, errors = {}, ...page }: CheckedIdentityProps) {
  const t = useWords("accounts");
  const sentences = useSentences("accounts", errors);
  const { isRefused = false } = page;
  const typed = page.typed ?? { nameUsed: profile.nameUsed === profile.birthName ? "" : profile.nameUsed };
  return (
    <Page title={t("identity.title")} width="narrow" current={paths.account()} erred={isRefused || isWrong(errors)}>
      <BackLink href={paths.account()}>{t("account.title")}</BackLink>
      <h1 class="mb-7">{t("identity.title")}</h1>
      <Notice icon="shield-check" class="mb-7" {...(isRefused && { role: "alert" as const })}>
        <p>
          <strong>
            {checkedBy.who === "practice"
              ? t("identity.verified", { name: checkedBy.name })
              : t("identity.fromFranceConnect")}
          </strong>{" "}
          {t(checkedBy.who === "practice" ? "identity.verifiedThen" : "identity.fromFranceConnectThen")}
        </p>
      </Notice>
      <ErrorSummary errors={sentences} />
      <IdentityFacts traits={profile} commune={commune} />
      <form method="post" action={paths.identity()} class="grid gap-6 mt-8" novalidate>
        <NameUsedField sentences={sentences} typed={typed} />
        <Button class="btn-block sm:w-auto sm:justify-self-start px-9!">{t("identity.submit")}</Button>
      </form>
    </Page>
  );
}

function isWrong(errors: FieldErrors): boolean {
  return Object.keys(errors).length > 0;
}
