import { Hono } from "hono";
import type { StaffActor } from "../patients/files.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { readAgenda } from "./agenda.ts";
import { lookAtAgenda } from "./look-at-agenda.ts";
import { papersOf } from "./papers.ts";
import { PrintView } from "./print-view.tsx";

/** The day on paper, a page for each practitioner of a place: who comes when, and room to write. Nothing of what for. */
export const printPage = new Hono<Web>().get(proPaths.agendaPrint(), async (c) => {
  const { db, desk, actor } = c.var;
  const [by, now] = [actor as StaffActor, c.var.now()];
  const { jour = "", lieu = "" } = c.req.query();
  const seen = await asActor(db, by, async (tx) => {
    const sight = await readAgenda(tx, { by, query: { vue: "jour", jour, lieu }, desk, now });
    if (!sight) return null;
    const papers = papersOf(sight);
    await lookAtAgenda(
      tx,
      by,
      papers.flatMap(({ visits }) => visits),
      { kind: "agenda-printed", now },
    );
    return { sight, papers };
  });
  return seen ? c.render(<PrintView {...seen} />) : c.notFound();
});
