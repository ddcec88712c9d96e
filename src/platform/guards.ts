import { randomBytes } from "node:crypto";
import type { MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import type { Now } from "./clock.ts";
import type { Log } from "./log.ts";
import type { Language, Web } from "./web.ts";

export const languageCookie = "amicare-language";

/** Every answer has a reference: printed on error pages, and in the log. */
export const reference: MiddlewareHandler<Web> = async (c, next) => {
  c.set("reference", randomBytes(5).toString("hex").toUpperCase());
  await next();
};

/** One line per request: no address, no query, no name. */
export function requestLog(log: Log): MiddlewareHandler<Web> {
  return async (c, next) => {
    const begunMs = performance.now();
    await next();
    const ms = Math.round(performance.now() - begunMs);
    log.info({ method: c.req.method, status: c.res.status, ms, reference: c.var.reference }, "answered");
  };
}

/** Browsers are told to load and run nothing but our own files, and to show our pages in nobody's frame. Set before the page is made, so that one
 * with a stricter rule of its own may say so. */
export function securityHeaders({ isHttps }: { isHttps: boolean }): MiddlewareHandler<Web> {
  const headers = Object.entries({
    "Content-Security-Policy": Object.entries(contentPolicy)
      .map(([what, from]) => `${what} ${from}`)
      .join("; "),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "private, no-store",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    ...(isHttps && { "Strict-Transport-Security": "max-age=31536000; includeSubDomains" }),
  });
  return async (c, next) => {
    for (const [name, value] of headers) c.header(name, value);
    await next();
  };
}

const contentPolicy = {
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "font-src": "'self'",
  "img-src": "'self'",
  "connect-src": "'self'",
  "frame-src": "'self'",
  "manifest-src": "'self'",
  "form-action": "'self'",
  "frame-ancestors": "'none'",
  "base-uri": "'none'",
};

/** A write must come from one of our own pages: browsers say so themselves, in Origin. Anything else is refused before it is read. */
export function sameOrigin({ publicUrl }: { publicUrl: string }): MiddlewareHandler<Web> {
  return async (c, next) => {
    if (c.req.method === "GET" || c.req.method === "HEAD") return next();
    const origin = c.req.header("origin");
    const isOurs = origin === publicUrl || (isLoopback(publicUrl) && isLoopback(origin));
    return isOurs ? next() : c.text("403", 403);
  };
}

/** A demonstration holds a mailbox that anybody at this machine may read: it answers to its own names only, so that no foreign page can
 * reach it under a name of its own that leads here (DNS rebinding). */
export function ownNames({ publicUrl }: { publicUrl: string }): MiddlewareHandler<Web> {
  return async (c, next) => {
    const { origin } = new URL(c.req.url);
    return origin === publicUrl || isLoopback(origin) ? next() : c.text("421", 421);
  };
}

/** A demonstration answers at localhost and at 127.0.0.1 alike. */
function isLoopback(origin: string | undefined): boolean {
  return (
    origin !== undefined &&
    URL.canParse(origin) &&
    ["localhost", "127.0.0.1", "[::1]"].includes(new URL(origin).hostname)
  );
}

/** The language of whoever has not signed in: chosen once and kept in a cookie, otherwise the browser's, otherwise French. */
export const languageOf: MiddlewareHandler<Web> = async (c, next) => {
  const chosen = getCookie(c, languageCookie);
  c.set("language", chosen === "fr" || chosen === "en" ? chosen : preferred(c.req.header("accept-language") ?? ""));
  await next();
};

/** What time it is, for everything the request does. */
export function clock(now: Now): MiddlewareHandler<Web> {
  return async (c, next) => {
    c.set("now", now);
    await next();
  };
}

function preferred(accepted: string): Language {
  const wanted = accepted
    .split(",")
    .map((part) => {
      const [tag = "", quality] = part.trim().split(";q=");
      return { language: tag.slice(0, 2).toLowerCase(), quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ language, quality }) => (language === "fr" || language === "en") && quality > 0)
    .sort((a, b) => b.quality - a.quality)[0];
  return wanted?.language === "en" ? "en" : "fr";
}
