import { type Context, Hono } from "hono";
import type { Staff } from "../appointments/act.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { type FieldErrors, idIn, isId, typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { onlyFor } from "../team/desk.ts";
import { dayTyped } from "./day-typed.ts";
import { planDeparture } from "./depart.ts";
import { endSubstitution } from "./end-substitution.ts";
import { appointSubstitute } from "./substitute.ts";
import { Depart, NewSubstitute, OneSubstitution, type Outcome, Substitutes } from "./substitutes-view.tsx";
import { presentPractitioners, substitutionsOf } from "./substitutions.ts";

/** Substitutes and departures: a manager's to organise. */
export const substitutesPage = new Hono<Web>()
  .get(proPaths.substitutes(), onlyFor("manager"), async (c) => {
    const all = await asActor(c.var.db, c.var.actor, async (tx) => ({
      substitutions: await substitutionsOf(tx, {
        establishmentId: c.var.desk.establishmentId,
        since: today(c).subtract({ years: 1 }),
      }),
      practitioners: await presentPractitioners(tx, c.var.desk.establishmentId),
    }));
    return c.render(<Substitutes {...all} today={today(c)} outcome={outcomeIn(c)} />);
  })
  .get(proPaths.newSubstitute(), onlyFor("manager"), (c) => showNew(c, {}))
  .post(proPaths.newSubstitute(), onlyFor("manager"), appoint)
  .get(proPaths.substitute(":id"), onlyFor("manager"), (c) => showOne(c, {}))
  .post(proPaths.substitute(":id"), onlyFor("manager"), async (c) => {
    const typed = await typedIn(c);
    const [id, lastOn] = [idIn(c), dayTyped(typed.dernier)];
    if (!isId(id)) return c.notFound();
    if (!lastOn) return showOne(c, { dernier: "errors.dayMissing" }, 422);
    const outcome = await endSubstitution(c.var.db, { id, lastOn, by: c.var.actor as Staff, now: c.var.now() });
    if (outcome.done) return c.redirect(`${proPaths.substitutes()}?fait=fin`, 303);
    return outcome.because === "not-found" ? c.notFound() : showOne(c, { dernier: "errors.not-within" }, 422);
  })
  .get(proPaths.departure(":id"), onlyFor("manager"), (c) => showDeparture(c, {}))
  .post(proPaths.departure(":id"), onlyFor("manager"), async (c) => {
    const typed = await typedIn(c);
    const [practitionerId, lastOn] = [idIn(c), dayTyped(typed.dernier)];
    if (!isId(practitionerId)) return c.notFound();
    if (!lastOn) return showDeparture(c, { dernier: "errors.dayMissing" }, 422);
    const outcome = await planDeparture(c.var.db, {
      practitionerId,
      lastOn,
      by: c.var.actor as Staff,
      now: c.var.now(),
    });
    if (outcome.done) return c.redirect(proPaths.absenceAppointments(outcome.absenceId), 303);
    if (outcome.because === "not-found") return c.notFound();
    const key = outcome.because === "leaves-already" ? "depart.leaves-already" : "errors.already-over";
    return showDeparture(c, { dernier: key }, 409);
  });

async function appoint(c: Context<Web>) {
  const typed = await typedIn(c);
  const [practitionerId, substituteId] = [typed.absent ?? "", typed.remplacant ?? ""];
  const [from, to] = [dayTyped(typed.du), dayTyped(typed.au)];
  const errors: FieldErrors = {
    ...(!isId(practitionerId) && { absent: "errors.absentMissing" }),
    ...(!isId(substituteId) && { remplacant: "errors.substituteMissing" }),
    ...(!from && { du: "errors.dayMissing" }),
    ...(!to && { au: "errors.dayMissing" }),
  };
  if (!from || !to || Object.keys(errors).length > 0) return showNew(c, { typed, errors }, 422);
  const outcome = await appointSubstitute(c.var.db, {
    ...{ practitionerId, substituteId, from, to, tell: typed.prevenir === "oui" },
    ...{ key: typed.cle && isId(typed.cle) ? typed.cle : newId(), by: c.var.actor as Staff, now: c.var.now() },
  });
  if (!outcome.done) {
    const field = outcome.because === "same-person" ? "remplacant" : outcome.because === "not-found" ? "absent" : "au";
    return showNew(c, { typed, errors: { [field]: `errors.${outcome.because}` } }, 422);
  }
  const { moved, left, absenceId } = outcome;
  return c.redirect(`${proPaths.substitutes()}?fait=fait&confies=${moved}&restent=${left}&absence=${absenceId}`, 303);
}

/** What was just done, as the address says it: numbers and an id, whatever else is typed there. */
function outcomeIn(c: Context<Web>): Outcome | null {
  const { fait, confies = "", restent = "", absence = "" } = c.req.query();
  if (fait === "fin") return { kind: "ended" };
  if (fait !== "fait") return null;
  const count = (text: string) => (/^\d{1,4}$/.test(text) ? Number(text) : 0);
  return { kind: "made", moved: count(confies), left: count(restent), absenceId: isId(absence) ? absence : null };
}

interface Shown {
  typed?: Record<string, string>;
  errors?: FieldErrors;
}

async function showNew(c: Context<Web>, { typed = {}, errors = {} }: Shown, status: 200 | 422 = 200) {
  const practitioners = await asActor(c.var.db, c.var.actor, (tx) =>
    presentPractitioners(tx, c.var.desk.establishmentId),
  );
  return c.render(<NewSubstitute {...{ practitioners, typed, errors }} formKey={newId()} />, status);
}

async function showOne(c: Context<Web>, errors: FieldErrors, status: 200 | 422 = 200) {
  const { establishmentId } = c.var.desk;
  const since = Temporal.PlainDate.from("2000-01-01");
  const all = await asActor(c.var.db, c.var.actor, (tx) => substitutionsOf(tx, { establishmentId, since }));
  const found = all.find(({ id }) => id === idIn(c));
  return found
    ? c.render(<OneSubstitution substitution={found} today={today(c)} errors={errors} />, status)
    : c.notFound();
}

async function showDeparture(c: Context<Web>, errors: FieldErrors, status: 200 | 409 | 422 = 200) {
  const all = await asActor(c.var.db, c.var.actor, (tx) => presentPractitioners(tx, c.var.desk.establishmentId));
  const found = all.find(({ id }) => id === idIn(c));
  return found ? c.render(<Depart practitioner={found} errors={errors} />, status) : c.notFound();
}

function today(c: Context<Web>): Temporal.PlainDate {
  return c.var.now().toZonedDateTimeISO("Europe/Paris").toPlainDate();
}
