import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import { fingerprint } from "./activation.ts";
import type { Auth } from "./auth.ts";
import { asKeeper } from "./keeper.ts";
import { recoveryMinutes, recoveryToken } from "./recovery.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "recovery-requested": { requestId: string };
  }
}

export interface ForgottenPassword {
  /** In lower case. */
  email: string;
  /** Where the person was going: an address of this site (return-path.ts). */
  returnTo: string | null;
  visitor: string | null;
  network: string;
  now: Temporal.Instant;
}

export type RecoveryAsked = { done: true } | { done: false; because: "too-many-mails"; waitS: number };

/** Someone forgot the password of this address: a mail leaves, whose link and code lead to a new one for half an hour, and earlier
 * mails open nothing any more. The password kept until then goes on working.
 *
 * An address nobody has gets the same answer and the same work: only the job that writes the mail (recover-email.ts) looks. Counted
 * per address, apart from the mails of activation so that nobody can spend the ones with the others, and per network. */
export async function requestRecovery(
  db: Db,
  { limits, secret }: Pick<Auth, "limits" | "secret">,
  { network, now, ...asked }: ForgottenPassword,
): Promise<RecoveryAsked> {
  const attempts = await Promise.all([
    limits.recoveryToAddress.attempt(asked.email),
    limits.mailFromNetwork.attempt(network),
  ]);
  const waitS = Math.max(...attempts.map((attempt) => attempt.waitS));
  if (waitS > 0) {
    await Promise.all(attempts.map((attempt) => attempt.takeBack()));
    return { done: false, because: "too-many-mails", waitS };
  }

  const id = newId();
  const tokenSha256 = fingerprint(recoveryToken(secret, id));
  const expiresAt = now.add({ minutes: recoveryMinutes });
  await asKeeper(db, async (tx) => {
    await tx
      .insertInto("auth.recoveryRequest")
      .values({ id, ...asked, tokenSha256, requestedAt: now, expiresAt })
      .execute();
    await announce(tx, "recovery-requested", { requestId: id });
  });
  return { done: true };
}
