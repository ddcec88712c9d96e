import { type Context, Hono } from "hono";
import { addToOpenings } from "../availability/add-to-openings.ts";
import { addVisitReason } from "../establishments/add-visit-reason.ts";
import { changeVisitReason } from "../establishments/change-visit-reason.ts";
import { close, reopen } from "../establishments/close.ts";
import { offerReason } from "../establishments/offer-reason.ts";
import { type Sheet, sheetOf } from "../establishments/queries.ts";
import { setUp } from "../establishments/set-up.ts";
import { practitionersOf, type Reason, reasonOf, roomsOf, sitesOf } from "../establishments/settings.ts";
import { asActor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { type FieldErrors, idIn, readForm, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { onlyFor } from "../team/desk.ts";
import { wordsIn } from "../ui/words.ts";
import { aheadIn } from "./ahead.ts";
import { tickedAmong } from "./answers.ts";
import { staffOf } from "./desk-of.ts";
import { presetsFor, typedOfPreset } from "./presets.ts";
import type { Previews } from "./previews.ts";
import { columnsOf, ReasonForm, typedOfReason } from "./reason-answers.ts";
import { type Around, ReasonView, type ReasonViewProps, reasonLabels } from "./reason-view.tsx";
import { withoutTime } from "./reason-warnings.ts";
import { isPreview } from "./setting-form.tsx";
import { telling } from "./setting-page.tsx";
import { differencesBetween } from "./stale.tsx";

/** A visit reason with all its rules: added (often from a usual one), changed, no longer offered. */
export function reasonPage({ previews }: { previews: Previews }) {
  const View = (props: Omit<ReasonViewProps, "previews">) => <ReasonView {...props} previews={previews} />;
  return new Hono<Web>()
    .use(proPaths.newReason(), onlyFor("manager"))
    .use(proPaths.reason(":id"), onlyFor("manager"))
    .get(proPaths.newReason(), async (c) => {
      const around = await aroundNew(c);
      const preset = presetsFor(around.practitioners).find((each) => each.key === c.req.query("modele"));
      const everyone = Object.fromEntries(around.practitioners.map(({ id }) => [`offer.${id}`, "on"]));
      const typed = { ...typedOfPreset(preset), ...everyone, addToOpenings: "on" };
      return c.render(<View reason={null} around={around} state={{ typed }} hidden={{ key: crypto.randomUUID() }} />);
    })
    .post(proPaths.newReason(), async (c) => {
      const [by, now, around] = [staffOf(c), c.var.now(), await aroundNew(c)];
      const form = await readForm(c, ReasonForm);
      const again = (errors: FieldErrors = {}) => (
        <View
          reason={null}
          around={around}
          state={{ typed: form.typed, errors }}
          hidden={{ key: form.typed.key ?? "" }}
        />
      );
      if (!form.ok) return c.render(again(form.errors), 422);
      if (isPreview(form.typed)) return c.render(again());

      const { practitioners } = around;
      const ids = practitioners.map(({ id }) => id);
      const practitionerIds = tickedAmong(form.typed, "offer", ids);
      const outcome = await setUp(
        c.var.db,
        { what: "reason", key: form.value.key, request: form.typed, by, now },
        async (tx, establishmentId) => {
          const added = await addVisitReason(tx, { ...columnsOf(form.value), establishmentId });
          if (!added.done) return added;
          await offerToAll(tx, { visitReasonId: added.reasonId, practitionerIds, establishmentId });
          const today = now.toZonedDateTimeISO("UTC").toPlainDate();
          if (form.typed.addToOpenings) await addToOpenings(tx, { reasonId: added.reasonId, practitionerIds, today });
          return added;
        },
        ({ reasonId }) => reasonId,
      );
      if (!outcome.done) return c.render(again(wrongOf(outcome.because)), 422);
      return c.redirect(telling(proPaths.reason(outcome.reasonId), "ajoute"), 303);
    })
    .get(proPaths.reason(":id"), async (c) => {
      const found = await reasonWith(c);
      if (!found) return c.notFound();
      return c.render(
        <View {...found} state={{ typed: typedOfReason(found.reason) }} hidden={versionOf(found.reason)} />,
      );
    })
    .post(proPaths.reason(":id"), async (c) => {
      const found = await reasonWith(c);
      if (!found) return c.notFound();
      const [by, now, id] = [staffOf(c), c.var.now(), found.reason.id];
      const form = await readForm(c, ReasonForm);
      const { geste } = form.typed;
      if (geste === "fermer" || geste === "rouvrir") {
        await (geste === "fermer" ? close : reopen)(c.var.db, { what: "reason", id, by, now });
        return c.redirect(telling(proPaths.reason(id), geste === "fermer" ? "ferme" : "rouvert"), 303);
      }
      const again = (errors: FieldErrors = {}) => (
        <View {...found} state={{ typed: form.typed, errors }} hidden={{ version: form.typed.version ?? "" }} />
      );
      if (!form.ok) return c.render(again(form.errors), 422);
      if (isPreview(form.typed)) return c.render(again());

      const { version } = form.value;
      const outcome = await changeVisitReason(c.var.db, { id, changes: columnsOf(form.value), version, by, now });
      if (outcome.done) return c.redirect(telling(proPaths.reason(id), "enregistre"), 303);
      if (outcome.because === "stale") {
        const labels = reasonLabels(wordsIn("fr", "settings"));
        const differences = differencesBetween(form.typed, typedOfReason(outcome.now), labels);
        const state = { typed: form.typed, differences };
        return c.render(<View {...found} reason={outcome.now} state={state} hidden={versionOf(outcome.now)} />, 409);
      }
      return outcome.because === "not-found" ? c.notFound() : c.render(again(wrongOf(outcome.because)), 422);
    });
}

/** What the schema of the form cannot know. */
function wrongOf(because: string): FieldErrors {
  return because === "room-elsewhere" ? { roomId: "wrong.choose" } : { name: "wrong.form" };
}

async function offerToAll(
  tx: Tx,
  {
    visitReasonId,
    practitionerIds,
    establishmentId,
  }: { visitReasonId: string; practitionerIds: string[]; establishmentId: string },
) {
  for (const practitionerId of practitionerIds) {
    const { count } = await tx
      .selectFrom("practitionerReason")
      .select(({ fn }) => fn.countAll<string>().as("count"))
      .where("practitionerId", "=", practitionerId)
      .executeTakeFirstOrThrow();
    await offerReason(tx, { practitionerId, visitReasonId, establishmentId, position: Number(count) });
  }
}

function versionOf({ version }: Reason) {
  return { version: String(version) };
}

function aroundNew(c: Context<Web>): Promise<Around> {
  return asActor(c.var.db, c.var.actor, (tx) => aroundReason(tx, c));
}

/** What the form offers to choose from, and the sheet its preview is drawn upon. */
async function aroundReason(tx: Tx, c: Context<Web>): Promise<Around> {
  const by = staffOf(c);
  const practitioners = (await practitionersOf(tx, by)).filter(({ active }) => active);
  const today = c.var.now().toZonedDateTimeISO("UTC").toPlainDate();
  let sheet: Sheet | null = null;
  for (const { slug } of practitioners) sheet ??= await sheetOf(tx, slug, today);
  return { practitioners, rooms: await roomsOf(tx, by), sites: await sitesOf(tx, by), sheet };
}

async function reasonWith(c: Context<Web>) {
  const by = staffOf(c);
  return asActor(c.var.db, by, async (tx) => {
    const reason = await reasonOf(tx, by, idIn(c));
    if (!reason) return null;
    const today = c.var.now().toZonedDateTimeISO("UTC").toPlainDate();
    return {
      reason,
      around: await aroundReason(tx, c),
      ahead: await aheadIn(tx, by, { visitReasonId: reason.id }, c.var.now()),
      warnings: await withoutTime(tx, by, { reasonId: reason.id, today }),
    };
  });
}
