import type { Context } from "hono";
import type { ComponentChildren } from "preact";
import { paths } from "../paths.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { networkOf } from "../platform/rate-limit.ts";
import type { Web } from "../platform/web.ts";
import type { Auth } from "./auth.ts";
import type { CommunesMeant } from "./birthplace.ts";
import type { Device } from "./device.ts";
import { returnPath } from "./return-path.ts";
import type { Vouching } from "./vouching.ts";

/** What the pages of accounts are made with. */
export interface AccountsParts {
  auth: Auth;
  /** How many reverse proxies stand in front. */
  trustProxy: number;
  /** Where the built-in mailbox is read, in demonstration; null when mails really leave. */
  mailbox: string | null;
  /** Looks a place of birth up. */
  communesMeant: CommunesMeant;
  /** The doors of identity providers, for the page of signing in. */
  otherDoors?: (to: string | null) => ComponentChildren;
  /** What it needs to open an account for whom one of them vouched. */
  vouching?: Vouching;
  /** What the page of security says of them. */
  linkedProviders?: (db: Db, who: { userId: string; isStaff: boolean }) => Promise<ComponentChildren>;
  /** What « Mon compte » says first, if there is something to say. */
  accountBanner?: (db: Db, by: Extract<Actor, { kind: "user" }>) => Promise<ComponentChildren>;
  /** Where signing out leads when a session stays open elsewhere; null: nowhere in particular. */
  afterSignOut?: (c: Context<Web>) => string | null;
  /** Where someone goes who signed in without going anywhere in particular; null: to her appointments. */
  homeOf?: (userId: string) => Promise<string | null>;
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
  { afterSignIn, homeOf }: AccountsParts,
  { userId, visitor, setCookies, to }: Entering,
): Promise<Response> {
  if (visitor) await asActor(c.var.db, { kind: "user", userId, visitor }, (tx) => afterSignIn(tx, { userId, visitor }));
  for (const cookie of setCookies) c.header("set-cookie", cookie, { append: true });
  return c.redirect(returnPath(to) ?? (await homeOf?.(userId)) ?? paths.myAppointments(), 303);
}

/** Leads whoever gave her password to the second step: until then her session opens nothing else. */
export function owe(c: Context<Web>, setCookies: string[], to: string | null): Response {
  for (const cookie of setCookies) c.header("set-cookie", cookie, { append: true });
  return c.redirect(paths.secondStep(to ? { vers: to } : {}), 303);
}

/** The device that asks, as a session remembers it. */
export function deviceOf(c: Context<Web>, { trustProxy }: Pick<AccountsParts, "trustProxy">): Device {
  return { network: networkOf(c, trustProxy), userAgent: c.req.header("user-agent")?.slice(0, 300) ?? "" };
}
