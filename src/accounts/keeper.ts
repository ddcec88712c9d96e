import { type ColumnType, sql, type Transaction } from "kysely";
import type { Db } from "../platform/db.ts";
import { retryOnce } from "../platform/errors.ts";
import type { DB } from "../platform/schema.ts";
import type { Language } from "../platform/web.ts";

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

export type KeeperTx = Transaction<DB & AuthTables>;

type Given<T> = ColumnType<T, T | undefined, T>;

/** What our own verbs use of the schema `auth` (migrations/0007_accounts.sql and after); better-auth knows its own tables. */
export type AuthTables = {
  "auth.user": { id: string; name: string; email: string; emailVerified: Given<boolean>; language: Given<Language> };
  "auth.account": {
    id: string;
    userId: string;
    accountId: string;
    providerId: string;
    password: string | null;
    updatedAt: Given<Temporal.Instant>;
  };
  "auth.session": {
    id: string;
    userId: string;
    token: string;
    expiresAt: Temporal.Instant;
    userAgent: string | null;
    createdAt: Given<Temporal.Instant>;
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
  "auth.rateLimit": { key: string; points: number; expire: number | null };
};
