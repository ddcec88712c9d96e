import { createHash, randomBytes } from "node:crypto";
import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { newId } from "../platform/ids.ts";
import type { Auth } from "./auth.ts";
import type { Device } from "./device.ts";
import type { KeeperTx } from "./keeper.ts";
import { rememberSecurityEvent } from "./security-event.ts";
import { cookieFlags } from "./visitor.ts";

/** How long a browser in which the second step was passed needs no other. */
export const rememberedDays = 60;

/** What this browser is remembered by: the fingerprints of the tokens in its cookie, one for each person who shares it. */
export function rememberedBy(c: Context, auth: Pick<Auth, "deviceCookie">): string[] {
  return tokensIn(c, auth).map(fingerprint);
}

interface Remembering {
  userId: string;
  device: Device;
  now: Temporal.Instant;
}

/** Remembers this browser for a patient; gives the token for its cookie. Those of staff are never remembered: the caller
 * knows. The token is always a new one, so that nobody can plant it beforehand. */
export async function rememberDevice(tx: KeeperTx, { userId, device, now }: Remembering): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await tx
    .insertInto("auth.rememberedDevice")
    .values({
      ...{ id: newId(), userId, tokenSha256: fingerprint(token), userAgent: device.userAgent },
      ...{ createdAt: now, lastUsedAt: now, expiresAt: now.add({ hours: 24 * rememberedDays }) },
    })
    .execute();
  await rememberSecurityEvent(tx, { userId, kind: "device-remembered", device, now });
  return token;
}

/** Adds the token to the browser's cookie, beside those of others. */
export function keepDeviceToken(c: Context, auth: Pick<Auth, "deviceCookie" | "secureCookies">, token: string): void {
  const value = [token, ...tokensIn(c, auth)].slice(0, most).join(".");
  setCookie(c, auth.deviceCookie, value, { ...cookieFlags(auth.secureCookies), maxAge: rememberedDays * 24 * 3600 });
}

export interface RememberedDevice {
  id: string;
  userAgent: string | null;
  lastUsedAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  /** The browser that asks. */
  isThis: boolean;
}

/** Where no second step is asked of this user, this browser first, then the last used. `by`: what the browser that asks is remembered by. */
export async function rememberedDevicesOf(
  tx: KeeperTx,
  { userId, by, now }: { userId: string; by: string[]; now: Temporal.Instant },
): Promise<RememberedDevice[]> {
  const rows = await tx
    .selectFrom("auth.rememberedDevice")
    .select(["id", "userAgent", "lastUsedAt", "expiresAt", "tokenSha256"])
    .where("userId", "=", userId)
    .where("expiresAt", ">", now)
    .orderBy("lastUsedAt", "desc")
    .execute();
  return rows
    .map(({ tokenSha256, ...device }) => ({ ...device, isThis: by.includes(tokenSha256) }))
    .sort((one, other) => Number(other.isThis) - Number(one.isThis));
}

/** Several persons may share a browser; a cookie is not the place for a crowd. */
const most = 4;

function tokensIn(c: Context, { deviceCookie }: Pick<Auth, "deviceCookie">): string[] {
  const tokens = (getCookie(c, deviceCookie) ?? "").split(".").filter((token) => /^[\w-]{43}$/.test(token));
  return tokens.slice(0, most);
}

function fingerprint(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}
