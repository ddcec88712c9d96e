import type { MiddlewareHandler } from "hono";
import { sql } from "kysely";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { idleMin } from "../team/desk.ts";
import { sessionEnded } from "../team/session-ended.tsx";

export type OperatorActor = Extract<Actor, { kind: "user" }>;

declare module "hono" {
  interface ContextVariableMap {
    /** Set on the pages of the operator's console alone. */
    isOperator: true;
  }
}

/** Lets only whoever runs the installation into its console, and only once she proved within half an hour to be there; for all others
 * nothing is there. What was typed is given back, to be sent once more. */
export const operatorOnly: MiddlewareHandler<Web> = async (c, next) => {
  const { signedIn, db, actor, now, provenBy } = c.var;
  const isPosted = c.req.method !== "GET" && c.req.method !== "HEAD";
  const vers = new URL(c.req.url).pathname;
  if (!signedIn) return isPosted ? sessionEnded(c, paths.signIn()) : c.redirect(paths.signIn({ vers }), 303);

  const { rows } = await asActor(db, actor, (tx) => sql<{ yes: boolean }>`select i_am_operator() as yes`.execute(tx));
  if (!rows[0]?.yes) return c.notFound();
  const until = signedIn.verifiedAt.add({ minutes: idleMin });
  if (provenBy === "device" || Temporal.Instant.compare(until, now()) <= 0)
    return isPosted ? sessionEnded(c, paths.confirmItIsYou()) : c.redirect(paths.confirmItIsYou({ vers }), 303);
  c.set("language", "fr");
  c.set("isOperator", true);
  return next();
};
