import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { OperatorError } from "./errors.ts";
import { logLevels } from "./log.ts";
import { inventedFacts, siteFactSettings, siteFactsIn } from "./site-facts.ts";

/** As long as traces of access to health data are kept where nothing else was decided (PGSSI-S leaves it to the controller). */
export const usualJournalYears = 3;

const discoveryExample =
  "the address of a discovery document, such as https://fc.example.fr/.well-known/openid-configuration";

/** Everything that can be set, by environment variable. What each `describe` says completes "NAME must be …". */
const variables = z.object({
  /** `demonstration`: everything needed is brought along, invented people included. `production`: nothing is invented, nothing guessed.
   * Default: production when DATABASE_URL is set, demonstration otherwise. */
  MODE: z.enum(["demonstration", "production"]).optional().describe("demonstration or production"),
  /** Which work this process does: answer pages, do the background jobs, or both. Default: both. */
  PROCESSES: z.enum(["web", "worker", "both"]).default("both").describe("web, worker or both"),

  /** Where pages are served. Default: 3000. */
  PORT: wholeNumber(1, 65535).default(3000).describe("a whole number from 1 to 65535"),
  /** The network address listened on. Default: 127.0.0.1 in demonstration, 0.0.0.0 in production. */
  HOST: z.string().optional().describe("an address of this machine"),
  /** The address people type, as mails and links carry it; without a path. Default in demonstration: http://localhost:PORT. Required in production. */
  PUBLIC_URL: origin()
    .optional()
    .describe("the address people type, such as https://rendez-vous.example.fr, without a path"),
  /** How many reverse proxies stand in front, each adding to X-Forwarded-For. Default: 0, the header is not believed. */
  TRUST_PROXY: wholeNumber(0, 10).default(0).describe("the number of reverse proxies in front, from 0 to 10"),

  /** How many searches strangers of one network may make in a minute, in each process; 0: as many as they like. Default: 300. */
  SEARCHES_PER_MINUTE: wholeNumber(0, 1_000_000).default(300).describe("a whole number, 0 for no limit"),

  /** PostgreSQL 15 or newer, for the web: a role that may do nothing but become amicare_web and amicare_auth. It may pass through
   * PgBouncer. Default in demonstration: the embedded server, started in VAR_DIR. Required in production. */
  DATABASE_URL: postgresUrl().optional().describe("an address such as postgres://user:password@host:5432/amicare"),
  /** The same database as its owner, never through PgBouncer: migrations, background jobs, LISTEN. Default: DATABASE_URL. */
  DATABASE_DIRECT_URL: postgresUrl()
    .optional()
    .describe("an address such as postgres://owner:password@host:5432/amicare"),
  /** The same database for sign-in. Default: DATABASE_URL. */
  AUTH_DATABASE_URL: postgresUrl().optional().describe("an address such as postgres://user:password@host:5432/amicare"),
  /** How many connections the web keeps at most. Default: 10. */
  DATABASE_POOL: wholeNumber(1, 500).default(10).describe("a whole number from 1 to 500"),
  /** Whether statements are prepared once per connection. Off for a PgBouncer in transaction mode before 1.21, or without
   * max_prepared_statements. Default: on. */
  DATABASE_PREPARE: z.enum(["on", "off"]).default("on").describe("on or off"),

  /** The mail server. Default in demonstration: the built-in mailbox at /boite-aux-lettres. Required in production. */
  SMTP_URL: urlOf("smtp:", "smtps:")
    .optional()
    .describe("an address such as smtps://user:password@mail.example.fr:465"),
  /** Whom mails come from. Required in production. */
  MAIL_FROM: mailbox()
    .default("AmiCare <ne-pas-repondre@amicare.example>")
    .describe("an address such as AmiCare <ne-pas-repondre@example.fr>"),

  /** Where texts (SMS) leave: a short message centre, `smpp://user:password@host:2775?source=NAME` (`smpps:` over TLS), or a provider that
   * takes JSON, `https://…?source=NAME` (docs/operating.md). `source` is whom texts come from: 3 to 11 letters and figures, or a short
   * code. Default in demonstration: the built-in mailbox, where mails go too. Default in production: no texts. */
  SMS_URL: smsUrl()
    .optional()
    .describe(
      "an address such as smpp://user:password@sms.example.fr:2775?source=AMICARE or https://sms.example.fr/send",
    ),
  /** What the provider of SMS_URL knows us by, if it takes JSON. */
  SMS_TOKEN: z.string().optional().describe("the token of the provider"),

  /** FranceConnect, for patients: the address of its discovery document, and what it knows us by. Default: not offered. */
  FRANCECONNECT_URL: urlOf("https:", "http:").optional().describe(discoveryExample),
  FRANCECONNECT_CLIENT_ID: z.string().optional().describe("what FranceConnect gave us as client id"),
  FRANCECONNECT_CLIENT_SECRET: z.string().optional().describe("what FranceConnect gave us as client secret"),
  /** What is asked of it, and accepted at least. At eidas1 our own second step is asked as well. Default: eidas1. */
  FRANCECONNECT_ACR: z.enum(["eidas1", "eidas2", "eidas3"]).default("eidas1").describe("eidas1, eidas2 or eidas3"),
  /** Pro Santé Connect, for professionals: likewise. */
  PRO_SANTE_CONNECT_URL: urlOf("https:", "http:").optional().describe(discoveryExample),
  PRO_SANTE_CONNECT_CLIENT_ID: z.string().optional().describe("what Pro Santé Connect gave us as client id"),
  PRO_SANTE_CONNECT_CLIENT_SECRET: z.string().optional().describe("what Pro Santé Connect gave us as client secret"),

  /** What links and cookies are signed with; the same for every process, changed only to void them all. Required in production.
   * Default in demonstration: made once and kept in VAR_DIR/secret. */
  SECRET: z
    .string()
    .min(32)
    .optional()
    .describe("at least 32 random characters, such as `openssl rand -base64 32` prints"),
  /** The cost of checking a password by argon2id. Defaults: 19456 KiB and 2 passes, what OWASP advises at least. */
  ARGON2_MEMORY_KIB: wholeNumber(8192, 1048576).default(19456).describe("a whole number of KiB from 8192 to 1048576"),
  ARGON2_PASSES: wholeNumber(1, 20).default(2).describe("a whole number from 1 to 20"),

  /** Where the embedded database, the secret and files are kept. Default: ./var. */
  VAR_DIR: z.string().default("var").describe("a folder"),
  /** A folder of Markdown files that replace legal texts or the help page. Default: none, ours in texts/. */
  TEXTS_DIR: z.string().optional().describe("a folder"),
  /** Who publishes and who hosts this site; what the texts in force name is required in production. Default in demonstration: invented. */
  ...siteFactSettings,
  /** For how many years the journal of accesses is kept. Default: 3. */
  JOURNAL_YEARS: wholeNumber(1, 20).default(usualJournalYears).describe("a whole number of years from 1 to 20"),
  /** How much is logged. Default: warn in demonstration, info in production. */
  LOG_LEVEL: z
    .enum(logLevels)
    .optional()
    .describe(`one of ${logLevels.join(", ")}`),
});

export type Config = ReturnType<typeof readConfig>;

/** The settings the program runs by. Every problem becomes one sentence naming its variable, all of them in one OperatorError.
 *
 * In demonstration without SECRET, the one kept in VAR_DIR is read, or made. No other file reads process.env. */
export function readConfig(environment: Record<string, string | undefined> = process.env) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim())); // NAME= means not set
  const read = variables.safeParse(given);
  if (!read.success) throw new OperatorError(problemsOf(read.error).join("\n"));

  const set = read.data;
  const mode = set.MODE ?? (set.DATABASE_URL ? "production" : "demonstration");
  const demonstration = mode === "demonstration";
  if (!demonstration) refuseWhatIsMissing(given);
  const varDir = resolve(set.VAR_DIR);

  return {
    mode,
    web: set.PROCESSES !== "worker",
    worker: set.PROCESSES !== "web",
    port: set.PORT,
    host: set.HOST ?? (demonstration ? "127.0.0.1" : "0.0.0.0"),
    /** Without a slash at its end. */
    publicUrl: set.PUBLIC_URL ?? `http://localhost:${set.PORT}`,
    trustProxy: set.TRUST_PROXY,
    /** Null: as many as they like. */
    searchesPerMinute: set.SEARCHES_PER_MINUTE || null,
    /** Null: the embedded server. */
    database: set.DATABASE_URL
      ? {
          url: set.DATABASE_URL,
          directUrl: set.DATABASE_DIRECT_URL ?? set.DATABASE_URL,
          authUrl: set.AUTH_DATABASE_URL ?? set.DATABASE_URL,
        }
      : null,
    databasePool: set.DATABASE_POOL,
    databasePrepare: set.DATABASE_PREPARE === "on",
    /** Null: the built-in mailbox. */
    smtpUrl: set.SMTP_URL ?? null,
    mailFrom: set.MAIL_FROM,
    sms: smsOf(set, demonstration),
    identityProviders: identityProvidersIn(set),
    secret: set.SECRET ?? keptSecret(varDir),
    argon2: { memoryKib: set.ARGON2_MEMORY_KIB, passes: set.ARGON2_PASSES },
    varDir,
    /** Null: only our own. */
    textsDir: set.TEXTS_DIR ? resolve(set.TEXTS_DIR) : null,
    siteFacts: { ...(demonstration && inventedFacts), ...siteFactsIn(set) },
    journalYears: set.JOURNAL_YEARS,
    logLevel: set.LOG_LEVEL ?? (demonstration ? "warn" : "info"),
  };
}

/** Where texts leave: by a network, to the built-in mailbox; null, nowhere: they are off. */
export type SmsSettings = { url: string; token: string | null } | "mailbox" | null;

function smsOf(set: z.output<typeof variables>, demonstration: boolean): SmsSettings {
  if (set.SMS_URL) return { url: set.SMS_URL, token: set.SMS_TOKEN ?? null };
  return demonstration && !set.SMTP_URL ? "mailbox" : null;
}

/** Those that are set up: all of their settings, or none. */
function identityProvidersIn(set: z.output<typeof variables>) {
  const providers = { franceconnect: "FRANCECONNECT", "pro-sante-connect": "PRO_SANTE_CONNECT" } as const;
  const found = Object.entries(providers).flatMap(([name, prefix]) => {
    const parts = (["URL", "CLIENT_ID", "CLIENT_SECRET"] as const).map((part) => `${prefix}_${part}` as const);
    const missing = parts.filter((part) => !set[part]);
    if (missing.length === parts.length) return [];
    if (missing.length > 0)
      throw new OperatorError(missing.map((part) => `${part} is missing: ${prefix}_* go together.`).join("\n"));
    const [discoveryUrl = "", clientId = "", clientSecret = ""] = parts.map((part) => set[part]);
    const acr = name === "franceconnect" ? set.FRANCECONNECT_ACR : "eidas1";
    return [[name, { discoveryUrl, clientId, clientSecret, acr }] as const];
  });
  return Object.fromEntries(found) as { [Name in keyof typeof providers]?: (typeof found)[number][1] };
}

function problemsOf(error: z.ZodError): string[] {
  const names = new Set(error.issues.map((issue) => String(issue.path[0]))) as Set<keyof typeof variables.shape>;
  return [...names].map((name) => `${name} must be ${variables.shape[name].description}.`);
}

const requiredInProduction = ["DATABASE_URL", "PUBLIC_URL", "SMTP_URL", "MAIL_FROM", "SECRET"] as const;

function refuseWhatIsMissing(given: Record<string, unknown>) {
  const problems = requiredInProduction
    .filter((name) => !(name in given))
    .map(
      (name) =>
        `${name} is required in production (MODE=demonstration does without): it must be ${variables.shape[name].description}.`,
    );
  if (problems.length > 0) throw new OperatorError(problems.join("\n"));
}

function keptSecret(varDir: string): string {
  const file = join(varDir, "secret");
  try {
    mkdirSync(varDir, { recursive: true });
    writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600, flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw new OperatorError(`VAR_DIR must be a folder this user may write to: ${(error as Error).message}.`);
    }
  }
  return readFileSync(file, "utf8");
}

function wholeNumber(from: number, to: number) {
  return z.string().regex(/^\d+$/).transform(Number).pipe(z.number().min(from).max(to));
}

function urlOf(...protocols: string[]) {
  const fits = (text: string) =>
    URL.canParse(text) && protocols.includes(new URL(text).protocol) && new URL(text).hostname !== "";
  return z.string().refine(fits, { abort: true });
}

function origin() {
  const bare = (text: string) => ["", "/"].includes(new URL(text).pathname + new URL(text).search);
  return urlOf("http:", "https:")
    .refine(bare)
    .transform((text) => new URL(text).origin);
}

/** Over plain http only to a gateway on this machine: texts carry numbers and codes. */
function smsUrl() {
  const fits = (text: string) => {
    const { protocol, hostname, searchParams } = new URL(text);
    const source = searchParams.get("source");
    if (source !== null && !/^(?=.*[A-Za-z])[A-Za-z0-9 ]{3,11}$|^\d{3,8}$/.test(source)) return false;
    return protocol !== "http:" || ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  };
  return urlOf("smpp:", "smpps:", "https:", "http:").refine(fits);
}

/** Also `postgres://user@/database?host=/folder`, PostgreSQL's way to name a Unix socket. */
function postgresUrl() {
  return z.string().regex(/^postgres(ql)?:\/\/\S*\/[^/]/);
}

function mailbox() {
  return z.string().regex(/^([^<>@]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/);
}
