import type { Staff } from "../establishments/remember-setting.ts";
import type { Actor } from "../platform/actor.ts";

/** Who sets up: the member of staff behind this request (src/team/desk.ts lets nobody else in). */
export function staffOf(c: { var: { actor: Actor } }): Staff {
  return c.var.actor as Staff;
}
