import type { Context } from "hono";
import { neighbourhood } from "../platform/neighbourhood.ts";
import { networkOf } from "../platform/rate-limit.ts";

declare module "hono" {
  interface ContextVariableMap {
    /** What a proof keeps of this request. The gate says so (gate.ts), since it knows how many proxies stand in front. */
    evidence: Evidence;
  }
}

/** What shows later that it was a person, somewhere, with some browser: enough to be believed, too little to be followed. */
export interface Evidence {
  /** `203.0.113.0/24` or `2001:db8:1::/48`; null when it is not known. */
  network: string | null;
  userAgent: string | null;
}

/** Of a program, such as one that tells a demonstration. */
export const noEvidence: Evidence = { network: null, userAgent: null };

export function evidenceOf(c: Context, { trustProxy }: { trustProxy: number }): Evidence {
  return {
    network: neighbourhood(networkOf(c, trustProxy)),
    userAgent: c.req.header("user-agent")?.slice(0, 300) ?? null,
  };
}
