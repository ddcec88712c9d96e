import { type ColumnType, sql, type Transaction } from "kysely";
import type { Db, Tx } from "../platform/db.ts";
import { retryOnce } from "../platform/errors.ts";
import type { DB } from "../platform/schema.ts";
import type { Language } from "../platform/web.ts";
import type { SecurityEventKind } from "./security-event.ts";
import type { Proof } from "./verify-session.ts";

/** One transaction in the name of the keeper of accounts, the role `amicare_auth`: it alone reads and writes the schema `auth`, and
 * it sees nothing of what row-level security guards elsewhere.
 *
 * A deadlock or a serialisation failure is tried once more, so `work` must have no effect outside the transaction. */
export function asKeeper<T>(db: Db, work: (tx: KeeperTx) => Promise<T>): Promise<T> {
  return retryOnce(() =>
    db
      .withTables<AuthTables>()
      .transaction()
      .execute(async (tx) => {
        await sql`set local role amicare_auth`.execute(tx);
        return work(tx);
      }),
  );
}

/** Goes on for a moment in the name of the keeper, in a transaction of the web's own: what is kept in the schema `auth` changes together
 * with what a person may change herself, or not at all. */
export async function keeping<T>(tx: Tx, work: (tx: KeeperTx) => Promise<T>): Promise<T> {
  await sql`set local role amicare_auth`.execute(tx);
  const kept = await work(tx.withTables<AuthTables>());
  await sql`set local role amicare_web`.execute(tx);
  return kept;
}

export type KeeperTx = Transaction<DB & AuthTables>;

type Given<T> = ColumnType<T, T | undefined, T>;

/** What our own verbs use of the schema `auth` (migrations/0007_accounts.sql and after). */
export type AuthTables = {
  "auth.user": {
    id: string;
    name: string;
    email: string;
    emailVerified: Given<boolean>;
    language: Given<Language>;
    phone: Given<string | null>;
    phoneConfirmedAt: Given<Temporal.Instant | null>;
    createdAt: Given<Temporal.Instant>;
  };
  "auth.account": {
    id: string;
    userId: string;
    accountId: string;
    providerId: string;
    password: string | null;
    recoveredAt: Given<Temporal.Instant | null>;
    createdAt: Given<Temporal.Instant>;
    updatedAt: Given<Temporal.Instant>;
  };
  "auth.session": {
    id: string;
    userId: string;
    token: string;
    expiresAt: Temporal.Instant;
    ipAddress: Given<string | null>;
    userAgent: string | null;
    createdAt: Given<Temporal.Instant>;
    verifiedAt: Given<Temporal.Instant | null>;
    verifiedBy: Given<Proof | null>;
    codeTries: Given<number>;
    refusedBefore: Given<number>;
    visitor: Given<string | null>;
  };
  "auth.rememberedDevice": {
    id: string;
    userId: string;
    tokenSha256: string;
    userAgent: string | null;
    createdAt: Temporal.Instant;
    lastUsedAt: Temporal.Instant;
    expiresAt: Temporal.Instant;
  };
  "auth.secondStepCode": {
    id: string;
    sessionId: string;
    way: "mail" | "sms";
    requestedAt: Temporal.Instant;
    expiresAt: Temporal.Instant;
  };
  "auth.authenticator": { userId: string; sealedSecret: string; lastStep: number; confirmedAt: Temporal.Instant };
  "auth.recoveryCodes": { userId: string; codeHmacs: string[]; seed: string | null; madeAt: Temporal.Instant };
  "auth.securityEvent": {
    id: string;
    userId: string;
    kind: SecurityEventKind;
    proof: Given<Proof | null>;
    refusedBefore: Given<number>;
    happenedAt: Temporal.Instant;
    network: string | null;
    userAgent: string | null;
  };
  "auth.accountRequest": {
    id: string;
    email: string;
    tokenSha256: string;
    language: Language;
    returnTo: string | null;
    visitor: string | null;
    requestedAt: Temporal.Instant;
    expiresAt: Temporal.Instant;
    usedAt: Given<Temporal.Instant | null>;
    vouched: Given<string | null>;
  };
  "auth.recoveryRequest": {
    id: string;
    email: string;
    tokenSha256: string;
    codeTries: Given<number>;
    returnTo: string | null;
    visitor: string | null;
    requestedAt: Temporal.Instant;
    expiresAt: Temporal.Instant;
    usedAt: Given<Temporal.Instant | null>;
  };
  "auth.emailChange": {
    id: string;
    userId: string;
    oldEmail: string;
    newEmail: string;
    tokenSha256: string;
    undoSha256: string;
    requestedAt: Temporal.Instant;
    expiresAt: Temporal.Instant;
    confirmedAt: Given<Temporal.Instant | null>;
    undoneAt: Given<Temporal.Instant | null>;
  };
  "auth.phoneChange": {
    id: string;
    userId: string;
    phone: string;
    oldPhone: Given<string | null>;
    codeTries: Given<number>;
    requestedAt: Temporal.Instant;
    expiresAt: Temporal.Instant;
    confirmedAt: Given<Temporal.Instant | null>;
  };
  "auth.passkey": {
    id: string;
    userId: string;
    credentialId: string;
    publicKey: Uint8Array<ArrayBuffer>;
    counter: number;
    transports: string[];
    name: string;
    deviceType: "singleDevice" | "multiDevice";
    backedUp: boolean;
    createdAt: Temporal.Instant;
    lastUsedAt: Given<Temporal.Instant | null>;
  };
  "auth.passkeyQuestion": {
    challengeSha256: string;
    purpose: "sign-in" | "creation";
    userId: string | null;
    visitor: string;
    expiresAt: Temporal.Instant;
  };
  "auth.rateLimit": { key: string; points: number; expire: number | null };
};
