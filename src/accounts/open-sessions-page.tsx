import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { paths } from "../paths.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.tsx";
import { Rich } from "../ui/rich.tsx";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import { ago } from "./ago.ts";
import { linkTo } from "./auth-card.tsx";
import type { AccountsParts } from "./enter.ts";
import { closeOtherSessions, closeSession, type Mine, type OpenSession, openSessionsOf } from "./open-sessions.ts";
import { sessionToken, signedInOnly } from "./session.ts";

/** « Appareils connectés » : where the account is open, and closing it there. */
export function openSessionsPage({ auth }: AccountsParts) {
  const mine = (c: Context<Web>): Mine => ({
    userId: c.var.signedIn!.userId,
    token: sessionToken(auth, getCookie(c, auth.sessionCookie) ?? ""),
  });
  return new Hono<Web>()
    .get(paths.openSessions(), signedInOnly, async (c) =>
      c.render(<OpenSessions sessions={await openSessionsOf(c.var.db, mine(c))} />),
    )
    .post(paths.openSessions(), signedInOnly, async (c) => {
      const { appareil = "" } = await typedIn(c);
      const isDone =
        appareil === "autres"
          ? await closeOtherSessions(c.var.db, mine(c)).then(() => true)
          : await closeSession(c.var.db, { ...mine(c), id: appareil });
      return isDone ? c.redirect(paths.openSessions(), 303) : c.notFound();
    });
}

function OpenSessions({ sessions }: { sessions: OpenSession[] }) {
  const t = useWords("accounts");
  return (
    <Page title={t("devices.title")} width="narrow" current={paths.account()}>
      <BackLink href={paths.account()}>{t("account.title")}</BackLink>
      <h1>{t("devices.title")}</h1>
      <p class="lead muted mt-2">{t("devices.lead")}</p>
      <ul class="sheet overflow-clip mt-7 rows">
        {sessions.map((session) => (
          <Session key={session.id} session={session} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <form method="post" action={paths.openSessions()} class="mt-7">
          <Button tone="soft" icon="log-out" name="appareil" value="autres">
            {t("devices.closeOthers")}
          </Button>
        </form>
      )}
      <p class="muted mt-7">
        <Rich marks={{ password: linkTo(paths.changePassword()) }}>{t("devices.unfamiliar")}</Rich>
      </p>
    </Page>
  );
}

function Session({ session: { id, device, since, isThis } }: { session: OpenSession }) {
  const t = useWords("accounts");
  const { now, language } = useRequest();
  const { browser, system } = device;
  const name = browser && system ? t("devices.on", { browser, system }) : (browser ?? system ?? t("devices.unknown"));
  return (
    <li class="flex flex-wrap items-center justify-between gap-x-5 gap-y-3 py-4 px-5 sm:px-6">
      <div class="min-w-0">
        <h2 class="text-[1.08rem]!">{name}</h2>
        <p class="muted">{t("devices.since", { ago: ago(since, now, language) })}</p>
        {isThis && (
          <State kind="ok" icon="check">
            {t("devices.this")}
          </State>
        )}
      </div>
      <form method="post" action={isThis ? paths.signOut() : paths.openSessions()}>
        <Button tone="outline" name="appareil" value={id}>
          {t(isThis ? "devices.closeThis" : "devices.close")}
          {!isThis && <span class="sr-only"> {name}</span>}
        </Button>
      </form>
    </li>
  );
}
