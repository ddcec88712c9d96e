import type { Db } from "../platform/db.ts";
import { sqlState } from "../platform/errors.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import { fingerprint } from "./activation.ts";
import { type Auth, sessionHours } from "./auth.ts";
import type { Device } from "./device.ts";
import { type EmailChange, emailChangeUndoneBy, undoableUntil } from "./email-change.ts";
import { asKeeper, type KeeperTx } from "./keeper.ts";
import { recoveryMinutes, recoveryToken } from "./recovery.ts";
import { rememberSecurityEvent } from "./security-event.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "email-change-undone": { changeId: string; userId: string };
  }
}

export interface EmailUndoing {
  token: string;
  device: Device;
  now: Temporal.Instant;
}

/** `late`: the week is over. `taken`: the old address has another account since. */
export type UndoEmailRefusal = "unknown-link" | "undone" | "late" | "taken";
export type UndoEmailOutcome = { done: true; newPasswordToken: string } | { done: false; because: UndoEmailRefusal };

/** Why this change can no longer be taken back, or null when it can. */
export function refusalToUndo(change: EmailChange, now: Temporal.Instant): "undone" | "late" | null {
  if (change.undoneAt) return "undone";
  return Temporal.Instant.compare(undoableUntil(change), now) <= 0 ? "late" : null;
}

/** « Ce n'était pas moi », said from the old mailbox: the old address is the account's again, and whoever changed it is out.
 *
 * Whoever asked for the change knew the password: it opens nothing any more, nor do the sessions, the remembered devices, and the ways to
 * prove oneself that were added since, or in the session that asked. What comes back is a link to choose a new password, as recovery gives it: the person holds the
 * mailbox. */
export async function undoEmailChange(
  db: Db,
  { secret }: Pick<Auth, "secret">,
  { token, device, now }: EmailUndoing,
): Promise<UndoEmailOutcome> {
  try {
    return await asKeeper(db, async (tx) => {
      const change = await emailChangeUndoneBy(tx, { token, now, lock: true });
      if (!change) return { done: false, because: "unknown-link" };
      const because = refusalToUndo(change, now);
      if (because) return { done: false, because };

      const { id: changeId, userId } = change;
      await giveBack(tx, change, now);
      await expel(tx, change);
      await rememberSecurityEvent(tx, { userId, kind: "factors-reset", device, now });
      await announce(tx, "email-change-undone", { changeId, userId });
      return { done: true, newPasswordToken: await openRecovery(tx, { email: change.oldEmail, secret, now }) };
    });
  } catch (error) {
    if (sqlState(error) === "23505") return { done: false, because: "taken" };
    throw error;
  }
}

/** Whatever else was asked for meanwhile is called off too. */
async function giveBack(tx: KeeperTx, { userId, oldEmail }: EmailChange, now: Temporal.Instant): Promise<void> {
  await tx.updateTable("auth.user").set({ email: oldEmail }).where("id", "=", userId).execute();
  await tx
    .updateTable("auth.emailChange")
    .set({ undoneAt: now })
    .where("userId", "=", userId)
    .where("undoneAt", "is", null)
    .execute();
}

async function expel(tx: KeeperTx, { userId, requestedAt }: EmailChange): Promise<void> {
  const since = requestedAt.subtract({ hours: sessionHours });
  await tx.deleteFrom("auth.session").where("userId", "=", userId).execute();
  await tx.deleteFrom("auth.rememberedDevice").where("userId", "=", userId).execute();
  await tx.deleteFrom("auth.passkey").where("userId", "=", userId).where("createdAt", ">=", since).execute();
  await tx.deleteFrom("auth.authenticator").where("userId", "=", userId).where("confirmedAt", ">=", since).execute();
  await tx.deleteFrom("auth.recoveryCodes").where("userId", "=", userId).where("madeAt", ">=", since).execute();
  await tx
    .updateTable("auth.user")
    .set({ phone: null, phoneConfirmedAt: null })
    .where("id", "=", userId)
    .where("phoneConfirmedAt", ">=", since)
    .execute();
  await tx
    .deleteFrom("auth.account")
    .where("userId", "=", userId)
    .where("providerId", "<>", "credential")
    .where("createdAt", ">=", since)
    .execute();
  await tx
    .updateTable("auth.account")
    .set({ password: null })
    .where("userId", "=", userId)
    .where("providerId", "=", "credential")
    .execute();
}

async function openRecovery(
  tx: KeeperTx,
  { email, secret, now }: { email: string; secret: string; now: Temporal.Instant },
): Promise<string> {
  const id = newId();
  const token = recoveryToken(secret, id);
  await tx
    .insertInto("auth.recoveryRequest")
    .values({
      ...{ id, email, tokenSha256: fingerprint(token), returnTo: null, visitor: null },
      ...{ requestedAt: now, expiresAt: now.add({ minutes: recoveryMinutes }) },
    })
    .execute();
  return token;
}
