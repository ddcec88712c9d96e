import { createMiddleware } from "hono/factory";
import { asActor } from "../platform/actor.ts";
import { idIn, isId, type Web } from "../platform/web.ts";
import { type AppointmentDetails, appointmentDetails } from "./details.ts";
import { lookAtVisit } from "./looks.ts";

/** What the pages about one appointment find in their context. */
export type WithAppointment = Web & { Variables: { appointment: AppointmentDetails } };

/** Puts the appointment named by the address into the context; not there and not theirs are the same 404. */
export const theirAppointment = createMiddleware<WithAppointment>(async (c, next) => {
  const found = await appointmentFor(c.var, idIn(c));
  if (!found) return c.notFound();
  c.set("appointment", found);
  await next();
});

/** The appointment of this id, as it came with an address, and as far as this person may see it; null when there is none. That it was shown
 * is written down, except of one's own. */
export async function appointmentFor(
  { db, actor, now }: Pick<Web["Variables"], "db" | "actor" | "now">,
  id: string,
): Promise<AppointmentDetails | null> {
  if (!isId(id)) return null;
  const found = await asActor(db, actor, async (tx) => {
    const details = await appointmentDetails(tx, actor, id);
    if (details) await lookAtVisit(tx, actor, details, now());
    return details;
  });
  return found && actor.kind === "guest" ? withoutHealth(found) : found;
}

/** What a guest is shown: three letters of a name are too little to tell why one comes. */
function withoutHealth(appointment: AppointmentDetails): AppointmentDetails {
  return {
    ...appointment,
    reasonName: "",
    instructions: null,
    toBring: null,
    wordsForPractice: null,
    wordsForPatient: null,
  };
}
