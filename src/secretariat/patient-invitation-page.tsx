import { type Context, Hono } from "hono";
import { z } from "zod";
import { invitationOfFile } from "../patients/file-invitation.ts";
import type { StaffActor } from "../patients/files.ts";
import {
  type InvitePatientRefusal,
  invitePatient,
  type PatientPost,
  withdrawPatientInvitation,
} from "../patients/invite-patient.ts";
import { unlinkPatient } from "../patients/unlink-patient.ts";
import { idIn, readForm, type Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { renderFile } from "./opened-file.ts";
import { InvitationView, UnlinkView } from "./patient-invitation-view.tsx";

const Invitation = z.object({
  faire: z.enum(["inviter", "retirer"]).catch("inviter"),
  langue: z.enum(["fr", "en"]).catch("fr"),
});

/** Inviting a patient to find her file online: sending, sending again, taking back; and detaching a file that is linked. */
export function patientInvitationPages(post: PatientPost) {
  return new Hono<Web>()
    .get(proPaths.patientInvitation(":id"), (c) => invitation(c, {}))
    .post(proPaths.patientInvitation(":id"), async (c) => {
      const form = await readForm(c, Invitation);
      if (!form.ok) return invitation(c, { status: 422 });
      const { faire, langue: language } = form.value;
      const which = { patientId: idIn(c), ...who(c) };
      if (faire === "retirer") {
        const outcome = await withdrawPatientInvitation(c.var.db, which);
        return outcome.done ? c.redirect(proPaths.patient(idIn(c), { fait: "retire" }), 303) : c.notFound();
      }
      const outcome = await invitePatient(c.var.db, post, { ...which, language });
      if (outcome.done) return c.redirect(proPaths.patient(idIn(c), { fait: "invite" }), 303);
      if (outcome.because === "not-found") return c.notFound();
      if (outcome.because !== "too-many-mails") return invitation(c, { because: outcome.because, status: 409 });
      c.header("Retry-After", String(outcome.waitS));
      return invitation(c, { waitS: outcome.waitS, status: 429 });
    })
    .get(proPaths.unlinkPatient(":id"), (c) =>
      renderFile(c, { read: async () => null, view: (file) => <UnlinkView file={file} /> }),
    )
    .post(proPaths.unlinkPatient(":id"), async (c) => {
      const outcome = await unlinkPatient(c.var.db, { patientId: idIn(c), ...who(c) });
      return outcome.done ? c.redirect(proPaths.patient(idIn(c), { fait: "detache" }), 303) : c.notFound();
    });
}

function who(c: Context<Web>) {
  return { by: c.var.actor as StaffActor, now: c.var.now() };
}

interface Again {
  because?: InvitePatientRefusal;
  /** Too many mails: so many seconds to wait. */
  waitS?: number;
  status?: 200 | 409 | 422 | 429;
}

function invitation(c: Context<Web>, { status = 200, ...again }: Again) {
  return renderFile(c, {
    status,
    read: (tx, { id: patientId }, by) => invitationOfFile(tx, by, { patientId, now: c.var.now() }),
    view: (file, found) => <InvitationView file={file} invitation={found} {...again} />,
  });
}
