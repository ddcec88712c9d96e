import { Hono } from "hono";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import type { Web } from "../platform/web.ts";
import { Button } from "../ui/button.tsx";
import { fullDate, phone } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.tsx";
import { useWords } from "../ui/words.ts";
import { signedInOnly } from "./session.ts";

/** « Mon compte »: what the person said of herself, and the way out. */
export const accountPage = new Hono<Web>().get(paths.account(), signedInOnly, async (c) => {
  const { db, actor, signedIn } = c.var;
  return c.render(<Account email={signedIn!.email} profile={await ownProfile(db, actor)} />);
});

type Profile = NonNullable<Awaited<ReturnType<typeof ownProfile>>>;

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

function Account({ email, profile }: { email: string; profile: Profile | undefined }) {
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
    <Page title={t("account.title")} width="narrow">
      <h1>{t("account.title")}</h1>
      <dl class="sheet sheet-pad facts mt-6">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="break-words">{value}</dd>
            </div>
          ))}
      </dl>
      <form method="post" action={paths.signOut()} class="mt-8 grid gap-2 justify-items-start">
        <Button tone="outline" icon="log-out">
          {t("account.out")}
        </Button>
        <p class="muted small">{t("account.outHint")}</p>
      </form>
    </Page>
  );
}
