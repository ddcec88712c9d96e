import { type Context, Hono } from "hono";
import { offerOf } from "../establishments/offer.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { typedIn } from "../platform/web.ts";
import { refusalToMove } from "./appointment.ts";
import { deadlinesOf } from "./deadlines.ts";
import { freeTimesToMove } from "./free-times-to-move.ts";
import type { Admission } from "./guest-access.ts";
import { moveAppointment } from "./move.ts";
import { MoveRefused, MoveView } from "./move-view.tsx";
import { instantIn } from "./slot.ts";
import { theirAppointment, type WithAppointment } from "./their-appointment.ts";

/** Choosing another time, two weeks a page, and confirming it: the old time is kept until then. */
export function movePage({ admit }: Pick<Admission, "admit">) {
  return new Hono<WithAppointment>()
    .get(paths.move(":id"), admit, theirAppointment, async (c) => {
      const { appointment, actor, now } = c.var;
      const refusal = refusalToMove(appointment, actor, now());
      if (refusal) return c.render(<MoveRefused appointment={appointment} because={refusal} />, 409);
      const chosen = instantIn(c.req.query("debut"));
      const until = chosen && (await changeableUntil(c, chosen));
      return c.render(<MoveView appointment={appointment} chosen={chosen} until={until} {...(await times(c))} />);
    })
    .post(paths.move(":id"), admit, theirAppointment, async (c) => {
      const { appointment, db, actor: by, now } = c.var;
      const to = instantIn((await typedIn(c)).debut);
      if (!to) return c.render(<MoveView appointment={appointment} chosen={null} missing {...(await times(c))} />, 422);
      const outcome = await moveAppointment(db, { id: appointment.id, to, by, now: now() });
      if (outcome.done) return c.redirect(`${paths.appointment(appointment.id)}?fait=deplace`, 303);
      if (outcome.because === "not-found") return c.notFound();
      if (outcome.because !== "not-then")
        return c.render(<MoveRefused appointment={appointment} because={outcome.because} />, 409);
      return c.render(
        <MoveView appointment={appointment} chosen={null} because={outcome.thatTime} {...(await times(c))} />,
        409,
      );
    });
}

async function times(c: Context<WithAppointment>) {
  const { appointment, db, actor, now } = c.var;
  const asked = dayFrom(c.req.query("semaine"));
  return asActor(db, actor, (tx) => freeTimesToMove(tx, appointment, { from: asked, by: actor, now: now() }));
}

/** Until when it could still be changed online, once it stands at this time; null: not online. */
async function changeableUntil(
  c: Context<WithAppointment>,
  startsAt: Temporal.Instant,
): Promise<Temporal.Instant | null> {
  const { appointment, db, actor } = c.var;
  const offer = await asActor(db, actor, (tx) => offerOf(tx, appointment));
  return offer && deadlinesOf(offer, startsAt).movableUntil;
}

function dayFrom(text: string | undefined): Temporal.PlainDate | null {
  try {
    return text && /^[12]\d{3}-\d\d-\d\d$/.test(text) ? Temporal.PlainDate.from(text) : null;
  } catch {
    return null;
  }
}
