import { Hono } from "hono";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { staffOf } from "./desk-of.ts";
import { HubView } from "./hub-view.tsx";
import { progressOf } from "./progress.ts";

/** « Réglages »: what can be set up, by whom, and what is missing before patients can book. */
export const hubPage = new Hono<Web>().get(proPaths.settings(), async (c) => {
  const today = c.var.now().toZonedDateTimeISO("UTC").toPlainDate();
  const progress = await asActor(c.var.db, c.var.actor, (tx) => progressOf(tx, staffOf(c), today));
  return c.render(<HubView desk={c.var.desk} progress={progress} />);
});
