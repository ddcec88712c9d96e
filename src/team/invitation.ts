import { createHmac } from "node:crypto";
import { sql } from "kysely";
import { fingerprint } from "../accounts/activation.ts";
import type { KeeperTx } from "../accounts/keeper.ts";
import type { Tx } from "../platform/db.ts";
import type { Role } from "./desk.ts";

/** How long the link of an invitation into a team lives. */
export const staffInvitationDays = 7;

/** What its link opens: `open`, joining; anything else, a page that says what happened. */
export type StaffInvitationState = "open" | "used" | "withdrawn" | "superseded" | "expired";

/** An invitation to work somewhere, as whoever holds its link finds it. */
export interface StaffInvitation {
  id: string;
  establishmentId: string;
  /** The name of the establishment. */
  establishment: string;
  email: string;
  /** Whom the manager invited, as he wrote it. */
  name: string;
  role: Role;
  expiresAt: Temporal.Instant;
  /** An account has the address it was sent to; it is that of the user who acts. */
  hasAccount: boolean;
  isMine: boolean;
  state: StaffInvitationState;
}

/** The secret of its link: 256 bits, base64url. Derived from the id with SECRET, as activationToken(). */
export function staffInvitationToken(secret: string, id: string): string {
  return createHmac("sha256", secret).update(`staff-invitation:${id}`).digest("base64url");
}

/** The invitation that this token opens, or null when there is none. With `lock`, nobody else follows it before the transaction ends. */
export async function findStaffInvitation(
  tx: Tx | KeeperTx,
  { token, now, lock = false }: { token: string; now: Temporal.Instant; lock?: boolean },
): Promise<StaffInvitation | null> {
  const { rows } = await sql<Found>`select * from staff_invitation_by_token(${fingerprint(token)}, ${lock})`.execute(
    tx,
  );
  const [found] = rows;
  return found ? { ...found, state: stateOf(found, now) } : null;
}

interface Found extends Omit<StaffInvitation, "state"> {
  withdrawnAt: Temporal.Instant | null;
  usedAt: Temporal.Instant | null;
  isNewest: boolean;
}

/** How an invitation stands. */
export function stateOf(
  { usedAt, withdrawnAt, isNewest, expiresAt }: Pick<Found, "usedAt" | "withdrawnAt" | "isNewest" | "expiresAt">,
  now: Temporal.Instant,
): StaffInvitationState {
  if (usedAt) return "used";
  if (withdrawnAt) return "withdrawn";
  if (!isNewest) return "superseded";
  return Temporal.Instant.compare(expiresAt, now) <= 0 ? "expired" : "open";
}
