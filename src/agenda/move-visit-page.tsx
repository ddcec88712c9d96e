import { type Context, Hono } from "hono";
import { actOf } from "../appointments/act.ts";
import { moveByStaff } from "../appointments/move-by-staff.ts";
import { asActor } from "../platform/actor.ts";
import { isId, typedIn } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { hour } from "../ui/format.ts";
import { wordsIn } from "../ui/words.ts";
import { agendaDayOf, withAct } from "./back-to.ts";
import { differences } from "./difference.ts";
import { type NewPlace, readNewPlace } from "./move-visit.ts";
import { type MoveSaid, MoveVisit } from "./move-visit-view.tsx";
import { onPurposeOnly } from "./on-purpose.ts";
import { refusalWords } from "./refusal-words.ts";
import { theirVisit, versionTyped, type WithVisit } from "./their-visit.ts";
import { readWhen } from "./when-typed.ts";

/** Moving an appointment without dragging it; the grid posts here too, and is answered in JSON. */
export const moveVisitPage = new Hono<WithVisit>()
  .get(proPaths.moveAppointment(":id"), theirVisit, async (c) => {
    const place = await read(c, c.req.query());
    return place ? c.render(<MoveVisit visit={c.var.visit} place={place} said={{}} />) : c.notFound();
  })
  .post(proPaths.moveAppointment(":id"), theirVisit, async (c) => {
    const typed = withTime(await typedIn(c));
    const place = await read(c, typed);
    if (!place) return c.notFound();
    if (typed.geste === "actualiser" || typed.horaire) return show(c, place, { typed }, 200);
    return move(c, place, typed);
  });

function read(c: Context<WithVisit>, typed: Readonly<Record<string, string>>): Promise<NewPlace | null> {
  const { db, staff, visit, now } = c.var;
  return asActor(db, staff, (tx) => readNewPlace(tx, visit, typed, now()));
}

/** A free time that is pressed is written into the fields. */
function withTime(typed: Record<string, string>): Record<string, string> {
  const [lieu, jour, heure] = typed.horaire?.split("|") ?? [];
  return lieu && jour && heure ? { ...typed, lieu, jour, heure } : typed;
}

async function move(c: Context<WithVisit>, place: NewPlace, typed: Record<string, string>) {
  const { db, staff: by, visit, now } = c.var;
  const { agenda, site, fields } = place;
  const t = wordsIn("fr", "agenda");
  const read = readWhen(fields, site.zone);
  if (!read.ok) return show(c, place, { typed, errors: read.errors }, 422);

  const { startsAt, durationMin } = read.when;
  const wish = {
    ...{ id: visit.id, version: versionTyped(typed), by, now: now() },
    ...(isId(typed.cle ?? "") && { key: typed.cle }),
    to: {
      ...{ startsAt, practitionerId: agenda.id, siteId: site.id },
      ...(durationMin !== null && { durationMin }),
    },
    tell: typed.pose ? typed.prevenir === "oui" : typed.prevenir !== "non",
  };
  const outcome = await onPurposeOnly(typed, (onPurpose) => moveByStaff(db, { ...wish, onPurpose }));

  if (outcome.done) {
    if (wantsJson(c)) return c.json(await doneAs(c, outcome.actId, { startsAt, place }));
    const there = { startsAt, zone: site.zone, practitionerId: agenda.id };
    return c.redirect(withAct(agendaDayOf(there), outcome.actId), 303);
  }
  if (outcome.because === "not-found") return c.notFound();
  if (outcome.because === "changed-meanwhile") {
    const wished = {
      ...{ startsAt, practitioner: agenda.name, site: site.name },
      ...(durationMin !== null && { durationMin }),
    };
    if (wantsJson(c)) {
      const { now: theirs } = outcome.theirs;
      const rows = differences(t, theirs, wished, now());
      const said = { done: false, because: outcome.because, sentence: t("stale.title"), next: t("stale.choose") };
      return c.json({ ...said, version: theirs.version, theirs: rows, page: pageOf(place, visit.id) }, 409);
    }
    return show(c, place, { typed, theirs: outcome.theirs, wished }, 409);
  }
  const sentence = refusalWords(t, outcome, { practitioner: agenda.name, reason: visit.reasonName });
  if (!wantsJson(c)) return show(c, place, { typed, refusal: outcome, sentence }, 409);
  const onPurposePossible = outcome.because === "only-on-purpose";
  const { because } = outcome;
  return c.json({ done: false, because, sentence, onPurposePossible, page: pageOf(place, visit.id) }, 409);
}

function show(c: Context<WithVisit>, place: NewPlace, said: MoveSaid, status: 200 | 409 | 422) {
  if (status === 422 && wantsJson(c)) {
    const t = wordsIn("fr", "agenda") as unknown as (key: string) => string;
    const sentence = Object.values(said.errors ?? {})
      .map((key) => t(key))
      .join(" ");
    return c.json({ done: false, because: "bad-input", sentence }, 422);
  }
  return c.render(<MoveVisit visit={c.var.visit} place={place} said={said} />, status);
}

/** What the grid is told once it is done (docs of its island: src/ui/islands). */
async function doneAs(
  c: Context<WithVisit>,
  actId: string | null,
  { startsAt, place }: { startsAt: Temporal.Instant; place: NewPlace },
) {
  const { db, staff, now } = c.var;
  const t = wordsIn("fr", "agenda");
  const act = actId && isId(actId) ? await asActor(db, staff, (tx) => actOf(tx, staff, actId)) : null;
  const seconds = act ? Math.max(0, Math.ceil(now().until(act.noticesAt).total("seconds"))) : 0;
  const where = { hour: hour(startsAt, place.site.zone), practitioner: place.agenda.name };
  return { done: true, act: actId, sentence: t("moving.done", where), seconds };
}

/** The page without script, with the same choices. */
function pageOf({ agenda, site, fields }: NewPlace, id: string): string {
  return proPaths.moveAppointment(id, { praticien: agenda.id, lieu: site.id, ...fields });
}

/** Whether a script asks, and not a page that is gone to. */
export function wantsJson(c: Context): boolean {
  return c.req.header("accept")?.includes("application/json") ?? false;
}
