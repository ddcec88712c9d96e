import type { Db } from "../platform/db.ts";
import type { Auth } from "./auth.ts";
import type { Device } from "./device.ts";
import { asKeeper } from "./keeper.ts";
import type { RelyingParty } from "./passkey.ts";
import { provePasskey } from "./prove-passkey.ts";
import { openSession, verifySession } from "./verify-session.ts";

export interface PasskeySignIn {
  /** The JSON that the browser posts. */
  answer: string;
  /** Who owes the second step or is signed in, in this browser; null: nobody yet. */
  userId: string | null;
  /** The session of this browser, as sessionToken() reads it, and its cookie. */
  token: string | null;
  replaces?: string | undefined;
  visitor: string | null;
  device: Device;
  site: RelyingParty;
  now: Temporal.Instant;
}

export type PasskeySignInOutcome =
  /** isSignIn: false when she was signed in, and proved once more to be there. */
  | { done: true; userId: string; isSignIn: boolean; visitor: string | null; setCookies: string[] }
  | { done: false; because: "unrecognised" }
  | { done: false; because: "too-many-tries"; waitS: number };

/** A verified session for whoever unlocked one of her passkeys, which is both factors at once: the session that this browser has, under
 * a new token, or another. Tries are counted per network; a passkey cannot be guessed. */
export async function signInByPasskey(
  db: Db,
  auth: Auth,
  { userId, token, replaces, visitor, device, now, ...signed }: PasskeySignIn,
): Promise<PasskeySignInOutcome> {
  const attempt = await auth.limits.passkeyFromNetwork.attempt(device.network);
  if (attempt.waitS > 0) return { done: false, because: "too-many-tries", waitS: attempt.waitS };

  const outcome = await asKeeper(db, async (tx) => {
    const proof = await provePasskey(tx, { ...signed, userId, visitor, now });
    if (!proof.done) return proof;
    const verified = userId && token ? await verifySession(tx, auth, { token, proof: "passkey", device, now }) : null;
    return { ...proof, verified };
  });
  if (!outcome.done) return outcome;
  await attempt.takeBack();
  const { verified, ...whose } = outcome;
  if (verified) return { ...whose, ...verified, visitor: verified.visitor ?? visitor };
  const setCookies = await openSession(auth, { userId: whose.userId, device, proof: "passkey", replaces, now });
  return { ...whose, isSignIn: true, visitor, setCookies };
}
