import type { FileTraits } from "./file-typed.ts";
import { ageOn } from "./relative.ts";

/** How far an identity was checked (RNIV): against a paper of high trust, and by the national service. */
export type IdentityStatus = "provisional" | "validated" | "retrieved" | "qualified";

/** Papers of high trust; the last two are for those under age, beside the identity of the adult who comes along. Not a driving licence, not
 * a carte Vitale. */
export const identityDocuments = [
  "identity-card",
  "passport",
  "residence-permit",
  "family-booklet",
  "birth-certificate",
] as const;
export type IdentityDocument = (typeof identityDocuments)[number];

/** The five traits a check is about. */
export const strictTraits = ["birthName", "firstNames", "birthDate", "sex", "birthplaceInsee"] as const;
export type StrictTrait = (typeof strictTraits)[number];

/** The national service gave these traits: nobody changes them here. */
export function isLocked(status: IdentityStatus): boolean {
  return status === "retrieved" || status === "qualified";
}

/** Whether two files say the same of the five traits, to the letter. */
export function sameTraits(one: Pick<FileTraits, StrictTrait>, other: Pick<FileTraits, StrictTrait>): boolean {
  return strictTraits.every((trait) => String(one[trait] ?? "") === String(other[trait] ?? ""));
}

export type CheckRefusal = "locked" | "incomplete" | "minors-only";

/** Why this identity may not be said checked on this paper today; null when it may. */
export function refusalToCheck(
  file: Pick<FileTraits, StrictTrait> & { identityStatus: IdentityStatus },
  document: IdentityDocument,
  today: Temporal.PlainDate,
): CheckRefusal | null {
  if (isLocked(file.identityStatus)) return "locked";
  if (file.sex === "U" || file.birthplaceInsee === null) return "incomplete";
  const isForMinors = document === "family-booklet" || document === "birth-certificate";
  return isForMinors && ageOn(file.birthDate, today) >= 18 ? "minors-only" : null;
}
