import { randomBytes } from "node:crypto";
import { generateCookie } from "hono/cookie";
import { newId } from "../platform/ids.ts";
import { type Auth, sessionHours } from "./auth.ts";
import type { Device } from "./device.ts";
import type { KeeperTx } from "./keeper.ts";
import { rememberSecurityEvent } from "./security-event.ts";
import { sessionToken, signedToken } from "./session.ts";
import { cookieFlags } from "./visitor.ts";

/** By what a session was verified: whatever its holder proved besides the password, or in its stead.
 *
 * - activation: the mailbox, by a link, and a password just chosen; recovery: the same, of an account that has nothing else to prove
 *   itself by;
 * - device: a browser in which the second step was passed before;
 * - passkey, franceconnect, pro-sante-connect: both factors at once. */
export type Proof =
  | "app"
  | "recovery-code"
  | "mail"
  | "sms"
  | "device"
  | "activation"
  | "recovery"
  | "passkey"
  | "franceconnect"
  | "pro-sante-connect";

/** How long the second step may take. */
export const secondStepMinutes = 10;

export interface Opening {
  userId: string;
  device: Device;
  /** Null: the second step is still owed. */
  proof: Proof | null;
  now: Temporal.Instant;
  /** When the proof was given, if not now: of whoever was verified before and only gets a new session. Nothing is told of it. */
  provenAt?: Temporal.Instant;
  /** The session cookie this browser came with: it ends, whosever it was. */
  replaces?: string | undefined;
  /** Of the browser that asked, when it may be another one: what that holds follows once the session is verified. */
  visitor?: string | null;
  /** Wrong passwords before the right one. */
  refusedBefore?: number;
  /** The remembered device that is the proof. */
  rememberedId?: string | null;
  /** A code of six digits that leaves by mail with it. */
  codeId?: string | null;
}

/** Opens a session under a new token, in one statement: what this browser came with ends, the sign-in is remembered, and a code leaves if
 * one is asked. Gives the lines for Set-Cookie.
 *
 * Verified from the start, it is what a passkey or an identity provider lead to:
 * `enter(c, parts, { userId, visitor: visitorOf(c), setCookies: await openSession(auth, { userId, device: deviceOf(c, parts), proof: "passkey", replaces, now }), to })`. */
export async function openSession(auth: Auth, opening: Opening): Promise<string[]> {
  const { userId, device, proof, now, provenAt, replaces } = opening;
  const token = newToken();
  const expiresAt = proof ? now.add({ hours: sessionHours }) : now.add({ minutes: secondStepMinutes });
  await auth.pool.query({
    name: "open-session",
    text: `with ended as (delete from auth.session where token = $1),
      opened as (insert into auth.session (id, user_id, token, created_at, updated_at, expires_at, ip_address, user_agent, verified_at,
          verified_by, refused_before, visitor)
        values ($2, $3, $4, $5, $5, $6, $7, $8, $9, $10::text, $11::smallint, $12)),
      believed as (update auth.account set recovered_at = null
        where user_id = $3 and recovered_at is not null and $10::text in ('passkey', 'franceconnect', 'pro-sante-connect')),
      used as (update auth.remembered_device set last_used_at = $5 where id = $13),
      told as (insert into auth.security_event (id, user_id, kind, proof, refused_before, happened_at, network, user_agent)
        select $14, $3, 'signed-in', $10::text, $11::smallint, $5, $7, $8 where $15::boolean),
      coded as (insert into auth.second_step_code (id, session_id, way, requested_at, expires_at)
        select $16::uuid, $2, 'mail', $5, $6 where $16::uuid is not null returning id)
      select announce('second-step-code-requested', jsonb_build_object('codeId', id)) from coded`,
    values: [
      ...[replaces ? sessionToken(auth, replaces) : null, newId(), userId, token, now.toString()],
      ...[expiresAt.toString(), device.network, device.userAgent],
      ...[proof && (provenAt ?? now).toString(), proof, opening.refusedBefore ?? 0, opening.visitor ?? null],
      ...[opening.rememberedId ?? null, newId(), proof !== null && !provenAt, opening.codeId ?? null],
    ],
  });
  return [sessionCookie(auth, token, { from: now, until: expiresAt })];
}

export interface Verification {
  /** What sessionToken() reads in the cookie. */
  token: string;
  proof: Proof;
  device: Device;
  now: Temporal.Instant;
}

export interface Verified {
  userId: string;
  sessionId: string;
  /** True when she is signed in from now on; false when she was, and proved once more to be there. */
  isSignIn: boolean;
  /** Of the browser that asked for the session, when it was another one. */
  visitor: string | null;
  setCookies: string[];
}

/** Marks a session as verified, in the caller's transaction: one that owed the second step is signed in from now on, one that had it is
 * believed again for a while. Its token changes, so that whoever knew it before knows nothing (fixation). Null when it has ended. */
export async function verifySession(
  tx: KeeperTx,
  auth: Pick<Auth, "cookieSecret" | "sessionCookie" | "secureCookies">,
  { token, proof, device, now }: Verification,
): Promise<Verified | null> {
  const before = await tx
    .selectFrom("auth.session")
    .select(["id", "userId", "verifiedAt", "expiresAt", "visitor", "refusedBefore", "codeTries"])
    .where("token", "=", token)
    .where("expiresAt", ">", now)
    .forUpdate()
    .executeTakeFirst();
  if (!before) return null;

  const { id: sessionId, userId, visitor } = before;
  const isSignIn = before.verifiedAt === null;
  const expiresAt = isSignIn ? now.add({ hours: sessionHours }) : before.expiresAt;
  const fresh = newToken();
  await tx
    .updateTable("auth.session")
    .set({ token: fresh, verifiedAt: now, verifiedBy: proof, expiresAt, codeTries: 0, visitor: null })
    .where("id", "=", sessionId)
    .execute();
  await tx.deleteFrom("auth.secondStepCode").where("sessionId", "=", sessionId).execute();
  if (proof !== "mail") await believeMailAgain(tx, userId);
  if (isSignIn) {
    const refusedBefore = before.refusedBefore + Math.max(0, before.codeTries - 1);
    await rememberSecurityEvent(tx, { userId, kind: "signed-in", proof, refusedBefore, device, now });
  }
  const setCookies = [sessionCookie(auth, fresh, { from: now, until: expiresAt })];
  return { userId, sessionId, isSignIn, visitor, setCookies };
}

/** Whoever chose the password by a mail alone has shown since to be the owner. */
export async function believeMailAgain(tx: KeeperTx, userId: string): Promise<void> {
  await tx
    .updateTable("auth.account")
    .set({ recoveredAt: null })
    .where("userId", "=", userId)
    .where("recoveredAt", "is not", null)
    .execute();
}

/** The line that gives a browser the session known by `token`. */
export function sessionCookie(
  auth: Pick<Auth, "cookieSecret" | "sessionCookie" | "secureCookies">,
  token: string,
  { from, until }: { from: Temporal.Instant; until: Temporal.Instant },
): string {
  const maxAge = Math.ceil(from.until(until).total("seconds"));
  return generateCookie(auth.sessionCookie, signedToken(auth, token), { ...cookieFlags(auth.secureCookies), maxAge });
}

function newToken(): string {
  return randomBytes(32).toString("base64url");
}
