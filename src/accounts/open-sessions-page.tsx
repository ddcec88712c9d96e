import { type Context, Hono } from "hono";
import { getCookie } from "hono/cookie";
import { paths } from "../paths.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Button } from "../ui/button.tsx";
import { fullDate } from "../ui/format.ts";
import { Page } from "../ui/page.tsx";
import { useRequest } from "../ui/request.ts";
import { Rich } from "../ui/rich.tsx";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import { ago } from "./ago.ts";
import { linkTo } from "./auth-card.tsx";
import { deviceName } from "./device-name.ts";
import { type AccountsParts, deviceOf } from "./enter.ts";
import { homeZone } from "./home-zone.ts";
import { closeOtherSessions, closeSession, type Mine, type OpenSession, openSessionsOf } from "./open-sessions.ts";
import { type RememberedDevice, rememberedBy } from "./remembered-device.ts";
import { sessionToken, signedInOnly } from "./session.ts";

/** « Appareils connectés » : where the account is open, and where no code is asked; closing it there. */
export function openSessionsPage(parts: AccountsParts) {
  const { auth } = parts;
  const mine = (c: Context<Web>): Mine => ({
    ...{ userId: c.var.signedIn!.userId, device: deviceOf(c, parts), now: c.var.now() },
    token: sessionToken(auth, getCookie(c, auth.sessionCookie) ?? ""),
    rememberedBy: rememberedBy(c, auth),
  });
  return new Hono<Web>()
    .get(paths.openSessions(), signedInOnly, async (c) =>
      c.render(<OpenSessions {...(await openSessionsOf(c.var.db, mine(c)))} />),
    )
    .post(paths.openSessions(), signedInOnly, async (c) => {
      const { appareil = "" } = await typedIn(c);
      const isDone =
        appareil === "autres"
          ? await closeOtherSessions(c.var.db, mine(c)).then(() => true)
          : await closeSession(c.var.db, mine(c), appareil);
      return isDone ? c.redirect(paths.openSessions(), 303) : c.notFound();
    });
}

interface OpenSessionsProps {
  sessions: OpenSession[];
  remembered: RememberedDevice[];
}

function OpenSessions({ sessions, remembered }: OpenSessionsProps) {
  const t = useWords("accounts");
  const others = sessions.length > 1 || remembered.some(({ isThis }) => !isThis);
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
      {remembered.length > 0 && <Remembered devices={remembered} />}
      {others && (
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

function Session({ session: { id, userAgent, since, isThis } }: { session: OpenSession }) {
  const t = useWords("accounts");
  const { now, language } = useRequest();
  const name = deviceName(userAgent, language);
  return (
    <li class="flex flex-wrap items-center justify-between gap-x-5 gap-y-3 py-4 px-5 sm:px-6">
      <div class="min-w-0">
        <h2 class="text-[1.08rem]!">{name}</h2>
        <p class="muted">{t("devices.since", { ago: ago(since, now, language) })}</p>
        {isThis && <ThisOne />}
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

/** Where the password is enough, for a while. */
function Remembered({ devices }: { devices: RememberedDevice[] }) {
  const t = useWords("accounts");
  const { now, language } = useRequest();
  const day = (at: Temporal.Instant) => fullDate(at.toZonedDateTimeISO(homeZone).toPlainDate(), language);
  return (
    <section class="mt-9" aria-labelledby="remembered">
      <h2 id="remembered">{t("remembered.title")}</h2>
      <p class="muted mt-1">{t("remembered.lead")}</p>
      <ul class="sheet overflow-clip mt-3 rows">
        {devices.map(({ id, userAgent, lastUsedAt, expiresAt, isThis }) => (
          <li key={id} class="flex flex-wrap items-center justify-between gap-x-5 gap-y-3 py-4 px-5 sm:px-6">
            <div class="min-w-0">
              <h3 class="text-[1.08rem]!">{deviceName(userAgent, language)}</h3>
              <p class="muted">
                {t("remembered.used", { ago: ago(lastUsedAt, now, language), until: day(expiresAt) })}
              </p>
              {isThis && <ThisOne />}
            </div>
            <form method="post" action={paths.openSessions()}>
              <Button tone="outline" name="appareil" value={id}>
                {t("remembered.forget")}
                <span class="sr-only"> {deviceName(userAgent, language)}</span>
              </Button>
            </form>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ThisOne() {
  const t = useWords("accounts");
  return (
    <State kind="ok" icon="check">
      {t("devices.this")}
    </State>
  );
}
