import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { cookieFlags } from "../accounts/visitor.ts";
import type { Sealer } from "../platform/seal.ts";
import type { FederatedIdentity } from "./identity.ts";
import type { ProviderName } from "./provider.ts";

/** Someone a provider vouched for, and whose account is not known yet. */
export type Vouched = Pick<FederatedIdentity, "accountId" | "email" | "traits"> & {
  provider: ProviderName;
  /** Where she was going. */
  to: string | null;
};

/** How long one may take to say which account is hers. */
const minutes = 30;

/** Kept by the browser, sealed, until the account is linked or asked for. */
export function keepVouched(c: Context, sealer: Sealer, vouched: Vouched, now: Temporal.Instant): void {
  const until = now.add({ minutes }).epochMilliseconds;
  const flags = { ...cookieFlags(c.get("secureCookies")), maxAge: minutes * 60 };
  setCookie(c, nameOf(c), sealVouched(sealer, vouched, until), flags);
}

/** What this browser keeps; null when nothing, or for too long. */
export function vouchedIn(c: Context, sealer: Sealer, now: Temporal.Instant): Vouched | null {
  return readVouched(sealer, getCookie(c, nameOf(c)), now);
}

export function forgetVouched(c: Context): void {
  deleteCookie(c, nameOf(c), cookieFlags(c.get("secureCookies")));
}

/** As the cookie and the request for an account keep it; `untilMs` is in milliseconds since 1970. */
export function sealVouched(sealer: Sealer, vouched: Vouched, untilMs: number): string {
  return sealer.seal(JSON.stringify({ ...vouched, until: untilMs }));
}

export function readVouched(sealer: Sealer, sealed: string | null | undefined, now: Temporal.Instant): Vouched | null {
  const text = sealed && sealer.unseal(sealed);
  if (!text) return null;
  const { until, ...vouched } = kept.parse(JSON.parse(text));
  return until > now.epochMilliseconds ? vouched : null;
}

const kept = z.object({
  provider: z.enum(["franceconnect", "pro-sante-connect"]),
  accountId: z.string(),
  email: z.string().nullable(),
  traits: z
    .object({
      birthName: z.string(),
      nameUsed: z.string(),
      firstNames: z.string(),
      sex: z.enum(["F", "M", "U"]),
      birthDate: z
        .string()
        .nullable()
        .transform((day) => day && Temporal.PlainDate.from(day))
        .transform((day) => day || null),
      birthplaceInsee: z.string().nullable(),
    })
    .nullable(),
  to: z.string().nullable(),
  until: z.number(),
});

function nameOf(c: Context): string {
  return `${c.get("secureCookies") ? "__Host-" : ""}amicare-vouched`;
}
