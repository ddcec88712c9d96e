import { type Context, Hono } from "hono";
import { z } from "zod";
import { homeZone } from "../accounts/home-zone.ts";
import { recentlyVerified } from "../accounts/recently-verified.ts";
import { signedInOnly } from "../accounts/session.ts";
import { isAhead } from "../appointments/appointment.ts";
import { myAppointments } from "../appointments/details.ts";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { readForm, typedIn, type Web } from "../platform/web.ts";
import { askToClose, callOffClosing, closingOf, mayClose } from "./close-account.ts";
import { CloseAccount, Closing, StaffFirst } from "./close-account-views.tsx";

const ClosingForm = z.object({ understood: z.literal("oui", "closing.understoodMissing") });

/** « Fermer mon compte »: what goes, what stays with whom and until when; fourteen days to change one's mind. */
export function closeAccountPage({ journalYears }: { journalYears: number }) {
  return new Hono<Web>()
    .get(paths.closeAccount(), signedInOnly, (c) => show(c, { journalYears }))
    .post(paths.closeAccount(), signedInOnly, recentlyVerified, async (c) => {
      const by = userOf(c);
      const { rester } = await typedIn(c);
      if (rester) {
        await callOffClosing(c.var.db, { by });
        return c.redirect(`${paths.closeAccount()}?fait=reste`, 303);
      }
      const form = await readForm(c, ClosingForm);
      if (!form.ok) return show(c, { journalYears, errors: form.errors });
      const outcome = await askToClose(c.var.db, { by, now: c.var.now() });
      return outcome.done ? c.redirect(paths.closeAccount(), 303) : c.render(<StaffFirst />, 409);
    });
}

function userOf(c: Context<Web>): Extract<Actor, { kind: "user" }> {
  return c.var.actor as Extract<Actor, { kind: "user" }>;
}

async function show(
  c: Context<Web>,
  { journalYears, errors }: { journalYears: number; errors?: Record<string, string> },
) {
  const by = userOf(c);
  const now = c.var.now();
  const { closesAt, isStaff, all } = await asActor(c.var.db, by, async (tx) => ({
    closesAt: await closingOf(tx, by),
    isStaff: !(await mayClose(tx)),
    all: await myAppointments(tx, by, { limit: 200, now }),
  }));
  if (isStaff) return c.render(<StaffFirst />);
  const ahead = all.filter((appointment) => isAhead(appointment, now)).reverse();
  if (closesAt) {
    const on = closesAt.toZonedDateTimeISO(homeZone).toPlainDate();
    return c.render(<Closing on={on} ahead={ahead} />);
  }
  const stays = c.req.query("fait") === "reste";
  return c.render(<CloseAccount {...{ ahead, journalYears, stays, errors: errors ?? {} }} />, errors ? 422 : 200);
}
