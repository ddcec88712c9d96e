import { sql } from "kysely";
import { createUser } from "../accounts/activate.ts";
import { fingerprint } from "../accounts/activation.ts";
import type { Auth } from "../accounts/auth.ts";
import { asKeeper, type KeeperTx } from "../accounts/keeper.ts";
import { type PasswordRefusal, refusalOfPassword } from "../accounts/password.ts";
import type { Db } from "../platform/db.ts";
import { announce } from "../platform/jobs.ts";
import type { Language } from "../platform/web.ts";
import { findInvitation, type InvitationState } from "./invitation.ts";
import { firstNameOf } from "./relative.ts";

export interface Claim {
  token: string;
  /** As she says; five mistakes close the link. */
  birthDate: Temporal.PlainDate;
  password: string;
  language: Language;
  now: Temporal.Instant;
}

export type ClaimOutcome =
  | { done: true; userId: string }
  | { done: false; because: Exclude<InvitationState, "open"> | "unknown-link" | "wrong-birth-date" | "has-account" }
  | { done: false; because: "password"; refusal: PasswordRefusal };

/** Makes the account of someone whose profile was kept by a relative: the user, the password, and that profile as her own, all of it or none.
 * She proves by her birth date that the mail reached the right person; nothing is told of her before. Those who acted for her still do,
 * for as long as they did, and are told. */
export async function claimProfile(db: Db, auth: Pick<Auth, "hash">, claim: Claim): Promise<ClaimOutcome> {
  const { token, birthDate, password, language, now } = claim;
  const proof = await asKeeper(db, (tx) => prove(tx, claim)); // committed whatever follows: mistakes count
  if (!proof.done) return proof;

  const { email, names } = proof;
  const refusal = await refusalOfPassword(password, { email, names: [names.firstNames, names.nameUsed], birthDate });
  if (refusal) return { done: false, because: "password", refusal };

  const kept = await auth.hash(password); // slow by design: nothing is locked meanwhile
  return asKeeper(db, async (tx) => {
    const invitation = await findInvitation(tx, { token, now, lock: true });
    if (invitation?.state !== "open") return { done: false, because: invitation?.state ?? "unknown-link" };

    const name = `${firstNameOf(names)} ${names.nameUsed}`;
    const userId = await createUser(tx, { email, name, language, kept });
    if (!userId) return { done: false, because: "has-account" };
    const { rows } = await sql<{ personId: string | null }>`
      select claim_person(${userId}, ${fingerprint(token)}, ${birthDate}, ${now}) as person_id`.execute(tx);
    if (!rows[0]?.personId) throw new Error("the database refuses a claim that our rules accept");
    await announce(tx, "relative-invitation-accepted", { invitationId: invitation.id });
    return { done: true, userId };
  });
}

interface Names {
  firstNames: string;
  nameUsed: string;
}

async function prove(
  tx: KeeperTx,
  { token, birthDate, now }: Claim,
): Promise<{ done: true; email: string; names: Names } | Extract<ClaimOutcome, { done: false }>> {
  const invitation = await findInvitation(tx, { token, now });
  if (invitation?.purpose !== "claim") return { done: false, because: "unknown-link" };
  if (invitation.state !== "open") return { done: false, because: invitation.state };
  if (invitation.hasAccount) return { done: false, because: "has-account" };

  const { rows } = await sql<{ verdict: "right" | "wrong" | "spent" | "closed" } & Names>`
    select * from prove_birth_date(${fingerprint(token)}, ${birthDate}, ${now})`.execute(tx);
  const { verdict, firstNames, nameUsed } = rows[0]!;
  switch (verdict) {
    case "right":
      return { done: true, email: invitation.email, names: { firstNames, nameUsed } };
    case "wrong":
      return { done: false, because: "wrong-birth-date" };
    case "spent":
      return { done: false, because: "spent" };
    case "closed":
      return { done: false, because: "expired" };
  }
}
