import { Hono } from "hono";
import { roomsOf, sitesOf } from "../establishments/settings.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { onlyFor } from "../team/desk.ts";
import { ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { town } from "../ui/format.ts";
import { useWords } from "../ui/words.ts";
import { staffOf } from "./desk-of.ts";
import { SettingPage } from "./setting-page.tsx";
import { SettingRow } from "./setting-row.tsx";

type Listed = { id: string; name: string; address: string; active: boolean; rooms: number };

/** The places where the establishment receives. */
export const sitesPage = new Hono<Web>().get(proPaths.sites(), onlyFor("manager"), async (c) => {
  const by = staffOf(c);
  const sites = await asActor(c.var.db, by, async (tx) => {
    const rooms = await roomsOf(tx, by);
    return (await sitesOf(tx, by)).map((site) => ({
      ...{ id: site.id, name: site.name, active: site.active, address: `${site.street}, ${town(site)}` },
      rooms: rooms.filter(({ siteId }) => siteId === site.id).length,
    }));
  });
  return c.render(<SitesView sites={sites} />);
});

function SitesView({ sites }: { sites: Listed[] }) {
  const t = useWords("settings");
  return (
    <SettingPage
      title={t("site.title")}
      lead={t("site.lead")}
      actions={
        <ButtonLink href={proPaths.newSite()} icon="plus">
          {t("site.addOne")}
        </ButtonLink>
      }
    >
      {sites.length === 0 ? (
        <EmptyState icon="map-pin" title={t("site.none")} text={t("site.noneText")} />
      ) : (
        <ul class="sheet rows max-w-[48rem]">
          {sites.map((site) => (
            <SettingRow
              key={site.id}
              href={proPaths.site(site.id)}
              icon="map-pin"
              name={site.name}
              active={site.active}
            >
              {site.address}
              {site.rooms > 0 && `, ${t("room.count", { count: site.rooms }).toLowerCase()}`}
            </SettingRow>
          ))}
        </ul>
      )}
    </SettingPage>
  );
}
