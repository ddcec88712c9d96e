import { createHmac } from "node:crypto";
import { sql } from "kysely";
import { fingerprint } from "../accounts/activation.ts";
import type { KeeperTx } from "../accounts/keeper.ts";
import type { Tx } from "../platform/db.ts";
import { adultsOfChild } from "./relative.ts";

/** How long the link of an invitation lives. */
export const invitationDays = 7;
/** How often the birth date may be mistaken. */
export const birthDateTries = 5;

/** `share`: act for this child with me. `claim`: this profile is yours, take it. */
export type Purpose = "share" | "claim";

/** What its link opens: `open`, an answer; anything else, a page that says what happened. `withdrawn`: taken back, or whoever invited acts
 * for that person no more. `superseded`: a newer one left. `spent`: the birth date was mistaken too often. */
export type InvitationState = "open" | "accepted" | "withdrawn" | "superseded" | "expired" | "spent";

/** An invitation as whoever holds its link finds it, and how it stands for the user who acts. */
export interface Invitation {
  id: string;
  purpose: Purpose;
  /** Where it was sent. */
  email: string;
  expiresAt: Temporal.Instant;
  /** When the newest one left, of a superseded one. */
  newerAt: Temporal.Instant | null;
  /** Of whom it is about: nothing else is told before it is accepted. */
  firstNames: string;
  inviter: string;
  /** An account has the address it was sent to. */
  hasAccount: boolean;
  /** It is that of the user who acts. */
  isAddressee: boolean;
  actsAlready: boolean;
  /** How many adults act for the child. */
  adults: number;
  /** The child, or someone she acts for, is the user who acts. */
  isCircle: boolean;
  state: InvitationState;
}

/** The secret of its link: 256 bits, base64url. Derived from the id with SECRET, as activationToken(). */
export function invitationToken(secret: string, id: string): string {
  return createHmac("sha256", secret).update(`relative-invitation:${id}`).digest("base64url");
}

/** The invitation that this token opens, or null when there is none. With `lock`, nobody else follows it before the transaction ends. */
export async function findInvitation(
  tx: Tx | KeeperTx,
  { token, now, lock = false }: { token: string; now: Temporal.Instant; lock?: boolean },
): Promise<Invitation | null> {
  const { rows } = await sql<Found>`select * from invitation_by_token(${fingerprint(token)}, ${lock})`.execute(tx);
  const [found] = rows;
  return found ? { ...found, state: stateOf(found, now) } : null;
}

export type AcceptRefusal =
  | Exclude<InvitationState, "open" | "spent">
  | "unknown-link"
  | "another-address"
  | "already-yours"
  | "oneself"
  | "shared-already";

/** Why the user who acts may not act for this child; null when she may. */
export function refusalToAccept(invitation: Invitation): AcceptRefusal | null {
  if (invitation.purpose !== "share" || invitation.state === "spent") return "unknown-link";
  if (invitation.isAddressee && invitation.actsAlready) return "already-yours";
  if (invitation.state !== "open") return invitation.state;
  if (!invitation.isAddressee) return "another-address";
  if (invitation.isCircle) return "oneself";
  return invitation.adults >= adultsOfChild ? "shared-already" : null;
}

/** As the database tells it. */
interface Found extends Omit<Invitation, "state"> {
  withdrawnAt: Temporal.Instant | null;
  acceptedAt: Temporal.Instant | null;
  birthDateTries: number;
  /** Whoever invited still acts for that person. */
  stands: boolean;
}

function stateOf(found: Found, now: Temporal.Instant): InvitationState {
  if (found.acceptedAt) return "accepted";
  if (found.withdrawnAt || !found.stands) return "withdrawn";
  if (found.newerAt) return "superseded";
  if (Temporal.Instant.compare(found.expiresAt, now) <= 0) return "expired";
  return found.birthDateTries >= birthDateTries ? "spent" : "open";
}
