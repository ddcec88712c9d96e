import type { Sender } from "../notices/send.ts";
import { type Attempt, appointmentForJob } from "./mail-about.ts";
import { textAbout } from "./text-about.ts";

/** Tells the new time by text. Cancelled meanwhile: no text. */
export async function textMoved(
  sender: Sender,
  { appointmentId }: { appointmentId: string },
  attempt: Attempt,
): Promise<void> {
  const appointment = await appointmentForJob(sender, appointmentId);
  if (appointment?.status !== "booked") return;
  await textAbout(sender, appointment, { kind: "moved", occasion: "change" }, attempt);
}
