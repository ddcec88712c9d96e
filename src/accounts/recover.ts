import type { Db } from "../platform/db.ts";
import type { Auth } from "./auth.ts";
import type { Device } from "./device.ts";
import { asKeeper } from "./keeper.ts";
import { findRecovery, type RecoveryState } from "./recovery.ts";
import { replacePassword } from "./replace-password.ts";

export interface Choice {
  token: string;
  /** Accepted by refusalOfPassword(). */
  password: string;
  device: Device;
  now: Temporal.Instant;
}

export type RecoverOutcome =
  | { done: true; userId: string; email: string; returnTo: string | null; visitor: string | null }
  | { done: false; because: Exclude<RecoveryState, "open"> | "unknown-link" };

/** The new password in the place of the forgotten one, as replacePassword() does it. The link serves once: of two at the same moment
 * the second is told that it was used. The answer carries the visitor who asked, so that what that browser holds can follow.
 * What wrong passwords were tried before no longer counts: the owner is not kept waiting by them. */
export async function recoverAccount(
  db: Db,
  auth: Pick<Auth, "hash" | "limits">,
  { token, password, device, now }: Choice,
): Promise<RecoverOutcome> {
  const asked = await asKeeper(db, (tx) => findRecovery(tx, { token, now }));
  if (asked?.state !== "open") return { done: false, because: asked?.state ?? "unknown-link" };

  const kept = await auth.hash(password); // slow by design: nothing is locked meanwhile
  const outcome = await asKeeper(db, async (tx): Promise<RecoverOutcome> => {
    const recovery = await findRecovery(tx, { token, now, lock: true });
    if (recovery?.state !== "open") return { done: false, because: recovery?.state ?? "unknown-link" };
    const { userId, email, returnTo, visitor } = recovery;
    await replacePassword(tx, { userId, email, kept, isByMailAlone: true, device, now });
    return { done: true, userId, email, returnTo, visitor };
  });
  if (outcome.done) await auth.limits.signInOfAccount.forget(outcome.email);
  return outcome;
}
