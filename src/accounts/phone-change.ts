import { createHmac } from "node:crypto";
import type { KeeperTx } from "./keeper.ts";

/** How long a code that confirms a phone lives, and how often it may be tried. */
export const phoneCodeMinutes = 10;
export const phoneCodeTries = 5;

/** A phone that waits for its code. */
export interface PhoneChange {
  id: string;
  /** E.164. */
  phone: string;
  expiresAt: Temporal.Instant;
}

/** The code of six digits that is sent to the phone. Derived from the id of the change with SECRET: it is kept nowhere. */
export function phoneCode(secret: string, changeId: string): string {
  const hash = createHmac("sha256", secret).update(`phone-code:${changeId}`).digest("hex");
  return String(BigInt(`0x${hash}`) % 1_000_000n).padStart(6, "0");
}

/** What this user waits for: her newest change, as long as its code may be typed. With `lock`, nobody else uses it before the transaction
 * ends. */
export async function waitingPhoneChange(
  tx: KeeperTx,
  { userId, now, lock = false }: { userId: string; now: Temporal.Instant; lock?: boolean },
): Promise<PhoneChange | null> {
  const newest = await tx
    .selectFrom("auth.phoneChange")
    .select(["id", "phone", "expiresAt", "confirmedAt"])
    .where("userId", "=", userId)
    .orderBy("id", "desc")
    .limit(1)
    .$if(lock, (query) => query.forUpdate())
    .executeTakeFirst();
  if (!newest || newest.confirmedAt) return null;
  return Temporal.Instant.compare(newest.expiresAt, now) <= 0 ? null : newest;
}
