import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import { isId } from "../platform/web.ts";
import { filesOpenTo, type StaffActor } from "./files.ts";
import {
  identityOf,
  type MergeableFile,
  type MergeField,
  type MergeRefusal,
  mergeFields,
  refusalToMerge,
} from "./merge.ts";

/** For how many days two files that were joined can be separated again. */
export const undoableDays = 30;

export interface Merge {
  /** The file that stays, and the one that goes; both as the form showed them. */
  kept: { id: string; version: number };
  gone: { id: string; version: number };
  /** The fields whose value is that of the file that goes. */
  fromGone: readonly MergeField[];
  by: StaffActor;
  now: Temporal.Instant;
}

/** stale: one of the files changed since it was shown. */
export type MergeOutcome =
  | { done: true; mergeId: string; keptId: string }
  | { done: false; because: "not-found" | "stale" | MergeRefusal };

/** Makes one file of two of the house: the values chosen one by one, and all that leans on the file that goes, of whichever agenda it is (whoever
 * joins them is shown none of it). Undone for thirty days (unmerge-patients.ts). Joining them again is calm: the first joining is answered.
 *
 * The link to a person stays, whichever file had it; two files of different persons are not one. */
export async function mergePatients(db: Db, { kept, gone, fromGone, by, now }: Merge): Promise<MergeOutcome> {
  return asActor(db, by, async (tx) => {
    const files = await mergeableFiles(tx, by, [kept.id, gone.id], { lock: true });
    const [keptFile, goneFile] = [files.get(kept.id), files.get(gone.id)];
    if (!keptFile || !goneFile) {
      const before = await joinedAlready(tx, by, kept.id, gone.id);
      return before ? { done: true, mergeId: before, keptId: kept.id } : { done: false, because: "not-found" };
    }
    if (kept.id === gone.id) return { done: false, because: "not-found" };
    if (keptFile.version !== kept.version || goneFile.version !== gone.version)
      return { done: false, because: "stale" };
    const because = refusalToMerge(keptFile, goneFile, fromGone);
    if (because) return { done: false, because };

    const mergeId = newId();
    const columns = fromGone.map((field) => mergeFields[field]);
    const { rows } = await sql<{ refusal: string | null }>`
      select merge_files(${mergeId}, ${kept.id}, ${gone.id}, ${columns}::text[], ${identityOf(keptFile, goneFile, fromGone)}, ${now})
        as refusal`.execute(tx);
    if (rows[0]?.refusal) throw new Error(`the database refuses a merge that our rules accept: ${rows[0].refusal}`);

    const { establishmentId } = by;
    for (const [patientId, otherPatientId] of [
      [kept.id, gone.id],
      [gone.id, kept.id],
    ] as const) {
      const detail = { mergeId, otherPatientId, keptPatientId: kept.id };
      await remember(tx, "patient-files-joined", { establishmentId, patientId, now, detail });
    }
    if (goneFile.personId) await announce(tx, "patient-linked", { patientId: kept.id, personId: goneFile.personId });
    return { done: true, mergeId, keptId: kept.id };
  });
}

/** These files of the house, by id; those that are not here, or were joined to another, are left out. Ids may be anything. */
export async function mergeableFiles(
  tx: Tx,
  by: StaffActor,
  ids: readonly string[],
  { lock = false } = {},
): Promise<Map<string, MergeableFile>> {
  const files = await filesOpenTo(tx, by)
    .select(["patient.id", "version", "identityStatus", "blockedOnlineBecause", "isKnown", "personId", "createdAt"])
    .select(["nameUsed", "birthName", "firstNames", "birthDate", "sex", "birthplaceInsee"])
    .select(["phone", "email", "address", "number"])
    .where(sql<string>`patient.id`, "in", ids.filter(isId).length > 0 ? ids.filter(isId) : [nobodys])
    .orderBy("patient.id")
    .$if(lock, (query) => query.forUpdate("patient"))
    .execute();
  return new Map(files.map((file) => [file.id, file]));
}

const nobodys = "00000000-0000-0000-0000-000000000000";

/** The merge by which the one was joined to the other, if that is so. */
async function joinedAlready(tx: Tx, by: StaffActor, keptId: string, goneId: string): Promise<string | null> {
  if (!isId(keptId) || !isId(goneId)) return null;
  const merge = await tx
    .selectFrom("patientMerge")
    .select("id")
    .where("establishmentId", "=", by.establishmentId)
    .where("keptId", "=", keptId)
    .where("goneId", "=", goneId)
    .where("unmergedAt", "is", null)
    .executeTakeFirst();
  return merge?.id ?? null;
}
