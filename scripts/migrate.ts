import { readConfig } from "../src/platform/config.ts";
import { OperatorError, toldToOperator } from "../src/platform/errors.ts";
import { migrate } from "../src/platform/migrate.ts";

/** `npm run migrate`: brings the database at DATABASE_DIRECT_URL to this version. The embedded one is migrated by `npm start`. */
try {
  const { database } = readConfig();
  if (!database)
    throw new OperatorError("DATABASE_URL is not set; the embedded database is migrated whenever AmiCare starts.");
  const ran = await migrate({ directUrl: database.directUrl });
  console.log(ran.length > 0 ? `Laid ${ran.join(", ")}.` : "Nothing to do: the database is up to date.");
} catch (error) {
  console.error(toldToOperator(error));
  process.exitCode = 1;
}
