import { type Context, Hono } from "hono";
import { signedInOnly } from "../accounts/session.ts";
import { paths } from "../paths.ts";
import { personsOf } from "../patients/queries.ts";
import { asActor } from "../platform/actor.ts";
import { isAhead } from "./appointment.ts";
import { possibleFor } from "./appointment-card.tsx";
import { calendarOf } from "./calendar-file.ts";
import { Confirmed } from "./confirmed-view.tsx";
import type { Admission } from "./guest-access.ts";
import { Show } from "./show-view.tsx";
import { theirAppointment, type WithAppointment } from "./their-appointment.ts";

export function showPage({ publicUrl, admit }: { publicUrl: string } & Pick<Admission, "admit">) {
  const file = ({ var: { appointment, language, now } }: Context<WithAppointment>) =>
    calendarOf(appointment, { publicUrl, language, now: now() });
  return new Hono<WithAppointment>()
    .get(paths.appointment(":id"), admit, theirAppointment, (c) =>
      c.render(
        <Show
          appointment={c.var.appointment}
          possible={possibleFor(c.var.appointment, c.var.actor, c.var.now())}
          isGuest={c.var.actor.kind === "guest"}
          moved={c.req.query("fait") === "deplace"}
        />,
      ),
    )
    .get(paths.confirmed(":id"), signedInOnly, theirAppointment, async (c) => {
      const { appointment, db, actor } = c.var;
      if (!isAhead(appointment, c.var.now())) return c.redirect(paths.appointment(appointment.id), 303);
      const people = await asActor(db, actor, (tx) => personsOf(tx, actor));
      const isOwn = people.some(({ personId, isSelf }) => isSelf && personId === appointment.personId);
      return c.render(<Confirmed appointment={appointment} isOwn={isOwn} address={c.var.signedIn?.email ?? ""} />);
    })
    .get(paths.calendarFile(":id"), admit, theirAppointment, (c) =>
      c.body(file(c), 200, {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Disposition": 'attachment; filename="rendez-vous.ics"',
      }),
    );
}
