import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import type { Language } from "../platform/web.ts";
import { activationDays, activationToken, fingerprint } from "./activation.ts";
import type { Auth } from "./auth.ts";
import { asKeeper, type KeeperTx } from "./keeper.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "activation-requested": { requestId: string };
  }
}

export interface Wish {
  /** In lower case. */
  email: string;
  language: Language;
  /** Where the person was going: an address of this site (return-path.ts). */
  returnTo: string | null;
  visitor: string | null;
  /** Whom an identity provider vouched for in that browser, sealed (vouching.ts). */
  vouched?: string | null;
  network: string;
  now: Temporal.Instant;
}

export type SignUpOutcome = { done: true } | { done: false; because: "too-many-mails"; waitS: number };

/** Someone wants an account at this address: a mail leaves that opens it, for seven days, and earlier ones open nothing any more.
 *
 * An address that has an account already gets the same answer, the same work and a mail too: only the job that writes it
 * (activation-mail.tsx) looks. Counted per address and per network. */
export async function requestAccount(db: Db, auth: Auth, wish: Wish): Promise<SignUpOutcome> {
  const attempts = await Promise.all([
    auth.limits.activationToAddress.attempt(wish.email),
    auth.limits.mailFromNetwork.attempt(wish.network),
  ]);
  const waitS = Math.max(...attempts.map((attempt) => attempt.waitS));
  if (waitS > 0) {
    await Promise.all(attempts.map((attempt) => attempt.takeBack()));
    return { done: false, because: "too-many-mails", waitS };
  }

  await asKeeper(db, async (tx) =>
    announce(tx, "activation-requested", { requestId: await writeRequest(tx, auth, wish) }),
  );
  return { done: true };
}

/** For whoever has just proved that she reads this address, by another link of a mail: no further mail leaves. Gives the secret of the
 * activation link, which replaces earlier ones. */
export function requestProvenAccount(db: Db, auth: Auth, wish: Omit<Wish, "network">): Promise<string> {
  return asKeeper(db, async (tx) => activationToken(auth.secret, await writeRequest(tx, auth, wish)));
}

async function writeRequest(
  tx: KeeperTx,
  auth: Auth,
  { email, language, returnTo, visitor, vouched = null, now }: Omit<Wish, "network">,
): Promise<string> {
  const id = newId();
  await tx
    .insertInto("auth.accountRequest")
    .values({
      id,
      email,
      tokenSha256: fingerprint(activationToken(auth.secret, id)),
      language,
      returnTo,
      visitor,
      vouched,
      requestedAt: now,
      expiresAt: now.add({ hours: 24 * activationDays }),
    })
    .execute();
  return id;
}
