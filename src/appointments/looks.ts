import { type Looked, look } from "../audit/look.ts";
import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";

/** A visit that was shown. */
interface Shown {
  id: string;
  establishmentId: string;
  patientId: string;
  /** That of the person who looks. */
  isOwn: boolean;
}

/** Writes down that this visit was looked at, unless it is one's own. */
export async function lookAtVisit(tx: Tx, by: Actor, visit: Shown, now: Temporal.Instant): Promise<void> {
  const { id: appointmentId, establishmentId, patientId } = visit;
  if (isTold(by, visit)) await look(tx, "appointment-viewed", { establishmentId, patientId, appointmentId }, now);
}

/** Writes down that these visits were listed: a line for each file that is not one's own. */
export async function lookAtVisits(tx: Tx, by: Actor, visits: readonly Shown[], now: Temporal.Instant): Promise<void> {
  const files = new Map<string, Looked>();
  for (const visit of visits) {
    const { establishmentId, patientId } = visit;
    if (isTold(by, visit)) files.set(patientId, { establishmentId, patientId });
  }
  await look(tx, "appointments-listed", [...files.values()], now);
}

/** Jobs look at everything, and show it to nobody. */
function isTold(by: Actor, { isOwn }: Shown): boolean {
  return !isOwn && by.kind !== "system";
}
