import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { noteUnderLock } from "./change-patient-note.ts";
import type { StaffActor } from "./files.ts";

/** not-mine: the author takes it away, or a manager. */
export type DeleteNoteOutcome = { done: true } | { done: false; because: "not-found" | "not-mine" };

/** Takes a note away for good. The journal keeps that it was there, and none of its words. */
export async function deletePatientNote(
  db: Db,
  {
    isManager,
    by,
    now,
    ...which
  }: { patientId: string; noteId: string; isManager: boolean; by: StaffActor; now: Temporal.Instant },
): Promise<DeleteNoteOutcome> {
  return asActor(db, by, async (tx) => {
    const found = await noteUnderLock(tx, { ...which, by });
    if (!found) return { done: false, because: "not-found" };
    const { id: noteId, establishmentId, patientId, writtenBy } = found;
    if (writtenBy !== by.staffId && !isManager) return { done: false, because: "not-mine" };
    await tx.deleteFrom("patientNote").where("id", "=", noteId).execute();
    await remember(tx, "patient-note-deleted", { establishmentId, patientId, now, detail: { noteId } });
    return { done: true };
  });
}
