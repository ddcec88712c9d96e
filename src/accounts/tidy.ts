import type { Db } from "../platform/db.ts";
import { asKeeper } from "./keeper.ts";

/** Removes what has served its time: sessions that ended, requests for an account nobody followed for a month, those for a new
 * password after a day, counts of tries that expired. For a clock, once a day. */
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
    await tx.deleteFrom("auth.rateLimit").where("expire", "<=", now.epochMilliseconds).execute();
  });
}
