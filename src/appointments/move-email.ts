import type { Sender } from "../notices/send.ts";
import { type Attempt, appointmentForJob, type Letter, mailAbout } from "./mail-about.ts";

/** Tells the patient the new time: same appointment, same link, and the calendar entry moves with it. Cancelled meanwhile: no mail. */
export async function mailMoved(
  sender: Sender,
  { appointmentId }: { appointmentId: string },
  attempt: Attempt,
): Promise<void> {
  const appointment = await appointmentForJob(sender, appointmentId);
  if (!appointment || appointment.status === "cancelled") return;
  await mailAbout(sender, appointment, moved, attempt);
}

const moved: Letter = {
  kind: "moved",
  subject: (t, when) => t("mail.movedSubject", { when }),
  opening: (t) => t("mail.moved"),
  calendar: true,
};
