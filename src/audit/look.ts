import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";

/** What someone may look at, or take a copy of. `link-followed`: the link of a mail, with the letters of a name. */
export type LookKind =
  | "appointment-viewed"
  | "appointments-listed"
  | "link-followed"
  | "data-downloaded"
  | "patient-file-viewed"
  /** Found by a search, or in a list of files. */
  | "patients-listed"
  /** The journal itself: of one patient, or of the house. */
  | "journal-viewed"
  | "journal-downloaded"
  /** The day or week in which an appointment stands; on paper. */
  | "agenda-viewed"
  | "agenda-printed";

/** What was looked at: an appointment or a file of an establishment, what an establishment keeps about no patient in particular, or what the
 * portal itself keeps about a person. Ids only. */
export type Looked =
  | { establishmentId: string; patientId: string; appointmentId?: string; result?: "done" | "refused" }
  | { establishmentId: string; patientId?: never; appointmentId?: never }
  | { personId: string };

/** Writes down that someone looked at another's data, in the transaction that shows it. Who looks and from where is taken from the
 * transaction itself and cannot be forged. Whoever looks again within five minutes is not told twice.
 *
 * One statement, none when there is nothing to tell. It is the one line that every page of staff about a patient owes:
 * `await look(tx, "appointment-viewed", { establishmentId, patientId, appointmentId }, now)`. */
export async function look(
  tx: Tx,
  kind: LookKind,
  looked: Looked | readonly Looked[],
  now: Temporal.Instant,
): Promise<void> {
  const rows = [looked].flat().map((one) => ({ id: newId(), kind, isLook: true, happenedAt: now, ...one }));
  if (rows.length === 0) return;
  await tx
    .insertInto("event")
    .values(rows)
    .onConflict((same) => same.doNothing())
    .execute();
}
