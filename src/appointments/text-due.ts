import type { Sender } from "../notices/send.ts";
import { textBooked } from "./book-text.ts";
import { textCancelled } from "./cancel-text.ts";
import type { Attempt } from "./mail-about.ts";
import { textMoved } from "./move-text.ts";
import type { TextKind } from "./text-about.ts";

/** It is morning: the text that waited leaves, if what it tells still stands. */
export function textDue(
  sender: Sender,
  { about, ...due }: { appointmentId: string; about: TextKind; sequence?: number },
  attempt: Attempt,
): Promise<void> {
  const listen = { booked: textBooked, moved: textMoved, cancelled: textCancelled }[about];
  return listen(sender, due, attempt);
}
