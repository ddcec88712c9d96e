import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { StaffActor } from "./files.ts";
import { type MergeField, mergeFields } from "./merge.ts";
import { mergeOpenTo, type PatientMerge } from "./unmerge-patients.ts";

/** Two files that were joined, as one decides to separate them; or as it was done. */
export interface ToldMerge extends PatientMerge {
  kept: { id: string; nameUsed: string; firstNames: string };
  /** Null once it is erased. */
  gone: { id: string; nameUsed: string; firstNames: string } | null;
  /** What was changed of the kept file since, and how many appointments were given to it: they stay there. Of appointments in agendas one does not
   * see, the number alone. */
  edited: MergeField[];
  appointments: number;
}

/** What is told of this merge of the house; null when there is none. `id` may be anything. */
export async function mergeTold(tx: Tx, by: StaffActor, id: string): Promise<ToldMerge | null> {
  const merge = await mergeOpenTo(tx, by, id);
  if (!merge) return null;
  const files = await tx
    .selectFrom("patient")
    .select(["id", "nameUsed", "firstNames"])
    .where("establishmentId", "=", by.establishmentId)
    .where("id", "in", [merge.keptId, merge.goneId])
    .execute();
  const kept = files.find((file) => file.id === merge.keptId);
  if (!kept) return null;
  const gone = files.find((file) => file.id === merge.goneId) ?? null;
  const { rows } = await sql<{ edited: string[]; appointments: number }>`select * from told_of_merge(${id})`.execute(
    tx,
  );
  const since = rows[0] ?? { edited: [], appointments: 0 };
  const fields = Object.entries(mergeFields) as [MergeField, string][];
  const edited = fields.filter(([, column]) => since.edited.includes(column)).map(([field]) => field);
  return { ...merge, kept, gone, edited, appointments: since.appointments };
}
