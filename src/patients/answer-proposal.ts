import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { filesOpenTo, type StaffActor } from "./files.ts";
import type { ProfileField } from "./propose-changes.ts";

/** What a person says of herself now, and the file says otherwise. */
export interface Proposal {
  id: string;
  field: ProfileField;
  value: string;
  changedAt: Temporal.Instant;
}

export interface ProposalAnswer {
  patientId: string;
  proposalId: string;
  accepts: boolean;
  /** What was proposed when one read it: something else may be by now. */
  value: string;
  by: StaffActor;
  now: Temporal.Instant;
}
/** answered: a colleague decided otherwise meanwhile. changed: the person proposes something else by now. identity-checked: a trait of an
 * identity that was checked is corrected from a document, not on someone's word (RNIV). */
export type AnswerOutcome =
  | { done: true }
  | { done: false; because: "not-found" | "answered" | "changed" | "identity-checked" };

/** Writes what the person proposes into the file, or leaves the file as it is. She is not told. The same answer twice is calm. */
export async function answerProposal(db: Db, answer: ProposalAnswer): Promise<AnswerOutcome> {
  const { patientId, proposalId, accepts, value, by, now } = answer;
  return asActor(db, by, async (tx) => {
    const file = await filesOpenTo(tx, by)
      .select(["patient.id", "patient.establishmentId", "identityStatus"])
      .where(sql<string>`patient.id::text`, "=", patientId)
      .forUpdate("patient")
      .executeTakeFirst();
    if (!file) return { done: false, because: "not-found" };
    const proposal = await tx
      .selectFrom("profileChange")
      .select(["id", "field", "value", "status"])
      .where("patientId", "=", file.id)
      .where(sql<string>`profile_change.id::text`, "=", proposalId)
      .executeTakeFirst();
    if (!proposal) return { done: false, because: "not-found" };
    const status = accepts ? "accepted" : "declined";
    if (proposal.status !== "proposed")
      return proposal.status === status ? { done: true } : { done: false, because: "answered" };
    if (proposal.value !== value) return { done: false, because: "changed" };
    if (accepts && mayNotTake(proposal.field, file.identityStatus)) return { done: false, because: "identity-checked" };

    if (accepts) await tx.updateTable("patient").set(asWritten(proposal)).where("id", "=", file.id).execute();
    await tx.updateTable("profileChange").set({ status }).where("id", "=", proposal.id).execute();
    const detail = { field: proposal.field, accepted: accepts };
    const whose = { establishmentId: file.establishmentId, patientId: file.id };
    await remember(tx, "patient-proposal-answered", { ...whose, now, detail });
    return { done: true };
  });
}

/** What waits for an answer, in the order in which a file is read. */
export async function proposalsTo(tx: Tx, patientId: string): Promise<Proposal[]> {
  const rows = await tx
    .selectFrom("profileChange")
    .select(["id", "field", "value", "changedAt"])
    .where("patientId", "=", patientId)
    .where("status", "=", "proposed")
    .execute();
  return rows.toSorted((one, other) => order.indexOf(one.field) - order.indexOf(other.field));
}

const order: ProfileField[] = [
  ...(["name_used", "birth_name", "first_names", "birth_date", "sex", "birthplace_insee"] as const),
  ...(["phone", "email"] as const),
];

/** The five traits of an identity that someone checked are not taken from what is merely said. */
export function mayNotTake(field: ProfileField, identityStatus: string): boolean {
  const isTrait = field !== "name_used" && field !== "phone" && field !== "email";
  return isTrait && identityStatus !== "provisional";
}

function asWritten({ field, value }: Pick<Proposal, "field" | "value">) {
  switch (field) {
    case "birth_name":
      return { birthName: value };
    case "name_used":
      return { nameUsed: value };
    case "first_names":
      return { firstNames: value };
    case "birth_date":
      return { birthDate: Temporal.PlainDate.from(value) };
    case "sex":
      return { sex: value as "F" | "M" | "U" };
    case "birthplace_insee":
      return { birthplaceInsee: value };
    case "phone":
      return { phone: value };
    case "email":
      return { email: value };
  }
}
