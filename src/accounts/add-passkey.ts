import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { decodeAttestationObject, isoBase64URL } from "@simplewebauthn/server/helpers";
import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import type { Device } from "./device.ts";
import { tellFactorsChanged } from "./factors-changed.ts";
import { asKeeper, type KeeperTx } from "./keeper.ts";
import { algorithms, mostPasskeys, type RelyingParty, userHandleOf } from "./passkey.ts";
import { type MadeAnswer, madeAnswerIn } from "./passkey-answer.ts";
import { providerNamed } from "./passkey-provider.ts";
import { askPasskey, questionMinutes, takeQuestion } from "./passkey-question.ts";

interface Asked {
  userId: string;
  email: string;
  name: string;
  visitor: string;
  site: RelyingParty;
  now: Temporal.Instant;
}

/** What to hand to the browser, so that a device of hers makes a passkey; those that already have one say so instead. */
export async function creationQuestion(
  db: Db,
  { userId, email, name, visitor, site, now }: Asked,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return asKeeper(db, async (tx) =>
    generateRegistrationOptions({
      rpName: "AmiCare",
      rpID: site.id,
      userID: userHandleOf(userId),
      userName: email,
      userDisplayName: name,
      challenge: await askPasskey(tx, { purpose: "creation", userId, visitor, now }),
      attestationType: "none",
      excludeCredentials: (await keysOf(tx, userId)).map(({ id, transports }) => ({ id, transports })),
      authenticatorSelection: { residentKey: "required", userVerification: "required" },
      supportedAlgorithmIDs: algorithms,
      timeout: questionMinutes * 60_000,
    }),
  );
}

interface Made {
  userId: string;
  /** The JSON that the browser posts. */
  answer: string;
  visitor: string | null;
  site: RelyingParty;
  device: Device;
  /** What to call it, unless whatever keeps it has a name people know. */
  name: string;
  now: Temporal.Instant;
}

export type AddOutcome = { done: true; id: string } | { done: false; because: "unrecognised" | "too-many" };

/** Keeps the passkey that a device just made, and tells the person by mail. "unrecognised": it was made for another question, site or
 * person, or the device asked for neither finger nor code. The same answer twice is calm. */
export async function addPasskey(
  db: Db,
  { userId, answer, visitor, site, device, name, now }: Made,
): Promise<AddOutcome> {
  const made = madeAnswerIn(answer);
  if (!made) return { done: false, because: "unrecognised" };
  return asKeeper(db, async (tx) => {
    await tx.selectFrom("auth.user").select("id").where("id", "=", userId).forNoKeyUpdate().execute(); // so that ten are counted once
    const known = await keysOf(tx, userId);
    const same = known.find((key) => key.id === made.id);
    if (same) return { done: true, id: same.passkeyId };

    const question = await takeQuestion(tx, made.response.clientDataJSON, { purpose: "creation", visitor, now });
    const info = question?.userId === userId && (await verified(made, { challenge: question.challenge, site }));
    if (!info) return { done: false, because: "unrecognised" };
    if (known.length >= mostPasskeys) return { done: false, because: "too-many" };

    const { credential, credentialDeviceType: deviceType, credentialBackedUp: backedUp, aaguid } = info;
    const kept = await tx
      .insertInto("auth.passkey")
      .values({
        ...{ id: newId(), userId, deviceType, backedUp, createdAt: now },
        ...{ credentialId: credential.id, publicKey: credential.publicKey, counter: credential.counter },
        transports: made.response.transports,
        name: providerNamed(aaguid) ?? name,
      })
      .onConflict((another) => another.column("credentialId").doNothing()) // somebody else's
      .returning("id")
      .executeTakeFirst();
    if (!kept) return { done: false, because: "unrecognised" };
    await tellFactorsChanged(tx, { userId, kind: "passkey-added", device, now });
    return { done: true, id: kept.id };
  });
}

function keysOf(tx: KeeperTx, userId: string) {
  return tx
    .selectFrom("auth.passkey")
    .select(["id as passkeyId", "credentialId as id", "transports"])
    .where("userId", "=", userId)
    .execute();
}

async function verified(made: MadeAnswer, { challenge, site }: { challenge: string; site: RelyingParty }) {
  try {
    if (hasCertificates(made)) return null;
    const { verified: isRight, registrationInfo } = await verifyRegistrationResponse({
      response: made,
      expectedChallenge: challenge,
      expectedOrigin: site.origin,
      expectedRPID: site.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: algorithms,
    });
    return isRight ? registrationInfo : null;
  } catch {
    return null;
  }
}

/** We ask devices not to say of which make they are. One that does so all the same is not looked into: certificates name addresses to
 * fetch, and whoever posts them chooses which. */
function hasCertificates(made: MadeAnswer): boolean {
  const attestation = decodeAttestationObject(isoBase64URL.toBuffer(made.response.attestationObject));
  const isPlain = attestation.get("fmt") === "none";
  const isSelfSigned = attestation.get("fmt") === "packed" && attestation.get("attStmt").get("x5c") === undefined;
  return !isPlain && !isSelfSigned;
}
