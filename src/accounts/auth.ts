import { AsyncLocalStorage } from "node:async_hooks";
import { createHmac } from "node:crypto";
import { betterAuth } from "better-auth";
import { CamelCasePlugin, Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { newId } from "../platform/ids.ts";
import type { Log } from "../platform/log.ts";
import { accountLimits } from "./limits.ts";
import { type Argon2Cost, hashPassword, isOutdated, isPassword } from "./password-hash.ts";
import { cookieFlags, cookieName } from "./visitor.ts";

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
  const sessionCookie = cookieName("session", secureCookies);
  const cookieSecret = derived(secret, "session cookies");
  const pool = new pg.Pool({ connectionString: url, max: 5, connectionTimeoutMillis: 10_000, onConnect: becomeKeeper });
  pool.on("error", (err) => log.warn({ err }, "a resting database connection broke"));

  const checking = new AsyncLocalStorage<PasswordCheck>();

  const { api } = betterAuth({
    baseURL: publicUrl,
    secret: cookieSecret,
    database: { db: asBetterAuthReads(pool), type: "postgres", schemaName: "auth", transaction: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true, // accounts are made by activate.ts
      minPasswordLength: 1,
      maxPasswordLength: longestPassword,
      password: {
        hash: (password) => hashPassword(password, argon2),
        verify: async ({ password, hash }) => {
          const isRight = await isPassword(password, hash);
          const check = checking.getStore();
          if (check && isRight && isOutdated(hash, argon2)) check.outdated = hash;
          return isRight;
        },
      },
    },
    session: { expiresIn: sessionHours * 3600, disableSessionRefresh: true },
    rateLimit: { enabled: false }, // what is called from here passes by it: ours stand in front (limits.ts)
    telemetry: { enabled: false },
    experimental: { instrumentation: { enabled: false } },
    logger: { disabled: true }, // it names people
    advanced: {
      useSecureCookies: false, // its prefix is __Secure-; ours asks for more
      cookies: { session_token: { name: sessionCookie, attributes: cookieFlags(secureCookies) } },
      ipAddress: { ipAddressHeaders: [networkHeader] },
      database: { generateId: () => newId(), joins: true },
    },
  });

  return {
    /** better-auth's own calls; its HTTP routes are mounted nowhere. */
    api,
    /** Connections of the role amicare_auth, with the driver's own types. */
    pool,
    secret,
    /** Signs session cookies: better-auth's are `token.signature`. */
    cookieSecret,
    sessionCookie,
    secureCookies,
    limits: accountLimits(pool),
    hash: (password: string) => hashPassword(password, argon2),
    /** A check of a password by `api`, inside `run()`, leaves word of what it found. */
    checking,
    close: () => pool.end(),
  };
}

/** What checking a password found besides its answer. */
export interface PasswordCheck {
  /** The hash that the right password is kept as, when the cost asked has risen since it was made. */
  outdated: string | null;
}

/** Longer ones are wrong without being looked at; those people choose have 128 characters at most (password.ts). */
export const longestPassword = 1024;

/** Where better-auth finds the network address, in the headers we hand it. */
export const networkHeader = "x-amicare-network";

/** A connection that breaks while it is lent out fails the query of whoever has it: that is enough said. */
async function becomeKeeper(client: pg.ClientBase) {
  client.on("error", () => {});
  await client.query("set role amicare_auth");
}

function asBetterAuthReads(pool: pg.Pool) {
  return new Kysely<Record<string, never>>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin()],
  });
}

/** A secret of its own for each use, so that one cannot be made to sign for another. */
function derived(secret: string, use: string): string {
  return createHmac("sha256", secret).update(use).digest("base64url");
}
