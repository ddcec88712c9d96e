import { type Context, Hono } from "hono";
import { addSite } from "../establishments/add-site.ts";
import { changeSite } from "../establishments/change-site.ts";
import { close, reopen } from "../establishments/close.ts";
import { setUp } from "../establishments/set-up.ts";
import { houseOf, type Room, roomsOf, type Site, siteOf } from "../establishments/settings.ts";
import { asActor } from "../platform/actor.ts";
import { idIn, readForm, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { onlyFor } from "../team/desk.ts";
import { wordsIn } from "../ui/words.ts";
import { type Ahead, aheadIn } from "./ahead.ts";
import { staffOf } from "./desk-of.ts";
import type { Previews } from "./previews.ts";
import { isPreview } from "./setting-form.tsx";
import { telling } from "./setting-page.tsx";
import { communeMeant, openOn, SiteForm, typedOfSite } from "./site-answers.ts";
import { SiteView, type SiteViewProps, siteLabels } from "./site-form.tsx";
import { differencesBetween } from "./stale.tsx";

/** A site: where it is and how one comes, when it is closed, until when one may cancel; opened, changed, closed. */
export function sitePage({ previews }: { previews: Previews }) {
  const formIn = async (c: Context<Web>) => {
    const house = await asActor(c.var.db, c.var.actor, (tx) => houseOf(tx, staffOf(c)));
    return (props: Omit<SiteViewProps, "house" | "previews">) => <SiteView {...props} {...{ house, previews }} />;
  };
  return new Hono<Web>()
    .use(proPaths.newSite(), onlyFor("manager"))
    .use(proPaths.site(":id"), onlyFor("manager"))
    .get(proPaths.newSite(), async (c) => {
      const Form = await formIn(c);
      const state = { typed: { goodFriday: "on" } };
      return c.render(<Form site={null} state={state} hidden={{ key: crypto.randomUUID() }} />);
    })
    .post(proPaths.newSite(), async (c) => {
      const Form = await formIn(c);
      const by = staffOf(c);
      const form = await readForm(c, SiteForm);
      const again = (errors: Record<string, string>) => (
        <Form site={null} state={{ typed: form.typed, errors }} hidden={{ key: form.typed.key ?? "" }} />
      );
      const place = await placeIn(c, form.typed);
      if (!form.ok) return c.render(again(form.errors), 422);
      if (!place) return c.render(again({ commune: "wrong.unknownCommune" }), 422);
      if (isPreview(form.typed)) return c.render(again({}));

      const { key, version: _, zone: __, ...answers } = form.value;
      const outcome = await setUp(
        c.var.db,
        { what: "site", key, request: form.typed, by, now: c.var.now() },
        (tx, establishmentId) => addSite(tx, { ...answers, ...place, establishmentId }),
        ({ siteId }) => siteId,
      );
      if (!outcome.done) return c.render(again({ name: "wrong.form" }), 422);
      return c.redirect(telling(proPaths.site(outcome.siteId), "ajoute"), 303);
    })
    .get(proPaths.site(":id"), async (c) => {
      const found = await siteWith(c);
      if (!found) return c.notFound();
      const Form = await formIn(c);
      const { site, rooms, ahead } = found;
      return c.render(
        <Form site={site} rooms={rooms} ahead={ahead} state={{ typed: typedOfSite(site) }} hidden={versionOf(site)} />,
      );
    })
    .post(proPaths.site(":id"), async (c) => {
      const found = await siteWith(c);
      if (!found) return c.notFound();
      const Form = await formIn(c);
      const { site, rooms, ahead } = found;
      const [by, now, id] = [staffOf(c), c.var.now(), site.id];
      const form = await readForm(c, SiteForm);
      const { geste } = form.typed;
      if (geste === "fermer" || geste === "rouvrir") {
        await (geste === "fermer" ? close : reopen)(c.var.db, { what: "site", id, by, now });
        return c.redirect(telling(proPaths.site(id), geste === "fermer" ? "ferme" : "rouvert"), 303);
      }
      const shown = { site, rooms, ahead };
      const again = (errors: Record<string, string>) => (
        <Form {...shown} state={{ typed: form.typed, errors }} hidden={{ version: form.typed.version ?? "" }} />
      );
      if (!form.ok) return c.render(again(form.errors), 422);
      const place = await placeIn(c, form.typed);
      if (!place) return c.render(again({ commune: "wrong.unknownCommune" }), 422);
      if (isPreview(form.typed)) return c.render(again({}));

      const { key: _, version, zone, ...answers } = form.value;
      const stays = place.inseeCode === site.inseeCode;
      const changes = {
        ...answers,
        ...place,
        openOnHolidays: openOn(form.typed, site),
        ...(stays && { latitude: site.latitude, longitude: site.longitude, ...(zone && { zone }) }),
      };
      const outcome = await changeSite(c.var.db, { id, changes, version, by, now });
      if (outcome.done) return c.redirect(telling(proPaths.site(id), "enregistre"), 303);
      if (outcome.because === "stale") {
        const standing = typedOfSite(outcome.now);
        const differences = differencesBetween(form.typed, standing, siteLabels(wordsIn("fr", "settings")));
        return c.render(
          <Form
            {...shown}
            site={outcome.now}
            state={{ typed: form.typed, differences }}
            hidden={versionOf(outcome.now)}
          />,
          409,
        );
      }
      if (outcome.because === "not-found") return c.notFound();
      return c.render(again({ [outcome.because === "unknown-zone" ? "zone" : "name"]: "wrong.form" }), 422);
    });
}

/** Where the commune typed is; null when it is none. */
async function placeIn(c: Context<Web>, { commune = "", postalCode = "" }: Record<string, string>) {
  const meant = await asActor(c.var.db, c.var.actor, (tx) =>
    communeMeant(tx, { commune: commune.trim(), postalCode: postalCode.replace(/\s/g, "") }),
  );
  if (!meant) return null;
  const { name, postalCode: code, inseeCode, latitude, longitude } = meant;
  return { commune: name, postalCode: code, inseeCode, latitude, longitude };
}

function versionOf({ version }: Site) {
  return { version: String(version) };
}

async function siteWith(c: Context<Web>): Promise<{ site: Site; rooms: Room[]; ahead: Ahead } | null> {
  const by = staffOf(c);
  return asActor(c.var.db, by, async (tx) => {
    const site = await siteOf(tx, by, idIn(c));
    if (!site) return null;
    const rooms = (await roomsOf(tx, by)).filter(({ siteId }) => siteId === site.id);
    return { site, rooms, ahead: await aheadIn(tx, by, { siteId: site.id }, c.var.now()) };
  });
}
