import { sql } from "kysely";
import type { Db } from "../platform/db.ts";
import type { Auth } from "./auth.ts";
import type { Device } from "./device.ts";
import { tellFactorsChanged } from "./factors-changed.ts";
import { asKeeper } from "./keeper.ts";
import { factorsOf, oneRemovalAtATime, type RemovalRefusal, refusalToRemove } from "./second-factor.ts";

/** One of this user's passkeys; `id` may be anything. */
export interface ThisPasskey {
  userId: string;
  id: string;
}

/** Calls it otherwise. False when it is not hers, or there is none. */
export async function renamePasskey(db: Db, { userId, id, name }: ThisPasskey & { name: string }): Promise<boolean> {
  const renamed = await asKeeper(db, (tx) =>
    tx
      .updateTable("auth.passkey")
      .set({ name })
      .where("userId", "=", userId)
      .where(sql<string>`id::text`, "=", id)
      .executeTakeFirst(),
  );
  return renamed.numUpdatedRows > 0n;
}

export type RemoveOutcome = { done: true } | { done: false; because: "not-found" | RemovalRefusal };

/** From now on it opens nothing, and a mail tells the person. Whoever works somewhere keeps one, or an authenticator app. */
export async function removePasskey(
  db: Db,
  auth: Pick<Auth, "pool">,
  { userId, id, device, now }: ThisPasskey & { device: Device; now: Temporal.Instant },
): Promise<RemoveOutcome> {
  return asKeeper(db, async (tx) => {
    await oneRemovalAtATime(tx, userId);
    const refusal = refusalToRemove(await factorsOf(auth, userId), "passkey");
    if (refusal) return { done: false, because: refusal };

    const removed = await tx
      .deleteFrom("auth.passkey")
      .where("userId", "=", userId)
      .where(sql<string>`id::text`, "=", id)
      .executeTakeFirst();
    if (removed.numDeletedRows === 0n) return { done: false, because: "not-found" };
    await tellFactorsChanged(tx, { userId, kind: "passkey-removed", device, now });
    return { done: true };
  });
}
