import { type Attempt, appointmentForJob, type Letter, mailAbout, type Writer } from "./mail-about.ts";

/** Tells the patient the new time: same appointment, same link, and the calendar entry moves with it. Cancelled meanwhile: no mail. */
export async function mailMoved(
  sender: Writer,
  { appointmentId }: { appointmentId: string },
  attempt: Attempt,
): Promise<void> {
  const appointment = await appointmentForJob(sender, appointmentId);
  if (!appointment || appointment.status === "cancelled") return;
  await mailAbout(sender, appointment, moved, attempt);
}

const moved: Letter = {
  kind: "moved",
  occasion: "change",
  subject: (t, when) => t("mail.movedSubject", { when }),
  opening: (t) => t("mail.moved"),
  calendar: true,
};
