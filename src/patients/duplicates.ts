import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { FileTraits } from "./file-typed.ts";
import type { StaffActor } from "./files.ts";
import { type FoundPatient, foundPatients } from "./search.ts";

/** By what two files look like one person's, the strongest first: a mail is one person's, a telephone often a family's. */
export const likenesses = ["same-mail", "same-name-and-birth", "same-phone"] as const;
export type Likeness = (typeof likenesses)[number];

/** A file that is perhaps of the person one has before oneself. */
export interface LikelyDuplicate extends FoundPatient {
  because: Likeness[];
}

/** The files of the house that are perhaps of the person described: same mail; same day of birth and nearly the same names, without case or
 * accents; same telephone. The likeliest first. `except`: the file that says so itself. */
export async function likelyDuplicates(
  tx: Tx,
  by: StaffActor,
  {
    traits,
    except = null,
  }: {
    traits: Pick<FileTraits, "nameUsed" | "birthName" | "firstNames" | "birthDate" | "phone" | "email">;
    except?: string | null;
  },
): Promise<LikelyDuplicate[]> {
  const { nameUsed, birthName, firstNames, birthDate, phone, email } = traits;
  const alike = sql<{ id: string; byMail: boolean; byName: boolean; byPhone: boolean }>`
    alike_patients(${nameUsed}, ${birthName}, ${firstNames}, ${birthDate}, ${phone}, ${email}, ${except}::uuid)`;
  const files = await foundPatients(tx, by)
    .innerJoin(alike.as("alike"), "alike.id", "patient.id")
    .select(["alike.byMail", "alike.byName", "alike.byPhone"])
    .orderBy("alike.byMail", "desc")
    .orderBy("alike.byName", "desc")
    .orderBy("patient.id")
    .execute();
  return files.map(({ byMail, byName, byPhone, ...file }) => {
    const holds = { "same-mail": byMail, "same-name-and-birth": byName, "same-phone": byPhone };
    return { ...file, because: likenesses.filter((likeness) => holds[likeness]) };
  });
}
