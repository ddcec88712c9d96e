import { paths } from "../paths.ts";
import { fullDate } from "../ui/format.ts";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import type { AccountFacts } from "./account-facts.ts";
import { homeZone } from "./home-zone.ts";
import { SettingRow, Settings } from "./setting-row.tsx";

/** « Connexion et sécurité » : by what one signs in, and where the account is open. */
export function SecuritySettings({ facts }: { facts: AccountFacts }) {
  const { passwordSince, hasApp, passkeys, devices } = facts;
  const t = useWords("accounts");
  return (
    <Settings id="security" title={t("account.security")}>
      <SettingRow
        icon="key-round"
        title={t("account.password")}
        href={paths.changePassword()}
        action={t("account.change")}
      >
        {passwordSince ? <Dots since={passwordSince} /> : t("account.noPassword")}
      </SettingRow>
      <SettingRow
        icon="shield-check"
        title={t("account.secondFactor")}
        href={paths.security()}
        action={t("account.see")}
      >
        {t(hasApp ? "account.byApp" : "account.byCode")}
      </SettingRow>
      <SettingRow icon="fingerprint" title={t("account.passkeys")} href={paths.passkeys()} action={t("account.manage")}>
        {passkeys === 0 ? t("account.noPasskey") : t("account.passkeysCount", { count: passkeys })}
      </SettingRow>
      <SettingRow
        icon="monitor-smartphone"
        title={t("account.devices")}
        href={paths.openSessions()}
        action={t("account.see")}
      >
        {t("account.devicesCount", { count: devices })}
      </SettingRow>
    </Settings>
  );
}

/** Always eight, whatever the length. */
function Dots({ since }: { since: Temporal.Instant }) {
  const t = useWords("accounts");
  const { language } = useRequest();
  const day = fullDate(since.toZonedDateTimeISO(homeZone).toPlainDate(), language);
  return (
    <>
      <span aria-hidden="true" class="tracking-[.2em]">
        ••••••••
      </span>{" "}
      <span class="sr-only">{t("account.masked")} </span>
      {t("account.changedOn", { day })}
    </>
  );
}
