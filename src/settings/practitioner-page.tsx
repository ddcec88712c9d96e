import { type Context, Hono } from "hono";
import { addPractitioner } from "../establishments/add-practitioner.ts";
import { changePractitioner } from "../establishments/change-practitioner.ts";
import { close, reopen } from "../establishments/close.ts";
import { setUp } from "../establishments/set-up.ts";
import { type PractitionerSettings, practitionerOf, type Site, sitesOf } from "../establishments/settings.ts";
import { asActor } from "../platform/actor.ts";
import { type FieldErrors, idIn, readForm, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { onlyFor } from "../team/desk.ts";
import { wordsIn } from "../ui/words.ts";
import { type Ahead, aheadIn } from "./ahead.ts";
import { tickedAmong } from "./answers.ts";
import { staffOf } from "./desk-of.ts";
import {
  identityFrom,
  NewPractitionerForm,
  PractitionerForm,
  rulesFrom,
  typedOfPractitioner,
} from "./practitioner-answers.ts";
import { NewPractitionerView, PractitionerView, practitionerLabels } from "./practitioner-form.tsx";
import { telling } from "./setting-page.tsx";
import { differencesBetween } from "./stale.tsx";

/** A practitioner: who, where, by which rules one books; added, changed, closed. */
export const practitionerPage = new Hono<Web>()
  .use(proPaths.newPractitioner(), onlyFor("manager"))
  .use(proPaths.practitioner(":id"), onlyFor("manager"))
  .get(proPaths.newPractitioner(), async (c) => {
    const sites = await sitesHere(c);
    const typed = Object.fromEntries(sites.length === 1 ? [[`site.${sites[0]!.id}`, "on"]] : []);
    return c.render(<NewPractitionerView sites={sites} state={{ typed }} hidden={{ key: crypto.randomUUID() }} />);
  })
  .post(proPaths.newPractitioner(), async (c) => {
    const [by, sites] = [staffOf(c), await sitesHere(c)];
    const form = await readForm(c, NewPractitionerForm);
    const siteIds = sitesTicked(form.typed, sites);
    const errors = errorsOf(form.ok ? {} : form.errors, siteIds);
    const again = (errors: FieldErrors) => (
      <NewPractitionerView sites={sites} state={{ typed: form.typed, errors }} hidden={{ key: form.typed.key ?? "" }} />
    );
    if (!form.ok || Object.keys(errors).length > 0) return c.render(again(errors), 422);

    const outcome = await setUp(
      c.var.db,
      { what: "practitioner", key: form.value.key, request: form.typed, by, now: c.var.now() },
      (tx, establishmentId) => addPractitioner(tx, { ...identityFrom(form.value), siteIds, establishmentId }),
      ({ practitionerId }) => practitionerId,
    );
    if (!outcome.done) return c.render(again({ lastName: "wrong.form" }), 422);
    return c.redirect(telling(proPaths.practitioner(outcome.practitionerId), "ajoute"), 303);
  })
  .get(proPaths.practitioner(":id"), async (c) => {
    const found = await practitionerWith(c);
    if (!found) return c.notFound();
    const { practitioner } = found;
    const hidden = { version: String(practitioner.version) };
    return c.render(
      <PractitionerView {...found} state={{ typed: typedOfPractitioner(practitioner) }} hidden={hidden} />,
    );
  })
  .post(proPaths.practitioner(":id"), async (c) => {
    const found = await practitionerWith(c);
    if (!found) return c.notFound();
    const { practitioner, sites } = found;
    const [by, now, id] = [staffOf(c), c.var.now(), practitioner.id];
    const form = await readForm(c, PractitionerForm);
    const { geste } = form.typed;
    if (geste === "fermer" || geste === "rouvrir") {
      await (geste === "fermer" ? close : reopen)(c.var.db, { what: "practitioner", id, by, now });
      return c.redirect(telling(proPaths.practitioner(id), geste === "fermer" ? "ferme" : "rouvert"), 303);
    }
    const siteIds = sitesTicked(form.typed, sites);
    const errors = errorsOf(form.ok ? {} : form.errors, siteIds);
    const again = (errors: FieldErrors) => (
      <PractitionerView
        {...found}
        state={{ typed: form.typed, errors }}
        hidden={{ version: form.typed.version ?? "" }}
      />
    );
    if (!form.ok || Object.keys(errors).length > 0) return c.render(again(errors), 422);

    const identity = identityFrom(form.value, practitioner.specialtyCodes.slice(2));
    const changes = { ...identity, ...rulesFrom(form.value), siteIds: [...siteIds].sort() };
    const outcome = await changePractitioner(c.var.db, { id, changes, version: form.value.version, by, now });
    if (outcome.done) return c.redirect(telling(proPaths.practitioner(id), "enregistre"), 303);
    if (outcome.because === "stale") {
      const labels = practitionerLabels(wordsIn("fr", "settings"), sites);
      const differences = differencesBetween(form.typed, typedOfPractitioner(outcome.now), labels);
      const hidden = { version: String(outcome.now.version) };
      return c.render(
        <PractitionerView
          {...found}
          practitioner={outcome.now}
          state={{ typed: form.typed, differences }}
          hidden={hidden}
        />,
        409,
      );
    }
    if (outcome.because === "not-found") return c.notFound();
    const wrong = outcome.because === "openings-there" ? { sites: "wrong.openingsThere" } : { lastName: "wrong.form" };
    return c.render(again(wrong), 422);
  });

function sitesHere(c: Context<Web>): Promise<Site[]> {
  const by = staffOf(c);
  return asActor(c.var.db, by, async (tx) => (await sitesOf(tx, by)).filter(({ active }) => active));
}

function sitesTicked(typed: Record<string, string>, sites: readonly Site[]): string[] {
  return tickedAmong(
    typed,
    "site",
    sites.map(({ id }) => id),
  );
}

function errorsOf(errors: FieldErrors, siteIds: string[]): FieldErrors {
  return siteIds.length === 0 ? { ...errors, sites: "wrong.noSite" } : errors;
}

async function practitionerWith(
  c: Context<Web>,
): Promise<{ practitioner: PractitionerSettings; sites: Site[]; ahead: Ahead } | null> {
  const by = staffOf(c);
  return asActor(c.var.db, by, async (tx) => {
    const practitioner = await practitionerOf(tx, by, idIn(c));
    if (!practitioner) return null;
    const theirs = (site: Site) => site.active || practitioner.siteIds.includes(site.id);
    const ahead = await aheadIn(tx, by, { practitionerId: practitioner.id }, c.var.now());
    return { practitioner, sites: (await sitesOf(tx, by)).filter(theirs), ahead };
  });
}
