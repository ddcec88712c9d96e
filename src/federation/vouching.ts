import { sql } from "kysely";
import type { KeeperTx } from "../accounts/keeper.ts";
import { rememberSecurityEvent } from "../accounts/security-event.ts";
import { areWhole, type VouchedFor, type VouchedTraits, type Vouching } from "../accounts/vouching.ts";
import { communeLabel } from "../establishments/birth-communes.ts";
import type { Db } from "../platform/db.ts";
import type { Sealer } from "../platform/seal.ts";
import { providerNames } from "./federation-views.tsx";
import { addLink } from "./link.ts";
import { forgetVouched, readVouched, sealVouched, type Vouched, vouchedIn } from "./vouched.ts";

/** Opens an account for whom FranceConnect vouched: what it said goes with the request for the account, sealed. Pro Santé Connect opens
 * accounts that were invited, and makes none. */
export function vouchingWith(sealer: Sealer): Vouching {
  return {
    carried(c) {
      const vouched = vouchedIn(c, sealer, c.var.now());
      if (vouched?.provider !== "franceconnect" || !vouched.traits) return null;
      return { email: vouched.email, sealedUntil: (end) => sealVouched(sealer, vouched, end.epochMilliseconds) };
    },
    async kept(db, sealed, now) {
      const vouched = readVouched(sealer, sealed, now);
      return vouched?.traits ? vouchedFor(db, vouched, vouched.traits) : null;
    },
    forget: forgetVouched,
  };
}

async function vouchedFor(db: Db, { provider, accountId }: Vouched, said: VouchedTraits): Promise<VouchedFor> {
  const isKnownCode = said.birthplaceInsee !== null && /^(\d{2}|2[AB])\d{3}$/.test(said.birthplaceInsee);
  const traits = { ...said, birthplaceInsee: isKnownCode ? said.birthplaceInsee : null };
  const { birthplaceInsee: code } = traits;
  return {
    provider: providerNames[provider],
    traits,
    commune: code && !code.startsWith("99") ? await communeLabel(db, code) : null,
    isFree: (tx) => isFree(tx, accountId),
    async link(tx, { userId, device, now }) {
      await addLink(tx, { userId, provider, accountId, vouches: areWhole(traits) });
      await rememberSecurityEvent(tx, { userId, kind: "provider-linked", device, now });
    },
  };
}

async function isFree(tx: KeeperTx, accountId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${accountId}, 16))`.execute(tx);
  const known = await tx
    .selectFrom("auth.account")
    .select("id")
    .where("providerId", "=", "franceconnect")
    .where("accountId", "=", accountId)
    .executeTakeFirst();
  return known === undefined;
}
