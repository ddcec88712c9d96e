import type { Db } from "../platform/db.ts";
import { tellFactorsChanged } from "./factors-changed.ts";
import { asKeeper } from "./keeper.ts";

/** Takes away all that someone proves herself by besides her password and her mailbox, a confirmed mobile and identity providers included, for
 * whoever lost everything and whom the operator has recognised by other means. Practices keep the number they ring. Every session ends,
 * and a mail tells her. False when nobody has this address. */
export async function forgetFactors(
  db: Db,
  { email, now }: { email: string; now: Temporal.Instant },
): Promise<boolean> {
  return asKeeper(db, async (tx) => {
    const user = await tx
      .selectFrom("auth.user")
      .select("id")
      .where("email", "=", email.trim().toLowerCase())
      .executeTakeFirst();
    if (!user) return false;
    for (const table of [
      ...(["auth.authenticator", "auth.recoveryCodes", "auth.passkey"] as const),
      ...(["auth.rememberedDevice", "auth.session"] as const),
    ])
      await tx.deleteFrom(table).where("userId", "=", user.id).execute();
    await tx.deleteFrom("auth.account").where("userId", "=", user.id).where("providerId", "<>", "credential").execute();
    await tx.updateTable("auth.user").set({ phone: null, phoneConfirmedAt: null }).where("id", "=", user.id).execute();
    await tx.updateTable("auth.account").set({ recoveredAt: null }).where("userId", "=", user.id).execute();
    await tellFactorsChanged(tx, { userId: user.id, kind: "factors-reset", device: null, now });
    return true;
  });
}
