import { Hono } from "hono";
import { signedInOnly } from "../accounts/session.ts";
import { paths } from "../paths.ts";
import { personsOf } from "../patients/queries.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { journalOf } from "./journal.ts";
import { Journal } from "./journal-views.tsx";

/** « Qui a consulté mes données »: what was done with the data of those one acts for, by whom; everyone's, or one person's. */
export function journalPage({ journalYears }: { journalYears: number }) {
  return new Hono<Web>().get(paths.journal(), signedInOnly, async (c) => {
    const by = c.var.actor as Extract<Actor, { kind: "user" }>;
    const chosen = c.req.query("pour") || null;
    const page = pageIn(c.req.query("page"));
    const found = await asActor(c.var.db, by, async (tx) => {
      const people = await personsOf(tx, by);
      if (chosen && !people.some(({ personId }) => personId === chosen)) return null;
      return { people, ...(await journalOf(tx, by, { personId: chosen, page })) };
    });
    return found ? c.render(<Journal {...found} {...{ chosen, page, journalYears }} />) : c.notFound();
  });
}

/** From 1; what is no number of a page is the first. */
function pageIn(text: string | undefined): number {
  return /^[1-9]\d{0,4}$/.test(text ?? "") ? Number(text) : 1;
}
