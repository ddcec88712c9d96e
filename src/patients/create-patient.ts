import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { once } from "../platform/idempotency.ts";
import { newId } from "../platform/ids.ts";
import { type LikelyDuplicate, likelyDuplicates } from "./duplicates.ts";
import { birthDateError, type FileTraits } from "./file-typed.ts";
import { filesOpenTo, type StaffActor } from "./files.ts";
import { lookAtFound } from "./search.ts";

export interface NewFile {
  traits: FileTraits;
  /** The files that look like this one were shown, and it is still another person. */
  isAnother: boolean;
  by: StaffActor;
  now: Temporal.Instant;
}

/** likely-duplicates: these are perhaps of the same person, nothing was created; number-taken: another file has this number; birth-date: nobody
 * can have been born that day. */
export type CreatePatientOutcome =
  | { done: true; patientId: string }
  | { done: false; because: "likely-duplicates"; duplicates: LikelyDuplicate[] }
  | { done: false; because: "number-taken"; patientId: string }
  | { done: false; because: "birth-date" };

/** Opens a file in the house of whoever acts: identity provisional, linked to nobody. One that looks like another file is opened only on purpose.
 * `key` was made when the form was shown: whoever repeats the request gets the first answer again. */
export async function createPatient(
  db: Db,
  { key, ...wish }: NewFile & { key: string },
): Promise<CreatePatientOutcome> {
  const { traits, by } = wish;
  const request = { ...traits, birthDate: traits.birthDate.toString() };
  return asActor(db, by, (tx) =>
    once<CreatePatientOutcome>(tx, { key, request, keeps: ({ done }) => done }, () => createPatientWithin(tx, wish)),
  );
}

/** The same within a transaction of staff, who books for someone new. */
export async function createPatientWithin(
  tx: Tx,
  { traits, isAnother, by, now }: NewFile,
): Promise<CreatePatientOutcome> {
  if (Object.keys(birthDateError(traits, now)).length > 0) return { done: false, because: "birth-date" };
  await oneByOne(tx, by, traits);
  if (!isAnother) {
    const duplicates = await likelyDuplicates(tx, by, { traits });
    await lookAtFound(tx, by, duplicates, now);
    if (duplicates.length > 0) return { done: false, because: "likely-duplicates", duplicates };
  }
  const holder = traits.number && (await holderOfNumber(tx, by, traits.number));
  if (holder) return { done: false, because: "number-taken", patientId: holder };

  const [id, { establishmentId }] = [newId(), by];
  await tx
    .insertInto("patient")
    .values({ id, establishmentId, ...traits, createdBy: "staff", createdAt: now })
    .execute();
  await remember(tx, "patient-file-created", { establishmentId, patientId: id, now });
  return { done: true, patientId: id };
}

/** The file of the house that has this number, if one has. */
export async function holderOfNumber(tx: Tx, by: StaffActor, number: string): Promise<string | null> {
  const holder = await filesOpenTo(tx, by).select("patient.id").where("number", "=", number).executeTakeFirst();
  return holder?.id ?? null;
}

/** Two colleagues who open the same person's file at the same moment, or give the same number, come one after the other: the second is shown what
 * the first did. */
export async function oneByOne(
  tx: Tx,
  { establishmentId }: StaffActor,
  { birthDate, number }: Pick<FileTraits, "birthDate" | "number">,
): Promise<void> {
  const locks = [`${establishmentId} ${birthDate}`, ...(number ? [`${establishmentId} ${number}`] : [])].sort();
  for (const lock of locks) await sql`select pg_advisory_xact_lock(hashtextextended(${lock}, 3))`.execute(tx);
}
