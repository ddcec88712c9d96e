import type { Db } from "../platform/db.ts";
import { asKeeper } from "./keeper.ts";
import { shownMinutes } from "./recovery-codes.ts";

/** Removes what has served its time: sessions and remembered devices that ended, requests for an account nobody followed for a month,
 * those for a new password after a day, what happened to accounts a year ago, what recovery codes were made from, counts of tries that
 * expired. For a clock, once a day. */
export async function tidyAccounts(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  await asKeeper(db, async (tx) => {
    await tx.deleteFrom("auth.session").where("expiresAt", "<=", now).execute();
    await tx
      .deleteFrom("auth.accountRequest")
      .where("expiresAt", "<=", now.subtract({ hours: 24 * 30 }))
      .execute();
    await tx
      .deleteFrom("auth.recoveryRequest")
      .where("expiresAt", "<=", now.subtract({ hours: 24 }))
      .execute();
    await tx.deleteFrom("auth.rememberedDevice").where("expiresAt", "<=", now).execute();
    await tx
      .deleteFrom("auth.securityEvent")
      .where("happenedAt", "<=", now.subtract({ hours: 24 * 365 }))
      .execute();
    await tx
      .updateTable("auth.recoveryCodes")
      .set({ seed: null })
      .where("madeAt", "<=", now.subtract({ minutes: shownMinutes }))
      .execute();
    await tx.deleteFrom("auth.passkeyQuestion").where("expiresAt", "<=", now).execute();
    await tx.deleteFrom("auth.rateLimit").where("expire", "<=", now.epochMilliseconds).execute();
  });
}
