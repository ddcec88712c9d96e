import type { MiddlewareHandler } from "hono";
import { neighbourhood } from "../platform/neighbourhood.ts";
import { networkOf } from "../platform/rate-limit.ts";
import type { Web } from "../platform/web.ts";
import { deviceSeen } from "./device.ts";

/** After whoIsIt: also says from where whoever asks comes, for the journal. `trustProxy` counts the reverse proxies in front. */
export function whence({ trustProxy }: { trustProxy: number }): MiddlewareHandler<Web> {
  return async (c, next) => {
    const { browser, system } = deviceSeen(c.req.header("user-agent") ?? null);
    const client = browser || system ? [browser, system].map((part) => part ?? "").join("/") : null;
    const network = neighbourhood(networkOf(c, trustProxy));
    c.set("actor", { ...c.var.actor, whence: { proof: c.var.provenBy, network, client } });
    await next();
  };
}
