import type { MiddlewareHandler } from "hono";
import { paths } from "../paths.ts";
import type { Web } from "../platform/web.ts";
import { wayBack } from "./way-back.ts";

/** How long a second factor is believed where something matters. */
export const trustMinutes = 15;

/** After signedInOnly, where something that matters is changed: whoever proved a while ago to be there proves it again, and comes back.
 * A browser that is remembered proves nothing of who sits before it: it fills in the password too. A form posted meanwhile is filled
 * again: what it asked is not kept. */
export const recentlyVerified: MiddlewareHandler<Web> = async (c, next) => {
  const at = c.var.provenBy === "device" ? null : c.var.signedIn?.verifiedAt;
  if (at && Temporal.Instant.compare(at.add({ minutes: trustMinutes }), c.var.now()) > 0) return next();
  const to = wayBack(c);
  return c.redirect(paths.confirmItIsYou(to ? { vers: to } : {}), 303);
};
