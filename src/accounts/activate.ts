import { sql } from "kysely";
import type { Db } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import type { Language } from "../platform/web.ts";
import { type ActivationState, findRequest } from "./activation.ts";
import type { Auth } from "./auth.ts";
import type { Device } from "./device.ts";
import { type Identity, nameToGreet } from "./identity.ts";
import { asKeeper, type KeeperTx } from "./keeper.ts";
import type { VouchedFor } from "./vouching.ts";

export interface Activation {
  token: string;
  /** Accepted by refusalOfPassword(). */
  password: string;
  identity: Identity;
  language: Language;
  /** Whom an identity provider vouched for, and in which browser: the account is linked to it. */
  vouched?: { by: Pick<VouchedFor, "isFree" | "link">; device: Device } | null;
  now: Temporal.Instant;
}

export type ActivationOutcome =
  | { done: true; userId: string; email: string; returnTo: string | null; visitor: string | null }
  | { done: false; because: Exclude<ActivationState, "open"> | "unknown-link" | "identity-taken" };

/** Turns a request into an account: the user, the password, and the person's own profile, all of it or none.
 *
 * It is one transaction of the role amicare_auth; the profile, which that role cannot see, is written by the function
 * open_own_profile (migrations/0013_contact.sql). The link serves once: of two at the same moment the second is told that the
 * account is active. identity-taken: another account has the identity that was vouched for. The answer carries the visitor who asked, so
 * that what that browser holds can follow to this one. */
export async function activateAccount(
  db: Db,
  auth: Auth,
  { token, password, vouched = null, ...rest }: Activation,
): Promise<ActivationOutcome> {
  const asked = await asKeeper(db, (tx) => findRequest(tx, { token, now: rest.now }));
  if (asked?.state !== "open") return { done: false, because: asked?.state ?? "unknown-link" };

  const kept = await auth.hash(password); // slow by design: nothing is locked meanwhile
  return asKeeper(db, async (tx) => {
    const request = await findRequest(tx, { token, now: rest.now, lock: true });
    if (request?.state !== "open") return { done: false, because: request?.state ?? "unknown-link" };
    if (vouched && !(await vouched.by.isFree(tx))) return { done: false, because: "identity-taken" };

    const userId = await createUser(tx, {
      email: request.email,
      name: nameToGreet(rest.identity),
      language: rest.language,
      kept,
    });
    if (!userId) return { done: false, because: "already-active" };
    await openOwnProfile(tx, userId, rest.identity);
    await vouched?.by.link(tx, { userId, device: vouched.device, now: rest.now });
    await tx.updateTable("auth.accountRequest").set({ usedAt: rest.now }).where("id", "=", request.id).execute();
    return { done: true, userId, email: request.email, returnTo: request.returnTo, visitor: request.visitor };
  });
}

export interface ActiveUser {
  email: string;
  password: string;
  /** As pages greet. */
  name: string;
  language?: Language;
  /** With it, the user has a profile of her own and may book; members of staff need none. */
  identity?: Identity;
}

/** A user who can sign in at once, for demonstrations and tests. An address that has an account already is an error. */
export async function createActiveUser(
  db: Db,
  auth: Pick<Auth, "hash">,
  { email, password, name, language = "fr", identity }: ActiveUser,
): Promise<{ userId: string; personId: string | null }> {
  const kept = await auth.hash(password);
  return asKeeper(db, async (tx) => {
    const userId = await createUser(tx, { email: email.toLowerCase(), name, language, kept });
    if (!userId) throw new Error("this address has an account already");
    return { userId, personId: identity ? await openOwnProfile(tx, userId, identity) : null };
  });
}

/** The id of the new user, or null when the address has one. */
export async function createUser(
  tx: KeeperTx,
  { email, name, language, kept }: { email: string; name: string; language: Language; kept: string },
): Promise<string | null> {
  const user = await tx
    .insertInto("auth.user")
    .values({ id: newId(), name, email, emailVerified: true, language })
    .onConflict((conflict) => conflict.column("email").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!user) return null;
  await tx
    .insertInto("auth.account")
    .values({ id: newId(), userId: user.id, accountId: user.id, providerId: "credential", password: kept })
    .execute();
  return user.id;
}

async function openOwnProfile(tx: KeeperTx, userId: string, who: Identity): Promise<string> {
  const personId = newId();
  await sql`select open_own_profile(${userId}, ${personId}, ${who.birthName}, ${who.nameUsed}, ${who.firstNames}, ${who.birthDate},
    ${who.sex}, ${who.phone}, ${who.birthplaceInsee ?? null})`.execute(tx);
  return personId;
}
