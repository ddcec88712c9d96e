import type { Db } from "../platform/db.ts";
import { sqlState } from "../platform/errors.ts";
import { announce } from "../platform/jobs.ts";
import type { Device } from "./device.ts";
import { type EmailChangeState, emailChangeBy } from "./email-change.ts";
import { asKeeper, type KeeperTx } from "./keeper.ts";
import { rememberSecurityEvent } from "./security-event.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "email-changed": { changeId: string; userId: string };
  }
}

export interface EmailConfirmation {
  token: string;
  /** Who follows the link. */
  userId: string;
  /** The session that stays, as sessionToken() reads it. */
  keeps: string | null;
  device: Device;
  now: Temporal.Instant;
}

/** `taken`: someone opened an account at this address meanwhile. */
export type ConfirmEmailOutcome =
  | { done: true }
  | { done: false; because: Exclude<EmailChangeState, "open" | "confirmed"> | "taken" | "unknown-link" };

/** The new address becomes the account’s identifier; all other sessions end, and the old address is told.
 *
 * Only whoever asked may follow the link: a mistyped address leads a stranger's mailbox to nothing. It serves once; following it again is
 * calm. Of two accounts that want one address at the same moment, one has it. */
export async function confirmEmail(db: Db, confirmation: EmailConfirmation): Promise<ConfirmEmailOutcome> {
  try {
    return await asKeeper(db, (tx) => confirmIn(tx, confirmation));
  } catch (error) {
    if (sqlState(error) === "23505") return { done: false, because: "taken" };
    throw error;
  }
}

async function confirmIn(
  tx: KeeperTx,
  { token, userId, keeps, device, now }: EmailConfirmation,
): Promise<ConfirmEmailOutcome> {
  const change = await emailChangeBy(tx, { token, now, lock: true });
  if (change?.userId !== userId) return { done: false, because: "unknown-link" };
  if (change.state === "confirmed") return { done: true };
  if (change.state !== "open") return { done: false, because: change.state };

  await tx.updateTable("auth.emailChange").set({ confirmedAt: now }).where("id", "=", change.id).execute();
  await tx.updateTable("auth.user").set({ email: change.newEmail }).where("id", "=", userId).execute();
  await tx.deleteFrom("auth.session").where("userId", "=", userId).where("token", "is distinct from", keeps).execute();
  await rememberSecurityEvent(tx, { userId, kind: "email-changed", device, now });
  await announce(tx, "email-changed", { changeId: change.id, userId });
  return { done: true };
}
