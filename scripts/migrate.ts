import { loadCommunes } from "../src/establishments/load-communes.ts";
import { asActor } from "../src/platform/actor.ts";
import { readConfig } from "../src/platform/config.ts";
import { openDatabase } from "../src/platform/db.ts";
import { OperatorError, toldToOperator } from "../src/platform/errors.ts";
import { createLog } from "../src/platform/log.ts";
import { migrate } from "../src/platform/migrate.ts";

/** `npm run migrate`: brings the database at DATABASE_DIRECT_URL to this version, and its list of communes with it. The embedded one is
 * migrated by `npm start`. */
try {
  const { database } = readConfig();
  if (!database)
    throw new OperatorError("DATABASE_URL is not set; the embedded database is migrated whenever AmiCare starts.");
  const ran = await migrate({ directUrl: database.directUrl });
  console.log(ran.length > 0 ? `Laid ${ran.join(", ")}.` : "Nothing to do: the database is up to date.");

  const db = openDatabase({ url: database.directUrl, max: 1, log: createLog({ level: "warn" }) });
  const touched = await asActor(db, { kind: "system", job: "communes" }, (tx) => loadCommunes(tx));
  if (touched > 0) console.log(`Brought ${touched} communes up to date.`);
  await db.destroy();
} catch (error) {
  console.error(toldToOperator(error));
  process.exitCode = 1;
}
