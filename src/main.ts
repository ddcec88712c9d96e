import "./platform/runtime.ts";
import { join } from "node:path";
import { demonstrationAccounts, demonstrationInvitation, seedDemonstration } from "../seeds/demonstration.ts";
import { createApp } from "./app.tsx";
import { openTexts } from "./help/texts.ts";
import { paths } from "./paths.ts";
import { systemNow } from "./platform/clock.ts";
import { type Config, readConfig } from "./platform/config.ts";
import { openDatabase } from "./platform/db.ts";
import { OperatorError, toldToOperator } from "./platform/errors.ts";
import { createLog, type Log } from "./platform/log.ts";
import { migrate, pendingMigrations } from "./platform/migrate.ts";
import { startPostgres } from "./platform/postgres.ts";
import { checkLogin } from "./platform/roles.ts";
import { openDoor } from "./platform/serve.ts";
import { type SiteFact, siteFactSettings } from "./platform/site-facts.ts";
import { startWorker } from "./worker.ts";

/** What runs, closed in the opposite order: those inside are answered, then jobs end, then connections, then the database. */
const running = new AsyncDisposableStack();
const closing = new AbortController();

closeOnSignal();
try {
  await start(readConfig());
} catch (error) {
  if (!closing.signal.aborted) await giveUp(error);
}

/** Configuration in, processes up: the web, the worker, or both. */
async function start(config: Config) {
  const log = createLog({ level: config.logLevel });
  const now = systemNow;
  const texts = openTexts({ folder: config.textsDir, facts: config.siteFacts, site: config.publicUrl, now });
  if (config.web) refuseMissingFacts(texts.missingFacts());
  const door = config.web ? await openDoor(config) : null;

  const database = config.database ? await given(config.database, config.mode) : await embedded(config, log);

  const ownerDb = openDatabase({ url: database.directUrl, max: 5, prepare: config.databasePrepare, log });
  running.defer(() => ownerDb.destroy());
  if (config.mode === "demonstration") await seedDemonstration({ db: ownerDb, now, secret: config.secret });

  if (config.worker) {
    const worker = await startWorker({ config, db: ownerDb, directUrl: database.directUrl, log, now });
    running.defer(() => worker.stop());
  }
  if (door) {
    const db = openDatabase({ url: database.url, max: config.databasePool, prepare: config.databasePrepare, log });
    running.defer(() => db.destroy());
    const { authUrl, directUrl: listenUrl } = database;
    const app = createApp({ config, db, authUrl, listenUrl, log, now, texts, closing: closing.signal });
    running.defer(() => app.auth.close());
    door.answerWith(app.fetch);
    running.defer(() => door.close());
    running.defer(() => app.live?.close());
  }
  log.info({ mode: config.mode, web: config.web, worker: config.worker, port: config.port }, "started");
  if (config.mode === "demonstration") welcome(config);
}

/** The law wants them printed on pages that anyone can open: a site that has pages does not start without. */
function refuseMissingFacts(missing: SiteFact[]) {
  if (missing.length === 0) return;
  const sentences = missing.map(
    (name) => `${name} is named by a text of this site: set it to ${siteFactSettings[name].description}.`,
  );
  throw new OperatorError(sentences.join("\n"));
}

/** The embedded PostgreSQL, started: the web signs in with a role as humble as in production. */
async function embedded({ varDir }: Config, log: Log) {
  const database = "amicare";
  const postgres = await startPostgres({ dataDir: join(varDir, "postgres"), database, log, onLost: giveUp });
  running.defer(() => postgres.stop());
  const [directUrl, url] = [postgres.url(database), postgres.url(database, "amicare_login")];
  await migrate({ directUrl, loginUrl: url });
  return { url, directUrl, authUrl: url };
}

/** A database given to us: laid by ourselves in demonstration, by `npm run migrate` in production. */
async function given(database: NonNullable<Config["database"]>, mode: Config["mode"]) {
  if (mode === "demonstration") await migrate(database);
  const pending = await pendingMigrations(database);
  if (pending.length > 0) {
    throw new OperatorError(
      `The database is behind this version (${pending.length} migrations, first ${pending[0]}): run "npm run migrate".`,
    );
  }
  await checkLogin(database.url, "DATABASE_URL", "amicare_web");
  await checkLogin(database.authUrl, "AUTH_DATABASE_URL", "amicare_auth");
  return database;
}

function welcome({ publicUrl, smtpUrl }: Config) {
  const people = demonstrationAccounts().map(
    ({ email, password, who }) => `  ${email.padEnd(36)} ${password.padEnd(20)} ${who}`,
  );
  const invited = demonstrationInvitation();
  console.log(`
AmiCare is ready at ${publicUrl}
${smtpUrl ? "Its mails leave through SMTP_URL." : `Its mails are read at ${publicUrl}${paths.mailbox()}`}

Everyone here is invented. Sign in as one of them; the code that is asked then comes by mail:
${people.join("\n")}
${invited.who} has no account yet: her practice has just invited her, at ${invited.email}. She was born on ${invited.birthDate}.

Ctrl-C stops it.`);
}

/** The first signal closes everything in good order; a second one ends the program at once. */
function closeOnSignal() {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, async () => {
      if (closing.signal.aborted) process.exit(130);
      closing.abort();
      await running.disposeAsync();
      process.exit(0);
    });
  }
}

async function giveUp(error: unknown): Promise<never> {
  console.error(toldToOperator(error));
  await running.disposeAsync().catch(() => {});
  process.exit(1);
}
