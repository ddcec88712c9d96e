import { canTakeTexts } from "../notices/mobile.ts";
import { paths } from "../paths.ts";
import { fullDate, phone as readable } from "../ui/format.ts";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import type { AccountFacts } from "./account-facts.ts";
import { SettingRow, Settings } from "./setting-row.tsx";

/** « Vous » : who one is, and how one is reached. */
export function YourDetails({ email, facts }: { email: string; facts: AccountFacts }) {
  const t = useWords("accounts");
  const { language } = useRequest();
  const { profile, waitingEmail } = facts;
  return (
    <Settings id="you" title={t("account.you")}>
      {profile && (
        <SettingRow icon="user-round" title={t("account.identity")} href={paths.identity()} action={t("account.see")}>
          {t(`account.bornOn.${profile.sex}`, { day: fullDate(profile.birthDate, language) })}
        </SettingRow>
      )}
      <SettingRow icon="mail" title={t("account.email")} href={paths.changeEmail()} action={t("account.change")}>
        {email}
        {waitingEmail && <span class="block">{t("account.emailWaits", { email: waitingEmail })}</span>}
      </SettingRow>
      <SettingRow icon="phone" title={t("account.phone")} href={paths.changePhone()} action={t("account.change")}>
        <Phone facts={facts} />
      </SettingRow>
      <SettingRow
        icon="languages"
        title={t("account.language")}
        href={paths.accountLanguage()}
        action={t("account.change")}
      >
        {t(`accountLanguage.${language}`)}
      </SettingRow>
    </Settings>
  );
}

function Phone({ facts: { profile, confirmedPhone } }: { facts: AccountFacts }) {
  const t = useWords("accounts");
  const phone = profile?.phone ?? confirmedPhone;
  if (!phone) return <>{t("account.noPhone")}</>;
  const waits = phone !== confirmedPhone && canTakeTexts(phone);
  return (
    <>
      {readable(phone)}
      {waits && <span class="block">{t("account.phoneWaits")}</span>}
    </>
  );
}

/** « Proches » : for whom else one acts. */
export function RelativeSettings({ names }: { names: string[] }) {
  const t = useWords("accounts");
  const { language } = useRequest();
  const told = new Intl.ListFormat(language).format(names);
  return (
    <Settings id="relatives" title={t("account.relatives")}>
      <SettingRow
        icon="users-round"
        title={t("account.relativesTitle")}
        href={paths.relatives()}
        action={t("account.manage")}
      >
        {told || t("account.noRelative")}
      </SettingRow>
    </Settings>
  );
}

/** « Notifications » : what one is told, and by which way. */
export function NoticeSettings() {
  const t = useWords("accounts");
  return (
    <Settings id="notices" title={t("account.notices")}>
      <SettingRow
        icon="bell"
        title={t("account.noticesTitle")}
        href={paths.notifications()}
        action={t("account.choose")}
      >
        {t("account.noticesHow")}
      </SettingRow>
    </Settings>
  );
}

/** « Vos données » : what was agreed to, who looked, and taking it all away. */
export function YourData() {
  const t = useWords("accounts");
  return (
    <Settings id="data" title={t("account.data")}>
      <SettingRow icon="lock-keyhole" title={t("account.consents")} href={paths.consents()} action={t("account.see")}>
        {t("account.consentsHow")}
      </SettingRow>
      <SettingRow icon="eye" title={t("account.journal")} href={paths.journal()} action={t("account.see")}>
        {t("account.journalHow")}
      </SettingRow>
      <SettingRow icon="download" title={t("account.export")} href={paths.myData()} action={t("account.ask")}>
        {t("account.exportHow")}
      </SettingRow>
    </Settings>
  );
}
