import { createHmac } from "node:crypto";
import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import { type Auth, derivedSecret } from "./auth.ts";
import { asKeeper, type KeeperTx } from "./keeper.ts";
import { type Factors, factorsOf, leavesAtOnce, waysOf } from "./second-factor.ts";
import { secondStepMinutes, sessionCookie } from "./verify-session.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "second-step-code-requested": { codeId: string };
  }
}

/** How a code of six digits reaches someone. */
export type CodeWay = "mail" | "sms";

/** The newest code asked for in a session: where it went, and until when it serves. */
export interface SentCode {
  id: string;
  way: CodeWay;
  expiresAt: Temporal.Instant;
}

/** The six digits of a code: derived from its id with SECRET, so that the job that sends it can make it again and the database keeps
 * nothing of it. */
export function digitsOf(secret: string, codeId: string): string {
  const digest = createHmac("sha256", derivedSecret(secret, "second-step codes")).update(codeId).digest();
  return String(digest.readBigUInt64BE() % 1_000_000n).padStart(6, "0");
}

export interface CodeAsked {
  userId: string;
  /** What sessionToken() reads in the cookie: the code serves in that session only. */
  token: string;
  way: CodeWay;
  smsOn: boolean;
  now: Temporal.Instant;
}

export type CodeAskedOutcome =
  | { done: true; setCookie: string }
  | { done: false; because: "way-closed" | "session-ended" }
  | { done: false; because: "too-many-codes"; waitS: number };

/** Sends a code of six digits: it serves ten minutes, once, in this session; earlier ones open nothing any more. A session that owes the
 * second step lasts as long as its newest code. Counted per account. */
export async function sendSecondStepCode(db: Db, auth: Auth, asked: CodeAsked): Promise<CodeAskedOutcome> {
  const { userId, token, way, smsOn, now } = asked;
  if (!waysOf(await factorsOf(auth, userId), { smsOn }).includes(way)) return { done: false, because: "way-closed" };
  const { waitS } = await auth.limits.codeToAccount.attempt(userId);
  if (waitS > 0) return { done: false, because: "too-many-codes", waitS };

  return asKeeper(db, async (tx) => {
    const expiresAt = now.add({ minutes: secondStepMinutes });
    const session = await tx
      .updateTable("auth.session")
      .set((row) => ({
        expiresAt: row.case().when("verifiedAt", "is", null).then(expiresAt).else(row.ref("expiresAt")).end(),
      }))
      .where("token", "=", token)
      .where("userId", "=", userId)
      .where("expiresAt", ">", now)
      .returning(["id", "expiresAt"])
      .executeTakeFirst();
    if (!session) return { done: false, because: "session-ended" };

    const id = newId();
    await tx
      .insertInto("auth.secondStepCode")
      .values({ id, sessionId: session.id, way, requestedAt: now, expiresAt })
      .execute();
    await announce(tx, "second-step-code-requested", { codeId: id });
    return { done: true, setCookie: sessionCookie(auth, token, { from: now, until: session.expiresAt }) };
  });
}

/** The id of a code that leaves with the session that is about to open, when a mail is the only way at hand and not too many left
 * already; otherwise null: it is asked for on the page. */
export async function codeAtOnce(
  auth: Pick<Auth, "limits">,
  { userId, factors, smsOn }: { userId: string; factors: Factors; smsOn: boolean },
): Promise<string | null> {
  if (!leavesAtOnce(waysOf(factors, { smsOn }))) return null;
  const { waitS } = await auth.limits.codeToAccount.attempt(userId);
  return waitS > 0 ? null : newId();
}

/** The newest code of the session that the database knows by `token`, or null when none was asked for. */
export async function newestCode(tx: KeeperTx, token: string): Promise<SentCode | null> {
  const found = await tx
    .selectFrom("auth.secondStepCode as code")
    .innerJoin("auth.session as session", "session.id", "code.sessionId")
    .select(["code.id", "code.way", "code.expiresAt"])
    .where("session.token", "=", token)
    .orderBy("code.id", "desc")
    .limit(1)
    .executeTakeFirst();
  return found ?? null;
}
