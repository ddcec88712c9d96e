import { createHash, randomBytes } from "node:crypto";
import { decodeClientDataJSON } from "@simplewebauthn/server/helpers";
import type { KeeperTx } from "./keeper.ts";

/** How long a question waits for its answer. */
export const questionMinutes = 5;

export interface PasskeyQuestion {
  purpose: "sign-in" | "creation";
  /** Who must answer; null: whoever signs in. */
  userId: string | null;
  /** SHA-256 of the key of the browser that is asked: no other may answer. */
  visitor: string;
  now: Temporal.Instant;
}

/** The bytes that a device must sign: 256 bits by chance, kept as their SHA-256 until they are answered. */
export async function askPasskey(
  tx: KeeperTx,
  { now, ...question }: PasskeyQuestion,
): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = Uint8Array.from(randomBytes(32));
  await tx
    .insertInto("auth.passkeyQuestion")
    .values({
      ...question,
      challengeSha256: sha256(challenge),
      expiresAt: now.add({ minutes: questionMinutes }),
    })
    .execute();
  return challenge;
}

/** The question this answers, and who was asked; null when this browser was not asked that, or not lately. Whatever the answer turns
 * out to be worth, its question is gone: of two answers at the same moment the second finds none. */
export async function takeQuestion(
  tx: KeeperTx,
  clientDataJSON: string,
  { purpose, visitor, now }: { purpose: PasskeyQuestion["purpose"]; visitor: string | null; now: Temporal.Instant },
): Promise<{ challenge: string; userId: string | null } | null> {
  const challenge = challengeIn(clientDataJSON);
  if (challenge === null || visitor === null) return null;
  const question = await tx
    .deleteFrom("auth.passkeyQuestion")
    .where("challengeSha256", "=", sha256(Buffer.from(challenge, "base64url")))
    .where("purpose", "=", purpose)
    .where("visitor", "=", visitor)
    .returning(["userId", "expiresAt"])
    .executeTakeFirst();
  return question && Temporal.Instant.compare(now, question.expiresAt) < 0
    ? { challenge, userId: question.userId }
    : null;
}

/** What the browser says it was asked. Null when it says nothing readable, or was inside a frame of another site. */
function challengeIn(clientDataJSON: string): string | null {
  try {
    const { challenge, crossOrigin } = decodeClientDataJSON(clientDataJSON);
    return typeof challenge === "string" && crossOrigin !== true ? challenge : null;
  } catch {
    return null;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}
