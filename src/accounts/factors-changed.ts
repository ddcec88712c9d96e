import { announce } from "../platform/jobs.ts";
import type { KeeperTx } from "./keeper.ts";
import { rememberSecurityEvent, type SecurityEvent } from "./security-event.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "second-factor-changed": { eventId: string };
  }
}

/** What someone is told by mail, so that she notices if it was not she. */
export const toldByMail = [
  "authenticator-added",
  "authenticator-removed",
  "recovery-codes-made",
  "recovery-code-used",
  "passkey-added",
  "passkey-removed",
  "provider-linked",
  "provider-unlinked",
  "second-step-failed",
  "factors-reset",
] as const;
export type FactorsChange = (typeof toldByMail)[number];

/** Writes down that what someone proves herself by has changed, and tells her by mail. */
export async function tellFactorsChanged(tx: KeeperTx, change: SecurityEvent & { kind: FactorsChange }): Promise<void> {
  const eventId = await rememberSecurityEvent(tx, change);
  await announce(tx, "second-factor-changed", { eventId });
}
