import type { Context } from "hono";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { networkOf } from "../platform/rate-limit.ts";
import type { Web } from "../platform/web.ts";
import type { Auth } from "./auth.ts";
import { returnPath } from "./return-path.ts";
import type { Device } from "./sign-in.ts";

/** What the pages of accounts are made with. */
export interface AccountsParts {
  auth: Auth;
  /** How many reverse proxies stand in front. */
  trustProxy: number;
  /** Runs in the name of whoever just signed in, in a transaction of its own. `visitor` is the browser that began: here, or on the
   * device where the account was asked for. What it holds may now be the user's. */
  afterSignIn: (tx: Tx, who: { userId: string; visitor: string }) => Promise<void>;
}

interface Entering {
  userId: string;
  visitor: string | null;
  setCookies: string[];
  /** Where she was going. */
  to: string | null;
}

/** Lets in whoever just signed in: her session to the browser, what the visitor held to her, and on to where she was going. */
export async function enter(
  c: Context<Web>,
  { afterSignIn }: AccountsParts,
  { userId, visitor, setCookies, to }: Entering,
): Promise<Response> {
  if (visitor) await asActor(c.var.db, { kind: "user", userId, visitor }, (tx) => afterSignIn(tx, { userId, visitor }));
  for (const cookie of setCookies) c.header("set-cookie", cookie, { append: true });
  return c.redirect(returnPath(to) ?? paths.myAppointments(), 303);
}

/** The device that asks, as a session remembers it. */
export function deviceOf(c: Context<Web>, { trustProxy }: AccountsParts): Device {
  return { network: networkOf(c, trustProxy), userAgent: c.req.header("user-agent")?.slice(0, 300) ?? "" };
}
