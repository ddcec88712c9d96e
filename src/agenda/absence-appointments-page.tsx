import { type Context, Hono } from "hono";
import type { Staff } from "../appointments/act.ts";
import { type Decision, makeWay, type WayMade } from "../appointments/make-way.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { type FieldErrors, idIn, isId, typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { AbsenceAppointments, type Typed } from "./absence-appointments-view.tsx";
import { type AbsenceInTheWay, absenceInTheWay } from "./under-absence.ts";
import { undoTold } from "./undo-told.tsx";
import { readWhen } from "./when-typed.ts";

/** The appointments under an absence: each is moved, cancelled, or kept; all of it may be taken back for ten minutes. */
export const absenceAppointmentsPage = new Hono<Web>()
  .get(proPaths.absenceAppointments(":id"), (c) => show(c, {}))
  .post(proPaths.absenceAppointments(":id"), async (c) => {
    const found = await inTheWay(c);
    if (!found) return c.notFound();
    const typed = await typedIn(c);
    const { decisions, errors } = decisionsIn(typed, found);
    if (typed.message && typed.message.length > 1000) errors.message = "away.messageLong";
    if (Object.keys(errors).length > 0) return show(c, { typed, errors }, 422);
    if (decisions.length === 0) return show(c, { typed, errors: { form: "away.nothingChosen" } }, 422);
    const made = await makeWay(c.var.db, {
      ...{ decisions, message: typed.message?.trim() || null, tell: typed.prevenir === "oui" },
      ...{ key: typed.cle && isId(typed.cle) ? typed.cle : newId(), by: c.var.actor as Staff, now: c.var.now() },
    });
    if (made.stayed.length > 0) return show(c, { made }, 409);
    return c.redirect(`${proPaths.absenceAppointments(found.absence.id)}?geste=${made.actId}`, 303);
  });

function inTheWay(c: Context<Web>) {
  const id = idIn(c);
  return isId(id) ? asActor(c.var.db, c.var.actor, (tx) => absenceInTheWay(tx, { id, now: c.var.now() })) : null;
}

interface Shown {
  typed?: Typed;
  errors?: FieldErrors;
  /** What was done, when some of it could not be. */
  made?: WayMade;
}

async function show(c: Context<Web>, { typed = {}, errors = {}, made }: Shown, status: 200 | 409 | 422 = 200) {
  const found = await inTheWay(c);
  if (!found) return c.notFound();
  const [by, act, now] = [c.var.actor as Staff, made?.actId ?? c.req.query("geste"), c.var.now()];
  const told = await asActor(c.var.db, by, (tx) => undoTold(tx, { by, act, now }));
  const all = c.req.query("tout");
  const choice = all === "deplacer" || all === "annuler" || all === "garder" ? all : null;
  return c.render(
    <AbsenceAppointments {...found} {...{ typed, errors, told, choice, made }} formKey={newId()} />,
    status,
  );
}

/** What the form says of each appointment: `faire-ID`, and where to, `jour-ID` and `heure-ID`. Errors by the field they are about. Those that are gone
 * from under the absence are told again too, so that whoever sends the form twice gets the first answer. */
function decisionsIn(
  typed: Typed,
  { under, absence }: AbsenceInTheWay,
): { decisions: Decision[]; errors: FieldErrors } {
  const decisions: Decision[] = [];
  const errors: FieldErrors = {};
  for (const [name, what] of Object.entries(typed)) {
    const id = /^faire-([0-9a-f-]{36})$/.exec(name)?.[1];
    const known = under.find((one) => one.id === id);
    const version = Number(/^\d{1,9}$/.exec(typed[`version-${id}`] ?? "")?.[0]);
    if (!id || !isId(id) || known?.canGo === false || !Number.isSafeInteger(version)) continue;
    if (what === "annuler") decisions.push({ id, version, do: "cancel" });
    if (what !== "deplacer") continue;
    const when = readWhen({ jour: typed[`jour-${id}`], heure: typed[`heure-${id}`] }, known?.zone ?? absence.zone);
    if (when.ok) decisions.push({ id, version, do: "move", to: { startsAt: when.when.startsAt } });
    else for (const [field, key] of Object.entries(when.errors)) errors[`${field}-${id}`] = key;
  }
  return { decisions, errors };
}
