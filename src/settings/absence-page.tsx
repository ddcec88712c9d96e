import { type Context, Hono } from "hono";
import { appointmentsUnder } from "../appointments/inside.ts";
import { absencesOpenTo, type DeclaredAbsence } from "../availability/absences.ts";
import { addAbsence } from "../availability/add-absence.ts";
import { changeAbsence } from "../availability/change-absence.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { type FieldErrors, isId, typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { AbsenceView } from "./absence-form.tsx";
import { absenceFor, writableBy } from "./absence-found.ts";
import { absenceRefusals, readAbsence, typedAbsenceAnew, typedAsAbsence } from "./absence-typed.ts";
import type { ResourceKept } from "./resources-kept.ts";
import { spokenAbsence } from "./spoken.ts";
import type { Typed } from "./typed-time.ts";

interface Draft {
  typed: Typed;
  errors?: FieldErrors;
  /** The one that is changed, as it stands. */
  absence?: DeclaredAbsence;
  isStale?: boolean;
}

/** An absence, declared or changed. Over appointments, the next page is where one decides about them. */
export const absencePage = new Hono<Web>()
  .get(proPaths.newAbsence(), async (c) => {
    const { praticien, ...choice } = c.req.query();
    const resources = await writableBy(c);
    const mine =
      resources.find(({ id }) => id === (praticien || c.var.desk.practitionerId)) ?? (praticien ? null : resources[0]);
    if (!mine) return c.notFound();
    const today = c.var.now().toZonedDateTimeISO(mine.zone).toPlainDate();
    const typed = { ...typedAbsenceAnew(choice, today), ressource: mine.id, cle: newId() };
    return c.render(await drawn(c, resources, { typed }));
  })
  .post(proPaths.newAbsence(), async (c) => {
    const typed = await typedIn(c);
    const resources = await writableBy(c);
    const read = readAbsence(typed);
    const isMine = resources.some(({ id }) => id === typed.ressource);
    if (!isMine && isId(typed.ressource ?? "")) return c.notFound();
    const errors = { ...(isMine ? {} : { ressource: "absence.whoMissing" }), ...(read.ok ? {} : read.errors) };
    if (!read.ok || !isMine) return c.render(await drawn(c, resources, { typed, errors }), 422);
    if (typed.geste === "apercu") return c.render(await drawn(c, resources, { typed }));

    const key = isId(typed.cle ?? "") ? typed.cle! : newId();
    const wish = { ...read.value, resourceId: typed.ressource!, key };
    const outcome = await addAbsence(c.var.db, { ...wish, by: c.var.actor, now: c.var.now() });
    if (outcome.done) return c.redirect(await whereNext(c, outcome.absenceId, "absence-declaree"), 303);
    if (outcome.because === "not-found") return c.notFound();
    return c.render(await drawn(c, resources, { typed, errors: absenceRefusals[outcome.because] }), 422);
  })
  .get(proPaths.absence(":id"), async (c) => {
    const absence = await absenceFor(c);
    if (!absence) return c.notFound();
    const typed = { ...typedAsAbsence(absence), ressource: absence.resourceId, version: String(absence.version) };
    return c.render(await drawn(c, await writableBy(c), { typed, absence }));
  })
  .post(proPaths.absence(":id"), async (c) => {
    const absence = await absenceFor(c);
    if (!absence) return c.notFound();
    const typed: Typed = { ...(await typedIn(c)), ressource: absence.resourceId };
    const resources = await writableBy(c);
    const read = readAbsence(typed);
    if (!read.ok) return c.render(await drawn(c, resources, { typed, absence, errors: read.errors }), 422);
    if (typed.geste === "apercu") return c.render(await drawn(c, resources, { typed, absence }));

    const change = { id: absence.id, version: Number(typed.version) || 0, ...read.value };
    const outcome = await changeAbsence(c.var.db, { ...change, by: c.var.actor, now: c.var.now() });
    if (outcome.done) return c.redirect(await whereNext(c, absence.id, "absence-enregistree"), 303);
    const present = await absenceFor(c);
    if (outcome.because === "not-found" || !present) return c.notFound();
    if (outcome.because === "stale")
      return c.render(await drawn(c, resources, { typed, absence: present, isStale: true }), 409);
    return c.render(await drawn(c, resources, { typed, absence, errors: absenceRefusals[outcome.because] }), 422);
  });

/** To the appointments under it when there are any, else to the list. */
async function whereNext(c: Context<Web>, id: string, fait: string): Promise<string> {
  return asActor(c.var.db, c.var.actor, async (tx) => {
    const [absence] = await absencesOpenTo(tx, { id });
    const under = absence ? await appointmentsUnder(tx, { absence, now: c.var.now() }) : [];
    return under.length > 0 ? proPaths.absenceAppointments(id) : proPaths.absences({ fait });
  });
}

async function drawn(c: Context<Web>, resources: ResourceKept[], { typed, errors = {}, absence, isStale }: Draft) {
  const now = c.var.now();
  const resource = resources.find(({ id }) => id === typed.ressource);
  const zone = resource?.zone ?? "Europe/Paris";
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const read = readAbsence(typed);
  const asked =
    read.ok && resource
      ? { id: "", establishmentId: "", resourceId: resource.id, zone, version: 0, ...read.value }
      : null;
  const under = asked
    ? await asActor(c.var.db, c.var.actor, (tx) => appointmentsUnder(tx, { absence: asked, now }))
    : [];
  return (
    <AbsenceView
      {...{ resources, typed, errors, under }}
      sentence={asked && `${spokenAbsence(asked.time, today)}.`}
      action={absence ? proPaths.absence(absence.id) : proPaths.newAbsence()}
      hidden={
        absence
          ? { version: String(isStale ? absence.version : (typed.version ?? absence.version)) }
          : { cle: typed.cle ?? "" }
      }
      {...(absence && { absenceId: absence.id })}
      {...(absence && isStale && { staleNow: `${spokenAbsence(absence.time, today)}.` })}
    />
  );
}
