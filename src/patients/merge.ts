import type { FileTraits } from "./file-typed.ts";
import { type IdentityStatus, isLocked, type StrictTrait, sameTraits } from "./identity-check.ts";

/** One of two files that are perhaps joined. */
export interface MergeableFile extends FileTraits {
  id: string;
  version: number;
  identityStatus: IdentityStatus;
  blockedOnlineBecause: string | null;
  isKnown: boolean;
  /** The person it is linked to. */
  personId: string | null;
  createdAt: Temporal.Instant;
}

/** What is chosen between two files, each with its column. */
export const mergeFields = {
  nameUsed: "name_used",
  birthName: "birth_name",
  firstNames: "first_names",
  birthDate: "birth_date",
  sex: "sex",
  birthplaceInsee: "birthplace_insee",
  phone: "phone",
  email: "email",
  address: "address",
  number: "number",
  blockedOnlineBecause: "blocked_online_because",
} as const satisfies Partial<Record<keyof MergeableFile, string>>;
export type MergeField = keyof typeof mergeFields;

/** The fields in which two files differ, in the order of a form. */
export function differences(kept: MergeableFile, gone: MergeableFile): MergeField[] {
  return (Object.keys(mergeFields) as MergeField[]).filter((field) => said(kept[field]) !== said(gone[field]));
}

/** Which value a form proposes: what a check of identity stands for; otherwise what the kept file says, unless it says nothing. */
export function proposedSide(field: MergeField, kept: MergeableFile, gone: MergeableFile): "kept" | "gone" {
  const isStrict = field !== "nameUsed" && field in strict;
  if (isStrict && rank(gone) > rank(kept)) return "gone";
  return said(kept[field]) === "" || (field === "sex" && kept.sex === "U") ? "gone" : "kept";
}

export type MergeRefusal = "two-persons" | "two-identities" | "identity-locked";

/** Why these two may not be one, with these values; null when they may. two-persons: both are linked, and to different persons; two-identities: the
 * national service says that they are two; identity-locked: what it gave is not what was chosen. */
export function refusalToMerge(
  kept: MergeableFile,
  gone: MergeableFile,
  fromGone: readonly MergeField[],
): MergeRefusal | null {
  if (kept.personId !== null && gone.personId !== null) return "two-persons";
  if (isLocked(kept.identityStatus) && isLocked(gone.identityStatus) && !sameTraits(kept, gone))
    return "two-identities";
  const joined = joinedTraits(kept, gone, fromGone);
  const isLost = [kept, gone].some((file) => isLocked(file.identityStatus) && !sameTraits(file, joined));
  return isLost ? "identity-locked" : null;
}

/** Whose check of identity stands for the joined file: the better one whose five traits it has; nobody's, and it is provisional. */
export function identityOf(
  kept: MergeableFile,
  gone: MergeableFile,
  fromGone: readonly MergeField[],
): "kept" | "gone" | "nobody" {
  const joined = joinedTraits(kept, gone, fromGone);
  const sides = [
    { side: "kept", file: kept },
    { side: "gone", file: gone },
  ] as const;
  const standing = sides.filter(({ file }) => rank(file) > 0 && sameTraits(file, joined));
  return standing.toSorted((a, b) => rank(b.file) - rank(a.file))[0]?.side ?? "nobody";
}

function joinedTraits(
  kept: MergeableFile,
  gone: MergeableFile,
  fromGone: readonly MergeField[],
): Pick<FileTraits, StrictTrait> {
  const from = (field: StrictTrait) => (fromGone.includes(field) ? gone : kept);
  return {
    birthName: from("birthName").birthName,
    firstNames: from("firstNames").firstNames,
    birthDate: from("birthDate").birthDate,
    sex: from("sex").sex,
    birthplaceInsee: from("birthplaceInsee").birthplaceInsee,
  };
}

const strict: Record<StrictTrait, true> = {
  ...{ birthName: true, firstNames: true, birthDate: true, sex: true, birthplaceInsee: true },
};

function rank({ identityStatus }: MergeableFile): number {
  return ["provisional", "retrieved", "validated", "qualified"].indexOf(identityStatus);
}

function said(value: unknown): string {
  return value === null || value === undefined ? "" : String(value);
}
