import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
} from "@simplewebauthn/server";
import type { Db } from "../platform/db.ts";
import { type AuthTables, asKeeper, type KeeperTx } from "./keeper.ts";
import { type RelyingParty, userHandleOf } from "./passkey.ts";
import { type SignedAnswer, signedAnswerIn } from "./passkey-answer.ts";
import { askPasskey, questionMinutes, takeQuestion } from "./passkey-question.ts";

interface Asked {
  /** Whose passkeys will do; null: anyone's. */
  userId: string | null;
  visitor: string;
  site: RelyingParty;
  now: Temporal.Instant;
}

/** What to hand to the browser, so that it lets the person choose one of her passkeys and unlock it. */
export async function passkeyQuestion(
  db: Db,
  { userId, visitor, site, now }: Asked,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return asKeeper(db, async (tx) =>
    generateAuthenticationOptions({
      rpID: site.id,
      challenge: await askPasskey(tx, { purpose: "sign-in", userId, visitor, now }),
      allowCredentials: userId ? await keysOf(tx, userId) : [],
      userVerification: "required",
      timeout: questionMinutes * 60_000,
    }),
  );
}

interface Answered extends Omit<Asked, "visitor"> {
  /** The JSON that the browser posts. */
  answer: string;
  visitor: string | null;
}

export type ProofOutcome = { done: true; userId: string } | { done: false; because: "unrecognised" };

/** Whose passkey signed the question that this browser was asked, once; of `userId`, when the question was hers. All else is
 * "unrecognised": another site or browser, no finger or code given on the device, a passkey that was removed, or a device whose count
 * of signatures went back, as a copy's would. In the caller's transaction, which must commit even so: the question is spent. */
export async function provePasskey(
  tx: KeeperTx,
  { answer, userId, visitor, site, now }: Answered,
): Promise<ProofOutcome> {
  const signed = signedAnswerIn(answer);
  if (!signed) return unrecognised;
  const question = await takeQuestion(tx, signed.response.clientDataJSON, { purpose: "sign-in", visitor, now });
  const passkey = await passkeyOf(tx, signed);
  if (!question || !passkey) return unrecognised;
  if (question.userId !== userId || (userId !== null && passkey.userId !== userId)) return unrecognised;

  const isNamed = signed.response.userHandle !== null || userId !== null;
  const proof = isNamed && (await verified(signed, { passkey, site, challenge: question.challenge }));
  if (!proof) return unrecognised;
  const { newCounter: counter, credentialBackedUp: backedUp } = proof;
  await tx
    .updateTable("auth.passkey")
    .set({ counter, backedUp, lastUsedAt: now })
    .where("id", "=", passkey.id)
    .execute();
  return { done: true, userId: passkey.userId };
}

const unrecognised = { done: false, because: "unrecognised" } as const;

async function keysOf(tx: KeeperTx, userId: string) {
  const keys = await tx
    .selectFrom("auth.passkey")
    .select(["credentialId", "transports"])
    .where("userId", "=", userId)
    .execute();
  return keys.map(({ credentialId, transports }) => ({ id: credentialId, transports }));
}

/** Its count stands still until the transaction ends. */
function passkeyOf(tx: KeeperTx, { id }: SignedAnswer) {
  return tx
    .selectFrom("auth.passkey")
    .select(["id", "userId", "credentialId", "publicKey", "counter"])
    .where("credentialId", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

interface Expected {
  passkey: Pick<AuthTables["auth.passkey"], "userId" | "credentialId" | "publicKey" | "counter">;
  challenge: string;
  site: RelyingParty;
}

/** A device that says whose passkey it is must be right. The library throws for all that does not fit. */
async function verified(signed: SignedAnswer, { passkey, challenge, site }: Expected) {
  const { userHandle, ...response } = signed.response;
  const owner = Buffer.from(userHandleOf(passkey.userId)).toString("base64url");
  if (userHandle !== null && userHandle !== owner) return null;
  try {
    const { verified: isRight, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...signed, response },
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
      credential: {
        id: passkey.credentialId,
        publicKey: Uint8Array.from(passkey.publicKey),
        counter: passkey.counter,
      },
    });
    return isRight ? authenticationInfo : null;
  } catch {
    return null;
  }
}
