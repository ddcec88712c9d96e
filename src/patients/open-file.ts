import type { Tx } from "../platform/db.ts";
import { isId } from "../platform/web.ts";
import { filesOpenTo, type StaffActor } from "./files.ts";

/** Where the file of this id is to be found today: it itself, or the one it was joined to. Null: there is none here. `id` may be anything. */
export async function whereIsFile(
  tx: Tx,
  by: StaffActor,
  id: string,
): Promise<{ kind: "file" } | { kind: "joined"; into: string } | null> {
  if (!isId(id)) return null;
  const merge = await tx
    .selectFrom("patientMerge")
    .select("nowId")
    .where("goneId", "=", id)
    .where("establishmentId", "=", by.establishmentId)
    .where("unmergedAt", "is", null)
    .executeTakeFirst();
  if (merge) return { kind: "joined", into: merge.nowId };
  const file = await filesOpenTo(tx, by).select("patient.id").where("patient.id", "=", id).executeTakeFirst();
  return file ? { kind: "file" } : null;
}

/** The ids under which the journal tells of this file: its own, and those of the files that were joined to it. */
export async function filesOfOne(tx: Tx, by: StaffActor, id: string): Promise<string[]> {
  const joined = await tx
    .selectFrom("patientMerge")
    .select("goneId")
    .where("nowId", "=", id)
    .where("establishmentId", "=", by.establishmentId)
    .where("unmergedAt", "is", null)
    .execute();
  return [id, ...joined.map(({ goneId }) => goneId)];
}
