import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";

export type EventKind =
  | "appointment-booked"
  | "appointment-moved"
  | "appointment-cancelled"
  | "patient-file-created"
  | "patient-invited"
  /** These two are written by the database (migrations/0020_practice_invitation.sql). */
  | "patient-linked"
  | "patient-merge-proposed"
  | "patient-unlinked";

export interface Happening {
  establishmentId: string;
  patientId?: string;
  appointmentId?: string;
  now: Temporal.Instant;
  /** Ids, times and codes only: never a word about health. */
  detail?: Record<string, string | number | boolean | null>;
}

/** Writes down what happened, in the transaction that does it. Who acts is taken from the transaction itself and cannot be forged;
 * rows are never changed afterwards. */
export async function remember(tx: Tx, kind: EventKind, happening: Happening): Promise<void> {
  const { now, detail, ...whom } = happening;
  await tx
    .insertInto("event")
    .values({ id: newId(), kind, happenedAt: now, detail: JSON.stringify(detail ?? {}), ...whom })
    .execute();
}
