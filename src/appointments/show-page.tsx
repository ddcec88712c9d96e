import { type Context, Hono } from "hono";
import { signedInOnly } from "../accounts/session.ts";
import { paths } from "../paths.ts";
import { isAhead } from "./appointment.ts";
import { possibleFor } from "./appointment-card.tsx";
import { calendarOf } from "./calendar-file.ts";
import { Confirmed } from "./confirmed-view.tsx";
import { Show } from "./show-view.tsx";
import { theirAppointment, type WithAppointment } from "./their-appointment.ts";

export function showPage({ publicUrl }: { publicUrl: string }) {
  const file = ({ var: { appointment, language, now } }: Context<WithAppointment>) =>
    calendarOf(appointment, { publicUrl, language, now: now() });
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
      !isAhead(c.var.appointment, c.var.now())
        ? c.redirect(paths.appointment(c.var.appointment.id), 303)
        : c.render(<Confirmed appointment={c.var.appointment} address={c.var.signedIn?.email ?? ""} />),
    )
    .get(paths.calendarFile(":id"), signedInOnly, theirAppointment, (c) =>
      c.body(file(c), 200, {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'attachment; filename="rendez-vous.ics"',
      }),
    );
}
