import { type Context, Hono } from "hono";
import { previewTimes } from "../appointments/why-not.ts";
import { type CopyWeekOutcome, copyWeek } from "../availability/copy-week.ts";
import { openingWarnings } from "../availability/opening-warnings.ts";
import { asActor } from "../platform/actor.ts";
import { typedIn, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { agendaWeek, todayOf } from "./agenda-week.ts";
import { agendaAsked, agendasKept } from "./agendas-kept.ts";
import { outsideOpenings } from "./inside-opening.ts";
import { NoAgenda, OpeningsView } from "./openings-view.tsx";
import { dayTyped } from "./typed-time.ts";

type CopyRefusal = Exclude<Extract<CopyWeekOutcome, { done: false }>["because"], "not-found"> | "no-date";

/** When a practitioner receives: a week of it, everything that is planned, and what it comes to for patients. */
export const openingsPage = new Hono<Web>()
  .get(proPaths.openings(), async (c) => {
    const { praticien, semaine, lieu } = c.req.query();
    const page = await drawn(c, { praticien, semaine, lieu });
    return page ? c.render(page) : c.notFound();
  })
  .post(proPaths.openings(), async (c) => {
    const { praticien = "", semaine, vers } = await typedIn(c);
    const [from, to] = [dayTyped(semaine), dayTyped(vers)];
    const refused = async (copyRefusal: CopyRefusal) => {
      const page = await drawn(c, { praticien, semaine, copyRefusal, copyTo: vers });
      return page ? c.render(page, 422) : c.notFound();
    };
    if (!from || !to) return refused("no-date");
    const agendas = await asActor(c.var.db, c.var.actor, agendasKept);
    if (!agendas.some(({ id }) => id === praticien)) return c.notFound();
    const copy = { practitionerId: praticien, from, to, by: c.var.actor, now: c.var.now() };
    const outcome = await copyWeek(c.var.db, copy);
    if (outcome.done) {
      const fait = outcome.added > 0 ? "semaine-copiee" : "rien-copie";
      return c.redirect(proPaths.openings({ praticien, semaine: to.toString(), fait }), 303);
    }
    return outcome.because === "not-found" ? c.notFound() : refused(outcome.because);
  });

interface Asked {
  praticien?: string | undefined;
  semaine?: string | undefined;
  lieu?: string | undefined;
  copyRefusal?: CopyRefusal;
  copyTo?: string | undefined;
}

/** Null: what is asked for is not there for whoever asks. */
function drawn(c: Context<Web>, { praticien, semaine, lieu, copyRefusal, copyTo }: Asked) {
  const now = c.var.now();
  return asActor(c.var.db, c.var.actor, async (tx) => {
    const agendas = await agendasKept(tx);
    const agenda = agendaAsked(agendas, praticien || undefined, c.var.desk);
    if (!agenda) return praticien ? null : <NoAgenda />;
    const today = todayOf(agenda, now);
    const siteId = agenda.sites.find(({ id }) => id === lieu)?.id;
    const { openings, absences, week } = await agendaWeek(tx, agenda, dayTyped(semaine) ?? today);
    const here = siteId ? openings.filter((opening) => opening.siteId === siteId) : openings;
    const drawnWeek = siteId
      ? {
          ...week,
          days: week.days.map((day) => ({
            ...day,
            blocks: day.blocks.filter(({ opening }) => opening.siteId === siteId),
          })),
        }
      : week;

    const { id: practitionerId, sites, reasons } = agenda;
    const reasonId = reasons[0]?.id;
    const previewed = siteId ?? sites.find(({ active }) => active)?.id;
    const asked = {
      practitionerId,
      now,
      as: "new-patient" as const,
      from: week.monday,
      to: week.monday.add({ days: 6 }),
    };
    const preview = reasonId && previewed ? await previewTimes(tx, { ...asked, reasonId, siteId: previewed }) : null;
    return (
      <OpeningsView
        {...{ agendas, agenda, siteId, today, absences, preview, copyRefusal, copyTo }}
        openings={here}
        week={drawnWeek}
        warnings={openingWarnings({ openings, reasons, sites, today })}
        outside={await outsideOpenings(tx, { openings, agenda, now })}
      />
    );
  });
}
