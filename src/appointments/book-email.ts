import { type Attempt, appointmentForJob, type Letter, mailAbout, type Writer } from "./mail-about.ts";

/** Tells the patient that it is booked, or asked for, with the calendar file. Cancelled or moved
 * meanwhile: the mail about that says enough. */
export async function mailBooked(
  sender: Writer,
  { appointmentId, sequence = 0 }: { appointmentId: string; sequence?: number },
  attempt: Attempt,
): Promise<void> {
  const appointment = await appointmentForJob(sender, appointmentId);
  if (!appointment || appointment.status === "cancelled" || appointment.sequence > sequence) return;
  await mailAbout(sender, appointment, appointment.status === "requested" ? requested : booked, attempt);
}

const booked: Letter = {
  kind: "booked",
  occasion: "confirmation",
  subject: (t, when) => t("mail.bookedSubject", { when }),
  opening: (t) => t("mail.booked"),
  calendar: true,
};

const requested: Letter = {
  kind: "requested",
  occasion: "confirmation",
  subject: (t, when) => t("mail.requestedSubject", { when }),
  opening: (t) => t("mail.requested"),
  calendar: false,
};
