import { Hono } from "hono";
import { type Waiting, waitingRoomOf } from "../appointments/waiting-room.ts";
import type { StaffActor } from "../patients/files.ts";
import { asActor } from "../platform/actor.ts";
import { isId, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { BackLink } from "../ui/back-link.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useIsland } from "../ui/request.ts";
import { Tabs } from "../ui/tabs.tsx";
import { useWords } from "../ui/words.ts";
import { agendaChoices, type SiteChoice } from "./agenda-choices.ts";
import { type Told, UndoTold, undoTold } from "./undo-told.tsx";
import { WaitingRoom } from "./waiting-room.tsx";

/** Who is there now, at every site or at one: the page looks again by itself. */
export const waitingRoomPage = new Hono<Web>().get(proPaths.waitingRoom(), async (c) => {
  const { db, now } = c.var;
  const by = c.var.actor as StaffActor;
  const asked = c.req.query("lieu") ?? "";
  const read = await asActor(db, by, async (tx) => {
    const sites = sitesOf(await agendaChoices(tx));
    const site = sites.find(({ id }) => id === asked) ?? null;
    const told = await undoTold(tx, { by, act: c.req.query("geste"), now: now() });
    if (asked && (!isId(asked) || !site)) return null;
    return {
      sites,
      site,
      told,
      waiting: await waitingRoomOf(tx, by, { now: now(), ...(site && { siteId: site.id }) }),
    };
  });
  return read ? c.render(<WaitingRoomView {...read} />) : c.notFound();
});

function sitesOf(agendas: Awaited<ReturnType<typeof agendaChoices>>): SiteChoice[] {
  return [...new Map(agendas.flatMap(({ sites }) => sites).map((site) => [site.id, site])).values()];
}

interface ViewProps {
  waiting: Waiting[];
  sites: SiteChoice[];
  site: SiteChoice | null;
  told: Told | null;
}

function WaitingRoomView({ waiting, sites, site, told }: ViewProps) {
  useIsland("reload");
  const t = useWords("agenda");
  const here = proPaths.waitingRoom() + (site ? `?lieu=${site.id}` : "");
  return (
    <ProPage title={t("waiting.title")} current={proPaths.agenda()}>
      <BackLink href={proPaths.agenda()}>{t("waiting.back")}</BackLink>
      {told && <UndoTold told={told} back={here} />}
      {sites.length > 1 && (
        <Tabs
          label={t("waiting.sites")}
          tabs={[
            { label: t("waiting.allSites"), href: proPaths.waitingRoom(), isCurrent: !site },
            ...sites.map(({ id, name }) => ({
              label: name,
              href: `${proPaths.waitingRoom()}?lieu=${id}`,
              isCurrent: id === site?.id,
            })),
          ]}
        />
      )}
      <div class="mt-4 max-w-[40rem]" data-reload="30">
        <WaitingRoom waiting={waiting} back={here} level={1} />
      </div>
    </ProPage>
  );
}
