import type { Context } from "hono";
import type { Db } from "../platform/db.ts";
import type { Web } from "../platform/web.ts";
import type { Device } from "./device.ts";
import type { Identity } from "./identity.ts";
import type { KeeperTx } from "./keeper.ts";

/** Someone who came by an identity provider and wants an account. Handed in by src/federation. */
export interface Vouching {
  /** Whom a provider vouched for in this browser, a while ago: the mail it knows, which proves nothing, and what is kept with the request for
   * an account, sealed. Null: nobody. */
  carried(c: Context<Web>): { email: string | null; sealedUntil: (end: Temporal.Instant) => string } | null;
  /** What was kept with a request, or null when it has ended. */
  kept(db: Db, sealed: string, now: Temporal.Instant): Promise<VouchedFor | null>;
  /** The browser need carry it no longer. */
  forget(c: Context<Web>): void;
}

/** Whom a provider vouched for. */
export interface VouchedFor {
  /** As the provider is called on screen. */
  provider: string;
  traits: VouchedTraits;
  /** Where she was born, if it was in a commune we know. */
  commune: string | null;
  /** Whether no account has this identity; asked in the transaction that links it, which nobody else then does. */
  isFree(tx: KeeperTx): Promise<boolean>;
  /** From now on this user may sign in by the provider. Traits that are whole are the provider's to correct. */
  link(tx: KeeperTx, who: { userId: string; device: Device; now: Temporal.Instant }): Promise<void>;
}

/** As the civil register has them. A birth date that is not whole (people born abroad, `1962-00-00`) is null: then she says who she is. */
export type VouchedTraits = Pick<Identity, "birthName" | "nameUsed" | "firstNames" | "sex"> & {
  birthDate: Temporal.PlainDate | null;
  /** The INSEE code of a commune, or of a country abroad. */
  birthplaceInsee: string | null;
};
/** Traits that need not be asked. */
export type WholeTraits = VouchedTraits & { birthDate: Temporal.PlainDate };

export function areWhole(traits: VouchedTraits): traits is WholeTraits {
  return traits.birthDate !== null;
}
