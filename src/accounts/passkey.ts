import { z } from "zod";
import type { Db } from "../platform/db.ts";
import { asKeeper } from "./keeper.ts";

/** A key that a device of the person holds and that opens her account: something she has, unlocked by something she knows or is. The
 * device proves it by signing a question (WebAuthn). */
export interface Passkey {
  id: string;
  name: string;
  /** Its keeper has a copy elsewhere: losing the device does not lose the key. */
  isBackedUp: boolean;
  createdAt: Temporal.Instant;
  lastUsedAt: Temporal.Instant | null;
}

/** More are not worth their list. */
export const mostPasskeys = 10;

/** A name as a person gives it. */
export const passkeyName = z
  .string("passkeys.name.missing")
  .trim()
  .min(1, "passkeys.name.missing")
  .max(60, "passkeys.name.tooLong");

/** This user's passkeys, the newest first. */
export async function passkeysOf(db: Db, userId: string): Promise<Passkey[]> {
  const rows = await asKeeper(db, (tx) =>
    tx
      .selectFrom("auth.passkey")
      .select(["id", "name", "backedUp", "createdAt", "lastUsedAt"])
      .where("userId", "=", userId)
      .orderBy("createdAt", "desc")
      .execute(),
  );
  return rows.map(({ backedUp, ...row }) => ({ ...row, isBackedUp: backedUp }));
}

/** Whom passkeys are made for, and where: this site. */
export interface RelyingParty {
  /** The domain they are bound to. */
  id: string;
  /** The address that browsers must say they were at. */
  origin: string;
}

/** No passkey is bound to a bare network address: on the loopback it is bound to `localhost`. */
export function relyingPartyAt(publicUrl: string): RelyingParty {
  const url = new URL(publicUrl);
  if (["127.0.0.1", "[::1]"].includes(url.hostname)) url.hostname = "localhost";
  return { id: url.hostname, origin: url.origin };
}

/** ES256 and RS256 (COSE): what all devices sign with. */
export const algorithms = [-7, -257];

/** What devices store beside a key to know whose it is: the bytes of the user's id, and nothing else about her. */
export function userHandleOf(userId: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(userId.replaceAll("-", ""), "hex"));
}
