import { join } from "node:path";
import { demonstrationAccounts, seedDemonstration } from "../seeds/demonstration.ts";
import { systemNow } from "../src/platform/clock.ts";
import { readConfig } from "../src/platform/config.ts";
import { openDatabase } from "../src/platform/db.ts";
import { toldToOperator } from "../src/platform/errors.ts";
import { createLog } from "../src/platform/log.ts";
import { migrate } from "../src/platform/migrate.ts";
import { startPostgres } from "../src/platform/postgres.ts";

/** `npm run seed`: lays the demonstration world in the embedded database, or in an empty one of DATABASE_URL; a world that is there stays
 * as it is. */
await using running = new AsyncDisposableStack();
try {
  const config = readConfig({ ...process.env, MODE: "demonstration" });
  const log = createLog({ level: config.logLevel });
  const directUrl = config.database?.directUrl ?? (await embedded(config.varDir, log));
  await migrate({ directUrl });
  const db = openDatabase({ url: directUrl, max: 4, log });
  running.defer(() => db.destroy());
  await seedDemonstration({ db, now: systemNow, secret: config.secret });
  for (const { email, password, who } of demonstrationAccounts()) console.log(`${email}  ${password}  ${who}`);
} catch (error) {
  console.error(toldToOperator(error));
  process.exitCode = 1;
}

async function embedded(varDir: string, log: ReturnType<typeof createLog>): Promise<string> {
  const postgres = await startPostgres({ dataDir: join(varDir, "postgres"), database: "amicare", share: true, log });
  running.defer(() => postgres.stop());
  return postgres.url("amicare");
}
