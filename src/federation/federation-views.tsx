import { AuthCard, linkTo } from "../accounts/auth-card.tsx";
import { paths } from "../paths.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { fullDate } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useWords } from "../ui/words.ts";
import type { LinkRefusal } from "./link.ts";
import type { ProviderName } from "./provider.ts";
import type { Vouched } from "./vouched.ts";

/** As they are called on screen, in every language. */
export const providerNames: Record<ProviderName, string> = {
  franceconnect: "FranceConnect",
  "pro-sante-connect": "Pro Santé Connect",
};

export interface FailedProps {
  provider?: ProviderName;
  because: "lost" | "declined" | "unreachable" | "assurance" | "refused";
}

/** Nothing came of it; nothing is lost either, and the password still opens the account. */
export function Failed({ provider, because }: FailedProps) {
  const t = useWords("federation");
  const name = provider ? providerNames[provider] : t("there");
  return (
    <Page title={t("failed.title")} width="narrow">
      <h1 class="mb-6">{t("failed.title")}</h1>
      <p class="lead muted mb-7">{t(`failed.${because}`, { provider: name })}</p>
      <ButtonLink href={paths.signIn()}>{t("failed.signIn")}</ButtonLink>
    </Page>
  );
}

/** The first time: whose account is it? The same words whether an account has its mail or not.
 * `email`: of the account signed in to. */
export function LinkAccount({ vouched, email }: { vouched: Vouched; email: string | null }) {
  const t = useWords("federation");
  const provider = providerNames[vouched.provider];
  const back = { vers: paths.linkIdentity() };
  const call = { label: useWords("accounts")("signIn.title"), href: paths.signIn(back), icon: "log-in" as const };
  return (
    <AuthCard title={t("link.title")} call={call}>
      <h1 class="text-[2rem]!">{t("link.title")}</h1>
      <p class="muted mt-2 mb-6">{t("link.lead", { provider })}</p>
      <WhoItIs vouched={vouched} />
      {email ? (
        <form method="post" action={paths.linkIdentity()} class="grid gap-3 mt-7">
          <p>
            <Rich>{t("link.to", { provider, email })}</Rich>
          </p>
          <Button class="btn-block">{t("link.confirm", { provider })}</Button>
          <ButtonLink tone="ghost" href={paths.myAppointments()}>
            {t("link.no")}
          </ButtonLink>
        </form>
      ) : (
        <div class="grid gap-3 mt-7">
          <ButtonLink href={paths.signIn(back)} class="btn-block">
            {t("link.haveAccount")}
          </ButtonLink>
          <p class="muted small">{t("link.haveAccountHint", { provider })}</p>
          {vouched.provider === "franceconnect" ? (
            <ButtonLink
              tone="outline"
              href={paths.signUp(vouched.to ? { vers: vouched.to } : {})}
              class="btn-block mt-3"
            >
              {t("link.noAccount")}
            </ButtonLink>
          ) : (
            <p class="mt-3">{t("link.staffOnly")}</p>
          )}
        </div>
      )}
    </AuthCard>
  );
}

function WhoItIs({ vouched: { traits } }: { vouched: Vouched }) {
  const t = useWords("federation");
  const { language } = useRequest();
  if (!traits) return null;
  return (
    <dl class="facts sheet sheet-pad">
      <div>
        <dt>{t("link.firstNames")}</dt>
        <dd>{traits.firstNames}</dd>
      </div>
      <div>
        <dt>{t("link.birthName")}</dt>
        <dd>{traits.birthName}</dd>
      </div>
      {traits.birthDate && (
        <div>
          <dt>{t("link.birthDate")}</dt>
          <dd>{fullDate(traits.birthDate, language)}</dd>
        </div>
      )}
    </dl>
  );
}

export function LinkRefused({ because }: { because: LinkRefusal }) {
  const t = useWords("federation");
  return (
    <Page title={t("refused.title")} width="narrow">
      <h1 class="mb-6">{t("refused.title")}</h1>
      <p class="lead muted mb-7">{t(`refused.${because}`)}</p>
      <ButtonLink href={paths.account()}>{t("refused.account")}</ButtonLink>
    </Page>
  );
}

/** Signed out of AmiCare; the other session goes on until this link is followed. */
export function SignedOut({ provider, href }: { provider: ProviderName; href: string }) {
  const t = useWords("federation");
  const name = providerNames[provider];
  return (
    <Page title={t("out.title")} width="narrow">
      <h1 class="mb-6">{t("out.title")}</h1>
      <p class="lead muted mb-7">{t("out.lead", { provider: name })}</p>
      <div class="flex flex-wrap gap-3">
        <ButtonLink href={href} rel="noreferrer" icon="log-out">
          {t("out.there", { provider: name })}
        </ButtonLink>
        <ButtonLink tone="ghost" href={paths.home()}>
          {t("out.home")}
        </ButtonLink>
      </div>
    </Page>
  );
}

/** On the page of signing in: the other doors that are set up. */
export function OtherDoors({ names, to }: { names: readonly ProviderName[]; to: string | null }) {
  const t = useWords("federation");
  const onward = to ? { vers: to } : {};
  if (names.length === 0) return null;
  return (
    <section class="mt-8 pt-6 border-t border-line grid gap-4" aria-label={t("doors.title")}>
      {names.includes("franceconnect") && (
        <div class="grid gap-1">
          <ButtonLink tone="outline" href={paths.franceConnect(onward)} class="btn-block">
            {t("doors.franceConnect")}
          </ButtonLink>
          <p class="small">
            <Rich marks={{ what: linkTo("https://franceconnect.gouv.fr/") }}>{t("doors.what")}</Rich>
          </p>
        </div>
      )}
      {names.includes("pro-sante-connect") && (
        <ButtonLink tone="outline" href={paths.proSanteConnect(onward)} class="btn-block">
          {t("doors.proSanteConnect")}
        </ButtonLink>
      )}
    </section>
  );
}
