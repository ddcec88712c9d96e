import { sql } from "kysely";
import type { Device } from "../accounts/device.ts";
import { tellFactorsChanged } from "../accounts/factors-changed.ts";
import { asKeeper, type KeeperTx } from "../accounts/keeper.ts";
import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import type { ProviderName } from "./provider.ts";
import type { Vouched } from "./vouched.ts";

export type LinkRefusal = "taken" | "another-person" | "linked-otherwise";

export interface Linking {
  userId: string;
  vouched: Vouched;
  device: Device;
  now: Temporal.Instant;
}

/** The user whom this provider knows by this account, or null. */
export function userKnownBy(db: Db, provider: ProviderName, accountId: string): Promise<string | null> {
  return asKeeper(db, async (tx) => {
    const account = await tx
      .selectFrom("auth.account")
      .select("userId")
      .where("providerId", "=", provider)
      .where("accountId", "=", accountId)
      .executeTakeFirst();
    return account?.userId ?? null;
  });
}

/** From now on this user may sign in by what the provider vouched for. She must have signed in to the account with its own means before: a
 * mail that is the same proves nothing (the provider does not check it).
 *
 * taken: another account has it; linked-otherwise: this account has another one of that provider; another-person: the birth date the
 * provider checked is not that of the profile. Linked already: done, calmly. */
export function linkIdentity(
  db: Db,
  { userId, vouched, device, now }: Linking,
): Promise<{ done: true } | { done: false; because: LinkRefusal }> {
  return asKeeper(db, async (tx) => {
    const { provider, accountId, traits } = vouched;
    await sql`select pg_advisory_xact_lock(hashtextextended(${userId}, 15))`.execute(tx);
    const linked = await tx
      .selectFrom("auth.account")
      .select(["userId", "accountId"])
      .where("providerId", "=", provider)
      .where((row) => row.or([row("accountId", "=", accountId), row("userId", "=", userId)]))
      .execute();
    if (linked.some((one) => one.userId === userId && one.accountId === accountId)) return { done: true };
    if (linked.some((one) => one.accountId === accountId)) return { done: false, because: "taken" };
    if (linked.length > 0) return { done: false, because: "linked-otherwise" };
    if (traits?.birthDate && !(await isBornThen(tx, userId, traits.birthDate)))
      return { done: false, because: "another-person" };

    await addLink(tx, { userId, provider, accountId, vouches: traits?.birthDate != null });
    await tellFactorsChanged(tx, { userId, kind: "provider-linked", device, now });
    return { done: true };
  });
}

/** Writes the link, in the transaction that knows it to be right. `vouches`: what FranceConnect said is whole, and hers to change no longer. */
export async function addLink(
  tx: KeeperTx,
  {
    userId,
    provider,
    accountId,
    vouches,
  }: { userId: string; provider: ProviderName; accountId: string; vouches: boolean },
): Promise<void> {
  await tx
    .insertInto("auth.account")
    .values({ id: newId(), userId, accountId, providerId: provider, password: null })
    .execute();
  if (vouches) await sql`select vouch_for_own_profile(${userId}, ${provider})`.execute(tx);
}

/** She signs in by her password alone again. What was vouched for stays so. */
export function unlinkIdentity(
  db: Db,
  { userId, provider, device, now }: { userId: string; provider: ProviderName; device: Device; now: Temporal.Instant },
): Promise<void> {
  return asKeeper(db, async (tx) => {
    const gone = await tx
      .deleteFrom("auth.account")
      .where("userId", "=", userId)
      .where("providerId", "=", provider)
      .returning("id")
      .execute();
    if (gone.length > 0) await tellFactorsChanged(tx, { userId, kind: "provider-unlinked", device, now });
  });
}

/** A profile without birth date, such as staff have, contradicts nobody. */
async function isBornThen(tx: KeeperTx, userId: string, day: Temporal.PlainDate): Promise<boolean> {
  const { rows } = await sql<{ on: Temporal.PlainDate | null }>`select own_birth_date(${userId}) as "on"`.execute(tx);
  const own = rows[0]?.on;
  return !own || Temporal.PlainDate.compare(own, day) === 0;
}
