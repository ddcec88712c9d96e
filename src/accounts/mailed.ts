import type { Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { cookieFlags } from "./visitor.ts";

/** To whom the last mail went, as the page that says so needs it. */
export interface Mailed {
  shown: string;
  /** How to ask for another: by the address, or by an old link, which does not tell whose it is. */
  by: { email: string; vers?: string } | { jeton: string };
}

/** Remembers it for half an hour, and for the pages under `path` only: neither the address bar nor the database tells the address. */
export function keepMailed(c: Context, mailed: Mailed, path: string): void {
  const value = Buffer.from(JSON.stringify(mailed)).toString("base64url");
  setCookie(c, mailedCookie, value, { ...cookieFlags(c.get("secureCookies")), path, maxAge: 1800 });
}

/** What keepMailed() remembered for this page, or null. */
export function lastMailed(c: Context): Mailed | null {
  try {
    const kept = Buffer.from(getCookie(c, mailedCookie) ?? "", "base64url").toString();
    return MailedCookie.parse(JSON.parse(kept)) as Mailed;
  } catch {
    return null; // none, or not ours
  }
}

/** « h•••••d@exemple.fr »: enough for its owner. */
export function masked(email: string): string {
  return email.replace(/^(.).*?(.?)@/u, "$1•••••$2@");
}

const mailedCookie = "amicare-mailed";

const MailedCookie = z.object({
  shown: z.string(),
  by: z.union([z.object({ email: z.string(), vers: z.string().optional() }), z.object({ jeton: z.string() })]),
});
