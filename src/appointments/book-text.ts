import type { Sender } from "../notices/send.ts";
import { type Attempt, appointmentForJob } from "./mail-about.ts";
import { textAbout } from "./text-about.ts";

/** Tells by text that it is booked. Moved or cancelled meanwhile: the text about that says enough. */
export async function textBooked(
  sender: Sender,
  { appointmentId, sequence = 0 }: { appointmentId: string; sequence?: number },
  attempt: Attempt,
): Promise<void> {
  const appointment = await appointmentForJob(sender, appointmentId);
  if (appointment?.status !== "booked" || appointment.sequence > sequence) return;
  await textAbout(sender, appointment, { kind: "booked", occasion: "confirmation" }, attempt);
}
