import type { Sender } from "../notices/send.ts";
import { type Attempt, appointmentForJob } from "./mail-about.ts";
import { textAbout } from "./text-about.ts";

/** Tells by text that it is cancelled, and whom to ring. */
export async function textCancelled(
  sender: Sender,
  { appointmentId }: { appointmentId: string },
  attempt: Attempt,
): Promise<void> {
  const appointment = await appointmentForJob(sender, appointmentId);
  if (appointment?.status !== "cancelled") return;
  await textAbout(sender, appointment, { kind: "cancelled", occasion: "change" }, attempt);
}
