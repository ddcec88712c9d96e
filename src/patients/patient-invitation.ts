import { createHmac } from "node:crypto";
import { sql } from "kysely";
import { fingerprint } from "../accounts/activation.ts";
import type { Identity } from "../accounts/identity.ts";
import type { KeeperTx } from "../accounts/keeper.ts";
import type { Tx } from "../platform/db.ts";
import { birthDateTries } from "./invitation.ts";
import { ageOn, ownAccountFromYears } from "./relative.ts";

/** How long the link of an invitation by an establishment lives. */
export const patientInvitationDays = 30;

/** What its link opens: `open`, the question of the birth date; anything else, a page that says what happened. `withdrawn`: taken back, or
 * the file has another address by now, or was linked otherwise. `spent`: the birth date was mistaken too often. */
export type PatientInvitationState = "open" | "used" | "withdrawn" | "superseded" | "expired" | "spent";

/** An establishment's invitation as whoever holds its link finds it, and how it stands for the user who acts. It says nothing of the file, nor
 * whose it is. */
export interface PatientInvitation {
  id: string;
  /** Where it was sent. */
  email: string;
  expiresAt: Temporal.Instant;
  /** When the newest one left, of a superseded one. */
  newerAt: Temporal.Instant | null;
  /** When its holder asked for another. */
  wantedAgainAt: Temporal.Instant | null;
  /** An account has the address it was sent to. */
  hasAccount: boolean;
  /** It is that of the user who acts. */
  isAddressee: boolean;
  /** The user who acts used it. `to-merge`: the establishment had linked another file to the same person, and joins the two. */
  isMine: boolean;
  outcome: "linked" | "to-merge" | null;
  state: PatientInvitationState;
}

/** What the establishment's file says: for whoever said its birth date. */
export interface InvitedFile extends Omit<Identity, "phone" | "birthplaceInsee"> {
  establishment: string;
  phoneOfEstablishment: string;
  phone: string | null;
  birthplaceInsee: string | null;
  /** Of the own profile of the user who acts; null: she has none. */
  ownBirthDate: Temporal.PlainDate | null;
}

/** The secret of its link: 256 bits, base64url. Derived from the id with SECRET, as activationToken(). */
export function patientInvitationToken(secret: string, id: string): string {
  return createHmac("sha256", secret).update(`patient-invitation:${id}`).digest("base64url");
}

/** The invitation that this token opens, or null when there is none. With `lock`, nobody else follows a link of the same file before the
 * transaction ends. */
export async function findPatientInvitation(
  tx: Tx | KeeperTx,
  { token, now, lock = false }: { token: string; now: Temporal.Instant; lock?: boolean },
): Promise<PatientInvitation | null> {
  const { rows } = await sql<Found>`select * from patient_invitation_by_token(${fingerprint(token)}, ${lock})`.execute(
    tx,
  );
  const [found] = rows;
  return found ? { ...found, state: stateOf(found, now) } : null;
}

/** What the file says, or null when this is not its birth date, or the link opens nothing. */
export async function invitedFile(
  tx: Tx,
  { token, birthDate, now }: { token: string; birthDate: Temporal.PlainDate; now: Temporal.Instant },
): Promise<InvitedFile | null> {
  const { rows } =
    await sql<InvitedFile>`select * from invited_file(${fingerprint(token)}, ${birthDate}, ${now})`.execute(tx);
  return rows[0] ?? null;
}

/** What whoever said the birth date is offered, or why nothing is.
 *
 * - own-account, link-own: the file is hers; she opens an account, or has one.
 * - parent-account, link-child: the file is that of someone under age, for whom she acts.
 * - whose: nobody knows yet; from 16 on one may have an account of one's own.
 * - sign-in: the address has an account.
 * - another-address, another-person, no-profile: the account signed in to is not the one the file could be linked to. */
export type Standing =
  | "own-account"
  | "parent-account"
  | "whose"
  | "sign-in"
  | "link-own"
  | "link-child"
  | StandingRefusal;
export type StandingRefusal = "another-address" | "another-person" | "no-profile";

interface Circumstances {
  invitation: Pick<PatientInvitation, "hasAccount" | "isAddressee">;
  file: Pick<InvitedFile, "birthDate" | "ownBirthDate">;
  isSignedIn: boolean;
  /** What she said herself, where it is asked. */
  whose: "mine" | "my-child" | null;
  today: Temporal.PlainDate;
}

/** The file of an adult is linked to that person's own profile and to nobody who acts for her: she decides who does. */
export function standingOf({ invitation, file, isSignedIn, whose, today }: Circumstances): Standing {
  const age = ageOn(file.birthDate, today);
  const mayBeHers = age >= ownAccountFromYears;
  const mayBeAChild = age < 18;
  if (isSignedIn) {
    if (!invitation.isAddressee) return "another-address";
    if (mayBeHers && file.ownBirthDate?.equals(file.birthDate)) return "link-own";
    if (mayBeAChild) return "link-child";
    return file.ownBirthDate ? "another-person" : "no-profile";
  }
  if (invitation.hasAccount) return "sign-in";
  if (mayBeHers && mayBeAChild && !whose) return "whose";
  return mayBeHers && (!mayBeAChild || whose === "mine") ? "own-account" : "parent-account";
}

/** As the database tells it. */
interface Found extends Omit<PatientInvitation, "state"> {
  usedAt: Temporal.Instant | null;
  withdrawnAt: Temporal.Instant | null;
  birthDateTries: number;
  /** The file is linked to nobody, and its address is the one invited. */
  stands: boolean;
}

function stateOf(found: Found, now: Temporal.Instant): PatientInvitationState {
  if (found.usedAt) return "used";
  if (found.withdrawnAt) return "withdrawn";
  if (found.newerAt) return "superseded";
  if (!found.stands) return "withdrawn";
  if (Temporal.Instant.compare(found.expiresAt, now) <= 0) return "expired";
  return found.birthDateTries >= birthDateTries ? "spent" : "open";
}
