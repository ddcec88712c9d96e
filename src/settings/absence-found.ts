import type { Context } from "hono";
import { absencesOpenTo, type DeclaredAbsence } from "../availability/absences.ts";
import { asActor } from "../platform/actor.ts";
import { idIn, isId, type Web } from "../platform/web.ts";
import { type ResourceKept, resourcesKept } from "./resources-kept.ts";

/** The absence of the address, or null when she may not change it. */
export async function absenceFor(c: Context<Web>): Promise<DeclaredAbsence | null> {
  const id = idIn(c);
  if (!isId(id)) return null;
  const resources = await writableBy(c);
  const [found] = await asActor(c.var.db, c.var.actor, (tx) => absencesOpenTo(tx, { id }));
  return found && resources.some((resource) => resource.id === found.resourceId) ? found : null;
}

/** The agendas and rooms whose absences she may write. */
export async function writableBy(c: Context<Web>): Promise<ResourceKept[]> {
  const all = await asActor(c.var.db, c.var.actor, (tx) => resourcesKept(tx, c.var.desk));
  return all.filter(({ isMine }) => isMine);
}
