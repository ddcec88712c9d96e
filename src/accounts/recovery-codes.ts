import { createHmac } from "node:crypto";
import { sql } from "kysely";
import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { type Auth, derivedSecret } from "./auth.ts";
import type { Device } from "./device.ts";
import { tellFactorsChanged } from "./factors-changed.ts";
import { asKeeper, type KeeperTx } from "./keeper.ts";
import { lettersOf } from "./recovery.ts";

/** How many there are of a set, and of how many letters each: of 31 that no one mistakes for one another, 49 bits. */
export const codesOfASet = 10;
export const recoveryCodeLength = 10;

/** So many left, and one is warned. */
export const fewCodes = 3;

/** How long a new set can be looked at, unless its owner says before that she keeps it. */
export const shownMinutes = 15;

/** A new set, in the caller's transaction: the old one opens nothing any more. */
export async function makeRecoveryCodes(
  tx: KeeperTx,
  { secret }: Pick<Auth, "secret">,
  { userId, now }: { userId: string; now: Temporal.Instant },
): Promise<void> {
  const seed = newId();
  const codeHmacs = codesFrom(secret, seed).map((code) => kept(secret, userId, code));
  const values = { codeHmacs, seed, madeAt: now };
  await tx
    .insertInto("auth.recoveryCodes")
    .values({ userId, ...values })
    .onConflict((known) => known.column("userId").doUpdateSet(values))
    .execute();
}

interface Whose {
  userId: string;
  device: Device;
  now: Temporal.Instant;
}

/** A new set in the place of the old one, and a mail that says so. */
export async function renewRecoveryCodes(
  db: Db,
  auth: Pick<Auth, "secret">,
  { userId, device, now }: Whose,
): Promise<void> {
  await asKeeper(db, async (tx) => {
    await makeRecoveryCodes(tx, auth, { userId, now });
    await tellFactorsChanged(tx, { userId, kind: "recovery-codes-made", device, now });
  });
}

export interface RecoveryCodes {
  left: number;
  madeAt: Temporal.Instant;
  /** The codes themselves, as long as they are shown; null ever after. */
  shown: string[] | null;
}

/** The set of this user, or null when she has none. */
export async function recoveryCodesOf(
  db: Db,
  { secret }: Pick<Auth, "secret">,
  { userId, now }: { userId: string; now: Temporal.Instant },
): Promise<RecoveryCodes | null> {
  const set = await asKeeper(db, (tx) =>
    tx.selectFrom("auth.recoveryCodes").selectAll().where("userId", "=", userId).executeTakeFirst(),
  );
  if (!set) return null;
  const isShown = set.seed !== null && Temporal.Instant.compare(set.madeAt.add({ minutes: shownMinutes }), now) > 0;
  return { left: set.codeHmacs.length, madeAt: set.madeAt, shown: isShown ? codesFrom(secret, set.seed!) : null };
}

/** Their owner keeps them somewhere: they are never shown again. */
export async function putAwayRecoveryCodes(db: Db, { userId }: { userId: string }): Promise<void> {
  await asKeeper(db, (tx) =>
    tx.updateTable("auth.recoveryCodes").set({ seed: null }).where("userId", "=", userId).execute(),
  );
}

/** Whether this is one of the codes left to this user, and spends it: each serves once, of two at the same moment too. A mail says so. */
export async function spendRecoveryCode(
  tx: KeeperTx,
  { secret }: Pick<Auth, "secret">,
  { userId, code, device, now }: Whose & { code: string },
): Promise<boolean> {
  const hmac = kept(secret, userId, code);
  const left = sql.ref<string[]>("codeHmacs");
  const spent = await tx
    .updateTable("auth.recoveryCodes")
    .set({ codeHmacs: sql<string[]>`array_remove(${left}, ${hmac})`, seed: null })
    .where("userId", "=", userId)
    .where(sql<boolean>`${hmac} = any (${left})`)
    .executeTakeFirst();
  if (spent.numUpdatedRows === 0n) return false;
  await tellFactorsChanged(tx, { userId, kind: "recovery-code-used", device, now });
  return true;
}

/** Made again from the seed as long as it is there. */
function codesFrom(secret: string, seed: string): string[] {
  const key = derivedSecret(secret, "recovery codes");
  return Array.from({ length: codesOfASet }, (_, index) =>
    lettersOf(createHmac("sha256", key).update(`${seed}:${index}`).digest("hex"), recoveryCodeLength),
  );
}

/** What the database keeps of a code. With SECRET, so that the database alone cannot be searched for them. */
function kept(secret: string, userId: string, code: string): string {
  return createHmac("sha256", derivedSecret(secret, "kept recovery codes")).update(`${userId}:${code}`).digest("hex");
}
