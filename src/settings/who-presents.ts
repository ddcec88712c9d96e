import type { MiddlewareHandler } from "hono";
import { type PractitionerSettings, practitionerOf } from "../establishments/settings.ts";
import { asActor } from "../platform/actor.ts";
import { idIn, type Web } from "../platform/web.ts";
import { staffOf } from "./desk-of.ts";

export interface WithPractitioner extends Web {
  Variables: Web["Variables"] & { practitioner: PractitionerSettings };
}

/** Lets in a manager, and the practitioner herself: what she says of herself, and her face, are hers too
 * (docs/decisions/2026-11-23-who-sets-up.md). Of another establishment: not found. */
export const whoPresents: MiddlewareHandler<WithPractitioner> = async (c, next) => {
  const practitioner = await asActor(c.var.db, c.var.actor, (tx) => practitionerOf(tx, staffOf(c), idIn(c)));
  if (!practitioner) return c.notFound();
  const { role, practitionerId } = c.var.desk;
  if (role !== "manager" && practitionerId !== practitioner.id) return c.text("403", 403);
  c.set("practitioner", practitioner);
  await next();
};
