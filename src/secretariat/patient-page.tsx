import { type Context, Hono } from "hono";
import { z } from "zod";
import { answerProposal } from "../patients/answer-proposal.ts";
import type { StaffActor } from "../patients/files.ts";
import { idIn, readForm, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { renderFile } from "./opened-file.ts";
import { summaryOf } from "./summary.ts";
import { SummaryView, type Told } from "./summary-view.tsx";

const Answer = z.object({
  reponse: z.enum(["accepter", "ignorer"]),
  valeur: z.string().max(500),
});

/** The first page of a patient's file, and the answers to what the patient proposes. */
export const patientPage = new Hono<Web>()
  .get(proPaths.patient(":id"), (c) => summary(c, { told: { done: c.req.query("fait") ?? null } }))
  .post(proPaths.patientProposal(":id", ":proposal"), async (c) => {
    const form = await readForm(c, Answer);
    if (!form.ok) return summary(c, { told: { refused: "answer" }, status: 422 });
    const { reponse, valeur: value } = form.value;
    const outcome = await answerProposal(c.var.db, {
      ...{ patientId: idIn(c), proposalId: c.req.param("proposal") ?? "", value, accepts: reponse === "accepter" },
      ...{ by: c.var.actor as StaffActor, now: c.var.now() },
    });
    if (outcome.done)
      return c.redirect(proPaths.patient(idIn(c), { fait: reponse === "accepter" ? "accepte" : "ignore" }), 303);
    if (outcome.because === "not-found") return c.notFound();
    return summary(c, { told: { refused: outcome.because }, status: 409 });
  });

function summary(c: Context<Web>, { told, status = 200 }: { told: Told; status?: 200 | 409 | 422 }) {
  const isLimited = !c.var.desk.allAgendas;
  return renderFile(c, {
    status,
    read: (tx, file, by) => summaryOf(tx, file, by, c.var.now()),
    view: (file, found) => <SummaryView file={file} summary={found} told={told} isLimited={isLimited} />,
  });
}
