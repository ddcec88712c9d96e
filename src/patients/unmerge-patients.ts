import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { isId } from "../platform/web.ts";
import type { StaffActor } from "./files.ts";

export type UnmergeRefusal = "too-late" | "kept-was-joined";
export type UnmergeOutcome =
  | { done: true; keptId: string; goneId: string }
  | { done: false; because: "not-found" | UnmergeRefusal };

/** Separates two files that were joined: both as they were, each with what was its own. What was added to the kept file since, or changed of it, stays
 * there. Nobody proposes to join them again. Separating twice is calm.
 *
 * too-late: more than thirty days ago, and what it took is erased; kept-was-joined: the kept file is part of another one since, which is separated
 * first. */
export async function unmergePatients(
  db: Db,
  { mergeId, by, now }: { mergeId: string; by: StaffActor; now: Temporal.Instant },
): Promise<UnmergeOutcome> {
  return asActor(db, by, async (tx) => {
    const merge = await mergeOpenTo(tx, by, mergeId);
    if (!merge) return { done: false, because: "not-found" };
    const { keptId, goneId } = merge;
    const { rows } = await sql<{ refusal: UnmergeRefusal | "not-found" | "done-already" | null }>`
      select unmerge_files(${mergeId}, ${now}) as refusal`.execute(tx);
    const refusal = rows[0]?.refusal ?? null;
    if (refusal === "done-already") return { done: true, keptId, goneId };
    if (refusal) return { done: false, because: refusal };

    const { establishmentId } = by;
    for (const [patientId, otherPatientId] of [
      [keptId, goneId],
      [goneId, keptId],
    ] as const)
      await remember(tx, "patient-files-separated", {
        ...{ establishmentId, patientId, now },
        detail: { mergeId, otherPatientId },
      });
    return { done: true, keptId, goneId };
  });
}

/** Two files that were joined once. */
export interface PatientMerge {
  id: string;
  keptId: string;
  goneId: string;
  mergedAt: Temporal.Instant;
  undoableUntil: Temporal.Instant;
  unmergedAt: Temporal.Instant | null;
}

/** The only door to merges: those of one's own house. Null: none of this id. `id` may be anything. */
export async function mergeOpenTo(tx: Tx, by: StaffActor, id: string): Promise<PatientMerge | null> {
  if (!isId(id)) return null;
  const merge = await tx
    .selectFrom("patientMerge")
    .select(["id", "keptId", "goneId", "mergedAt", "undoableUntil", "unmergedAt"])
    .where("id", "=", id)
    .where("establishmentId", "=", by.establishmentId)
    .executeTakeFirst();
  return merge ?? null;
}

/** The merges of this file that can still be undone, the newest first. */
export function undoableMergesOf(
  tx: Tx,
  by: StaffActor,
  { patientId, now }: { patientId: string; now: Temporal.Instant },
): Promise<PatientMerge[]> {
  return tx
    .selectFrom("patientMerge")
    .select(["id", "keptId", "goneId", "mergedAt", "undoableUntil", "unmergedAt"])
    .where("establishmentId", "=", by.establishmentId)
    .where("keptId", "=", patientId)
    .where("unmergedAt", "is", null)
    .where("undoableUntil", ">=", now)
    .orderBy("mergedAt", "desc")
    .execute();
}
