import { forgetFactors } from "../src/accounts/forget-factors.ts";
import { systemNow } from "../src/platform/clock.ts";
import { readConfig } from "../src/platform/config.ts";
import { openDatabase } from "../src/platform/db.ts";
import { OperatorError, toldToOperator } from "../src/platform/errors.ts";
import { createLog } from "../src/platform/log.ts";

/** `npm run forget-factors -- someone@example.fr`: for whoever lost her phone, her codes and her password, once the operator knows that it
 * is she. From then on she signs in by a code by mail. */
try {
  const { database } = readConfig();
  if (!database) throw new OperatorError("DATABASE_URL is not set: in demonstration nobody is locked out for real.");
  const email = process.argv[2];
  if (!email)
    throw new OperatorError("Whose? Give the address of the account: npm run forget-factors -- someone@example.fr");
  const db = openDatabase({ url: database.directUrl, max: 1, log: createLog({ level: "warn" }) });
  const isDone = await forgetFactors(db, { email, now: systemNow() });
  await db.destroy();
  if (!isDone) throw new OperatorError("No account has this address.");
  console.log(
    "Done: app, passkeys, recovery codes, mobile, identity providers, remembered devices and sessions are gone, and a mail says so.",
  );
} catch (error) {
  console.error(toldToOperator(error));
  process.exitCode = 1;
}
