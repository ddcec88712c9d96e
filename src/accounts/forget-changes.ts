import type { Db } from "../platform/db.ts";
import { undoDays } from "./email-change.ts";
import { asKeeper } from "./keeper.ts";

/** Removes what is left of changes of address and phone a day after the last link of theirs ended. For a clock, once a day. */
export async function forgetOldChanges(db: Db, { now }: { now: Temporal.Instant }): Promise<void> {
  const before = now.subtract({ hours: 24 * (undoDays + 1) });
  await asKeeper(db, async (tx) => {
    await tx
      .deleteFrom("auth.emailChange")
      .where((row) => row(row.fn.coalesce("confirmedAt", "requestedAt"), "<=", before))
      .execute();
    await tx.deleteFrom("auth.phoneChange").where("requestedAt", "<=", before).execute();
  });
}
