import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { Likeness } from "./duplicates.ts";
import type { StaffActor } from "./files.ts";
import { type FoundPatient, foundPatients } from "./search.ts";

/** Two files of the house that are perhaps one person's, and wait for an answer. */
export interface PairToCheck {
  one: FoundPatient & FileOrigin;
  other: FoundPatient & FileOrigin;
  /** invitation: the person herself followed an invitation to one, and had the other already. */
  because: Likeness | "invitation";
}

interface FileOrigin {
  createdAt: Temporal.Instant;
  createdBy: "patient" | "staff" | "import";
}

/** The pairs that wait, those that a patient’s own act brought about first, then the newest; and how many there are. Of online bookings too a file
 * is never linked or joined by itself: staff decide (product.md 2). */
export async function patientsToCheck(
  tx: Tx,
  by: StaffActor,
  { limit, offset = 0 }: { limit: number; offset?: number },
): Promise<{ pairs: PairToCheck[]; total: number }> {
  const { rows } = await sql<{ oneId: string; otherId: string; because: PairToCheck["because"]; total: number }>`
    select one_id, other_id, because, count(*) over ()::integer as total
    from (
      select distinct on (one_id, other_id) * from (
        select one_id, other_id, because, found_at, 1 as place from patient_pair
          where establishment_id = ${by.establishmentId} and told_apart_at is null
        union all
        select least(patient_id, other_patient_id), greatest(patient_id, other_patient_id), 'invitation', used_at, 0 from patient_invitation
          where establishment_id = ${by.establishmentId} and outcome = 'to-merge' and patient_id <> other_patient_id) both_ways
      order by one_id, other_id, place) pair
    where exists (select from patient where id = one_id and merged_into is null)
      and exists (select from patient where id = other_id and merged_into is null)
      and not exists (select from patient_pair apart where apart.one_id = pair.one_id and apart.other_id = pair.other_id
        and apart.told_apart_at is not null)
    order by place, found_at desc, one_id, other_id limit ${limit} offset ${offset}`.execute(tx);
  if (rows.length === 0) return { pairs: [], total: 0 };

  const ids = [...new Set(rows.flatMap(({ oneId, otherId }) => [oneId, otherId]))];
  const files = await foundPatients(tx, by)
    .select(["patient.createdAt", "patient.createdBy"])
    .where("patient.id", "in", ids)
    .execute();
  const fileOf = new Map(files.map((file) => [file.id, file]));
  const pairs = rows.flatMap(({ oneId, otherId, because }) => {
    const [one, other] = [fileOf.get(oneId), fileOf.get(otherId)];
    return one && other ? [{ one, other, because }] : [];
  });
  return { pairs, total: rows[0]!.total };
}
