import { encode } from "uqr";
import { paths } from "../paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { ErrorSummary } from "../ui/error-summary.tsx";
import { fullDate } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useWords } from "../ui/words.ts";
import { linkTo } from "./auth-card.tsx";
import type { Offered } from "./authenticator.ts";
import { CodeField } from "./code-field.tsx";
import { homeZone } from "./home-zone.ts";
import type { RemovalRefusal } from "./second-factor.ts";

interface AuthenticatorProps {
  offer: Offered;
  /** Null: none yet. */
  since: Temporal.Instant | null;
  hasOthers: boolean;
  error?: "authenticator.wrong" | "authenticator.stale" | "secondStep.missing.digits";
  refusal?: RemovalRefusal;
}

/** « Application d'authentification »: the one there is, and the picture that adds one. */
export function Authenticator({ offer, since, hasOthers, error, refusal }: AuthenticatorProps) {
  const t = useWords("accounts");
  return (
    <Page title={t("authenticator.title")} width="narrow" current={paths.account()} erred={Boolean(error ?? refusal)}>
      <BackLink href={paths.security()}>{t("security.title")}</BackLink>
      <h1>{t("authenticator.title")}</h1>
      <p class="lead muted mt-2">{t("authenticator.lead")}</p>
      {refusal && (
        <Notice kind="err" icon="circle-alert" role="alert" class="mt-7">
          <p>
            <strong>{t(`authenticator.${refusal}`)}</strong>{" "}
            <Rich marks={{ passkeys: linkTo(paths.passkeys()) }}>{t(`authenticator.${refusal}Then`)}</Rich>
          </p>
        </Notice>
      )}
      {since && <Active since={since} hasOthers={hasOthers} />}
      <div class="mt-9">
        {since && (
          <>
            <h2>{t("authenticator.change")}</h2>
            <p class="muted mt-1 mb-5">{t("authenticator.replace")}</p>
          </>
        )}
        <ErrorSummary errors={error ? { code: t(error) } : {}} kept={t("authenticator.unchanged")} />
        <Scan offer={offer} />
        <form method="post" action={paths.authenticator()} class="sheet sheet-pad grid gap-5 mt-5" novalidate>
          <h2 class="text-[1.2rem]!">{t("authenticator.type")}</h2>
          <input type="hidden" name="cle" value={offer.sealedSecret} />
          <CodeField label={t("authenticator.label")} of="digits" error={error && t(error)} class="max-w-[22rem]" />
          <Button class="justify-self-start px-9!" name="faire" value="confirmer">
            {t("authenticator.submit")}
          </Button>
        </form>
      </div>
    </Page>
  );
}

function Active({ since, hasOthers }: { since: Temporal.Instant; hasOthers: boolean }) {
  const t = useWords("accounts");
  const { language } = useRequest();
  const day = fullDate(since.toZonedDateTimeISO(homeZone).toPlainDate(), language);
  return (
    <section class="sheet sheet-pad mt-7" aria-labelledby="active">
      <h2 id="active">{t("authenticator.active")}</h2>
      <p class="muted mt-1">{t("authenticator.since", { day })}</p>
      <form method="post" action={paths.authenticator()} class="mt-5">
        <Button tone="outline" icon="x" name="faire" value="retirer">
          {t("authenticator.remove")}
        </Button>
        <p class="muted small mt-2">{t(hasOthers ? "authenticator.removeLeadOther" : "authenticator.removeLead")}</p>
      </form>
    </section>
  );
}

function Scan({ offer: { uri, secret } }: { offer: Offered }) {
  const t = useWords("accounts");
  return (
    <section class="sheet sheet-pad" aria-labelledby="scan">
      <h2 id="scan" class="text-[1.2rem]!">
        {t("authenticator.scan")}
      </h2>
      <p class="mt-1">{t("authenticator.scanLead")}</p>
      <div class="mt-5 flex flex-wrap items-center gap-x-7 gap-y-5">
        <QrCode text={uri} name={t("authenticator.image")} />
        <div class="min-w-0 basis-64 grow">
          <p class="font-semibold">{t("authenticator.key")}</p>
          <p class="mt-1 text-[1.15rem] tnum break-words" translate={false}>
            {inFours(secret)}
          </p>
          <p class="muted mt-4">
            <Rich marks={{ open: linkTo(uri) }}>{t("authenticator.here")}</Rich>
          </p>
        </div>
      </div>
    </section>
  );
}

/** Black on white whatever the theme: cameras want it so. */
function QrCode({ text, name }: { text: string; name: string }) {
  const { data, size } = encode(text, { ecc: "M", border: 2 });
  const dots = data.flatMap((row, y) => row.map((isBlack, x) => (isBlack ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg
      role="img"
      aria-label={name}
      viewBox={`0 0 ${size} ${size}`}
      class="size-[13.5rem] rounded-xl shrink-0"
      shape-rendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={dots} fill="#000" />
    </svg>
  );
}

/** « JBSW Y3DP EHPK 3PXP »: easier to copy. */
export function inFours(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}
