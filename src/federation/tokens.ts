import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { sessionHours } from "../accounts/auth.ts";
import { cookieFlags } from "../accounts/visitor.ts";
import type { Sealer } from "../platform/seal.ts";
import type { ProviderName } from "./provider.ts";

/** What ends the session at the provider. The browser keeps it, sealed; we keep nothing of it. */
export interface Tokens {
  provider: ProviderName;
  idToken: string;
}

/** Browsers take cookies of 4096 bytes. A longer token is let go: then one signs out there by hand. */
const mostBytes = 3900;

export function keepTokens(c: Context, sealer: Sealer, tokens: Tokens): void {
  const sealed = sealer.seal(JSON.stringify(tokens));
  if (sealed.length > mostBytes) return;
  const flags = { ...cookieFlags(c.get("secureCookies")), maxAge: sessionHours * 3600 };
  setCookie(c, nameOf(c), sealed, flags);
}

export function tokensIn(c: Context, sealer: Sealer): Tokens | null {
  const cookie = getCookie(c, nameOf(c));
  const text = cookie && sealer.unseal(cookie);
  return text ? kept.parse(JSON.parse(text)) : null;
}

/** Whether this browser signed in by way of a provider. */
export function hasTokens(c: Context): boolean {
  return getCookie(c, nameOf(c)) !== undefined;
}

export function forgetTokens(c: Context): void {
  deleteCookie(c, nameOf(c), cookieFlags(c.get("secureCookies")));
}

const kept = z.object({ provider: z.enum(["franceconnect", "pro-sante-connect"]), idToken: z.string() });

function nameOf(c: Context): string {
  return `${c.get("secureCookies") ? "__Host-" : ""}amicare-elsewhere`;
}
