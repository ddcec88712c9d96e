import { createHash, randomBytes } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import type { Web } from "../platform/web.ts";

declare module "hono" {
  interface ContextVariableMap {
    /** Cookies are for https only, and bound to this host. whoIsIt() says so, from the public address. */
    secureCookies: boolean;
  }
}

/** The SHA-256 (hex) of the key this browser was given, or null when it has none: what the database knows a visitor by. */
export function visitorOf(c: Context): string | null {
  const key = getCookie(c, cookieName("visitor", c.get("secureCookies")));
  return key && form.test(key) ? createHash("sha256").update(key).digest("hex") : null;
}

/** The same, giving the browser a key first when it has none; from then on c.var.actor is that visitor. */
export function ensureVisitor(c: Context<Web>): string {
  const known = c.var.actor.kind === "anonymous" || c.var.actor.kind === "user" ? c.var.actor.visitor : visitorOf(c);
  if (known) return known;

  const key = randomBytes(16).toString("base64url");
  const secure = c.get("secureCookies");
  setCookie(c, cookieName("visitor", secure), key, { ...cookieFlags(secure), maxAge: 24 * 3600 });
  const visitor = createHash("sha256").update(key).digest("hex");
  if (c.var.actor.kind === "anonymous" || c.var.actor.kind === "user") c.set("actor", { ...c.var.actor, visitor });
  return visitor;
}

/** Whoever comes next in this browser is another visitor. */
export function forgetVisitor(c: Context): void {
  const secure = c.get("secureCookies");
  deleteCookie(c, cookieName("visitor", secure), cookieFlags(secure));
}

const form = /^[\w-]{22}$/;

/** Of a site on https the browser takes such a cookie from this very host only. */
export function cookieName(what: "visitor" | "session" | "device", secure: boolean): string {
  return `${secure ? "__Host-" : ""}amicare-${what}`;
}

export function cookieFlags(secure: boolean) {
  return { path: "/", httpOnly: true, sameSite: "Lax", secure } as const;
}
