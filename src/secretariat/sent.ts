import { sql } from "kysely";
import { type KeptReceipt, outcomeOf } from "../notices/outcome.ts";
import type { StaffActor } from "../patients/files.ts";
import type { Tx } from "../platform/db.ts";

/** A mail or a text that was to leave for a patient, and what became of it. */
export interface SentNotice {
  id: string;
  kind: string;
  channel: "mail" | "sms" | "push";
  outcome: ReturnType<typeof outcomeOf>;
  at: Temporal.Instant;
  /** Where it went: to what the file says, or to what an account says, which is none of the house's business. */
  to: "file" | "account";
  /** Which visit it is about; null: none, such as an invitation. */
  visit: { id: string; startsAt: Temporal.Instant; zone: string } | null;
}

/** How many a page shows at most: the newest. */
export const sentMost = 300;

/** What left for this patient about the visits of agendas one sees, and invitations of the house, the newest first. Nothing of accounts. Row-
 * level security narrows it (migrations/0006, 0020). */
export async function sentTo(
  tx: Tx,
  by: StaffActor,
  { patientId, limit = sentMost }: { patientId: string; limit?: number },
): Promise<SentNotice[]> {
  const rows = await tx
    .selectFrom("notice")
    .innerJoin("patient", "patient.id", "notice.patientId")
    .leftJoin("appointment", "appointment.id", "notice.appointmentId")
    .select(["notice.id", "notice.kind", "notice.channel", "notice.status", "because", "delivery"])
    .select(["decidedAt", "sentAt", "appointment.id as visitId", "appointment.startsAt", "appointment.zone"])
    .select(sql<boolean>`recipient in (lower(btrim(patient.email)), patient.email, patient.phone)`.as("isOfFile"))
    .where("notice.patientId", "=", patientId)
    .where("notice.establishmentId", "=", by.establishmentId)
    .where((row) => row.or([row("appointment.id", "is not", null), row("notice.kind", "=", "patient-invitation")]))
    .orderBy("decidedAt", "desc")
    .orderBy("notice.id", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ id, kind, channel, sentAt, decidedAt, isOfFile, visitId, startsAt, zone, ...row }) => ({
    ...{ id, kind, channel, at: sentAt ?? decidedAt, to: isOfFile ? "file" : "account" },
    outcome: outcomeOf({ channel, ...row } as KeptReceipt),
    visit: visitId && startsAt && zone ? { id: visitId, startsAt, zone } : null,
  }));
}
