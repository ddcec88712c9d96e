import { Hono } from "hono";
import { homeZone } from "../accounts/home-zone.ts";
import { signedInOnly } from "../accounts/session.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { Avatar } from "../ui/avatar.tsx";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { fullDate } from "../ui/format.ts";
import { Icon } from "../ui/icon.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { letGo, restsOnAgreement } from "./let-go.ts";
import { type OtherUser, othersActingFor, personsOpenTo, relativesOf } from "./queries.ts";
import { isMinor, type Relative } from "./relative.ts";
import { fullName, initialsOf, useKinship } from "./relative-words.ts";

/** « Mes proches »: those one acts for, with whom, and who acts for oneself, whom an adult may let go. */
export const relativesPage = new Hono<Web>()
  .get(paths.relatives(), signedInOnly, async (c) => {
    const { db, actor } = c.var;
    return c.render(<Relatives {...(await circleOf(db, actor, c.var.now()))} done={c.req.query("fait")} />);
  })
  .post(paths.relatives(), signedInOnly, async (c) => {
    const by = c.var.actor as Extract<Actor, { kind: "user" }>;
    const { retirer: userId = "" } = await typedIn(c);
    return (await letGo(c.var.db, { userId, by })) ? c.redirect(paths.relatives(), 303) : c.notFound();
  });

interface Circle {
  relatives: (Relative & { others: OtherUser[] })[];
  /** Who acts for the user herself. */
  forMe: OtherUser[];
  isOfAge: boolean;
}

function circleOf(db: Db, by: Actor, now: Temporal.Instant): Promise<Circle> {
  return asActor(db, by, async (tx) => {
    const relatives: Circle["relatives"] = [];
    for (const relative of await relativesOf(tx, by))
      relatives.push({ ...relative, others: await othersActingFor(tx, relative.personId) });
    const self = await personsOpenTo(tx, by)
      .where("actsFor.relation", "=", "self")
      .select(["person.id", "person.birthDate"])
      .executeTakeFirst();
    const forMe = self ? await othersActingFor(tx, self.id) : [];
    return {
      relatives,
      forMe,
      isOfAge: self !== undefined && !isMinor(self, now.toZonedDateTimeISO(homeZone).toPlainDate()),
    };
  });
}

function Relatives({ relatives, forMe, isOfAge, done }: Circle & { done: string | undefined }) {
  const t = useWords("patients");
  const isNews = done === "ajoute" || done === "retire" || done === "partage";
  return (
    <Page title={t("relatives.title")} width="narrow" current={paths.account()}>
      <BackLink href={paths.account()}>{t("relatives.back")}</BackLink>
      <h1>{t("relatives.title")}</h1>
      <p class="lead muted mt-2">{t("relatives.lead")}</p>
      {isNews && (
        <Notice kind="ok" icon="circle-check-big" role="status" class="mt-6">
          <p>
            <strong>{t(`relatives.done.${done}`)}</strong> {t(`relatives.done.${done}Then`)}
          </p>
        </Notice>
      )}
      {relatives.length === 0 ? (
        <div class="mt-7">
          <EmptyState icon="users-round" title={t("relatives.emptyTitle")} text={t("relatives.emptyText")}>
            <ButtonLink icon="user-plus" href={paths.addRelative()}>
              {t("relatives.add")}
            </ButtonLink>
          </EmptyState>
        </div>
      ) : (
        <>
          <ul class="sheet overflow-clip mt-7 rows">
            {relatives.map((relative) => (
              <Row key={relative.personId} relative={relative} />
            ))}
          </ul>
          <p class="mt-6">
            <ButtonLink tone="soft" icon="user-plus" href={paths.addRelative()}>
              {t("relatives.add")}
            </ButtonLink>
          </p>
        </>
      )}
      {forMe.length > 0 && <ForMe others={forMe} isOfAge={isOfAge} />}
    </Page>
  );
}

function Row({ relative }: { relative: Circle["relatives"][number] }) {
  const t = useWords("patients");
  const kinship = useKinship();
  const shared = relative.others.find(({ relation }) => relation !== "self");
  return (
    <li>
      <a
        href={paths.relative(relative.personId)}
        class="group grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-4 items-center py-4 px-5 sm:px-6 no-underline text-base-content hover:bg-soft"
      >
        <Avatar initials={initialsOf(relative)} />
        <span class="min-w-0">
          <strong class="font-display font-semibold text-[1.08rem] block break-words">{fullName(relative)}</strong>
          <span class="muted block">{kinship(relative)}</span>
          {shared && (
            <span class="muted flex gap-2">
              <Icon name="users-round" class="mt-0.5" />
              {t("relative.sharedWith", { name: shared.name })}
            </span>
          )}
        </span>
        <Icon name="chevron-right" class="text-primary" />
      </a>
    </li>
  );
}

/** Nobody acts for someone without her seeing it. */
function ForMe({ others, isOfAge }: { others: OtherUser[]; isOfAge: boolean }) {
  const { language } = useRequest();
  const t = useWords("patients");
  return (
    <section class="mt-11" aria-labelledby="pour-moi">
      <h2 id="pour-moi">{t("relatives.forMe")}</h2>
      <p class="muted mt-2">{t(isOfAge ? "relatives.forMeLead" : "relatives.forMeUntilOfAge")}</p>
      <ul class="sheet mt-4 rows px-5 sm:px-6">
        {others.map((other) => (
          <li key={other.userId} class="flex flex-wrap items-center justify-between gap-x-5 gap-y-3 py-4">
            <span class="min-w-0">
              <strong class="block break-words">{other.name}</strong>
              <span class="muted">
                {t("relatives.forMeSince", {
                  day: fullDate(other.since.toZonedDateTimeISO(homeZone).toPlainDate(), language),
                })}
              </span>
            </span>
            {isOfAge && restsOnAgreement(other) && (
              <form method="post" action={paths.relatives()}>
                <Button tone="outline" name="retirer" value={other.userId}>
                  {t("relatives.letGo")}
                  <span class="sr-only"> {other.name}</span>
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
