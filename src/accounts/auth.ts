import { createHmac } from "node:crypto";
import pg from "pg";
import type { Log } from "../platform/log.ts";
import { accountLimits } from "./limits.ts";
import { type Argon2Cost, hashPassword, isOutdated } from "./password-hash.ts";
import { cookieName } from "./visitor.ts";

/** What signing in leans on. */
export type Auth = ReturnType<typeof openAuth>;

export interface AuthOptions {
  /** Signs in as a role that may become amicare_auth. Never through PgBouncer: the role is taken once per connection. */
  url: string;
  /** What links and cookies are signed with. */
  secret: string;
  /** The address people type: on https, cookies are for https only. */
  publicUrl: string;
  argon2: Argon2Cost;
  log: Log;
}

/** How long one stays signed in, whatever one does. */
export const sessionHours = 12;

/** Opens the connections and the rules that signing in needs; `close()` ends them. */
export function openAuth({ url, secret, publicUrl, argon2, log }: AuthOptions) {
  const secureCookies = publicUrl.startsWith("https:");
  const pool = new pg.Pool({ connectionString: url, max: 5, connectionTimeoutMillis: 10_000, onConnect: becomeKeeper });
  pool.on("error", (err) => log.warn({ err }, "a resting database connection broke"));

  return {
    /** Connections of the role amicare_auth, with the driver's own types. */
    pool,
    secret,
    /** The address people type. */
    publicUrl,
    /** Signs session cookies: `token.signature`. */
    cookieSecret: derivedSecret(secret, "session cookies"),
    sessionCookie: cookieName("session", secureCookies),
    deviceCookie: cookieName("device", secureCookies),
    secureCookies,
    limits: accountLimits(pool),
    hash: (password: string) => hashPassword(password, argon2),
    /** Whether what is kept would be made dearer today. */
    isOutdated: (phc: string) => isOutdated(phc, argon2),
    close: () => pool.end(),
  };
}

/** Longer passwords are wrong without being looked at; those people choose have 128 characters at most (password.ts). */
export const longestPassword = 1024;

/** A secret of its own for each use, 256 bits in base64url, so that one cannot be made to sign for another. */
export function derivedSecret(secret: string, use: string): string {
  return createHmac("sha256", secret).update(use).digest("base64url");
}

/** A connection that breaks while it is lent out fails the query of whoever has it: that is enough said. */
async function becomeKeeper(client: pg.ClientBase) {
  client.on("error", () => {});
  await client.query("set role amicare_auth");
}
