import type { Worded } from "../help/worded.ts";
import type { Tx } from "../platform/db.ts";
import type { Proof } from "./consent.ts";

/** The door to proofs: all that the acting user ever said, the newest first. Row-level security shows nobody else's. */
export function myProofs(tx: Tx): Promise<Proof[]> {
  return tx
    .selectFrom("consentProof")
    .select(["id", "kind", "purpose", "personId", "establishmentId", "version", "textSha256", "language", "decision"])
    .select("decidedAt")
    .orderBy("decidedAt", "desc")
    .orderBy("recordedAt", "desc")
    .execute();
}

/** Someone the acting user speaks for. */
export interface Represented {
  personId: string;
  isSelf: boolean;
  name: string;
}

/** Those one speaks for today: oneself first, if one has a profile. */
export async function thoseISpeakFor(tx: Tx): Promise<Represented[]> {
  const people = await tx
    .selectFrom("person")
    .innerJoin("actsFor", "actsFor.personId", "person.id")
    .select(["person.id as personId", "person.firstNames", "person.nameUsed", "actsFor.relation"])
    .orderBy((eb) => eb("actsFor.relation", "=", "self"), "desc")
    .orderBy("person.firstNames")
    .execute();
  return people.map(({ personId, relation, firstNames, nameUsed }) => {
    return { personId, isSelf: relation === "self", name: `${firstNames.split(/[\s,]+/)[0]} ${nameUsed}` };
  });
}

/** Which practices keep a file of which of those one speaks for. */
export function practicesKeepingFiles(tx: Tx): Promise<{ establishmentId: string; personId: string }[]> {
  return tx
    .selectFrom("patient")
    .innerJoin("actsFor", "actsFor.personId", "patient.personId")
    .select(["patient.establishmentId", "actsFor.personId"])
    .execute();
}

/** The words behind a proof of one's own, by their fingerprint; null when one never had them before the eyes. */
export async function textIRead(tx: Tx, sha256: string): Promise<Omit<Worded, "sha256"> | null> {
  if (!/^[0-9a-f]{64}$/.test(sha256)) return null;
  const text = await tx
    .selectFrom("consentProof")
    .innerJoin("consentText", "consentText.sha256", "consentProof.textSha256")
    .select(["consentProof.version", "consentProof.language", "consentText.body as markdown"])
    .where("consentText.sha256", "=", sha256)
    .limit(1)
    .executeTakeFirst();
  return text ?? null;
}
