import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { cookieFlags } from "../accounts/visitor.ts";
import type { Sealer } from "../platform/seal.ts";

/** How long it is believed: long enough to fill a form slowly, or to sign in, in two steps, and come back. */
const minutes = 60;

/** Keeps in this browser, sealed, that the birth date of an invitation was said, and which; the database compares it again each time. */
export function keepProof(
  c: Context,
  sealer: Sealer,
  { invitationId, birthDate, now }: { invitationId: string; birthDate: Temporal.PlainDate; now: Temporal.Instant },
): void {
  const proof = { invitationId, birthDate: birthDate.toString(), until: now.add({ minutes }).epochMilliseconds };
  const flags = { ...cookieFlags(c.get("secureCookies")), maxAge: minutes * 60 };
  setCookie(c, nameOf(c), sealer.seal(JSON.stringify(proof)), flags);
}

/** The birth date that was said in this browser for this invitation; null when none was, or too long ago. */
export function proofIn(
  c: Context,
  sealer: Sealer,
  { invitationId, now }: { invitationId: string; now: Temporal.Instant },
): Temporal.PlainDate | null {
  const cookie = getCookie(c, nameOf(c));
  const text = cookie && sealer.unseal(cookie);
  if (!text) return null;
  const proof = Proof.parse(JSON.parse(text));
  const isOurs = proof.invitationId === invitationId && proof.until > now.epochMilliseconds;
  return isOurs ? Temporal.PlainDate.from(proof.birthDate) : null;
}

export function forgetProof(c: Context): void {
  deleteCookie(c, nameOf(c), cookieFlags(c.get("secureCookies")));
}

const Proof = z.object({ invitationId: z.string(), birthDate: z.string(), until: z.number() });

function nameOf(c: Context): string {
  return `${c.get("secureCookies") ? "__Host-" : ""}amicare-invitation`;
}
