import type { ComponentChildren } from "preact";
import { paths } from "../paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { phone as asTyped, dayAndHour, fullDate } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { useWords } from "../ui/words.ts";
import { linkTo } from "./auth-card.tsx";
import { deviceName } from "./device-name.ts";
import { homeZone } from "./home-zone.ts";
import { fewCodes } from "./recovery-codes.ts";
import { type Factors, isStrong, waysOf } from "./second-factor.ts";
import type { Activity } from "./security-page.tsx";
import { SettingRow } from "./setting-row.tsx";

interface SecurityProps {
  factors: Factors;
  email: string;
  smsOn: boolean;
  appSince: Temporal.Instant | null;
  activity: Activity[];
  /** By which identity providers she signs in too. */
  providers: ComponentChildren;
  /** Just now. */
  done: "application" | "application-retiree" | null;
  /** Where a member of staff was going when she was led here. */
  to: string | null;
}

/** « Sécurité ». */
export function Security({ factors, done, to, activity, providers, ...shown }: SecurityProps) {
  const t = useWords("accounts");
  const { isStaff, recoveryCodesLeft: left } = factors;
  return (
    <Page title={t("security.title")} width="narrow" current={paths.account()}>
      <BackLink href={paths.account()}>{t("account.title")}</BackLink>
      <h1>{t("security.title")}</h1>
      <p class="lead muted mt-2">{t("security.lead")}</p>
      {done && (
        <Notice kind="ok" icon="circle-check-big" role="status" class="mt-7">
          <p>
            <strong>{t(`security.done.${done}`)}</strong> {t("security.doneThen")}
          </p>
        </Notice>
      )}
      {isStaff && !isStrong(factors) && <AskedOfStaff to={to} />}
      {left > 0 && left <= fewCodes && (
        <Notice kind="sun" icon="circle-alert" class="mt-7">
          <p>
            <strong>{t("security.few")}</strong>{" "}
            <Rich marks={{ codes: linkTo(paths.recoveryCodes()) }}>{t("security.fewThen")}</Rich>
          </p>
        </Notice>
      )}
      <Ways factors={factors} {...shown} />
      {providers}
      <RecentActivity activity={activity} />
    </Page>
  );
}

function AskedOfStaff({ to }: { to: string | null }) {
  const t = useWords("accounts");
  return (
    <Notice kind="sun" icon="shield-check" class="mt-7">
      <p>
        <strong>{t("security.staff")}</strong> {t("security.staffThen")}
      </p>
      <p class="mt-4">
        <ButtonLink tone="outline" href={to ?? paths.account()}>
          {t("security.later")}
        </ButtonLink>
      </p>
    </Notice>
  );
}

type WaysProps = Pick<SecurityProps, "factors" | "email" | "smsOn" | "appSince">;

function Ways({ factors, email, smsOn, appSince }: WaysProps) {
  const t = useWords("accounts");
  const { language } = useRequest();
  const { passkeys, recoveryCodesLeft: left, phone } = factors;
  const ways = waysOf({ ...factors, isByMailAlone: false }, { smsOn });
  const day = appSince && fullDate(appSince.toZonedDateTimeISO(homeZone).toPlainDate(), language);
  const action = (has: boolean) => t(has ? "security.see" : "security.add");
  return (
    <section aria-labelledby="ways" class="mt-9">
      <h2 id="ways">{t("security.ways")}</h2>
      <ul class="sheet overflow-clip mt-3 rows">
        <SettingRow
          icon="fingerprint"
          title={t("security.passkeys")}
          href={paths.passkeys()}
          action={action(passkeys > 0)}
        >
          {passkeys > 0 ? t("security.passkeysCount", { count: passkeys }) : t("security.passkeysNone")}
        </SettingRow>
        <SettingRow
          icon="shield-check"
          title={t("security.app")}
          href={paths.authenticator()}
          action={action(day !== null)}
        >
          {day ? t("security.appSince", { day }) : t("security.appNone")}
        </SettingRow>
        <SettingRow
          icon="clipboard-list"
          title={t("security.codes")}
          href={paths.recoveryCodes()}
          action={action(left > 0)}
        >
          {left > 0 ? t("security.codesLeft", { count: left }) : t("security.codesNone")}
        </SettingRow>
        <SettingRow icon="mail" title={t("security.mail")} href={paths.changeEmail()} action={t("account.change")}>
          <span class="break-words">{ways.includes("mail") ? email : t("security.mailOff")}</span>
        </SettingRow>
        {phone && ways.includes("sms") && (
          <SettingRow icon="phone" title={t("security.sms")} href={paths.changePhone()} action={t("account.change")}>
            {asTyped(phone)}
          </SettingRow>
        )}
        <SettingRow
          icon="monitor-smartphone"
          title={t("security.devices")}
          href={paths.openSessions()}
          action={t("security.see")}
        >
          {t("security.devicesDetail")}
        </SettingRow>
      </ul>
    </section>
  );
}

function RecentActivity({ activity }: { activity: Activity[] }) {
  const t = useWords("accounts");
  const { now, language } = useRequest();
  if (activity.length === 0) return null;
  return (
    <section aria-labelledby="activity" class="mt-9">
      <h2 id="activity">{t("activity.title")}</h2>
      <p class="muted mt-1">
        <Rich marks={{ password: linkTo(paths.changePassword()) }}>{t("activity.lead")}</Rich>
      </p>
      <ol class="sheet overflow-clip mt-3 rows">
        {activity.map(({ id, kind, proof, refusedBefore, happenedAt, userAgent }) => (
          <li key={id} class="py-4 px-5 sm:px-6">
            <h3 class="text-[1.05rem]!">
              {t(`activity.${kind}`)}
              {proof && <span class="font-normal"> {t(`activity.proof.${proof}`)}</span>}
            </h3>
            <p class="muted">
              {dayAndHour(happenedAt, homeZone, now, language)}
              {userAgent !== null && `, ${deviceName(userAgent, language)}`}
            </p>
            {refusedBefore > 0 && <p class="font-semibold">{t("activity.refused", { count: refusedBefore })}</p>}
          </li>
        ))}
      </ol>
    </section>
  );
}
