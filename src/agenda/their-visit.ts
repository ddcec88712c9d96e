import { createMiddleware } from "hono/factory";
import { type AppointmentForStaff, appointmentForStaff } from "../appointments/for-staff.ts";
import type { StaffActor } from "../patients/files.ts";
import { asActor } from "../platform/actor.ts";
import { idIn, isId, type Web } from "../platform/web.ts";

/** What the pages of staff about one appointment find in their context. */
export type WithVisit = Web & { Variables: { visit: AppointmentForStaff; staff: StaffActor } };

/** Puts the appointment named by the address into the context, and who looks at it; not there and not on an agenda of theirs are the same
 * 404. */
export const theirVisit = createMiddleware<WithVisit>(async (c, next) => {
  const by = c.var.actor as StaffActor;
  const id = idIn(c);
  const visit = isId(id) ? await asActor(c.var.db, by, (tx) => appointmentForStaff(tx, by, id, c.var.now())) : null;
  if (!visit) return c.notFound();
  c.set("visit", visit);
  c.set("staff", by);
  await next();
});

/** The version of the appointment that the form saw; one that cannot be read is none that stands. */
export function versionTyped(typed: Readonly<Record<string, string>>): number {
  return /^\d{1,9}$/.test(typed.version ?? "") ? Number(typed.version) : 0;
}
