import { Hono } from "hono";
import { homeZone } from "../accounts/home-zone.ts";
import { signedInOnly } from "../accounts/session.ts";
import { SettingRow } from "../accounts/setting-row.tsx";
import { paths } from "../paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ButtonLink } from "../ui/button.tsx";
import { Facts } from "../ui/facts.tsx";
import { fullDate, phone } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import type { OtherUser } from "./queries.ts";
import { firstNameOf, mayBeShared, mayHaveOwnAccount, type Relative } from "./relative.ts";
import { fullName, useKinship, useToday } from "./relative-words.ts";
import { theirRelative, type WithRelative } from "./their-relative.ts";

/** One relative: who she is, in what capacity one acts for her and until when, and what can be done about it. */
export const relativePage = new Hono<WithRelative>().get(paths.relative(":id"), signedInOnly, theirRelative, (c) =>
  c.render(<Show relative={c.var.relative} others={c.var.others} isChanged={c.req.query("fait") === "modifie"} />),
);

interface ShowProps {
  relative: Relative;
  others: OtherUser[];
  /** Something of her was corrected, just now. */
  isChanged: boolean;
}

function Show({ relative, others, isChanged }: ShowProps) {
  const t = useWords("patients");
  const kinship = useKinship();
  const name = firstNameOf(relative);
  return (
    <Page title={fullName(relative)} width="narrow" current={paths.account()}>
      <BackLink href={paths.relatives()}>{t("relatives.title")}</BackLink>
      <h1 class="break-words">{fullName(relative)}</h1>
      <p class="lead muted mt-2">{kinship(relative)}</p>
      {isChanged && (
        <Notice kind="ok" icon="circle-check-big" role="status" class="mt-6">
          <p>
            <strong>{t("edit.done")}</strong> {t("edit.doneThen")}
          </p>
        </Notice>
      )}
      <WhoItIs relative={relative} />
      <ul class="sheet overflow-clip mt-8 rows">
        <SettingRow
          icon="calendar-days"
          title={t("relative.appointments")}
          href={paths.myAppointments({ pour: relative.personId })}
          action={t("relative.see")}
        >
          {t("relative.appointmentsDetail", { name })}
        </SettingRow>
        <Sharing relative={relative} others={others} />
        <OwnAccount relative={relative} others={others} />
        <SettingRow
          icon="log-out"
          title={t("leave.row")}
          href={paths.leaveRelative(relative.personId)}
          action={t("relative.stop")}
        >
          {t("leave.rowDetail", { name })}
        </SettingRow>
      </ul>
    </Page>
  );
}

function WhoItIs({ relative }: { relative: Relative }) {
  const t = useWords("patients");
  const { language } = useRequest();
  const { firstNames, birthName, nameUsed, birthDate, sex, since, untilOn, representation } = relative;
  const facts: [string, string | null][] = [
    [t("identity.firstNames.label"), firstNames],
    [t("identity.birthName.label"), birthName],
    [t("identity.nameUsed.label"), nameUsed === birthName ? null : nameUsed],
    [t("identity.birthDate.label"), fullDate(birthDate, language)],
    [t("identity.sex.legend"), sex === "U" ? null : t(`identity.sex.${sex}`)],
    [t("identity.phone.label"), relative.phone ? phone(relative.phone) : t("relative.yourPhone")],
    [t("relative.capacity"), representation && t(`capacity.${representation}`)],
    [t("relative.since"), fullDate(since.toZonedDateTimeISO(homeZone).toPlainDate(), language)],
    [t("relative.until"), untilOn && fullDate(untilOn, language)],
  ];
  return (
    <section class="mt-7" aria-label={t("relative.who")}>
      <Facts facts={facts} class="sm:grid-cols-2" />
      <p class="mt-4">
        <ButtonLink tone="soft" icon="pencil" href={paths.editRelative(relative.personId)}>
          {t("relative.edit")}
        </ButtonLink>
      </p>
    </section>
  );
}

/** With whom a child is shared, or could be. */
function Sharing({ relative, others }: Pick<ShowProps, "relative" | "others">) {
  const t = useWords("patients");
  const today = useToday();
  const adult = others.find(({ relation }) => relation !== "self");
  if (!adult && !mayBeShared(relative, today)) return null;
  return (
    <SettingRow
      icon="users-round"
      title={t("share.row")}
      href={paths.shareRelative(relative.personId)}
      action={t(adult ? "relative.see" : "share.invite")}
    >
      {adult ? t("relative.sharedWith", { name: adult.name }) : t("share.rowDetail")}
    </SettingRow>
  );
}

function OwnAccount({ relative, others }: Pick<ShowProps, "relative" | "others">) {
  const t = useWords("patients");
  const today = useToday();
  const name = firstNameOf(relative);
  const hasAccount = others.some(({ relation }) => relation === "self");
  if (!hasAccount && !mayHaveOwnAccount(relative, today)) return null;
  return (
    <SettingRow
      icon="key-round"
      title={t("claim.row")}
      href={paths.relativeAccount(relative.personId)}
      action={t(hasAccount ? "relative.see" : "share.invite")}
    >
      {t(hasAccount ? "claim.has" : "claim.rowDetail", { name })}
    </SettingRow>
  );
}
