import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { once } from "../platform/idempotency.ts";
import { newId } from "../platform/ids.ts";
import { filesOpenTo, type StaffActor } from "./files.ts";

export interface NewNote {
  patientId: string;
  /** Not empty, at most `noteMost` characters. */
  note: string;
  isPinned: boolean;
  /** Of the form: posted twice, it is written once. */
  key: string;
  by: StaffActor;
  now: Temporal.Instant;
}
export type WriteNoteOutcome = { done: true; noteId: string } | { done: false; because: "not-found" };

/** Adds a note of the team to a file. Pinned, it takes the place of the one that was. */
export async function writePatientNote(db: Db, { key, by, now, ...wish }: NewNote): Promise<WriteNoteOutcome> {
  return asActor(db, by, async (tx) => {
    const file = await filesOpenTo(tx, by)
      .select(["patient.id", "patient.establishmentId"])
      .where(sql<string>`patient.id::text`, "=", wish.patientId)
      .forUpdate("patient")
      .executeTakeFirst();
    if (!file) return { done: false, because: "not-found" };
    return once(tx, { key, request: wish }, async () => {
      const { establishmentId, id: patientId } = file;
      const [noteId, { note, isPinned }] = [newId(), wish];
      if (isPinned) await unpinAll(tx, patientId);
      const written = { note, pinned: isPinned, writtenBy: by.staffId, writtenAt: now };
      await tx
        .insertInto("patientNote")
        .values({ id: noteId, establishmentId, patientId, ...written })
        .execute();
      await remember(tx, "patient-note-written", { establishmentId, patientId, now, detail: { noteId } });
      return { done: true, noteId };
    });
  });
}

/** One note of a file is pinned at a time. */
export async function unpinAll(tx: Tx, patientId: string): Promise<void> {
  await tx
    .updateTable("patientNote")
    .set((row) => ({ pinned: false, version: row("version", "+", 1) }))
    .where("patientId", "=", patientId)
    .where("pinned", "=", true)
    .execute();
}
