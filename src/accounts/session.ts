import { createHmac, timingSafeEqual } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { deleteCookie, getCookie } from "hono/cookie";
import { paths } from "../paths.ts";
import type { Language, Web } from "../platform/web.ts";
import type { Auth } from "./auth.ts";
import type { Proof } from "./verify-session.ts";
import { cookieFlags, visitorOf } from "./visitor.ts";

declare module "hono" {
  interface ContextVariableMap {
    /** Who gave the password and owes the second step. For the pages of that step alone: to all others nobody signed in. */
    halfSignedIn: HalfSignedIn | null;
    /** By what the person signed in proved herself; null when nobody is. */
    provenBy: Proof | null;
  }
}

export interface HalfSignedIn {
  userId: string;
  name: string;
  email: string;
}

/** Says who asks: c.var.actor, c.var.signedIn, c.var.halfSignedIn, and the language of whoever signed in. One query when a session
 * cookie came, none otherwise. */
export function whoIsIt({ auth }: { auth: Auth }): MiddlewareHandler<Web> {
  return async (c, next) => {
    c.set("secureCookies", auth.secureCookies);
    const visitor = visitorOf(c);
    const cookie = getCookie(c, auth.sessionCookie);
    const holder = cookie ? await holderOf(auth, cookie, c.var.now()) : null;
    if (cookie && !holder) deleteCookie(c, auth.sessionCookie, cookieFlags(auth.secureCookies));
    if (holder) c.set("language", holder.language);

    const { signedIn, half } = standing(holder);
    c.set("actor", signedIn ? { kind: "user", userId: signedIn.userId, visitor } : { kind: "anonymous", visitor });
    c.set("signedIn", signedIn);
    c.set("halfSignedIn", half);
    c.set("provenBy", holder?.provenBy ?? null);
    await next();
  };
}

/** Lets only those signed in go on; others sign in first and come back to where they were going. */
export const signedInOnly: MiddlewareHandler<Web> = async (c, next) => {
  if (c.var.signedIn) return next();
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(paths.signIn({ vers: pathname + search }), 303);
};

/** Whoever holds a session. */
export interface Holder {
  userId: string;
  name: string;
  email: string;
  language: Language;
  /** When she last proved by a second factor to be there; null as long as only the password was given. */
  verifiedAt: Temporal.Instant | null;
  provenBy: Proof | null;
}

/** Who holds the session of this cookie, or null when it is not ours, ended or too old. One prepared query: every page asks. */
export async function holderOf(auth: Auth, cookie: string, now: Temporal.Instant): Promise<Holder | null> {
  const token = sessionToken(auth, cookie);
  if (!token) return null;
  const { rows } = await auth.pool.query<Omit<Holder, "verifiedAt"> & { verifiedAt: Date | null }>({
    name: "holder-of-session",
    text: `select "user".id as "userId", "user".name, "user".email, "user".language, session.verified_at as "verifiedAt",
        session.verified_by as "provenBy"
      from auth.session join auth."user" on "user".id = session.user_id
      where session.token = $1 and session.expires_at > $2`,
    values: [token, now.toString()],
  });
  const [found] = rows;
  return found ? { ...found, verifiedAt: instantOf(found.verifiedAt) } : null;
}

/** Ends the session of this cookie, if it is one. */
export async function endSession(auth: Auth, cookie: string): Promise<void> {
  const token = sessionToken(auth, cookie);
  if (token) await auth.pool.query("delete from auth.session where token = $1", [token]);
}

/** What the database knows the session of this cookie by, or null when the signature is not ours. */
export function sessionToken({ cookieSecret }: Pick<Auth, "cookieSecret">, cookie: string): string | null {
  const dot = cookie.lastIndexOf(".");
  if (dot < 1) return null;
  const token = cookie.slice(0, dot);
  const expected = signature(cookieSecret, token);
  const given = Buffer.from(cookie.slice(dot + 1), "base64");
  return given.length === expected.length && timingSafeEqual(given, expected) ? token : null;
}

/** What a cookie holds for the session that the database knows by `token`: `token.signature`, the signature in base64. Whoever reads the
 * whole database can sign none. */
export function signedToken({ cookieSecret }: Pick<Auth, "cookieSecret">, token: string): string {
  return `${token}.${signature(cookieSecret, token).toString("base64")}`;
}

function signature(cookieSecret: string, token: string): Buffer {
  return createHmac("sha256", cookieSecret).update(token).digest();
}

function standing(holder: Holder | null): { signedIn: Web["Variables"]["signedIn"]; half: HalfSignedIn | null } {
  if (!holder) return { signedIn: null, half: null };
  const { userId, name, email, verifiedAt } = holder;
  return verifiedAt
    ? { signedIn: { userId, name, email, verifiedAt }, half: null }
    : { signedIn: null, half: { userId, name, email } };
}

/** The pool of sign-in has the driver's own types. */
function instantOf(date: Date | null): Temporal.Instant | null {
  return date && Temporal.Instant.fromEpochMilliseconds(date.getTime());
}
