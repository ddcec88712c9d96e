import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { holderOfNumber, oneByOne } from "./create-patient.ts";
import { birthDateError, type FileTraits } from "./file-typed.ts";
import { filesOpenTo, type StaffActor } from "./files.ts";
import { type IdentityDocument, type IdentityStatus, isLocked, sameTraits } from "./identity-check.ts";
import { whereIsFile } from "./open-file.ts";

/** A file as the form of its traits shows it. */
export interface EditableFile extends FileTraits {
  id: string;
  version: number;
  identityStatus: IdentityStatus;
  identityDocument: IdentityDocument | null;
  identityCheckedOn: Temporal.PlainDate | null;
}

export interface PatientEdit {
  patientId: string;
  /** Of the file that the form showed. */
  version: number;
  traits: FileTraits;
  by: StaffActor;
  now: Temporal.Instant;
}

/** joined: this file is part of another one since; stale: someone changed it since the form was shown; identity-locked: the national service gave
 * the five traits. `unchecked`: the identity was validated, and is provisional again since one of the traits it was validated by is another. */
export type EditPatientOutcome =
  | { done: true; unchecked: boolean }
  | { done: false; because: "not-found" | "birth-date" | "identity-locked" }
  | { done: false; because: "joined"; into: string }
  | { done: false; because: "stale"; current: EditableFile }
  | { done: false; because: "number-taken"; patientId: string };

/** Corrects what a file says. Nothing is written over what someone else wrote meanwhile; saying what is so already is calm. */
export async function editPatient(db: Db, edit: PatientEdit): Promise<EditPatientOutcome> {
  const { patientId, version, traits, by, now } = edit;
  return asActor(db, by, async (tx) => {
    await oneByOne(tx, by, traits);
    const file = await editableFile(tx, by, patientId, { lock: true });
    if (!file) return elsewhere(tx, by, patientId);
    const changed = changedTraits(file, traits);
    if (changed.length === 0) return { done: true, unchecked: false };
    if (file.version !== version) return { done: false, because: "stale", current: file };
    if (changed.includes("birthDate") && Object.keys(birthDateError(traits, now)).length > 0)
      return { done: false, because: "birth-date" };
    const isOther = !sameTraits(file, traits);
    if (isOther && isLocked(file.identityStatus)) return { done: false, because: "identity-locked" };
    const holder = changed.includes("number") && traits.number ? await holderOfNumber(tx, by, traits.number) : null;
    if (holder) return { done: false, because: "number-taken", patientId: holder };

    const unchecked = isOther && file.identityStatus === "validated";
    await tx
      .updateTable("patient")
      .set({ ...traits, ...(unchecked && noCheck) })
      .where("id", "=", file.id)
      .execute();
    const { establishmentId } = by;
    const detail = { fields: changed.join(" "), ...(unchecked && { identityStatus: "provisional" }) };
    await remember(tx, "patient-file-changed", { establishmentId, patientId: file.id, now, detail });
    return { done: true, unchecked };
  });
}

/** What an identity that nobody checked says of its check. */
export const noCheck = {
  identityStatus: "provisional",
  identityDocument: null,
  identityCheckedOn: null,
  identityCheckedBy: null,
} as const;

/** The file of this id, to be corrected; null: not here any more, or never. `id` may be anything. */
export async function editableFile(
  tx: Tx,
  by: StaffActor,
  id: string,
  { lock = false } = {},
): Promise<EditableFile | null> {
  const file = await filesOpenTo(tx, by)
    .select(["patient.id", "version", "identityStatus", "identityDocument", "identityCheckedOn"])
    .select(["nameUsed", "birthName", "firstNames", "birthDate", "sex", "birthplaceInsee"])
    .select(["phone", "email", "address", "number"])
    .where(sql<string>`patient.id::text`, "=", id.toLowerCase())
    .$if(lock, (query) => query.forUpdate("patient"))
    .executeTakeFirst();
  return file ?? null;
}

/** What two versions say otherwise. */
export function changedTraits(one: FileTraits, other: FileTraits): (keyof FileTraits)[] {
  const traits = Object.keys(fields) as (keyof FileTraits)[];
  return traits.filter((trait) => String(one[trait] ?? "") !== String(other[trait] ?? ""));
}

/** Every trait there is: one that is added is refused here by the compiler until it is compared too. */
const fields: Record<keyof FileTraits, true> = {
  ...{ nameUsed: true, birthName: true, firstNames: true, birthDate: true, sex: true, birthplaceInsee: true },
  ...{ phone: true, email: true, address: true, number: true },
};

/** Why a file is not to be found under its id: it was joined to another, or there is none. */
export async function elsewhere(
  tx: Tx,
  by: StaffActor,
  id: string,
): Promise<{ done: false; because: "not-found" } | { done: false; because: "joined"; into: string }> {
  const place = await whereIsFile(tx, by, id);
  return place?.kind === "joined"
    ? { done: false, because: "joined", into: place.into }
    : { done: false, because: "not-found" };
}
