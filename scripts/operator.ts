import { sql } from "kysely";
import { readConfig } from "../src/platform/config.ts";
import { type Db, openDatabase } from "../src/platform/db.ts";
import { OperatorError, toldToOperator } from "../src/platform/errors.ts";
import { createLog } from "../src/platform/log.ts";

/** `npm run operator -- add someone@example.fr`: this account opens the console at /operateur from now on; `remove` takes that back, `list`
 * says who they are. The account signs up like any other first. */
const [command, email = ""] = process.argv.slice(2);
try {
  const { database } = readConfig();
  if (!database) throw new OperatorError("DATABASE_URL is not set: in demonstration an operator is there already.");
  const db = openDatabase({ url: database.directUrl, max: 1, log: createLog({ level: "warn" }) });
  try {
    console.log(await obey(db));
  } finally {
    await db.destroy();
  }
} catch (error) {
  console.error(toldToOperator(error));
  process.exitCode = 1;
}

async function obey(db: Db): Promise<string> {
  if (command === "list") {
    const { rows } = await sql<{ email: string }>`
      select "user".email from operator join auth."user" on "user".id = operator.user_id order by 1`.execute(db);
    return rows.length > 0 ? rows.map((row) => row.email).join("\n") : "Nobody opens the console yet.";
  }
  if ((command !== "add" && command !== "remove") || !email)
    throw new OperatorError("Say what and whom: npm run operator -- add someone@example.fr (or remove, or list)");
  const { rows } = await sql<{ id: string }>`select id from auth."user" where email = lower(${email})`.execute(db);
  const [user] = rows;
  if (!user) throw new OperatorError("No account has this address: she signs up first.");
  if (command === "remove") await sql`delete from operator where user_id = ${user.id}`.execute(db);
  else await sql`insert into operator (user_id) values (${user.id}) on conflict do nothing`.execute(db);
  return command === "add" ? "Done: she opens /operateur from now on." : "Done: the console is closed to her.";
}
