import { Hono } from "hono";
import { signedInOnly } from "../accounts/session.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button, ButtonLink } from "../ui/button.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { whole } from "../ui/whole.tsx";
import { useWords } from "../ui/words.ts";
import type { Ahead, AheadOf } from "./ahead.ts";
import { leaveRelative } from "./leave-relative.ts";
import type { OtherUser } from "./queries.ts";
import { firstNameOf, type Relative } from "./relative.ts";
import { fullName } from "./relative-words.ts";
import { theirRelative, type WithRelative } from "./their-relative.ts";

/** « Ne plus agir pour… »: what it means, before it is done. */
export function leaveRelativePage({ aheadOf }: { aheadOf: AheadOf }) {
  return new Hono<WithRelative>()
    .get(paths.leaveRelative(":id"), signedInOnly, theirRelative, async (c) => {
      const { db, relative, others, now } = c.var;
      const by = c.var.actor as Extract<Actor, { kind: "user" }>;
      const ahead = await asActor(db, by, (tx) => aheadOf(tx, { personId: relative.personId, by, now: now() }));
      return c.render(<Leave relative={relative} others={others} ahead={ahead} />);
    })
    .post(paths.leaveRelative(":id"), signedInOnly, theirRelative, async (c) => {
      const by = c.var.actor as Extract<Actor, { kind: "user" }>;
      const outcome = await leaveRelative(c.var.db, { personId: c.var.relative.personId, by });
      return outcome.done ? c.redirect(paths.relatives({ fait: "retire" }), 303) : c.notFound();
    });
}

function Leave({ relative, others, ahead }: { relative: Relative; others: OtherUser[]; ahead: Ahead[] }) {
  const { now, language } = useRequest();
  const t = useWords("patients");
  const name = firstNameOf(relative);
  const [other] = others;
  return (
    <Page title={t("leave.title", { name })} width="narrow" current={paths.account()}>
      <BackLink href={paths.relative(relative.personId)}>{fullName(relative)}</BackLink>
      <h1>{whole(t("leave.title", { name }))}</h1>
      <p class="lead muted mt-2">{t("leave.lead", { name })}</p>
      <Notice kind="sun" icon="info" class="mt-6">
        <p>
          <strong>{other ? t("leave.notLast", { other: other.name }) : t("leave.last")}</strong>{" "}
          {t(other ? "leave.notLastThen" : "leave.lastThen", { name })}
        </p>
      </Notice>
      {ahead.length > 0 && (
        <section class="mt-8" aria-labelledby="a-venir">
          <h2 id="a-venir">{whole(t("leave.ahead", { count: ahead.length }))}</h2>
          <p class="muted mt-2">{t("leave.aheadThen", { count: ahead.length })}</p>
          <ul class="sheet px-5 sm:px-6 py-1 mt-4 rows">
            {ahead.map(({ startsAt, zone, practitioner, href }) => (
              <li key={href} class="py-4">
                <a class="link font-semibold" href={href}>
                  {dayAndHour(startsAt, zone, now, language)}
                </a>
                <span class="muted block">{practitioner}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <form method="post" action={paths.leaveRelative(relative.personId)} class="flex flex-wrap gap-3 mt-8">
        <Button tone="danger" icon="x" class="max-sm:btn-block">
          {t("leave.confirm", { name })}
        </Button>
        <ButtonLink tone="soft" href={paths.relative(relative.personId)} class="max-sm:btn-block">
          {t("leave.keep", { name })}
        </ButtonLink>
      </form>
    </Page>
  );
}
