import { createHmac, timingSafeEqual } from "node:crypto";
import type { Language } from "../platform/web.ts";
import { fingerprint } from "./activation.ts";
import type { KeeperTx } from "./keeper.ts";

/** How long the link and the code of a recovery mail live. */
export const recoveryMinutes = 30;

/** How often the code of one mail may be tried. The link of the same mail works on. */
export const codeTries = 5;

/** What a recovery link opens: `open`, a form; anything else, a page that says what happened. `superseded`: a newer mail was sent.
 * `used`: a password was chosen since. */
export type RecoveryState = "open" | "superseded" | "used" | "expired";

/** Someone's wish for a new password, and whose account it is about. */
export interface Recovery {
  id: string;
  email: string;
  returnTo: string | null;
  visitor: string | null;
  expiresAt: Temporal.Instant;
  usedAt: Temporal.Instant | null;
  /** When the newest mail was asked for, of a superseded link. */
  newerAt: Temporal.Instant | null;
  userId: string;
  /** As pages greet. */
  name: string;
  /** The account's. */
  language: Language;
  state: RecoveryState;
}

/** The secret of a recovery link: 256 bits, base64url. Derived from the request's id with SECRET, as activationToken(). */
export function recoveryToken(secret: string, requestId: string): string {
  return createHmac("sha256", secret).update(`recovery:${requestId}`).digest("base64url");
}

/** The code of the same mail, for whoever reads it on another device: eight of thirty-one characters, 39 bits, derived likewise. */
export function recoveryCode(secret: string, requestId: string): string {
  const digest = createHmac("sha256", secret).update(`recovery-code:${requestId}`).digest("hex");
  return lettersOf(digest, codeLength);
}

/** So many letters that nobody mistakes for one another, drawn from the hexadecimal `digest`. */
export function lettersOf(digest: string, length: number): string {
  const size = BigInt(alphabet.length);
  let left = BigInt(`0x${digest}`);
  let code = "";
  for (; code.length < length; left /= size) code += alphabet[Number(left % size)];
  return code;
}

/** `K7MP-3XQR`: in two halves, easier to copy. */
export function codeInHalves(code: string): string {
  return `${code.slice(0, code.length / 2)}-${code.slice(code.length / 2)}`;
}

/** The code as it was meant, from what was typed: case, spaces and hyphens do not count. Null when no code of ours reads so. */
export function codeTyped(typed: string, length = codeLength): string | null {
  const code = typed.toUpperCase().replace(/[\s\p{Pd}\p{Cf}]/gu, "");
  return code.length === length && [...code].every((character) => alphabet.includes(character)) ? code : null;
}

/** Whether two codes are the same, in a time that tells nothing. */
export function isCode(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

/** The recovery that this token opens, or null when there is none, or no account. With `lock`, nobody else uses it before the
 * transaction ends. */
export function findRecovery(
  tx: KeeperTx,
  { token, now, lock = false }: { token: string; now: Temporal.Instant; lock?: boolean },
): Promise<Recovery | null> {
  return recoveryWhere(tx, { column: "tokenSha256", value: fingerprint(token), now, lock });
}

/** The recovery of this id, for the job that mails it. */
export function recoveryOf(tx: KeeperTx, { id, now }: { id: string; now: Temporal.Instant }): Promise<Recovery | null> {
  return recoveryWhere(tx, { column: "id", value: id, now, lock: false });
}

/** No O and 0, no I, L and 1: in no type and no handwriting is one taken for another. */
const alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";
const codeLength = 8;

interface Wanted {
  column: "tokenSha256" | "id";
  value: string;
  now: Temporal.Instant;
  lock: boolean;
}

async function recoveryWhere(tx: KeeperTx, { column, value, now, lock }: Wanted): Promise<Recovery | null> {
  const found = await tx
    .selectFrom("auth.recoveryRequest as request")
    .innerJoin("auth.user as user", "user.email", "request.email")
    .select(["request.id", "request.email", "returnTo", "visitor", "expiresAt", "usedAt"])
    .select(["user.id as userId", "user.name", "user.language"])
    .select((from) =>
      from
        .selectFrom("auth.recoveryRequest as newer")
        .whereRef("newer.email", "=", "request.email")
        .whereRef("newer.id", ">", "request.id")
        .select((newer) => newer.fn.max("newer.requestedAt").as("at"))
        .as("newerAt"),
    )
    .where(`request.${column}`, "=", value)
    .$if(lock, (query) => query.forUpdate("request"))
    .executeTakeFirst();
  return found ? { ...found, state: stateOf(found, now) } : null;
}

function stateOf(
  { newerAt, usedAt, expiresAt }: Pick<Recovery, "newerAt" | "usedAt" | "expiresAt">,
  now: Temporal.Instant,
): RecoveryState {
  if (newerAt) return "superseded";
  if (usedAt) return "used";
  return Temporal.Instant.compare(expiresAt, now) <= 0 ? "expired" : "open";
}
