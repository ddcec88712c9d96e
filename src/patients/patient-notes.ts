import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { StaffActor } from "./files.ts";

/** What staff wrote about a patient, for one another: no patient ever sees it. */
export interface PatientNote {
  id: string;
  note: string;
  isPinned: boolean;
  writtenBy: Writer;
  writtenAt: Temporal.Instant;
  /** Its words; null: never since. */
  changedAt: Temporal.Instant | null;
  version: number;
}

/** `name`: null once the account is closed. `isMe`: whoever reads. */
export interface Writer {
  name: string | null;
  isMe: boolean;
}

/** The note that is shown wherever the patient is met. */
export interface PinnedNote {
  patientId: string;
  note: string;
  /** « Sami Bertin »; empty once the account is closed. */
  writtenBy: string;
  writtenAt: Temporal.Instant;
}

/** The longest a note may be, in characters. */
export const noteMost = 2000;

/** The only door to the notes: those of the house. Row-level security stands behind it. */
export function notesOpenTo(tx: Tx, by: StaffActor) {
  return tx.selectFrom("patientNote").where("patientNote.establishmentId", "=", by.establishmentId);
}

/** All notes of a file, the pinned one first, then the newest. */
export async function notesOf(tx: Tx, by: StaffActor, patientId: string): Promise<PatientNote[]> {
  const rows = await notesOpenTo(tx, by)
    .leftJoin(teamNames, (join) => join.onRef("team.staffId", "=", "patientNote.writtenBy"))
    .select([
      "patientNote.id",
      "note",
      "pinned as isPinned",
      "writtenBy",
      "writtenAt",
      "changedAt",
      "version",
      "team.name",
    ])
    .where("patientId", "=", patientId)
    .orderBy("pinned", "desc")
    .orderBy("writtenAt", "desc")
    .orderBy("patientNote.id", "desc")
    .execute();
  return rows.map(({ name, writtenBy, ...row }) => ({ ...row, writtenBy: { name, isMe: writtenBy === by.staffId } }));
}

/** The note pinned to each of these files, if one is: by file. One statement. For staff only. */
export async function pinnedNotesOf(tx: Tx, patientIds: readonly string[]): Promise<Map<string, PinnedNote>> {
  if (patientIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("patientNote")
    .leftJoin(teamNames, (join) => join.onRef("team.staffId", "=", "patientNote.writtenBy"))
    .distinctOn("patientId")
    .select(["patientId", "note", "writtenAt", sql<string>`coalesce(team.name, '')`.as("writtenBy")])
    .where("patientId", "in", patientIds)
    .where("pinned", "=", true)
    .orderBy("patientId")
    .orderBy("writtenAt", "desc") // files that were joined may bring one each
    .execute();
  return new Map(rows.map((row) => [row.patientId, row]));
}

const teamNames = sql<{ staffId: string; name: string | null }>`team_names()`.as<"team">(sql.ref("team"));
