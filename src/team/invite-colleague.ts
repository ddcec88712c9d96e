import type pg from "pg";
import { fingerprint } from "../accounts/activation.ts";
import { remember } from "../audit/remember.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import { createLimiter, type Limiter } from "../platform/rate-limit.ts";
import { colleaguesOf } from "./colleagues.ts";
import { staffInvitationDays, staffInvitationToken } from "./invitation.ts";
import type { Rights } from "./rights.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "staff-invited": { invitationId: string };
  }
}

export type StaffActor = Extract<Actor, { kind: "staff" }>;

export interface InvitingColleague {
  email: string;
  name: string;
  rights: Rights;
  by: StaffActor;
  now: Temporal.Instant;
}

export type InviteColleagueOutcome =
  | { done: true; invitationId: string }
  | { done: false; because: "not-a-manager" | "works-here" | "unknown-agenda" }
  | { done: false; because: "too-many-mails"; waitS: number };

/** Makes the links, and counts the mails. */
export interface TeamPost {
  /** SECRET. */
  secret: string;
  limit: Limiter;
}

/** Invites someone to work at the acting manager's establishment: a link leaves by mail that serves once, for seven days; earlier ones to the
 * same address open nothing any more. Whether the address has an account changes nothing here. */
export async function inviteColleague(
  db: Db,
  { secret, limit }: TeamPost,
  wish: InvitingColleague,
): Promise<InviteColleagueOutcome> {
  const { by, email, rights, now } = wish;
  const attempt = await limit.attempt(by.establishmentId);
  if (attempt.waitS > 0) return { done: false, because: "too-many-mails", waitS: attempt.waitS };
  const outcome = await asActor(db, by, async (tx): Promise<InviteColleagueOutcome> => {
    const colleagues = await colleaguesOf(tx);
    if (!colleagues.some(({ staffId }) => staffId === by.staffId)) return { done: false, because: "not-a-manager" };
    if (colleagues.some((colleague) => colleague.email === email && !colleague.removedAt))
      return { done: false, because: "works-here" };
    if (!(await areOurs(tx, by.establishmentId, rights))) return { done: false, because: "unknown-agenda" };
    const { establishmentId, staffId } = by;
    const invitationId = await writeInvitation(tx, secret, { ...wish, establishmentId, invitedBy: staffId });
    await remember(tx, "staff-invited", { establishmentId, now, detail: { invitationId, role: rights.role } });
    return { done: true, invitationId };
  });
  if (!outcome.done) await attempt.takeBack();
  return outcome;
}

/** How many invitations leave from one establishment in a day. */
export function teamLimit(pool: pg.Pool): Limiter {
  const rhythm = { freely: 40, lockedFrom: 46, atMost: 60, waitS: 30, lockS: 3600, withinS: 24 * 3600 };
  return createLimiter(pool, { name: "staff-invitation", ...rhythm });
}

/** Writes the invitation down and promises its mail. `invitedBy`: null for the operator. */
export async function writeInvitation(
  tx: Tx,
  secret: string,
  { establishmentId, invitedBy, email, name, rights, now }: Omit<InvitingColleague, "by"> & Inviter,
): Promise<string> {
  const id = newId();
  const { role, practitionerId, agendas } = rights;
  await tx
    .insertInto("staffInvitation")
    .values({
      ...{ id, establishmentId, email, name, role, practitionerId, invitedBy },
      ...{ allAgendas: agendas === "all", agendas: agendas === "all" ? [] : [...agendas] },
      tokenSha256: fingerprint(staffInvitationToken(secret, id)),
      ...{ invitedAt: now, expiresAt: now.add({ hours: 24 * staffInvitationDays }) },
    })
    .execute();
  await announce(tx, "staff-invited", { invitationId: id });
  return id;
}

interface Inviter {
  establishmentId: string;
  invitedBy: string | null;
}

/** Whether all the agendas named are of this establishment. */
export async function areOurs(tx: Tx, establishmentId: string, { practitionerId, agendas }: Rights): Promise<boolean> {
  const named = [...new Set([...(practitionerId ? [practitionerId] : []), ...(agendas === "all" ? [] : agendas)])];
  if (named.length === 0) return true;
  const ours = await tx
    .selectFrom("practitioner")
    .select("id")
    .where("establishmentId", "=", establishmentId)
    .where("id", "in", named)
    .execute();
  return ours.length === named.length;
}

/** Takes back an invitation that nobody followed: its link opens nothing any more. Calm when it is over already. */
export async function withdrawStaffInvitation(
  db: Db,
  { id, by, now }: { id: string; by: StaffActor; now: Temporal.Instant },
): Promise<void> {
  await asActor(db, by, (tx) =>
    tx
      .updateTable("staffInvitation")
      .set({ withdrawnAt: now })
      .where("id", "=", id)
      .where("establishmentId", "=", by.establishmentId)
      .where("usedAt", "is", null)
      .where("withdrawnAt", "is", null)
      .execute(),
  );
}
