import { Hono } from "hono";
import { getCookie } from "hono/cookie";
import type { Auth } from "../accounts/auth.ts";
import { returnPath } from "../accounts/return-path.ts";
import { paths } from "../paths.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import { type Desk, sitAt } from "./desk.ts";

/** « Mon poste »: where one works, who one is there, and the way out. */
export function deskPage({ auth }: { auth: Auth }) {
  return new Hono<Web>()
    .get(proPaths.space(), (c) => c.redirect(proPaths.agenda(), 303))
    .get(proPaths.desk(), (c) => {
      const to = returnPath(c.req.query("vers"));
      return c.render(<DeskView desks={c.var.desks} current={c.var.desk ?? null} to={to} />);
    })
    .post(proPaths.desk(), async (c) => {
      const { poste = "", vers } = await typedIn(c);
      const chosen = c.var.desks.find(({ staffId }) => staffId === poste);
      if (!chosen) return c.redirect(proPaths.desk(), 303);
      await sitAt(auth, { cookie: getCookie(c, auth.sessionCookie) ?? "", staffId: chosen.staffId });
      return c.redirect(returnPath(vers) ?? proPaths.agenda(), 303);
    });
}

function DeskView({ desks, current, to }: { desks: readonly Desk[]; current: Desk | null; to: string | null }) {
  const t = useWords("team");
  const { signedIn } = useRequest();
  return (
    <ProPage title={current ? t("desk.title") : t("desk.choose")}>
      <h1>{current ? signedIn?.name : t("desk.choose")}</h1>
      {!current && <p class="muted mt-2">{t("desk.chooseLead")}</p>}
      <ul class="grid gap-3 mt-5 max-w-[40rem]">
        {desks.map((desk) => (
          <li key={desk.staffId} class="sheet p-4 flex flex-wrap items-center gap-3">
            <div class="grow">
              <h2>{desk.establishment}</h2>
              <p class="muted">{t(`desk.roles.${desk.role}`)}</p>
            </div>
            {desk.staffId === current?.staffId ? (
              <State kind="ok" icon="check">
                {t("desk.here")}
              </State>
            ) : (
              <form method="post" action={proPaths.desk()}>
                <input type="hidden" name="poste" value={desk.staffId} />
                {to && <input type="hidden" name="vers" value={to} />}
                <Button tone="soft" aria-label={`${t("desk.goTo")} : ${desk.establishment}`}>
                  {t("desk.goTo")}
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <ul class="grid gap-1 mt-6">
        <li>
          <a class="link target" href={paths.security()}>
            <Icon name="shield-check" /> {t("desk.security")}
          </a>
        </li>
        <li>
          <a class="link target" href={paths.myAppointments()}>
            <Icon name="user-round" /> {t("desk.patientSpace")}
          </a>
        </li>
      </ul>
      <form method="post" action={paths.signOut()} class="mt-4">
        <Button tone="outline" icon="log-out">
          {t("desk.signOut")}
        </Button>
      </form>
    </ProPage>
  );
}

/** On « Mon compte », for whoever also works here: the way to the professional space. */
export function DeskLink() {
  const t = useWords("team");
  return (
    <p>
      <a class="link target" href={proPaths.agenda()}>
        <Icon name="calendar-days" /> {t("desk.open")}
      </a>
    </p>
  );
}
