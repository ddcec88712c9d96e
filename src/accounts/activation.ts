import { createHash, createHmac } from "node:crypto";
import { sql } from "kysely";
import type { Language } from "../platform/web.ts";
import type { KeeperTx } from "./keeper.ts";

/** How long an activation link lives. */
export const activationDays = 7;

/** What an activation link opens: `open`, a form; anything else, a page that says what happened. `superseded`: a newer mail was
 * sent. */
export type ActivationState = "open" | "already-active" | "superseded" | "expired";

/** Someone's wish for an account, as the link of the mail finds it. */
export interface AccountRequest {
  id: string;
  email: string;
  language: Language;
  returnTo: string | null;
  visitor: string | null;
  requestedAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  usedAt: Temporal.Instant | null;
  /** Whom an identity provider vouched for in the browser that asked, sealed (vouching.ts). */
  vouched: string | null;
  state: ActivationState;
  /** When the newest mail was asked for, of a superseded link. */
  newerAt: Temporal.Instant | null;
}

/** The secret of an activation link: 256 bits, base64url.
 *
 * It is derived from the request's id with SECRET, so that the job that writes the mail can make it again: the queue carries ids
 * only, and the database keeps nothing but its fingerprint. Whoever reads the whole database can open no account. */
export function activationToken(secret: string, requestId: string): string {
  return createHmac("sha256", secret).update(`activation:${requestId}`).digest("base64url");
}

/** What the database keeps of a token: SHA-256, hex. */
export function fingerprint(token: string): string {
  return createHash("sha256").update(token).digest("hex");
}

/** The request that this token opens, or null when there is none. With `lock`, nobody else uses it before the transaction ends. */
export async function findRequest(
  tx: KeeperTx,
  { token, now, lock = false }: { token: string; now: Temporal.Instant; lock?: boolean },
): Promise<AccountRequest | null> {
  return requestWhere(tx, { column: "tokenSha256", value: fingerprint(token), now, lock });
}

/** The request of this id, for the job that mails it. */
export async function requestOf(
  tx: KeeperTx,
  { id, now }: { id: string; now: Temporal.Instant },
): Promise<AccountRequest | null> {
  return requestWhere(tx, { column: "id", value: id, now, lock: false });
}

/** The newest request of this address, or null when nobody made one. */
export async function newestRequest(
  tx: KeeperTx,
  { email, now }: { email: string; now: Temporal.Instant },
): Promise<AccountRequest | null> {
  const newest = await tx
    .selectFrom("auth.accountRequest")
    .select("id")
    .where("email", "=", email)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return newest ? requestOf(tx, { id: newest.id, now }) : null;
}

interface Wanted {
  column: "tokenSha256" | "id";
  value: string;
  now: Temporal.Instant;
  lock: boolean;
}

async function requestWhere(tx: KeeperTx, { column, value, now, lock }: Wanted): Promise<AccountRequest | null> {
  const found = await tx
    .selectFrom("auth.accountRequest as request")
    .select(["id", "email", "language", "returnTo", "visitor", "requestedAt", "expiresAt", "usedAt", "vouched"])
    .select((from) => [
      from
        .selectFrom("auth.accountRequest as newer")
        .whereRef("newer.email", "=", "request.email")
        .whereRef("newer.id", ">", "request.id")
        .select((newer) => newer.fn.max("newer.requestedAt").as("at"))
        .as("newerAt"),
      from
        .exists(from.selectFrom("auth.user").whereRef("auth.user.email", "=", "request.email").select(sql`1`.as("one")))
        .as("hasAccount"),
    ])
    .where(`request.${column}`, "=", value)
    .$if(lock, (query) => query.forUpdate("request"))
    .executeTakeFirst();
  if (!found) return null;

  const { hasAccount, ...request } = found;
  return { ...request, state: stateOf({ ...request, hasAccount: Boolean(hasAccount) }, now) };
}

interface Circumstances extends Pick<AccountRequest, "usedAt" | "newerAt" | "expiresAt"> {
  hasAccount: boolean;
}

function stateOf({ usedAt, hasAccount, newerAt, expiresAt }: Circumstances, now: Temporal.Instant): ActivationState {
  if (usedAt || hasAccount) return "already-active";
  if (newerAt) return "superseded";
  return Temporal.Instant.compare(expiresAt, now) <= 0 ? "expired" : "open";
}
