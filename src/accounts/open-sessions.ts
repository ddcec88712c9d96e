import { sql } from "kysely";
import type { Db } from "../platform/db.ts";
import { type DeviceSeen, deviceSeen } from "./device.ts";
import { asKeeper } from "./keeper.ts";

/** A place where someone is signed in. */
export interface OpenSession {
  id: string;
  device: DeviceSeen;
  since: Temporal.Instant;
  /** The browser that asks. */
  isThis: boolean;
}

/** Whose sessions, and which of them asks. */
export interface Mine {
  userId: string;
  /** As sessionToken() reads it. */
  token: string | null;
}

/** Where this user is signed in: this browser first, then the newest. */
export async function openSessionsOf(db: Db, { userId, token }: Mine): Promise<OpenSession[]> {
  const rows = await asKeeper(db, (tx) =>
    tx
      .selectFrom("auth.session")
      .select(["id", "token", "userAgent", "createdAt"])
      .where("userId", "=", userId)
      .where("expiresAt", ">", sql<Temporal.Instant>`now()`)
      .orderBy("createdAt", "desc")
      .execute(),
  );
  return rows
    .map((row) => ({
      id: row.id,
      device: deviceSeen(row.userAgent),
      since: row.createdAt,
      isThis: row.token === token,
    }))
    .sort((one, other) => Number(other.isThis) - Number(one.isThis));
}

/** Ends one of this user's sessions. False when it is not hers, or there is none: ended already. `id` may be anything. */
export async function closeSession(db: Db, { userId, id }: { userId: string; id: string }): Promise<boolean> {
  const closed = await asKeeper(db, (tx) =>
    tx.deleteFrom("auth.session").where("userId", "=", userId).where(sql<string>`id::text`, "=", id).executeTakeFirst(),
  );
  return closed.numDeletedRows > 0n;
}

/** Ends all of this user's sessions, the one that asks excepted. */
export async function closeOtherSessions(db: Db, { userId, token }: Mine): Promise<void> {
  await asKeeper(db, (tx) =>
    tx.deleteFrom("auth.session").where("userId", "=", userId).where("token", "is distinct from", token).execute(),
  );
}
