import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import { fingerprint } from "./activation.ts";
import type { Auth } from "./auth.ts";
import { confirmHours, emailToken, undoToken, waitingEmailChange } from "./email-change.ts";
import { asKeeper } from "./keeper.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "email-change-requested": { changeId: string };
  }
}

export interface EmailWish {
  userId: string;
  /** The account's today. */
  email: string;
  /** In lower case. */
  newEmail: string;
  network: string;
  now: Temporal.Instant;
}

export type EmailWishOutcome =
  | { done: true }
  | { done: false; because: "same-address" }
  | { done: false; because: "too-many-mails"; waitS: number };

/** Someone who proved to be there wants another address: a mail leaves for it, whose link makes the change, and another for the address
 * of today, whose link calls it off. Until then nothing changes; earlier links open nothing any more.
 *
 * An address that has an account gets the same answer and the same work: only the job that writes the mail (change-email-mails.ts)
 * looks. Counted per account, per address wanted and per network. */
export async function requestEmailChange(
  db: Db,
  { limits, secret }: Pick<Auth, "limits" | "secret">,
  { userId, email, newEmail, network, now }: EmailWish,
): Promise<EmailWishOutcome> {
  if (newEmail === email) return { done: false, because: "same-address" };
  const attempts = await Promise.all([
    limits.addressChange.attempt(userId),
    limits.addressChange.attempt(newEmail),
    limits.mailFromNetwork.attempt(network),
  ]);
  const waitS = Math.max(...attempts.map((attempt) => attempt.waitS));
  if (waitS > 0) {
    await Promise.all(attempts.map((attempt) => attempt.takeBack()));
    return { done: false, because: "too-many-mails", waitS };
  }

  const id = newId();
  const secrets = {
    tokenSha256: fingerprint(emailToken(secret, id)),
    undoSha256: fingerprint(undoToken(secret, id)),
  };
  const expiresAt = now.add({ hours: confirmHours });
  await asKeeper(db, async (tx) => {
    await tx
      .insertInto("auth.emailChange")
      .values({ id, userId, oldEmail: email, newEmail, ...secrets, requestedAt: now, expiresAt })
      .execute();
    await announce(tx, "email-change-requested", { changeId: id });
  });
  return { done: true };
}

/** She keeps her address after all: the link on its way opens nothing any more. Calm when nothing waits. */
export async function callOffEmailChange(db: Db, { userId, now }: { userId: string; now: Temporal.Instant }) {
  await asKeeper(db, async (tx) => {
    const waiting = await waitingEmailChange(tx, { userId, now });
    if (waiting)
      await tx.updateTable("auth.emailChange").set({ expiresAt: now }).where("id", "=", waiting.id).execute();
  });
}
