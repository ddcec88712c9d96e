import { sql } from "kysely";
import { createUser } from "../accounts/activate.ts";
import { fingerprint } from "../accounts/activation.ts";
import type { Auth } from "../accounts/auth.ts";
import { type Identity, nameToGreet } from "../accounts/identity.ts";
import { asKeeper } from "../accounts/keeper.ts";
import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import type { Language } from "../platform/web.ts";
import { findPatientInvitation, type PatientInvitationState } from "./patient-invitation.ts";

export interface InvitedActivation {
  token: string;
  /** Accepted by refusalOfPassword(). */
  password: string;
  /** Its birth date is the one that was said, and must be that of the file. */
  identity: Identity;
  language: Language;
  now: Temporal.Instant;
}

export type InvitedActivationOutcome =
  | { done: true; userId: string }
  | {
      done: false;
      because: Exclude<PatientInvitationState, "open"> | "unknown-link" | "wrong-birth-date" | "has-account";
    };

/** Makes the account of whoever an establishment invited: the user, the password, her own profile, and the establishment's file linked to it,
 * all of it or none. The link serves once. */
export async function activateInvited(
  db: Db,
  auth: Pick<Auth, "hash">,
  { token, password, identity, language, now }: InvitedActivation,
): Promise<InvitedActivationOutcome> {
  const kept = await auth.hash(password); // slow by design: nothing is locked meanwhile
  return asKeeper(db, async (tx) => {
    const invitation = await findPatientInvitation(tx, { token, now, lock: true });
    if (invitation?.state !== "open") return { done: false, because: invitation?.state ?? "unknown-link" };
    const { birthName, nameUsed, firstNames, birthDate, sex, phone, birthplaceInsee = null } = identity;
    const { rows: proof } = await sql<{ verdict: string }>`
      select prove_patient_birth_date(${fingerprint(token)}, ${birthDate}, ${now}) as verdict`.execute(tx);
    if (proof[0]?.verdict !== "right") return { done: false, because: "wrong-birth-date" };

    const { email } = invitation;
    const userId = await createUser(tx, { email, name: nameToGreet(identity), language, kept });
    if (!userId) return { done: false, because: "has-account" };
    const { rows } = await sql<{ outcome: string | null }>`
      select claim_patient_file(${userId}, ${newId()}, ${fingerprint(token)}, ${birthName}, ${nameUsed}, ${firstNames}, ${birthDate},
        ${sex}, ${phone}, ${birthplaceInsee}, ${newId()}, ${now}) as outcome`.execute(tx);
    if (!rows[0]?.outcome) throw new Error("the database refuses a link that our rules accept");
    return { done: true, userId };
  });
}
