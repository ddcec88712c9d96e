import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie } from "hono/cookie";
import type { Auth } from "../accounts/auth.ts";
import { endSession, holderOf, sessionToken } from "../accounts/session.ts";
import { cookieFlags } from "../accounts/visitor.ts";
import { paths } from "../paths.ts";
import type { Actor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { sessionEnded } from "./session-ended.tsx";

export type Role = "manager" | "practitioner" | "secretary";

/** Where a member of staff works, and as what. */
export interface Desk {
  staffId: string;
  establishmentId: string;
  /** Its name. */
  establishment: string;
  role: Role;
  /** Whose agenda is her own; null for whoever receives nobody. */
  practitionerId: string | null;
  /** False: only the agendas she was given (`staff_agenda`). */
  allAgendas: boolean;
}

declare module "hono" {
  interface ContextVariableMap {
    /** Of whoever asks for a page of the professional space: there always, elsewhere never. */
    desk: Desk;
    /** All the places where she works. */
    desks: readonly Desk[];
  }
}

/** Minutes of nothing done in the professional space after which the session ends (product.md 6). */
export const idleMin = 30;

/** What a page that is open asks for by itself: it shows what it may, and says nothing of someone being there. */
const background = [proPaths.agendaLive(), proPaths.agendaPart(), proPaths.waitingRoom()];

/** Lets only staff into the professional space, and says at which establishment they act: from here on `c.var.actor` is a member of staff.
 *
 * Not signed in: a page leads to signing in and back, a form that was posted is given back whole, to be sent once more. Not of any staff:
 * nothing is here. Signed in for long and here for the first time, or by a browser that is remembered: it is asked who sits there. */
export function staffOnly({ auth }: { auth: Auth }): MiddlewareHandler<Web> {
  return async (c, next) => {
    if (/%00|\0/.test(c.req.path)) return c.notFound(); // NUL has no place in PostgreSQL, and so names nothing
    c.set("language", "fr"); // the professional space speaks French only
    const cookie = getCookie(c, auth.sessionCookie) ?? "";
    const at = c.var.signedIn && (await whereabouts(auth, cookie, c.var.signedIn.userId));
    if (!c.var.signedIn || !at) return signInFirst(c);
    if (at.desks.length === 0) return c.notFound();

    const now = c.var.now();
    if (at.seenAt ? isIdle(at.seenAt, now) : false) {
      await endSession(auth, cookie);
      deleteCookie(c, auth.sessionCookie, cookieFlags(auth.secureCookies));
      return signInFirst(c);
    }
    if (!at.seenAt && (c.var.provenBy === "device" || isIdle(c.var.signedIn.verifiedAt, now))) return confirmFirst(c);
    if (!background.includes(c.req.path)) await touch(auth, cookie, at.seenAt, now);

    const desk = deskAmong(at);
    c.set("desks", at.desks);
    if (!desk) {
      if (c.req.path === proPaths.desk()) return next();
      return c.redirect(proPaths.desk({ vers: here(c) }), 303);
    }
    c.set("desk", desk);
    c.set("actor", actorAt(desk, c.var.signedIn.userId, c.var.actor));
    await next();
  };
}

/** After staffOnly: what only some roles may do, or see. */
export function onlyFor(...roles: Role[]): MiddlewareHandler<Web> {
  return async (c, next) => (roles.includes(c.var.desk.role) ? next() : c.text("403", 403));
}

/** Whether what she opened at this desk, and keeps open, may stay so: her session goes on, she sits there, and did something lately. */
export async function isStillAtDesk(
  auth: Auth,
  { cookie, userId, staffId }: { cookie: string; userId: string; staffId: string },
  now: Temporal.Instant,
): Promise<boolean> {
  const holder = await holderOf(auth, cookie, now);
  const at = holder && (await whereabouts(auth, cookie, userId));
  return Boolean(at?.seenAt && !isIdle(at.seenAt, now) && deskAmong(at)?.staffId === staffId);
}

/** Where someone works first, after signing in without going anywhere in particular: null for whoever is a patient only. */
export async function deskHome({ pool }: Pick<Auth, "pool">, userId: string): Promise<string | null> {
  const { rows } = await pool.query({ name: "desk-home", text: "select from desks_of($1) limit 1", values: [userId] });
  return rows.length > 0 ? proPaths.agenda() : null;
}

/** From now on this session works at this desk. */
export async function sitAt(auth: Auth, { cookie, staffId }: { cookie: string; staffId: string }): Promise<void> {
  const token = sessionToken(auth, cookie);
  await auth.pool.query({
    name: "sit-at",
    text: "update auth.session set staff_id = $2 where token = $1",
    values: [token, staffId],
  });
}

/** The desk chosen, or the only one. */
function deskAmong({ staffId, desks }: Whereabouts): Desk | null {
  return desks.find((desk) => desk.staffId === staffId) ?? (desks.length === 1 ? desks[0]! : null);
}

interface Whereabouts {
  /** The desk chosen, if one was. */
  staffId: string | null;
  /** When she last did something in the professional space; null: not yet, in this session. */
  seenAt: Temporal.Instant | null;
  desks: Desk[];
}

async function whereabouts(auth: Auth, cookie: string, userId: string): Promise<Whereabouts | null> {
  const { rows } = await auth.pool.query<{ staffId: string | null; seenAt: Date | null; desks: Desk[] }>({
    name: "desks",
    text: `select session.staff_id as "staffId", session.desk_seen_at as "seenAt",
        (select coalesce(json_agg(json_build_object('staffId', desk.staff_id, 'establishmentId', desk.establishment_id,
            'establishment', desk.establishment, 'role', desk.role, 'practitionerId', desk.practitioner_id,
            'allAgendas', desk.all_agendas)), '[]')
          from desks_of($2) as desk) as desks
      from auth.session where session.token = $1`,
    values: [sessionToken(auth, cookie), userId],
  });
  const [found] = rows;
  if (!found) return null;
  const { seenAt } = found;
  return { ...found, seenAt: seenAt && Temporal.Instant.fromEpochMilliseconds(seenAt.getTime()) };
}

/** Notes that she is there, once a minute at most. */
async function touch(auth: Auth, cookie: string, seenAt: Temporal.Instant | null, now: Temporal.Instant) {
  if (seenAt && Temporal.Instant.compare(seenAt.add({ minutes: 1 }), now) > 0) return;
  await auth.pool.query({
    name: "at-desk",
    text: "update auth.session set desk_seen_at = $2 where token = $1",
    values: [sessionToken(auth, cookie), now.toString()],
  });
}

function isIdle(since: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(since.add({ minutes: idleMin }), now) <= 0;
}

function actorAt({ staffId, establishmentId }: Desk, userId: string, { whence }: Actor): Actor {
  return { kind: "staff", userId, staffId, establishmentId, whence };
}

function signInFirst(c: Context<Web>) {
  return isPosted(c) ? sessionEnded(c, paths.signIn()) : c.redirect(paths.signIn({ vers: here(c) }), 303);
}

function confirmFirst(c: Context<Web>) {
  return isPosted(c)
    ? sessionEnded(c, paths.confirmItIsYou())
    : c.redirect(paths.confirmItIsYou({ vers: here(c) }), 303);
}

function isPosted(c: Context<Web>): boolean {
  return c.req.method !== "GET" && c.req.method !== "HEAD";
}

function here(c: Context<Web>): string {
  const { pathname, search } = new URL(c.req.url);
  return background.includes(pathname) ? proPaths.agenda() : pathname + search;
}
