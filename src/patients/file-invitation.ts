import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import { filesOpenTo, type StaffActor } from "./files.ts";
import { birthDateTries } from "./invitation.ts";

/** How the newest invitation of a file stands, for the practice that sent it. */
export interface FileInvitation {
  invitedAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  email: string;
  /** waiting: its link opens · spent: the birth date was mistaken too often · unfit: the file has another address by now, or is linked. */
  state: "waiting" | "expired" | "spent" | "withdrawn" | "unfit" | "linked" | "to-merge";
  /** Whoever holds the link asked for another one. */
  wantedAgainAt: Temporal.Instant | null;
  usedAt: Temporal.Instant | null;
  /** to-merge: the file of the same person that was linked before. */
  otherPatientId: string | null;
  /** What became of the mail: codes of the receipt. Null: it has not been tried yet. */
  receipt: { status: "sending" | "sent" | "failed" | "not-sent"; because: string | null } | null;
}

/** The newest invitation of this file; null when there was none, or its traces are erased. */
export async function invitationOfFile(
  tx: Tx,
  by: StaffActor,
  { patientId, now }: { patientId: string; now: Temporal.Instant },
): Promise<FileInvitation | null> {
  const found = await filesOpenTo(tx, by)
    .innerJoin("patientInvitation as mine", "mine.patientId", "patient.id")
    .leftJoin("notice", (join) =>
      join
        .on("notice.kind", "=", "patient-invitation")
        .onRef("notice.patientId", "=", "patient.id")
        .on("notice.occasion", "=", sql<string>`'patient-invitation:' || mine.id`),
    )
    .select(["mine.email", "invitedAt", "expiresAt", "withdrawnAt", "usedAt", "wantedAgainAt", "mine.birthDateTries"])
    .select(["outcome", "otherPatientId", "patient.personId", "patient.email as fileEmail"])
    .select(["notice.status", "notice.because"])
    .where("patient.id", "=", patientId)
    .orderBy("mine.id", "desc")
    .limit(1)
    .executeTakeFirst();
  if (!found) return null;
  const { email, invitedAt, expiresAt, wantedAgainAt, usedAt, otherPatientId, status, because } = found;
  return {
    ...{ email, invitedAt, expiresAt, wantedAgainAt, usedAt, otherPatientId, state: stateOf(found, now) },
    receipt: status ? { status, because } : null,
  };
}

function stateOf(
  found: {
    outcome: "linked" | "to-merge" | null;
    withdrawnAt: Temporal.Instant | null;
    expiresAt: Temporal.Instant;
    birthDateTries: number;
    personId: string | null;
    email: string;
    fileEmail: string | null;
  },
  now: Temporal.Instant,
): FileInvitation["state"] {
  if (found.outcome) return found.outcome;
  if (found.withdrawnAt) return "withdrawn";
  if (found.personId || found.fileEmail?.trim().toLowerCase() !== found.email) return "unfit";
  if (Temporal.Instant.compare(found.expiresAt, now) <= 0) return "expired";
  return found.birthDateTries >= birthDateTries ? "spent" : "waiting";
}
