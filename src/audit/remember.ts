import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";

export type EventKind =
  | "appointment-booked"
  | "appointment-moved"
  | "appointment-cancelled"
  | "appointment-changed"
  | "appointment-confirmed"
  | "appointment-declined"
  | "appointment-arrived"
  | "appointment-called"
  | "appointment-seen"
  | "appointment-missed"
  | "appointment-stepped-back"
  | "appointment-undone"
  | "patient-file-created"
  | "patient-file-changed"
  | "patient-identity-checked"
  | "patient-files-joined"
  | "patient-files-separated"
  | "patient-files-told-apart"
  | "patient-invited"
  | "patient-invitation-withdrawn"
  | "patient-note-written"
  | "patient-note-changed"
  | "patient-note-deleted"
  | "patient-standing-changed"
  | "patient-proposal-answered"
  /** These two are written by the database (migrations/0020_practice_invitation.sql). */
  | "patient-linked"
  | "patient-merge-proposed"
  | "patient-unlinked";

/** What is done to the house itself, about no patient: no patient's journal tells it. */
export type HouseEventKind =
  | "openings-changed"
  /** src/establishments/remember-setting.ts */
  | "settings-changed"
  /** Written by the database (migrations/0029_operator.sql). */
  | "establishment-founded"
  /** src/transfer/ */
  | "import-brought"
  | "import-written"
  | "house-exported"
  /** src/substitutes/ */
  | "substitute-appointed"
  | "substitute-ended"
  | "departure-planned"
  /** Of the team; joining is written by the database (migrations/0028_team.sql). */
  | "staff-invited"
  | "staff-joined"
  | "staff-rights-changed"
  | "staff-removed";

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
export async function remember(tx: Tx, kind: EventKind | HouseEventKind, happening: Happening): Promise<void> {
  const { now, detail, ...whom } = happening;
  await tx
    .insertInto("event")
    .values({ id: newId(), kind, happenedAt: now, detail: JSON.stringify(detail ?? {}), ...whom })
    .execute();
}
