import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { Relation, Representation } from "./relative.ts";

/** Someone who acts for the patient of a file, or for whom the patient acts. */
export interface FileRelative {
  /** That one acts for the patient; otherwise the patient acts for that one. */
  acts: boolean;
  /** How whoever is acted for is related to whoever acts: of a mother who acts for her daughter, `child`. */
  relation: Relation;
  representation: Representation | null;
  /** Her own file here. Null: someone who is no patient of the house, and of whom the house learns nothing else. */
  file: { id: string; nameUsed: string; firstNames: string; birthDate: Temporal.PlainDate } | null;
}

/** Those who act for the patient of this file today, and those she acts for who are patients here too: as they said on the portal. For staff
 * of the house (migrations/0024_patient_file.sql). */
export async function relativesOfFile(tx: Tx, patientId: string): Promise<FileRelative[]> {
  const { rows } = await sql<Row>`
    select acts, relation, representation, theirs.id, theirs.name_used, theirs.first_names, theirs.birth_date
    from relatives_of_file(${patientId}) as relative left join patient theirs on theirs.id = relative.patient_id
    order by acts desc, theirs.birth_date nulls last, theirs.id`.execute(tx);
  return rows.map(({ acts, relation, representation, id, nameUsed, firstNames, birthDate }) => ({
    ...{ acts, relation, representation },
    file: id && nameUsed && firstNames && birthDate ? { id, nameUsed, firstNames, birthDate } : null,
  }));
}

interface Row extends Omit<FileRelative, "file"> {
  id: string | null;
  nameUsed: string | null;
  firstNames: string | null;
  birthDate: Temporal.PlainDate | null;
}
