import { sql } from "kysely";
import type { Db } from "../platform/db.ts";
import type { Device } from "./device.ts";
import { asKeeper, type KeeperTx } from "./keeper.ts";
import { type RememberedDevice, rememberedDevicesOf } from "./remembered-device.ts";
import { rememberSecurityEvent } from "./security-event.ts";

/** A place where someone is signed in. */
export interface OpenSession {
  id: string;
  userAgent: string | null;
  since: Temporal.Instant;
  /** The browser that asks. */
  isThis: boolean;
}

/** Whose sessions, and which browser asks. */
export interface Mine {
  userId: string;
  /** As sessionToken() reads it. */
  token: string | null;
  /** What this browser is remembered by (remembered-device.ts). */
  rememberedBy: string[];
  device: Device;
  now: Temporal.Instant;
}

/** Where this user is signed in, this browser first, then the newest; and where no second step is asked of her. */
export async function openSessionsOf(
  db: Db,
  { userId, token, rememberedBy: by, now }: Mine,
): Promise<{ sessions: OpenSession[]; remembered: RememberedDevice[] }> {
  return asKeeper(db, async (tx) => {
    const rows = await tx
      .selectFrom("auth.session")
      .select(["id", "token", "userAgent", "createdAt as since"])
      .where("userId", "=", userId)
      .where("verifiedAt", "is not", null)
      .where("expiresAt", ">", now)
      .orderBy("createdAt", "desc")
      .execute();
    const sessions = rows
      .map(({ token: its, ...row }) => ({ ...row, isThis: its === token }))
      .sort((one, other) => Number(other.isThis) - Number(one.isThis));
    return { sessions, remembered: await rememberedDevicesOf(tx, { userId, by, now }) };
  });
}

/** Ends one of this user's sessions, or forgets one of her devices. False when it is not hers, or there is none: ended already. `id` may
 * be anything. */
export async function closeSession(db: Db, mine: Mine, id: string): Promise<boolean> {
  return asKeeper(db, async (tx) => {
    const closed = await tx
      .deleteFrom("auth.session")
      .where("userId", "=", mine.userId)
      .where(sql<string>`id::text`, "=", id)
      .executeTakeFirst();
    return closed.numDeletedRows > 0n || (await forgetDevices(tx, mine, (device) => device.id === id)) > 0;
  });
}

/** Ends all of this user's sessions and forgets all of her devices, those of the browser that asks excepted. */
export async function closeOtherSessions(db: Db, mine: Mine): Promise<void> {
  await asKeeper(db, async (tx) => {
    await tx
      .deleteFrom("auth.session")
      .where("userId", "=", mine.userId)
      .where("token", "is distinct from", mine.token)
      .execute();
    await forgetDevices(tx, mine, (device) => !device.isThis);
  });
}

/** From now on the second step is asked there again. How many were forgotten. */
async function forgetDevices(
  tx: KeeperTx,
  { userId, rememberedBy: by, device, now }: Mine,
  which: (remembered: RememberedDevice) => boolean,
): Promise<number> {
  const ids = (await rememberedDevicesOf(tx, { userId, by, now })).filter(which).map(({ id }) => id);
  if (ids.length === 0) return 0;
  await tx.deleteFrom("auth.rememberedDevice").where("id", "in", ids).execute();
  await rememberSecurityEvent(tx, { userId, kind: "device-forgotten", device, now });
  return ids.length;
}
