import { Hono } from "hono";
import { z } from "zod";
import { attend } from "../appointments/attend.ts";
import { readForm } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { wordsIn } from "../ui/words.ts";
import { showAppointment } from "./appointment-page.tsx";
import { backTo, withAct } from "./back-to.ts";
import { theirVisit, versionTyped, type WithVisit } from "./their-visit.ts";

const Course = z.object({ vers: z.enum(["arrived", "in-consultation", "seen", "missed", "back"]) });

/** The course of a visit, a press a step; and one step back. */
export const attendPage = new Hono<WithVisit>().post(proPaths.attend(":id"), theirVisit, async (c) => {
  const { db, staff: by, now } = c.var;
  const { id } = c.var.visit;
  const t = wordsIn("fr", "agenda");
  const form = await readForm(c, Course);
  if (!form.ok) return showAppointment(c, { refused: t("refused.text.no-such-step") }, 422);

  const { typed } = form;
  const outcome = await attend(db, { id, version: versionTyped(typed), to: form.value.vers, by, now: now() });
  if (outcome.done) return c.redirect(withAct(backTo(typed.retour) ?? proPaths.appointment(id), outcome.actId), 303);
  if (outcome.because === "not-found") return c.notFound();
  if (outcome.because === "changed-meanwhile") return showAppointment(c, { theirs: outcome.theirs }, 409);
  return showAppointment(c, { refused: t(`refused.text.${outcome.because}`) }, 409);
});
