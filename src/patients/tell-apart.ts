import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import type { StaffActor } from "./files.ts";
import { mergeableFiles } from "./merge-patients.ts";

/** Says that two files of the house are of two persons: nobody proposes to join them again. Saying it twice is calm. */
export async function tellApart(
  db: Db,
  { files: [one, other], by, now }: { files: readonly [string, string]; by: StaffActor; now: Temporal.Instant },
): Promise<{ done: true } | { done: false; because: "not-found" }> {
  return asActor(db, by, async (tx) => {
    const found = await mergeableFiles(tx, by, [one, other]);
    const [oneId, otherId] = [...found.keys()].sort();
    if (!oneId || !otherId) return { done: false, because: "not-found" };

    const told = { toldApartAt: now, toldApartBy: by.staffId };
    const { establishmentId } = by;
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto("patientPair")
      .values({ oneId, otherId, establishmentId, because: "same-name-and-birth", foundAt: now, ...told })
      .onConflict((same) =>
        same.columns(["oneId", "otherId"]).doUpdateSet(told).where("patientPair.toldApartAt", "is", null),
      )
      .executeTakeFirstOrThrow();
    if (!numInsertedOrUpdatedRows) return { done: true };
    for (const [patientId, otherPatientId] of [
      [oneId, otherId],
      [otherId, oneId],
    ] as const)
      await remember(tx, "patient-files-told-apart", { establishmentId, patientId, now, detail: { otherPatientId } });
    return { done: true };
  });
}
