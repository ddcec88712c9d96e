import { Hono } from "hono";
import { sql } from "kysely";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import type { Web } from "../platform/web.ts";
import { Avatar } from "../ui/avatar.tsx";
import { Button } from "../ui/button.tsx";
import { fullDate, phone } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.tsx";
import { useWords } from "../ui/words.ts";
import { homeZone } from "./home-zone.ts";
import { asKeeper } from "./keeper.ts";
import { signedInOnly } from "./session.ts";
import { SettingRow } from "./setting-row.tsx";

/** « Mon compte »: what the person said of herself, her password and devices, and the way out. */
export const accountPage = new Hono<Web>().get(paths.account(), signedInOnly, async (c) => {
  const { db, actor } = c.var;
  const { userId, name, email } = c.var.signedIn!;
  const [profile, security] = await Promise.all([ownProfile(db, actor), securityOf(db, userId)]);
  const isChanged = c.req.query("fait") === "mot-de-passe";
  return c.render(<Account {...{ name, email, profile, security, isChanged }} />);
});

type Profile = NonNullable<Awaited<ReturnType<typeof ownProfile>>>;
type Security = Awaited<ReturnType<typeof securityOf>>;

/** Nothing for whoever has none, such as a member of staff. */
function ownProfile(db: Db, by: Actor) {
  return asActor(db, by, (tx) =>
    tx
      .selectFrom("person")
      .innerJoin("actsFor", "actsFor.personId", "person.id")
      .where("actsFor.relation", "=", "self")
      .select(["birthName", "nameUsed", "firstNames", "birthDate", "phone"])
      .executeTakeFirst(),
  );
}

/** Since when the password is what it is, and how many devices are signed in. */
function securityOf(db: Db, userId: string) {
  return asKeeper(db, (tx) =>
    tx
      .selectFrom("auth.user as user")
      .leftJoin("auth.account as account", (join) =>
        join.onRef("account.userId", "=", "user.id").on("account.providerId", "=", "credential"),
      )
      .select(["account.updatedAt as passwordSince"])
      .select((from) =>
        from
          .selectFrom("auth.session as session")
          .whereRef("session.userId", "=", "user.id")
          .where("session.expiresAt", ">", sql<Temporal.Instant>`now()`)
          .select((session) => session.fn.countAll<string>().as("count"))
          .as("devices"),
      )
      .where("user.id", "=", userId)
      .executeTakeFirstOrThrow(),
  );
}

interface AccountProps {
  name: string;
  email: string;
  profile: Profile | undefined;
  security: Security;
  /** The password was, just now. */
  isChanged: boolean;
}

function Account({ name, email, profile, security, isChanged }: AccountProps) {
  const t = useWords("accounts");
  return (
    <Page title={t("account.title")} current={paths.account()}>
      <div class="flex flex-wrap items-center gap-5">
        <Avatar initials={initialsIn(name)} class="w-[4.6rem]! rounded-[1.5rem]! text-[1.6rem]!" />
        <div class="min-w-0">
          <h1 class="text-[clamp(1.7rem,1.4rem+1.4vw,2.3rem)]!">{t("account.title")}</h1>
          <p class="muted mt-1 break-words">{name}</p>
        </div>
      </div>
      {isChanged && (
        <Notice kind="ok" icon="circle-check-big" role="status" class="mt-7">
          <p>
            <strong>{t("account.passwordChanged")}</strong> {t("account.passwordChangedThen")}
          </p>
        </Notice>
      )}
      <div class="grid grid-cols-1 lg:grid-cols-2 gap-x-8 gap-y-10 mt-9 items-start">
        <You email={email} profile={profile} />
        <SecuritySettings security={security} />
      </div>
      <form method="post" action={paths.signOut()} class="mt-9 grid gap-2 justify-items-start">
        <Button tone="soft" icon="log-out">
          {t("account.out")}
        </Button>
        <p class="muted small">{t("account.outHint")}</p>
      </form>
    </Page>
  );
}

function You({ email, profile }: Pick<AccountProps, "email" | "profile">) {
  const t = useWords("accounts");
  const { language } = useRequest();
  const facts: [string, string | null][] = [
    [t("account.identifier"), email],
    ...(profile
      ? ([
          [t("account.name"), profile.nameUsed],
          [t("account.birthName"), profile.birthName === profile.nameUsed ? null : profile.birthName],
          [t("account.firstNames"), profile.firstNames],
          [t("account.birthDate"), fullDate(profile.birthDate, language)],
          [t("account.phone"), profile.phone && phone(profile.phone)],
        ] satisfies [string, string | null][])
      : []),
  ];
  return (
    <section aria-labelledby="you">
      <h2 id="you">{t("account.you")}</h2>
      <dl class="sheet sheet-pad facts mt-3">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="break-words">{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function SecuritySettings({ security: { passwordSince, devices } }: { security: Security }) {
  const t = useWords("accounts");
  const { language } = useRequest();
  const day = passwordSince && fullDate(passwordSince.toZonedDateTimeISO(homeZone).toPlainDate(), language);
  return (
    <section aria-labelledby="security">
      <h2 id="security">{t("account.security")}</h2>
      <ul class="sheet overflow-clip mt-3 rows">
        <SettingRow
          icon="key-round"
          title={t("account.password")}
          href={paths.changePassword()}
          action={t("account.change")}
        >
          {/* Always eight, whatever the length. */}
          <span aria-hidden="true" class="tracking-[.2em]">
            ••••••••
          </span>{" "}
          <span class="sr-only">{t("account.masked")} </span>
          {day && t("account.changedOn", { day })}
        </SettingRow>
        <SettingRow
          icon="monitor-smartphone"
          title={t("account.devices")}
          href={paths.openSessions()}
          action={t("account.see")}
        >
          {t("account.devicesCount", { count: Number(devices) })}
        </SettingRow>
      </ul>
    </section>
  );
}

/** « HM », of « Hélène Marchand ». */
function initialsIn(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  return [words[0], words.length > 1 ? words.at(-1) : ""]
    .map((word) => word?.charAt(0) ?? "")
    .join("")
    .toUpperCase();
}
