import { createMiddleware } from "hono/factory";
import { z } from "zod";
import { asActor } from "../platform/actor.ts";
import { idIn, type Web } from "../platform/web.ts";
import { type AppointmentDetails, appointmentDetails } from "./details.ts";

/** What the pages about one appointment find in their context. */
export type WithAppointment = Web & { Variables: { appointment: AppointmentDetails } };

/** Puts the appointment named by the address into the context; not there and not theirs are the same 404. */
export const theirAppointment = createMiddleware<WithAppointment>(async (c, next) => {
  const id = idIn(c);
  const { db, actor } = c.var;
  const found = z.uuid().safeParse(id).success
    ? await asActor(db, actor, (tx) => appointmentDetails(tx, actor, id))
    : null;
  if (!found) return c.notFound();
  c.set("appointment", found);
  await next();
});
