import { type Context, Hono } from "hono";
import { addOpening } from "../availability/add-opening.ts";
import { dayOf } from "../availability/calendar.ts";
import { type ChangeOpeningOutcome, changeOpening } from "../availability/change-opening.ts";
import { isItsDay, writtenAs } from "../availability/opening.ts";
import { restoreDay } from "../availability/restore-day.ts";
import { asActor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { type FieldErrors, isId, typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { agendaWeek, todayOf } from "./agenda-week.ts";
import { type AgendaKept, agendaAsked, agendasKept } from "./agendas-kept.ts";
import { insideOpening } from "./inside-opening.ts";
import { type Found, openingFor, shownDay } from "./opening-found.ts";
import { readOpening, refusalSentences, scopeTyped, typedAnew, typedAs } from "./opening-typed.ts";
import { OpeningView, type OpeningViewProps } from "./opening-view.tsx";
import { spokenOpening } from "./spoken.ts";
import { dayTyped, occurrenceAsked, type Typed } from "./typed-time.ts";

type Draft = Pick<OpeningViewProps, "typed"> & { errors?: FieldErrors; stale?: boolean };

/** One opening: planned, or changed on one of its days, from it on, or altogether. */
export const openingPage = new Hono<Web>()
  .get(proPaths.newOpening(), async (c) => {
    const { praticien, ...choice } = c.req.query();
    const agenda = await agendaOf(c, praticien);
    if (!agenda) return c.notFound();
    const typed = typedAnew(agenda, choice, todayOf(agenda, c.var.now()));
    return c.render(await drawnAnew(c, agenda, { typed: { ...typed, cle: newId() } }));
  })
  .post(proPaths.newOpening(), async (c) => {
    const typed = await typedIn(c);
    const agenda = await agendaOf(c, typed.praticien);
    if (!agenda) return c.notFound();
    const read = readOpening(typed, agenda);
    if (!read.ok) return c.render(await drawnAnew(c, agenda, { typed, errors: read.errors }), 422);
    if (typed.geste === "apercu") return c.render(await drawnAnew(c, agenda, { typed }));

    const { time, ...place } = read.value;
    const key = isId(typed.cle ?? "") ? typed.cle! : newId();
    const plan = { ...time, ...place, practitionerId: agenda.id };
    const outcome = await addOpening(c.var.db, { plan, key, by: c.var.actor, now: c.var.now() });
    if (outcome.done) return c.redirect(backTo(agenda, firstDay(read.value, c), "plage-ajoutee"), 303);
    if (outcome.because === "not-found") return c.notFound();
    return c.render(await drawnAnew(c, agenda, { typed, errors: refusalSentences[outcome.because] }), 422);
  })
  .get(proPaths.opening(":id"), async (c) => {
    const found = await openingFor(c);
    if (!found) return c.notFound();
    const { opening } = found;
    const where = shownDay(c, found);
    return c.render(await drawn(c, found, { typed: { ...typedAs(opening, where), version: String(opening.version) } }));
  })
  .post(proPaths.opening(":id"), async (c) => {
    const found = await openingFor(c);
    if (!found) return c.notFound();
    const { opening, agenda } = found;
    const typed = await typedIn(c);
    const { db, actor: by, now } = c.var;
    const on = dayTyped(typed.le);
    if (typed.geste === "retablir" && on) {
      await restoreDay(db, { id: opening.id, on, by, now: now() });
      return c.redirect(backTo(agenda, on, "jour-retabli"), 303);
    }

    const scope = scopeTyped(typed, opening);
    const read = readOpening(typed, agenda, scope === "day" ? on : null);
    const errors: FieldErrors = { ...(scope ? {} : { portee: "wrongTime.scope" }), ...(read.ok ? {} : read.errors) };
    if (scope && scope !== "all" && !(on && isItsDay(opening, dayOf(on)))) errors.le = "wrongTime.notItsDay";
    if (!scope || !read.ok || Object.keys(errors).length > 0)
      return c.render(await drawn(c, found, { typed, errors }), 422);
    if (typed.geste === "apercu") return c.render(await drawn(c, found, { typed }));

    const asked = occurrenceAsked(c.req.query("jour"));
    const at = asked?.at && on?.equals(asked.on) ? { at: asked.at } : {};
    const change = { id: opening.id, version: Number(typed.version) || 0, scope, on, ...at, to: read.value };
    const outcome = await changeOpening(db, { ...change, by, now: now() });
    if (outcome.done) return c.redirect(backTo(agenda, on ?? firstDay(read.value, c), "plage-enregistree"), 303);
    return refused(c, typed, outcome.because);
  });

/** What was refused under the lock: someone else changed it first, or what it needs is gone. */
async function refused(
  c: Context<Web>,
  typed: Typed,
  because: Extract<ChangeOpeningOutcome, { done: false }>["because"],
) {
  const present = await openingFor(c);
  if (!present || because === "not-found") return c.notFound();
  if (because === "stale") return c.render(await drawn(c, present, { typed, stale: true }), 409);
  const errors = because === "not-its-day" ? { le: "wrongTime.notItsDay" } : refusalSentences[because];
  return c.render(await drawn(c, present, { typed, errors }), 422);
}

function agendaOf(c: Context<Web>, asked: string | undefined): Promise<AgendaKept | null> {
  return asActor(c.var.db, c.var.actor, async (tx) => agendaAsked(await agendasKept(tx), asked, c.var.desk));
}

function drawnAnew(c: Context<Web>, agenda: AgendaKept, { typed, errors = {} }: Draft) {
  const read = readOpening(typed, agenda);
  const day = dayTyped(typed.du) ?? dayTyped(typed.jour);
  return draw(c, agenda, day, () => ({
    typed,
    errors,
    sentence: read.ok ? said(read.value, agenda, c) : null,
    action: proPaths.newOpening(),
    hidden: { praticien: agenda.id, cle: typed.cle ?? "" },
  }));
}

function drawn(c: Context<Web>, { opening, agenda }: Found, { typed, errors = {}, stale }: Draft) {
  const on = dayTyped(typed.le);
  const read = readOpening(typed, agenda, scopeTyped(typed, opening) === "day" ? on : null);
  const sentence = read.ok ? said(read.value, agenda, c) : null;
  const jour = c.req.query("jour");
  return draw(c, agenda, on ?? dayTyped(typed.jour), async (tx) => ({
    opening,
    typed: { ...typed, le: on ? on.toString() : "" },
    errors,
    sentence,
    inside: await insideOpening(tx, { opening, agenda, on, now: c.var.now() }),
    action: proPaths.opening(opening.id, jour ? { jour } : {}),
    hidden: { version: String(stale ? opening.version : (typed.version ?? opening.version)) },
    ...(stale && { staleNow: said({ ...opening, time: writtenAs(opening.timetable) }, agenda, c) }),
  }));
}

type Drawn = Omit<OpeningViewProps, "agenda" | "week" | "today" | "cancel">;

function draw(
  c: Context<Web>,
  agenda: AgendaKept,
  day: Temporal.PlainDate | null,
  rest: (tx: Tx) => Promise<Drawn> | Drawn,
) {
  return asActor(c.var.db, c.var.actor, async (tx) => {
    const today = todayOf(agenda, c.var.now());
    const { week } = await agendaWeek(tx, agenda, day ?? today);
    const cancel = proPaths.openings({ praticien: agenda.id, semaine: week.monday.toString() });
    return <OpeningView {...{ agenda, week, today, cancel }} {...(await rest(tx))} />;
  });
}

/** « Tous les mardis, de 08:30 à 12:00. Tous les motifs, Cabinet du Cerf-Volant. » */
function said(
  asked: { time: Parameters<typeof spokenOpening>[0]; siteId: string; reasonIds: readonly string[] },
  agenda: AgendaKept,
  c: Context<Web>,
) {
  return {
    when: spokenOpening(asked.time, todayOf(agenda, c.var.now())),
    siteId: asked.siteId,
    reasonIds: asked.reasonIds,
  };
}

/** The week in which what was asked shows first. */
function firstDay({ time }: { time: Parameters<typeof spokenOpening>[0] }, c: Context<Web>): Temporal.PlainDate {
  const today = c.var.now().toZonedDateTimeISO("Europe/Paris").toPlainDate();
  if ("on" in time) return time.on;
  return time.since && Temporal.PlainDate.compare(time.since, today) > 0 ? time.since : today;
}

function backTo({ id: praticien }: AgendaKept, day: Temporal.PlainDate, fait: string): string {
  return proPaths.openings({ praticien, semaine: day.toString(), fait });
}
