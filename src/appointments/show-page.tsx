import { type Context, Hono } from "hono";
import { createMiddleware } from "hono/factory";
import { z } from "zod";
import { signedInOnly } from "../accounts/session.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { idIn, type Web } from "../platform/web.ts";
import { wordsIn } from "../ui/words.ts";
import { possibleFor } from "./appointment-card.tsx";
import { Confirmed, Show } from "./appointment-views.tsx";
import { calendarFile } from "./calendar-file.ts";
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

export function showPage({ publicUrl }: { publicUrl: string }) {
  const file = (c: Context<WithAppointment>) => {
    const { appointment, language, now } = c.var;
    const t = wordsIn(language, "appointments");
    return calendarFile(appointment, {
      url: publicUrl + paths.appointment(appointment.id),
      summary: t("mail.calendarTitle"),
      reminder: t("mail.calendarReminder"),
      now: now(),
    });
  };
  return new Hono<WithAppointment>()
    .get(paths.appointment(":id"), signedInOnly, theirAppointment, (c) =>
      c.render(
        <Show
          appointment={c.var.appointment}
          possible={possibleFor(c.var.appointment, c.var.actor, c.var.now())}
          moved={c.req.query("fait") === "deplace"}
        />,
      ),
    )
    .get(paths.confirmed(":id"), signedInOnly, theirAppointment, (c) =>
      c.render(<Confirmed appointment={c.var.appointment} address={c.var.signedIn?.email ?? ""} />),
    )
    .get(paths.calendarFile(":id"), signedInOnly, theirAppointment, (c) =>
      c.body(file(c), 200, {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'attachment; filename="rendez-vous.ics"',
      }),
    );
}
