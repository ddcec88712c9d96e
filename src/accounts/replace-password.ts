import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import type { Device } from "./device.ts";
import type { KeeperTx } from "./keeper.ts";
import { rememberSecurityEvent } from "./security-event.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    /** `changeId` names this change among others. */
    "password-changed": { userId: string; changeId: string };
  }
}

export interface NewPassword {
  userId: string;
  email: string;
  /** Its hash, as Auth's hash() makes it. */
  kept: string;
  /** Nothing but a mail proved that it is she: for a while, no other mail does (second-factor.ts). */
  isByMailAlone: boolean;
  device: Device;
  now: Temporal.Instant;
}

/** Puts a new password in the place of the old one: every session ends, no device is remembered any more, recovery links still on their
 * way open nothing, and a mail tells the person. Whoever chose it signs in afresh afterwards, under a new token. */
export async function replacePassword(
  tx: KeeperTx,
  { userId, email, kept, isByMailAlone, device, now }: NewPassword,
): Promise<void> {
  const chosen = { password: kept, recoveredAt: isByMailAlone ? now : null, updatedAt: now };
  await tx
    .insertInto("auth.account")
    .values({ id: newId(), userId, accountId: userId, providerId: "credential", ...chosen })
    .onConflict((known) => known.columns(["providerId", "accountId"]).doUpdateSet(chosen))
    .execute();
  await tx.deleteFrom("auth.session").where("userId", "=", userId).execute();
  await tx.deleteFrom("auth.rememberedDevice").where("userId", "=", userId).execute();
  await tx
    .updateTable("auth.recoveryRequest")
    .set({ usedAt: now })
    .where("email", "=", email)
    .where("usedAt", "is", null)
    .execute();
  await rememberSecurityEvent(tx, {
    userId,
    kind: isByMailAlone ? "password-recovered" : "password-changed",
    device,
    now,
  });
  await announce(tx, "password-changed", { userId, changeId: newId() });
}
