import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";

/** What it takes to separate two files is kept for thirty days: then the old values are erased, and the file that went. That they were one is
 * kept: the journal and old addresses lead on to the file that stays. */
export async function forgetMerges(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  await asActor(db, { kind: "system", job: "forget-merges" }, async (tx) => {
    const over = await tx
      .updateTable("patientMerge")
      .set({ goneBefore: null, keptBefore: null, keptAfter: null, moved: null })
      .where("undoableUntil", "<", now)
      .where("moved", "is not", null)
      .returning("goneId")
      .execute();
    const gone = over.map(({ goneId }) => goneId);
    if (gone.length === 0) return;
    await tx.deleteFrom("patient").where("id", "in", gone).where("mergedInto", "is not", null).execute();
  });
}
