import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import type { KeeperTx } from "./keeper.ts";

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
  now: Temporal.Instant;
}

/** Puts a new password in the place of the old one: every session ends, recovery links still on their way open nothing, and a mail
 * tells the person. Whoever chose it signs in afresh afterwards, under a new token. */
export async function replacePassword(tx: KeeperTx, { userId, email, kept, now }: NewPassword): Promise<void> {
  await tx
    .insertInto("auth.account")
    .values({ id: newId(), userId, accountId: userId, providerId: "credential", password: kept, updatedAt: now })
    .onConflict((known) => known.columns(["providerId", "accountId"]).doUpdateSet({ password: kept, updatedAt: now }))
    .execute();
  await tx.deleteFrom("auth.session").where("userId", "=", userId).execute();
  await tx
    .updateTable("auth.recoveryRequest")
    .set({ usedAt: now })
    .where("email", "=", email)
    .where("usedAt", "is", null)
    .execute();
  await announce(tx, "password-changed", { userId, changeId: newId() });
}
