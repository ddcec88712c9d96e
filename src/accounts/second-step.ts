import type { Db } from "../platform/db.ts";
import { settle } from "../platform/rate-limit.ts";
import type { Auth } from "./auth.ts";
import { spendAppCode } from "./authenticator.ts";
import type { Device } from "./device.ts";
import { tellFactorsChanged } from "./factors-changed.ts";
import { asKeeper, type KeeperTx } from "./keeper.ts";
import { codeTyped, isCode } from "./recovery.ts";
import { recoveryCodeLength, spendRecoveryCode } from "./recovery-codes.ts";
import { rememberDevice } from "./remembered-device.ts";
import { factorsOf, type Way, waysOf } from "./second-factor.ts";
import { digitsOf, newestCode } from "./second-step-code.ts";
import { type Verified, verifySession } from "./verify-session.ts";

/** How many wrong answers a session survives, whatever they answer. */
export const answersAtMost = 5;

/** The ways that end in typing something. */
export type TypedWay = Exclude<Way, "passkey">;

export interface SecondStepAnswer {
  userId: string;
  /** What sessionToken() reads in the cookie. */
  token: string;
  way: TypedWay;
  /** As it was typed. */
  code: string;
  /** She asks not to be asked again in this browser. */
  remember: boolean;
  device: Device;
  smsOn: boolean;
  now: Temporal.Instant;
}

export type SecondStepOutcome =
  | { done: true; verified: Verified; deviceToken: string | null }
  | { done: false; because: SecondStepRefusal }
  | { done: false; because: "too-many-tries"; waitS: number };

/** wrong-code: also another session's, an older one's, or one that served · code-expired: its ten minutes are over · session-ended: it
 * took too long · tries-spent: that was the last wrong answer, the session is over · way-closed: not one of hers. */
export type SecondStepRefusal = "wrong-code" | "code-expired" | "session-ended" | "tries-spent" | "way-closed";

/** Proves by something typed who sits before a session: one that owes the second step is signed in from now on, one that had it is
 * believed again for a while. Either way under a new token.
 *
 * Wrong answers are counted before anything is compared: five end the session, and they count per account and per network besides. A
 * browser is remembered for patients only. */
export async function passSecondStep(db: Db, auth: Auth, answer: SecondStepAnswer): Promise<SecondStepOutcome> {
  const { userId, way, smsOn, device } = answer;
  const factors = await factorsOf(auth, userId);
  if (!waysOf(factors, { smsOn }).includes(way)) return { done: false, because: "way-closed" };

  const [ofAccount, ofNetwork] = await Promise.all([
    auth.limits.secondStepOfAccount.attempt(userId),
    auth.limits.secondStepFromNetwork.attempt(device.network),
  ]);
  const waitS = Math.max(ofAccount.waitS, ofNetwork.waitS);
  if (waitS > 0) {
    await Promise.all([ofAccount.takeBack(), ofNetwork.takeBack()]);
    return { done: false, because: "too-many-tries", waitS };
  }

  const remember = answer.remember && !factors.isStaff;
  const outcome = await asKeeper(db, (tx) => judge(tx, auth, { ...answer, remember }));
  if (outcome.done) {
    await settle(auth.pool, { forgotten: [ofAccount], takenBack: [ofNetwork] });
    await auth.limits.codeToAccount.forget(userId);
  }
  return outcome;
}

async function judge(tx: KeeperTx, auth: Auth, answer: SecondStepAnswer): Promise<SecondStepOutcome> {
  const { userId, token, way, remember, device, now } = answer;
  const session = await countAnswer(tx, answer);
  if (!session) return { done: false, because: "session-ended" };

  const because = await refusalOf(tx, auth, answer);
  if (because && session.codeTries < answersAtMost) return { done: false, because };
  if (because) {
    await tx.deleteFrom("auth.session").where("id", "=", session.id).execute();
    await tellFactorsChanged(tx, { userId, kind: "second-step-failed", device, now });
    return { done: false, because: "tries-spent" };
  }
  const verified = await verifySession(tx, auth, { token, proof: way, device, now });
  if (!verified) return { done: false, because: "session-ended" };
  const deviceToken = remember && verified.isSignIn ? await rememberDevice(tx, { userId, device, now }) : null;
  return { done: true, verified, deviceToken };
}

/** Of answers at the same moment the second waits for the first. */
async function countAnswer(tx: KeeperTx, { userId, token, now }: SecondStepAnswer) {
  return tx
    .updateTable("auth.session")
    .set((row) => ({ codeTries: row("codeTries", "+", 1) }))
    .where("token", "=", token)
    .where("userId", "=", userId)
    .where("expiresAt", ">", now)
    .returning(["id", "codeTries"])
    .executeTakeFirst();
}

/** Why this is not the answer, or null when it is; what is right is spent. */
async function refusalOf(
  tx: KeeperTx,
  auth: Auth,
  { way, code, token, ...whose }: SecondStepAnswer,
): Promise<"wrong-code" | "code-expired" | null> {
  if (way === "recovery-code") {
    const meant = codeTyped(code, recoveryCodeLength);
    return meant && (await spendRecoveryCode(tx, auth, { ...whose, code: meant })) ? null : "wrong-code";
  }
  const digits = sixDigits(code);
  if (way === "app") return digits && (await spendAppCode(tx, auth, { ...whose, code: digits })) ? null : "wrong-code";

  const sent = await newestCode(tx, token);
  if (!sent || sent.way !== way) return "wrong-code";
  if (Temporal.Instant.compare(sent.expiresAt, whose.now) <= 0) return "code-expired";
  return digits && isCode(digitsOf(auth.secret, sent.id), digits) ? null : "wrong-code";
}

/** Six digits as they were meant, spaces and hyphens left out; null when there are not six. */
export function sixDigits(typed: string): string | null {
  const digits = typed.replace(/[\s\p{Pd}\p{Cf}]/gu, "");
  return /^\d{6}$/.test(digits) ? digits : null;
}
