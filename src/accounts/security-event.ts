import { newId } from "../platform/ids.ts";
import type { Device } from "./device.ts";
import type { KeeperTx } from "./keeper.ts";
import type { Proof } from "./verify-session.ts";

/** What may happen to an account that its owner should be able to look through. */
export type SecurityEventKind =
  | "signed-in"
  | "second-step-failed"
  | "password-changed"
  | "password-recovered"
  | "authenticator-added"
  | "authenticator-removed"
  | "recovery-codes-made"
  | "recovery-code-used"
  | "device-remembered"
  | "device-forgotten"
  | "passkey-added"
  | "passkey-removed"
  | "email-changed"
  | "phone-changed"
  | "provider-linked"
  | "provider-unlinked"
  | "factors-reset";

export interface SecurityEvent {
  userId: string;
  kind: SecurityEventKind;
  device: Device | null;
  now: Temporal.Instant;
  proof?: Proof;
  refusedBefore?: number;
}

/** Writes down what happened to an account, in the transaction that made it happen; gives its id. Kept a year (tidy.ts). */
export async function rememberSecurityEvent(
  tx: KeeperTx,
  { device, now, proof, refusedBefore, ...event }: SecurityEvent,
): Promise<string> {
  const id = newId();
  const { network = null, userAgent = null } = device ?? {};
  await tx
    .insertInto("auth.securityEvent")
    .values({
      id,
      ...event,
      proof: proof ?? null,
      refusedBefore: refusedBefore ?? 0,
      happenedAt: now,
      network,
      userAgent,
    })
    .execute();
  return id;
}
