import type { Db } from "../platform/db.ts";
import type { Auth } from "./auth.ts";
import { asKeeper } from "./keeper.ts";
import { isPassword } from "./password-hash.ts";

export interface PasswordGiven {
  userId: string;
  email: string;
  password: string;
  network: string;
}

export type PasswordVerdict =
  | { ok: true }
  | { ok: false; because: "wrong-password" }
  | { ok: false; because: "too-many-tries"; waitS: number };

/** Whether this user signs in with a password at all: those who come by an identity provider have none. */
export async function hasPassword(db: Db, userId: string): Promise<boolean> {
  return (await keptPassword(db, userId)) !== null;
}

/** Whether this is the account's password: an open session does not prove who sits before it. Wrong ones count as at sign-in. */
export async function checkPassword(
  db: Db,
  { limits }: Pick<Auth, "limits">,
  { userId, email, password, network }: PasswordGiven,
): Promise<PasswordVerdict> {
  const [ofAccount, fromNetwork] = await Promise.all([
    limits.signInOfAccount.attempt(email),
    limits.signInFromNetwork.attempt(network),
  ]);
  const waitS = Math.max(ofAccount.waitS, fromNetwork.waitS);
  if (waitS > 0) {
    await Promise.all([ofAccount.takeBack(), fromNetwork.takeBack()]);
    return { ok: false, because: "too-many-tries", waitS };
  }
  const kept = await keptPassword(db, userId);
  if (!kept || !(await isPassword(password, kept))) return { ok: false, because: "wrong-password" };
  await Promise.all([ofAccount.forget(), fromNetwork.takeBack()]);
  return { ok: true };
}

async function keptPassword(db: Db, userId: string): Promise<string | null> {
  const found = await asKeeper(db, (tx) =>
    tx
      .selectFrom("auth.account")
      .select("password")
      .where("userId", "=", userId)
      .where("providerId", "=", "credential")
      .executeTakeFirst(),
  );
  return found?.password ?? null;
}
