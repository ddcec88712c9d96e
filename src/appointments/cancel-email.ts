import { type Attempt, appointmentForJob, type Letter, mailAbout, type Writer } from "./mail-about.ts";

/** Tells the patient that it is cancelled, and takes it out of the calendar. */
export async function mailCancelled(
  sender: Writer,
  { appointmentId }: { appointmentId: string },
  attempt: Attempt,
): Promise<void> {
  const appointment = await appointmentForJob(sender, appointmentId);
  if (appointment?.status !== "cancelled") return;
  await mailAbout(
    sender,
    appointment,
    appointment.cancelledBy === "practice" ? cancelledByPractice : cancelled,
    attempt,
  );
}

const cancelled: Letter = {
  kind: "cancelled",
  occasion: "change",
  subject: (t, when) => t("mail.cancelledSubject", { when }),
  opening: (t) => t("mail.cancelled"),
  calendar: true,
};

const cancelledByPractice: Letter = { ...cancelled, opening: (t) => t("mail.cancelledByPractice") };
