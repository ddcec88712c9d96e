import { Hono } from "hono";
import { homeZone } from "../accounts/home-zone.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import type { Config } from "../platform/config.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { Facts } from "../ui/facts.tsx";
import { dayAndHour } from "../ui/format.ts";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { useWords } from "../ui/words.ts";
import { type SignsOfLife, signsOfLife } from "./queue.ts";

type Settings = Pick<Config, "mode" | "smtpUrl"> & { sms?: Config["sms"] | undefined };

/** What this installation runs on, and how it is. */
export function healthPage({ mode, smtpUrl, sms }: Settings) {
  return new Hono<Web>().get(proPaths.operatorHealth(), async (c) => {
    const signs = await asActor(c.var.db, c.var.actor, signsOfLife);
    return c.render(<Health signs={signs} settings={{ mode, smtpUrl, sms }} />);
  });
}

function Health({ signs, settings }: { signs: SignsOfLife | null; settings: Settings }) {
  const t = useWords("operator");
  const { now } = useRequest();
  const at = (instant: Temporal.Instant | null | undefined) =>
    instant ? dayAndHour(instant, homeZone, now, "fr") : t("health.never");
  const megabytes = String(Math.round((signs?.databaseBytes ?? 0) / 1_000_000));
  return (
    <ProPage title={t("health.title")}>
      <h1>{t("health.title")}</h1>
      <Facts
        class="mt-5 max-w-[40rem]"
        facts={[
          [t("health.mode"), t(`health.modes.${settings.mode}`)],
          [t("health.postgres"), signs?.serverVersion ?? null],
          [t("health.size"), t("health.megabytes", { size: megabytes })],
          [t("health.connections"), String(signs?.connections ?? 0)],
          [t("health.clock"), at(signs?.clockAt)],
          [t("health.sealed"), at(signs?.sealedUntil)],
          [t("health.unsealed"), String(signs?.unsealed ?? 0)],
          [t("health.mail"), t(settings.smtpUrl ? "health.mailOn" : "health.mailOff")],
          [t("health.texts"), t(settings.sms ? "health.textsOn" : "health.textsOff")],
          [t("health.probes"), `${paths.live()}, ${paths.ready()}`],
        ]}
      />
    </ProPage>
  );
}
