import { Hono } from "hono";
import { homeZone } from "../accounts/home-zone.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { dayAndHour, duration } from "../ui/format.ts";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import { queueByTask, type SignsOfLife, signsOfLife, type TaskState } from "./queue.ts";

/** The console's first page: whether the installation lives. */
export const overviewPage = new Hono<Web>().get(proPaths.operator(), async (c) => {
  const seen = await asActor(c.var.db, c.var.actor, async (tx) => ({
    signs: await signsOfLife(tx),
    tasks: await queueByTask(tx),
  }));
  return c.render(<Overview {...seen} />);
});

function Overview({ signs, tasks }: { signs: SignsOfLife | null; tasks: TaskState[] }) {
  const t = useWords("operator");
  const { now } = useRequest();
  const sum = (what: "dead" | "failing") => tasks.reduce((total, task) => total + task[what], 0);
  const [dead, failing] = [sum("dead"), sum("failing")];
  return (
    <ProPage title={t("nav.title")}>
      <h1>{t("nav.title")}</h1>
      <p class="muted mt-1">{t("home.lead")}</p>
      <ul class="grid gap-3 mt-5 justify-items-start">
        <li>
          <Clock at={signs?.clockAt ?? null} />
        </li>
        <li>
          {dead + failing === 0 ? (
            <State kind="ok" icon="check">
              {t("home.failingNone")}
            </State>
          ) : (
            <a href={proPaths.operatorQueue()} class="no-underline">
              <State kind={dead > 0 ? "stop" : "wait"} icon="triangle-alert">
                {dead > 0 ? t("home.dead", { count: dead }) : t("home.failing", { count: failing })}
              </State>
            </a>
          )}
        </li>
        <li>
          <State icon="lock-keyhole">
            {signs?.sealedUntil
              ? t("home.seal", { at: dayAndHour(signs.sealedUntil, homeZone, now, "fr") })
              : t("home.sealNever")}
          </State>
        </li>
        {signs && (
          <li>
            <State icon="building-2">
              {t("home.establishments", { count: signs.establishments })}, {t("home.users", { count: signs.users })}
            </State>
          </li>
        )}
      </ul>
    </ProPage>
  );
}

/** The worker's clock strikes every minute: silent for three, something is wrong. */
function Clock({ at }: { at: Temporal.Instant | null }) {
  const t = useWords("operator");
  const { now } = useRequest();
  const minutes = at ? Math.floor(at.until(now).total("minutes")) : null;
  if (minutes !== null && minutes <= 3)
    return (
      <State kind="ok" icon="activity">
        {t("home.clockOk")}
      </State>
    );
  return (
    <State kind="stop" icon="triangle-alert">
      {minutes === null ? t("home.clockNever") : t("home.clockLate", { since: duration(minutes) })}
    </State>
  );
}
