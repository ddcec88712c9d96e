import type { Db } from "../platform/db.ts";
import type { Auth } from "./auth.ts";
import { asKeeper, type KeeperTx } from "./keeper.ts";
import { codeTries, isCode, recoveryCode, recoveryToken } from "./recovery.ts";

export interface CodeTyped {
  /** In lower case. */
  email: string;
  /** As codeTyped() reads it. */
  code: string;
  network: string;
}

/** The token leads to the page that the link of the same mail opens; an old code's page says so. */
export type CodeOutcome =
  | { done: true; token: string }
  | { done: false; because: "wrong-code" | "code-spent" }
  | { done: false; because: "too-many-tries"; waitS: number };

/** Follows the code of a recovery mail. The code of one mail is tried five times at most, then only its link works; tries are
 * counted per address and per network besides, before anything is compared. Whether the address has an account changes nothing. */
export async function followCode(
  db: Db,
  { limits, secret }: Pick<Auth, "limits" | "secret">,
  { email, code, network }: CodeTyped,
): Promise<CodeOutcome> {
  const [ofAccount, fromNetwork] = await Promise.all([
    limits.codeOfAccount.attempt(email),
    limits.codeFromNetwork.attempt(network),
  ]);
  const waitS = Math.max(ofAccount.waitS, fromNetwork.waitS);
  if (waitS > 0) {
    await Promise.all([ofAccount.takeBack(), fromNetwork.takeBack()]);
    return { done: false, because: "too-many-tries", waitS };
  }

  return asKeeper(db, async (tx): Promise<CodeOutcome> => {
    const ids = await lastRequests(tx, email);
    if (ids[0] && !(await countTry(tx, ids[0]))) return { done: false, because: "code-spent" };
    const meant = ids.filter((id) => isCode(recoveryCode(secret, id), code))[0];
    return meant ? { done: true, token: recoveryToken(secret, meant) } : { done: false, because: "wrong-code" };
  });
}

/** The newest first; older ones so that their codes are answered « a newer mail was sent ». */
async function lastRequests(tx: KeeperTx, email: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("auth.recoveryRequest")
    .select("id")
    .where("email", "=", email)
    .orderBy("id", "desc")
    .limit(5)
    .execute();
  return rows.map(({ id }) => id);
}

/** False when it was tried too often; of tries at the same moment no more than five count. */
async function countTry(tx: KeeperTx, id: string): Promise<boolean> {
  const counted = await tx
    .updateTable("auth.recoveryRequest")
    .set((row) => ({ codeTries: row("codeTries", "+", 1) }))
    .where("id", "=", id)
    .where("codeTries", "<", codeTries)
    .executeTakeFirst();
  return counted.numUpdatedRows > 0n;
}
