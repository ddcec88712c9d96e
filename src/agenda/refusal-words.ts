import type { CancelByStaffRefusal } from "../appointments/cancel-by-staff.ts";
import type { RearrangeRefusal } from "../appointments/rearrange.ts";
import type { TimeForStaffRefusal } from "../appointments/time-for-staff.ts";
import type { Words } from "../ui/words.ts";

/** Why something could not be done to an appointment, as the verbs answer it. */
export type VisitRefusal = TimeForStaffRefusal | { because: RearrangeRefusal | CancelByStaffRefusal | "not-requested" };

/** It in one calm sentence, or a few. */
export function refusalWords(
  t: Words<"agenda">,
  refusal: VisitRefusal,
  { practitioner, reason }: { practitioner: string; reason: string },
): string {
  if (refusal.because !== "only-on-purpose") return t(`refused.text.${refusal.because}`, { practitioner, reason });
  return refusal.warnings.map((warning) => t(`refused.warning.${warning}`, { practitioner })).join(" ");
}
