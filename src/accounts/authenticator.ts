import { Secret, TOTP } from "otpauth";
import type { Db } from "../platform/db.ts";
import { sealerFor } from "../platform/seal.ts";
import type { Auth } from "./auth.ts";
import type { Device } from "./device.ts";
import { tellFactorsChanged } from "./factors-changed.ts";
import { asKeeper, type KeeperTx } from "./keeper.ts";
import { makeRecoveryCodes } from "./recovery-codes.ts";
import { factorsOf, oneRemovalAtATime, type RemovalRefusal, refusalToRemove } from "./second-factor.ts";
import { believeMailAgain } from "./verify-session.ts";

/** A secret shared with an app that nobody confirmed yet. It stands nowhere but in the form of the person who looks at it. */
export interface Offered {
  /** Base32, as apps take it. */
  secret: string;
  /** What its QR code says. */
  uri: string;
  /** The same secret, for the form that confirms it. */
  sealedSecret: string;
}

/** A new secret of 160 bits for this person's app. RFC 6238: SHA-1, six digits, thirty seconds, what every app understands. */
export function offerAuthenticator(auth: Pick<Auth, "secret">, { userId, email }: { userId: string; email: string }) {
  return offered(auth, { userId, email, secret: new Secret({ size: 20 }).base32 });
}

/** The same offer again, from the form that came back; null when it is not ours or not hers. */
export function sameOffer(
  auth: Pick<Auth, "secret">,
  { userId, email, sealedSecret }: { userId: string; email: string; sealedSecret: string },
): Offered | null {
  const secret = sealerFor(offers, auth.secret).unseal(sealedSecret, userId);
  return secret ? offered(auth, { userId, email, secret }) : null;
}

interface Confirming {
  userId: string;
  /** As the form brought it back. */
  offer: Offered;
  /** Six digits. */
  code: string;
  device: Device;
  now: Temporal.Instant;
}

/** From now on this app proves who she is; another one she had no longer does. Only once it showed a right code. Whoever has no
 * recovery codes gets ten. A mail tells her. */
export async function confirmAuthenticator(
  db: Db,
  auth: Pick<Auth, "secret">,
  { userId, offer, code, device, now }: Confirming,
): Promise<{ done: true } | { done: false; because: "wrong-code" }> {
  const lastStep = stepOf(offer.secret, code, now);
  if (lastStep === null) return { done: false, because: "wrong-code" };
  const sealedSecret = sealerFor(kept, auth.secret).seal(offer.secret, userId);
  return asKeeper(db, async (tx) => {
    const values = { sealedSecret, lastStep, confirmedAt: now };
    await tx
      .insertInto("auth.authenticator")
      .values({ userId, ...values })
      .onConflict((known) => known.column("userId").doUpdateSet(values))
      .execute();
    await believeMailAgain(tx, userId);
    await tellFactorsChanged(tx, { userId, kind: "authenticator-added", device, now });
    const codes = await tx
      .selectFrom("auth.recoveryCodes")
      .select("userId")
      .where("userId", "=", userId)
      .executeTakeFirst();
    if (!codes) await makeRecoveryCodes(tx, auth, { userId, now });
    return { done: true };
  });
}

/** The app proves nothing any more. Staff keep at least one thing that only they hold. A mail tells her. */
export async function removeAuthenticator(
  db: Db,
  auth: Auth,
  { userId, device, now }: Pick<Confirming, "userId" | "device" | "now">,
): Promise<{ done: true } | { done: false; because: RemovalRefusal }> {
  return asKeeper(db, async (tx) => {
    await oneRemovalAtATime(tx, userId);
    const because = refusalToRemove(await factorsOf(auth, userId), "app");
    if (because) return { done: false, because };
    const removed = await tx.deleteFrom("auth.authenticator").where("userId", "=", userId).executeTakeFirst();
    if (removed.numDeletedRows > 0n)
      await tellFactorsChanged(tx, { userId, kind: "authenticator-removed", device, now });
    return { done: true };
  });
}

/** Whether the app of this user shows that code now, and spends it: a code, and any older one, serves once, of two at the same moment too. */
export async function spendAppCode(
  tx: KeeperTx,
  auth: Pick<Auth, "secret">,
  { userId, code, now }: Pick<Confirming, "userId" | "code" | "now">,
): Promise<boolean> {
  const app = await tx
    .selectFrom("auth.authenticator")
    .select("sealedSecret")
    .where("userId", "=", userId)
    .executeTakeFirst();
  const secret = app && sealerFor(kept, auth.secret).unseal(app.sealedSecret, userId);
  const step = secret ? stepOf(secret, code, now) : null;
  if (step === null) return false;
  const spent = await tx
    .updateTable("auth.authenticator")
    .set({ lastStep: step })
    .where("userId", "=", userId)
    .where("lastStep", "<", step)
    .executeTakeFirst();
  return spent.numUpdatedRows > 0n;
}

const issuer = "AmiCare";
const offers = "authenticator offers";
const kept = "authenticator secrets";
const period = 30;

function offered(
  auth: Pick<Auth, "secret">,
  { userId, email, secret }: { userId: string; email: string; secret: string },
) {
  const app = new TOTP({ issuer, label: email, secret, algorithm: "SHA1", digits: 6, period });
  const sealedSecret = sealerFor(offers, auth.secret).seal(secret, userId);
  return { secret, uri: app.toString(), sealedSecret };
}

/** The step of time whose code this is, now or one before or after; null when it is no such code. */
function stepOf(secret: string, code: string, now: Temporal.Instant): number | null {
  const timestamp = now.epochMilliseconds;
  const delta = TOTP.validate({
    ...{ token: code, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period, timestamp, window: 1 },
  });
  return delta === null ? null : TOTP.counter({ period, timestamp }) + delta;
}
