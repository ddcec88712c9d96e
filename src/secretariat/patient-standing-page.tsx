import { type Context, Hono } from "hono";
import { z } from "zod";
import type { StaffActor } from "../patients/files.ts";
import { type OnlineStanding, reasonMost, setStanding } from "../patients/set-standing.ts";
import { type FieldErrors, freeText, idIn, readForm, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { renderFile } from "./opened-file.ts";
import { StandingView } from "./patient-standing-view.tsx";

const reason = freeText({ most: reasonMost, tooLong: "standing.tooLong" });
const Standing = z
  .object({
    connu: z.string().optional(),
    enLigne: z.enum(["oui", "non"], "standing.choose"),
    motif: reason,
    connuAvant: z.string().optional(),
    motifAvant: z.string().default(""),
  })
  .refine(({ enLigne, motif }) => enLigne === "oui" || motif !== null, {
    path: ["motif"],
    message: "standing.reasonMissing",
  });

/** Whether a patient is known to the house, and books online or by telephone only. */
export const patientStandingPage = new Hono<Web>()
  .get(proPaths.patientStanding(":id"), (c) => standing(c, {}))
  .post(proPaths.patientStanding(":id"), async (c) => {
    const form = await readForm(c, Standing);
    if (!form.ok) return standing(c, { typed: form.typed, errors: form.errors, status: 422 });
    const { connu, enLigne, motif, connuAvant, motifAvant } = form.value;
    const outcome = await setStanding(c.var.db, {
      ...{ patientId: idIn(c), isKnown: connu !== undefined, blockedBecause: enLigne === "non" ? motif : null },
      before: { isKnown: connuAvant === "oui", blockedBecause: motifAvant.replaceAll("\r\n", "\n") || null },
      ...{ by: c.var.actor as StaffActor, now: c.var.now() },
    });
    if (outcome.done) return c.redirect(proPaths.patient(idIn(c), { fait: "reservation" }), 303);
    if (outcome.because === "not-found") return c.notFound();
    return standing(c, { typed: form.typed, current: outcome.current, status: 409 });
  });

export interface StandingAgain {
  typed?: Record<string, string>;
  errors?: FieldErrors;
  /** A colleague changed it meanwhile. */
  current?: OnlineStanding;
}

function standing(c: Context<Web>, { status = 200, ...again }: StandingAgain & { status?: 200 | 409 | 422 }) {
  return renderFile(c, {
    status,
    read: async () => null,
    view: (file) => <StandingView file={file} {...again} />,
  });
}
