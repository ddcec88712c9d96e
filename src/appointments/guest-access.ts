import type { Context, MiddlewareHandler } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { z } from "zod";
import { signedInOnly } from "../accounts/session.ts";
import { cookieFlags } from "../accounts/visitor.ts";
import { type Sealer, sealerFor } from "../platform/seal.ts";
import { idIn, type Web } from "../platform/web.ts";
import { guestMinutes } from "./guest.ts";

/** Lets whoever holds the link of this appointment, and gave the right letters, act on it for a while; everyone else signs in. Whoever has
 * signed in acts as who she is. */
export type Admission = ReturnType<typeof guestAdmission>;

export function guestAdmission(secret: string) {
  const sealer = sealerFor("guest", secret);
  const admit: MiddlewareHandler<Web> = (c, next) => {
    if (!c.var.signedIn && appointmentIn(c, sealer) === idIn(c))
      c.set("actor", { kind: "guest", appointmentId: idIn(c), whence: c.var.actor.whence });
    return c.var.actor.kind === "guest" ? next() : signedInOnly(c, next);
  };
  return {
    /** Before the pages about one appointment. */
    admit,
    /** From now on this browser may act on this appointment. */
    letIn(c: Context<Web>, appointmentId: string) {
      const until = c.var.now().add({ minutes: guestMinutes }).epochMilliseconds;
      const flags = { ...cookieFlags(c.get("secureCookies")), maxAge: guestMinutes * 60 };
      setCookie(c, nameOf(c), sealer.seal(JSON.stringify({ appointmentId, until })), flags);
    },
  };
}

/** The one appointment this browser was let in to, as long as it may. */
function appointmentIn(c: Context<Web>, sealer: Sealer): string | null {
  const cookie = getCookie(c, nameOf(c));
  const text = cookie && sealer.unseal(cookie);
  if (!text) return null;
  const { appointmentId, until } = kept.parse(JSON.parse(text));
  return until > c.var.now().epochMilliseconds ? appointmentId : null;
}

const kept = z.object({ appointmentId: z.uuid(), until: z.number() });

function nameOf(c: Context): string {
  return `${c.get("secureCookies") ? "__Host-" : ""}amicare-guest`;
}
