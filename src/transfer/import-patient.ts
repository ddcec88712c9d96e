import { sql } from "kysely";
import type { Staff } from "../appointments/act.ts";
import { remember } from "../audit/remember.ts";
import { birthDateError, type FileTraits, fileTyped } from "../patients/file-typed.ts";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { plain } from "./fields.ts";
import type { LineOutcome } from "./line.ts";

/** One line of patients: the file it opens, or would. A patient the house knows by its number, or by birth date and names, is left as she is. */
export async function importPatient(
  tx: Tx,
  line: Record<string, string>,
  { by, now, isTrial }: { by: Staff; now: Temporal.Instant; isTrial: boolean },
): Promise<LineOutcome> {
  const read = fileTyped.safeParse({ ...line, sex: sexIn(line.sex ?? "") });
  if (!read.success) {
    const problems = read.error.issues.map(({ path, message }) => `${String(path[0])}:${message}`);
    return { outcome: "refused", problems: [...new Set(problems)] };
  }
  const traits = read.data;
  const impossible = birthDateError(traits, now).birthDate;
  if (impossible) return { outcome: "refused", problems: [`birthDate:${impossible}`] };
  const known = await fileLike(tx, by, traits);
  if (known) return { outcome: "known", problems: [] };
  if (isTrial) return { outcome: "fine", problems: [] };

  const [id, { establishmentId }] = [newId(), by];
  await tx
    .insertInto("patient")
    .values({ id, establishmentId, ...traits, createdBy: "import", createdAt: now })
    .execute();
  await remember(tx, "patient-file-created", { establishmentId, now, detail: { imported: true } });
  return { outcome: "written", problems: [] };
}

/** The file of the house with this number, or of the same birth date and names, whatever their accents. */
export async function fileLike(
  tx: Tx,
  { establishmentId }: Staff,
  traits: Pick<FileTraits, "number" | "birthDate" | "nameUsed" | "birthName" | "firstNames">,
): Promise<string | null> {
  const { number, birthDate, nameUsed, birthName, firstNames } = traits;
  const { rows } = await sql<{ id: string }>`
    select id from patient where establishment_id = ${establishmentId} and merged_into is null and number = ${number}
    union all
    select id from patient where establishment_id = ${establishmentId} and merged_into is null and birth_date = ${birthDate}
      and search_key(first_names) = search_key(${firstNames})
      and (search_key(name_used) in (search_key(${nameUsed}), search_key(${birthName}))
        or search_key(birth_name) in (search_key(${nameUsed}), search_key(${birthName})))
    limit 1`.execute(tx);
  return rows[0]?.id ?? null;
}

/** « Féminin », « Mme », « 2 » as the social security counts: F. */
export function sexIn(text: string): "F" | "M" | "U" {
  const said = plain(text);
  if (["f", "feminin", "femme", "mme", "madame", "mlle", "fille", "2"].includes(said)) return "F";
  if (["m", "h", "masculin", "homme", "m r", "mr", "monsieur", "garcon", "1"].includes(said)) return "M";
  return "U";
}
