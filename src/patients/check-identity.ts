import { homeZone } from "../accounts/home-zone.ts";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { type EditableFile, editableFile, elsewhere, noCheck } from "./edit-patient.ts";
import type { StaffActor } from "./files.ts";
import { type CheckRefusal, type IdentityDocument, isLocked, refusalToCheck } from "./identity-check.ts";

export interface IdentityCheck {
  patientId: string;
  /** Of the file whose traits were compared with the paper. */
  version: number;
  /** The paper that was seen; null: the identity is not checked after all. */
  document: IdentityDocument | null;
  by: StaffActor;
  now: Temporal.Instant;
}

export type CheckOutcome =
  | { done: true }
  | { done: false; because: "not-found" | CheckRefusal }
  | { done: false; because: "joined"; into: string }
  | { done: false; because: "stale"; current: EditableFile };

/** Says that the five traits of a file are those of a paper one saw (status validated: kept are the kind of paper, the day and who, never a
 * copy), or takes that back (provisional). What the national service gave is not said here.
 *
 * incomplete: sex or place of birth are missing; minors-only: this paper proves nothing of an adult; stale: the traits may be others than those
 * that were compared. */
export async function checkIdentity(
  db: Db,
  { patientId, version, document, by, now }: IdentityCheck,
): Promise<CheckOutcome> {
  return asActor(db, by, async (tx) => {
    const file = await editableFile(tx, by, patientId, { lock: true });
    if (!file) return elsewhere(tx, by, patientId);
    if (document === null && file.identityStatus === "provisional") return { done: true };
    if (file.version !== version) return { done: false, because: "stale", current: file };
    const today = now.toZonedDateTimeISO(homeZone).toPlainDate();
    const because = document ? refusalToCheck(file, document, today) : isLocked(file.identityStatus) ? "locked" : null;
    if (because) return { done: false, because };

    const check = {
      identityStatus: "validated",
      identityDocument: document,
      identityCheckedOn: today,
      identityCheckedBy: by.staffId,
    } as const;
    await tx
      .updateTable("patient")
      .set(document ? check : noCheck)
      .where("id", "=", file.id)
      .execute();
    const { establishmentId } = by;
    const detail = { status: document ? "validated" : "provisional", document };
    await remember(tx, "patient-identity-checked", { establishmentId, patientId: file.id, now, detail });
    return { done: true };
  });
}
