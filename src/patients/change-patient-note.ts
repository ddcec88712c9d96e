import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { filesOpenTo, type StaffActor } from "./files.ts";
import { notesOpenTo } from "./patient-notes.ts";
import { unpinAll } from "./write-patient-note.ts";

export interface NoteChange {
  patientId: string;
  noteId: string;
  /** Null: the words stay, whoever wrote them. */
  note: string | null;
  isPinned: boolean;
  /** As it was when the form was opened. */
  version: number;
  by: StaffActor;
  now: Temporal.Instant;
}
/** not-mine: only its author changes the words. stale: it was changed meanwhile; it says now `current`. */
export type ChangeNoteOutcome =
  | { done: true }
  | { done: false; because: "not-found" | "not-mine" }
  | { done: false; because: "stale"; current: { note: string; isPinned: boolean; version: number } };

/** Changes the words of one's own note, or pins any note of the file, which unpins the one that was. Saying the same is calm. */
export async function changePatientNote(db: Db, change: NoteChange): Promise<ChangeNoteOutcome> {
  const { by, now, version, isPinned } = change;
  return asActor(db, by, async (tx) => {
    const found = await noteUnderLock(tx, change);
    if (!found) return { done: false, because: "not-found" };
    const { id: noteId, establishmentId, patientId } = found;
    const words = change.note ?? found.note;
    const isSame = words === found.note && isPinned === found.pinned;
    if (isSame) return { done: true };
    if (words !== found.note && found.writtenBy !== by.staffId) return { done: false, because: "not-mine" };
    if (version !== found.version) {
      const current = { note: found.note, isPinned: found.pinned, version: found.version };
      return { done: false, because: "stale", current };
    }

    if (isPinned && !found.pinned) await unpinAll(tx, patientId);
    const areWordsNew = words !== found.note;
    await tx
      .updateTable("patientNote")
      .set({ pinned: isPinned, version: version + 1, ...(areWordsNew && { note: words, changedAt: now }) })
      .where("id", "=", noteId)
      .execute();
    await remember(tx, "patient-note-changed", { establishmentId, patientId, now, detail: { noteId, isPinned } });
    return { done: true };
  });
}

/** A note under the lock of its file, which all changes of the notes of that file wait for; null when it is not there for this person. */
export async function noteUnderLock(
  tx: Tx,
  { patientId, noteId, by }: { patientId: string; noteId: string; by: StaffActor },
) {
  const file = await filesOpenTo(tx, by)
    .select("patient.id")
    .where(sql<string>`patient.id::text`, "=", patientId)
    .forUpdate("patient")
    .executeTakeFirst();
  if (!file) return null;
  const found = await notesOpenTo(tx, by)
    .selectAll("patientNote")
    .where("patientNote.patientId", "=", file.id)
    .where(sql<string>`patient_note.id::text`, "=", noteId)
    .executeTakeFirst();
  return found ?? null;
}
