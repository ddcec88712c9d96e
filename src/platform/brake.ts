import type { Context, MiddlewareHandler } from "hono";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { networkOf } from "./rate-limit.ts";
import type { Web } from "./web.ts";

export interface BrakeOptions {
  /** Requests of one network in a minute; null: as many as it likes. */
  perMinute: number | null;
  trustProxy: number;
  /** Answers whoever asks too fast; `Retry-After` is set. */
  refuse: (c: Context<Web>) => Response | Promise<Response>;
}

/** Slows down robots where answering strangers costs much: a search asks for the free times of many. Counted by each process alone, so
 * that it costs nothing; whoever has signed in is not counted. */
export function brake({ perMinute, trustProxy, refuse }: BrakeOptions): MiddlewareHandler<Web> {
  if (perMinute === null) return (_, next) => next();
  const asked = new RateLimiterMemory({ points: perMinute, duration: 60 });
  return async (c, next) => {
    if (c.var.signedIn) return next();
    try {
      await asked.consume(networkOf(c, trustProxy));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      c.header("Retry-After", String(Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))));
      return refuse(c);
    }
    await next();
  };
}
