import { createMiddleware } from "hono/factory";
import { asActor } from "../platform/actor.ts";
import { idIn, type Web } from "../platform/web.ts";
import { type OtherUser, othersActingFor, relativeOf } from "./queries.ts";
import type { Relative } from "./relative.ts";

/** What the pages about one relative find in their context. */
export type WithRelative = Web & { Variables: { relative: Relative; others: OtherUser[] } };

/** Puts the relative named by the address into the context, with the other users who act for her; not there and someone else's are the
 * same 404. */
export const theirRelative = createMiddleware<WithRelative>(async (c, next) => {
  const { db, actor } = c.var;
  const found = await asActor(db, actor, async (tx) => {
    const relative = await relativeOf(tx, actor, idIn(c));
    return relative && { relative, others: await othersActingFor(tx, relative.personId) };
  });
  if (!found) return c.notFound();
  c.set("relative", found.relative);
  c.set("others", found.others);
  await next();
});
