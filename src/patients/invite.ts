import type pg from "pg";
import { fingerprint } from "../accounts/activation.ts";
import { homeZone } from "../accounts/home-zone.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import { createLimiter } from "../platform/rate-limit.ts";
import type { Language } from "../platform/web.ts";
import { invitationDays, invitationToken, type Purpose } from "./invitation.ts";
import { type OtherUser, othersActingFor, relativeOf } from "./queries.ts";
import { adultsOfChild, mayBeShared, mayHaveOwnAccount, type Relative } from "./relative.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "relative-invited": { invitationId: string };
  }
}

export interface Inviting {
  personId: string;
  purpose: Purpose;
  /** In lower case. */
  email: string;
  /** Of whoever invites: nobody knows the other's. */
  language: Language;
  by: Extract<Actor, { kind: "user" }>;
  /** The address of whoever invites. */
  ownEmail: string;
  now: Temporal.Instant;
}

export type InviteRefusal = "own-address" | NotInvitable;
export type InviteOutcome =
  | { done: true }
  | { done: false; because: InviteRefusal | "not-found" }
  | { done: false; because: "too-many-mails"; waitS: number };

/** Makes the links, and counts the mails. */
export interface Post {
  secret: string;
  limits: InvitationLimits;
}

/** Proposes to whoever reads this address to act for a child as well (`share`), or to take over her own profile (`claim`): a mail leaves,
 * its link serves once, for seven days, and earlier ones of the same purpose open nothing any more. Whether the address has an account changes
 * nothing. Mails are counted per address, and per user who invites. */
export async function invite(db: Db, { limits, secret }: Post, wish: Inviting): Promise<InviteOutcome> {
  const { personId, purpose, email, by, ownEmail, now } = wish;
  const because = await asActor(db, by, async (tx) => {
    const relative = await relativeOf(tx, by, personId);
    if (!relative) return "not-found" as const;
    if (email === ownEmail.toLowerCase()) return "own-address" as const;
    return refusalToInvite(purpose, relative, await othersActingFor(tx, personId), now);
  });
  if (because) return { done: false, because };

  const attempts = await Promise.all([limits.toAddress.attempt(email), limits.fromUser.attempt(by.userId)]);
  const waitS = Math.max(...attempts.map((attempt) => attempt.waitS));
  if (waitS > 0) {
    await Promise.all(attempts.map((attempt) => attempt.takeBack()));
    return { done: false, because: "too-many-mails", waitS };
  }
  await asActor(db, by, (tx) => write(tx, secret, wish));
  return { done: true };
}

/** How many invitations leave in a day: to one address, and by one user. */
export function invitationLimits(pool: pg.Pool) {
  const aDay = { waitS: 60, lockS: 3600, withinS: 24 * 3600 };
  return {
    toAddress: createLimiter(pool, { name: "invitation-address", freely: 3, lockedFrom: 5, atMost: 8, ...aDay }),
    fromUser: createLimiter(pool, { name: "invitation-user", freely: 6, lockedFrom: 10, atMost: 20, ...aDay }),
  };
}
export type InvitationLimits = ReturnType<typeof invitationLimits>;

export type NotInvitable = "of-age" | "shared-already" | "too-young" | "has-account";

/** Why nobody is invited so about this relative; null when someone may be. */
export function refusalToInvite(
  purpose: Purpose,
  relative: Relative,
  others: OtherUser[],
  now: Temporal.Instant,
): NotInvitable | null {
  const today = now.toZonedDateTimeISO(homeZone).toPlainDate();
  if (purpose === "claim") {
    if (others.some(({ relation }) => relation === "self")) return "has-account";
    return mayHaveOwnAccount(relative, today) ? null : "too-young";
  }
  if (!mayBeShared(relative, today)) return "of-age";
  const adults = 1 + others.filter(({ relation }) => relation !== "self").length;
  return adults >= adultsOfChild ? "shared-already" : null;
}

async function write(tx: Tx, secret: string, { personId, purpose, email, language, by, now }: Inviting) {
  const id = newId();
  await tx
    .insertInto("relativeInvitation")
    .values({
      ...{ id, personId, invitedBy: by.userId, purpose, email, language },
      tokenSha256: fingerprint(invitationToken(secret, id)),
      invitedAt: now,
      expiresAt: now.add({ hours: 24 * invitationDays }),
    })
    .execute();
  await announce(tx, "relative-invited", { invitationId: id });
}

/** An invitation that waits for its answer. */
export interface Waiting {
  id: string;
  email: string;
  expiresAt: Temporal.Instant;
}

/** The invitation of this user about this person that still opens something, or null. */
export async function waitingInvitation(
  tx: Tx,
  { personId, purpose, now }: { personId: string; purpose: Purpose; now: Temporal.Instant },
): Promise<Waiting | null> {
  const newest = await tx
    .selectFrom("relativeInvitation")
    .select(["id", "email", "expiresAt", "acceptedAt", "withdrawnAt"])
    .where("personId", "=", personId)
    .where("purpose", "=", purpose)
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  const waits =
    newest && !newest.acceptedAt && !newest.withdrawnAt && Temporal.Instant.compare(newest.expiresAt, now) > 0;
  return waits ? { id: newest.id, email: newest.email, expiresAt: newest.expiresAt } : null;
}

/** Takes back the invitations of this user about this person that wait: their links open nothing any more. Calm when there is none. */
export async function withdrawInvitation(
  db: Db,
  {
    personId,
    purpose,
    by,
    now,
  }: { personId: string; purpose: Purpose; by: Extract<Actor, { kind: "user" }>; now: Temporal.Instant },
): Promise<void> {
  await asActor(db, by, (tx) =>
    tx
      .updateTable("relativeInvitation")
      .set({ withdrawnAt: now })
      .where("personId", "=", personId)
      .where("purpose", "=", purpose)
      .where("withdrawnAt", "is", null)
      .where("acceptedAt", "is", null)
      .execute(),
  );
}
