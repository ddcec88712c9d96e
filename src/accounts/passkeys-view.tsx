import { paths } from "../paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { dayAndMonth } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useIsland, useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useWords } from "../ui/words.ts";
import type { AddOutcome } from "./add-passkey.ts";
import { linkTo } from "./auth-card.tsx";
import { homeZone } from "./home-zone.ts";
import { mostPasskeys, type Passkey } from "./passkey.ts";
import { SettingRow } from "./setting-row.tsx";

interface PasskeysProps {
  /** The newest first. */
  passkeys: Passkey[];
  /** Just now. */
  done?: "ajoutee" | "renommee" | "retiree" | null;
  refusal?: Extract<AddOutcome, { done: false }>["because"];
}

/** « Mes clés d'accès ». */
export function Passkeys({ passkeys, done, refusal }: PasskeysProps) {
  const t = useWords("accounts");
  return (
    <Page title={t("passkeys.title")} width="narrow" current={paths.account()} erred={Boolean(refusal)}>
      <BackLink href={paths.security()}>{t("security.title")}</BackLink>
      <h1>{t("passkeys.title")}</h1>
      <p class="lead muted mt-2">{t("passkeys.lead")}</p>
      {done && (
        <Notice kind="ok" icon="circle-check-big" role="status" class="mt-7">
          <p>
            <strong>{t(`passkeys.done.${done}`)}</strong> {done !== "renommee" && t(`passkeys.then.${done}`)}
          </p>
        </Notice>
      )}
      {refusal === "unrecognised" && (
        <Notice kind="err" icon="circle-alert" role="alert" class="mt-7">
          <p>
            <strong>{t("passkeys.failed")}</strong> {t("passkeys.failedThen")}
          </p>
        </Notice>
      )}
      {passkeys.length > 0 ? (
        <ul class="sheet overflow-clip mt-7 rows">
          {passkeys.map((passkey) => (
            <Row key={passkey.id} passkey={passkey} />
          ))}
        </ul>
      ) : (
        <div class="mt-7">
          <EmptyState icon="fingerprint" title={t("passkeys.none")} text={t("passkeys.noneText")} />
        </div>
      )}
      {passkeys.length < mostPasskeys ? <Add /> : <p class="mt-7">{t("passkeys.full", { count: mostPasskeys })}</p>}
      <p class="muted small mt-7">{t("passkeys.privacy")}</p>
    </Page>
  );
}

function Row({ passkey: { id, name, createdAt, lastUsedAt } }: { passkey: Passkey }) {
  const t = useWords("accounts");
  const { now, language } = useRequest();
  const dayOf = (at: Temporal.Instant) => dayAndMonth(dayIn(homeZone, at), dayIn(homeZone, now), language);
  return (
    <SettingRow icon="fingerprint" title={name} href={paths.passkey(id)} action={t("passkeys.manage")}>
      <span class="block">{t("passkeys.created", { day: dayOf(createdAt) })}</span>
      <span class="block">{lastUsedAt ? t("passkeys.used", { day: dayOf(lastUsedAt) }) : t("passkeys.unused")}</span>
    </SettingRow>
  );
}

/** Shown by its script, or the reason why it cannot be. */
function Add() {
  useIsland("passkey");
  const t = useWords("accounts");
  const otherwise = { app: linkTo(paths.authenticator()), codes: linkTo(paths.recoveryCodes()) };
  return (
    <>
      <form
        method="post"
        action={paths.passkeys()}
        class="mt-7 grid gap-3 justify-items-start"
        data-passkey="create"
        data-question={paths.passkeyCreation()}
        data-failed={t("passkeys.failedThen")}
        data-known={t("passkeys.known")}
        data-cannot={t("passkeys.cannot")}
        hidden
      >
        <input type="hidden" name="reponse" />
        <Button icon="plus" class="max-sm:btn-block">
          {t("passkeys.add")}
        </Button>
        <p role="status" />
      </form>
      <noscript>
        <Notice kind="sun" icon="info" class="mt-7">
          <p>
            <Rich marks={otherwise}>{t("passkeys.noScript")}</Rich>
          </p>
        </Notice>
      </noscript>
    </>
  );
}

function dayIn(zone: string, at: Temporal.Instant): Temporal.PlainDate {
  return at.toZonedDateTimeISO(zone).toPlainDate();
}
