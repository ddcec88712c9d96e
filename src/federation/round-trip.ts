import { randomBytes } from "node:crypto";
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { cookieFlags } from "../accounts/visitor.ts";
import type { Sealer } from "../platform/seal.ts";
import type { ProviderName, RoundTrip } from "./provider.ts";

/** How long someone may stay at the provider. */
const minutes = 15;

/** What this browser takes along to the provider and back, sealed in a cookie that no other site can set: an answer brought by another
 * browser finds nothing to answer to. */
export interface Journey {
  provider: ProviderName;
  trip: RoundTrip;
  /** Where she was going: an address of this site. */
  to: string | null;
}

/** Begins a round trip. */
export function setOut(
  c: Context,
  sealer: Sealer,
  { provider, to }: Omit<Journey, "trip">,
  now: Temporal.Instant,
): RoundTrip {
  const secret = () => randomBytes(32).toString("base64url");
  const trip = { state: secret(), nonce: secret(), verifier: secret() };
  const until = now.add({ minutes }).epochMilliseconds;
  const flags = { ...cookieFlags(c.get("secureCookies")), maxAge: minutes * 60 };
  setCookie(c, nameOf(c), sealer.seal(JSON.stringify({ provider, trip, to, until })), flags);
  return trip;
}

/** Ends it: what was taken along, once; null when nothing was, or too long ago, or to another provider. */
export function comeBack(c: Context, sealer: Sealer, provider: ProviderName, now: Temporal.Instant): Journey | null {
  const cookie = getCookie(c, nameOf(c));
  deleteCookie(c, nameOf(c), cookieFlags(c.get("secureCookies")));
  const text = cookie && sealer.unseal(cookie);
  if (!text) return null;
  const { until, ...journey } = kept.parse(JSON.parse(text));
  return until > now.epochMilliseconds && journey.provider === provider ? journey : null;
}

const kept = z.object({
  provider: z.enum(["franceconnect", "pro-sante-connect"]),
  trip: z.object({ state: z.string(), nonce: z.string(), verifier: z.string() }),
  to: z.string().nullable(),
  until: z.number(),
});

function nameOf(c: Context): string {
  return `${c.get("secureCookies") ? "__Host-" : ""}amicare-round-trip`;
}
