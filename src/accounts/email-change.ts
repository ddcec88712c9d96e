import { createHmac } from "node:crypto";
import type { Language } from "../platform/web.ts";
import { fingerprint } from "./activation.ts";
import type { KeeperTx } from "./keeper.ts";

/** How long the link to the new address lives, and how long the one to the old address does. */
export const confirmHours = 24;
export const undoDays = 7;

/** What the link to the new address opens: `open`, a button; anything else, a page that says what happened. `superseded`: another change
 * was asked for since. `expired`: too late, or called off. `undone`: taken back by the old address. */
export type EmailChangeState = "open" | "superseded" | "confirmed" | "undone" | "expired";

/** Someone's wish for another address, and whose account it is about. */
export interface EmailChange {
  id: string;
  userId: string;
  oldEmail: string;
  newEmail: string;
  requestedAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  confirmedAt: Temporal.Instant | null;
  undoneAt: Temporal.Instant | null;
  /** When the newest change was asked for, of a superseded one. */
  newerAt: Temporal.Instant | null;
  /** The account's. */
  language: Language;
  state: EmailChangeState;
}

/** The secrets of both links: 256 bits each, base64url. Derived from the id of the change with SECRET, as activationToken(). */
export function emailToken(secret: string, changeId: string): string {
  return createHmac("sha256", secret).update(`email-change:${changeId}`).digest("base64url");
}

export function undoToken(secret: string, changeId: string): string {
  return createHmac("sha256", secret).update(`email-undo:${changeId}`).digest("base64url");
}

/** Until when the old address may take this change back, made or not: whoever asked for it knew the password. */
export function undoableUntil({ confirmedAt, requestedAt }: Pick<EmailChange, "confirmedAt" | "requestedAt">) {
  return (confirmedAt ?? requestedAt).add({ hours: 24 * undoDays });
}

interface Looking {
  now: Temporal.Instant;
  /** Nobody else uses it before the transaction ends. */
  lock?: boolean;
}

/** The change that this link to the new address is about, or null when there is none. */
export function emailChangeBy(tx: KeeperTx, { token, ...how }: Looking & { token: string }) {
  return changeWhere(tx, { column: "tokenSha256", value: fingerprint(token) }, how);
}

/** The change that this link to the old address takes back, or null when there is none. */
export function emailChangeUndoneBy(tx: KeeperTx, { token, ...how }: Looking & { token: string }) {
  return changeWhere(tx, { column: "undoSha256", value: fingerprint(token) }, how);
}

/** The change of this id, for the jobs that write about it. */
export function emailChangeOf(tx: KeeperTx, { id, ...how }: Looking & { id: string }) {
  return changeWhere(tx, { column: "id", value: id }, how);
}

/** What this user waits for: her newest change, if the mail to the new address may still be followed. */
export async function waitingEmailChange(
  tx: KeeperTx,
  { userId, now }: { userId: string; now: Temporal.Instant },
): Promise<EmailChange | null> {
  const newest = await tx
    .selectFrom("auth.emailChange")
    .select("id")
    .where("userId", "=", userId)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  const change = newest && (await emailChangeOf(tx, { id: newest.id, now }));
  return change?.state === "open" ? change : null;
}

async function changeWhere(
  tx: KeeperTx,
  { column, value }: { column: "id" | "tokenSha256" | "undoSha256"; value: string },
  { now, lock = false }: Looking,
): Promise<EmailChange | null> {
  const found = await tx
    .selectFrom("auth.emailChange as change")
    .innerJoin("auth.user as user", "user.id", "change.userId")
    .select([
      "change.id",
      "change.userId",
      "oldEmail",
      "newEmail",
      "requestedAt",
      "expiresAt",
      "confirmedAt",
      "undoneAt",
    ])
    .select("user.language")
    .select((from) =>
      from
        .selectFrom("auth.emailChange as newer")
        .whereRef("newer.userId", "=", "change.userId")
        .whereRef("newer.id", ">", "change.id")
        .select((newer) => newer.fn.max("newer.requestedAt").as("at"))
        .as("newerAt"),
    )
    .where(`change.${column}`, "=", value)
    .$if(lock, (query) => query.forUpdate("change"))
    .executeTakeFirst();
  return found ? { ...found, state: stateOf(found, now) } : null;
}

function stateOf(
  { undoneAt, confirmedAt, newerAt, expiresAt }: Omit<EmailChange, "state" | "language">,
  now: Temporal.Instant,
): EmailChangeState {
  if (undoneAt) return "undone";
  if (confirmedAt) return "confirmed";
  if (newerAt) return "superseded";
  return Temporal.Instant.compare(expiresAt, now) <= 0 ? "expired" : "open";
}
