import type { Db } from "../platform/db.ts";
import type { Auth } from "./auth.ts";
import type { Device } from "./device.ts";
import { asKeeper, type KeeperTx } from "./keeper.ts";
import { isPassword } from "./password-hash.ts";
import { replacePassword } from "./replace-password.ts";

export interface PasswordChange {
  userId: string;
  email: string;
  current: string;
  /** Accepted by refusalOfPassword(). */
  password: string;
  device: Device;
  now: Temporal.Instant;
}

export type ChangeOutcome =
  | { done: true }
  | { done: false; because: "wrong-password" }
  | { done: false; because: "too-many-tries"; waitS: number };

/** A new password in the place of the current one, which is asked again: an open session does not prove who sits before it. Wrong
 * ones count as at sign-in. Sessions and mail are as replacePassword() says; this browser needs a new session too. */
export async function changePassword(
  db: Db,
  { limits, hash }: Pick<Auth, "limits" | "hash">,
  { current, password, ...change }: PasswordChange,
): Promise<ChangeOutcome> {
  const [ofAccount, fromNetwork] = await Promise.all([
    limits.signInOfAccount.attempt(change.email),
    limits.signInFromNetwork.attempt(change.device.network),
  ]);
  const waitS = Math.max(ofAccount.waitS, fromNetwork.waitS);
  if (waitS > 0) {
    await Promise.all([ofAccount.takeBack(), fromNetwork.takeBack()]);
    return { done: false, because: "too-many-tries", waitS };
  }

  const before = await asKeeper(db, (tx) => keptPassword(tx, change.userId));
  if (!before || !(await isPassword(current, before))) return { done: false, because: "wrong-password" };
  const kept = await hash(password); // slow by design: nothing is locked meanwhile
  const isDone = await asKeeper(db, async (tx) => {
    if ((await keptPassword(tx, change.userId, "lock")) !== before) return false;
    await replacePassword(tx, { ...change, kept, isByMailAlone: false });
    return true;
  });
  if (!isDone) return { done: false, because: "wrong-password" };
  await Promise.all([ofAccount.forget(), fromNetwork.takeBack()]);
  return { done: true };
}

async function keptPassword(tx: KeeperTx, userId: string, lock?: "lock"): Promise<string | null> {
  const found = await tx
    .selectFrom("auth.account")
    .select("password")
    .where("userId", "=", userId)
    .where("providerId", "=", "credential")
    .$if(lock === "lock", (query) => query.forUpdate())
    .executeTakeFirst();
  return found?.password ?? null;
}
