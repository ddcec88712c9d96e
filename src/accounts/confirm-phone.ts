import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import type { Auth } from "./auth.ts";
import type { Device } from "./device.ts";
import { type KeeperTx, keeping } from "./keeper.ts";
import { phoneCode, phoneCodeTries, waitingPhoneChange } from "./phone-change.ts";
import { putPhone } from "./put-phone.ts";
import { isCode } from "./recovery.ts";

export interface PhoneConfirmation {
  by: Extract<Actor, { kind: "user" }>;
  /** As sixDigits() reads it. */
  code: string;
  device: Device;
  now: Temporal.Instant;
}

/** `ended`: nothing waits any more, the ten minutes are over. */
export type ConfirmPhoneOutcome = { done: true } | { done: false; because: "wrong-code" | "code-spent" | "ended" };

/** The code came back from the phone: it is hers. A code is tried five times at most, counted before anything is compared. */
export async function confirmPhone(
  db: Db,
  { secret }: Pick<Auth, "secret">,
  { by, code, device, now }: PhoneConfirmation,
): Promise<ConfirmPhoneOutcome> {
  return asActor(db, by, async (tx) => {
    const { userId } = by;
    const { waiting, isCounted } = await keeping(tx, async (kept) => {
      const waiting = await waitingPhoneChange(kept, { userId, now, lock: true });
      return { waiting, isCounted: waiting !== null && (await countTry(kept, waiting.id)) };
    });
    if (!waiting) return { done: false, because: "ended" };
    if (!isCounted) return { done: false, because: "code-spent" };
    if (!isCode(phoneCode(secret, waiting.id), code)) return { done: false, because: "wrong-code" };
    await putPhone(tx, { userId, changeId: waiting.id, phone: waiting.phone, isConfirmed: true, device, now });
    return { done: true };
  });
}

/** False when it was tried too often. */
async function countTry(tx: KeeperTx, id: string): Promise<boolean> {
  const counted = await tx
    .updateTable("auth.phoneChange")
    .set((change) => ({ codeTries: change("codeTries", "+", 1) }))
    .where("id", "=", id)
    .where("codeTries", "<", phoneCodeTries)
    .executeTakeFirst();
  return counted.numUpdatedRows > 0n;
}
