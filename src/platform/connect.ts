import pg from "pg";
import { OperatorError, sqlState } from "./errors.ts";

/** A session with the PostgreSQL 15 or newer at `url`. When there is none to be had, an OperatorError says why, naming the `variable` that holds the address. */
export async function connect(url: string, variable: string): Promise<pg.Client> {
  const session = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await session.connect();
  } catch (error) {
    throw new OperatorError(`${variable} leads to ${placeOf(session)}, but ${whyNot(error, session)}.`);
  }
  const { rows } = await session.query("select current_setting('server_version_num')::int as version");
  if (rows[0].version >= 150000) return session;
  await session.end();
  throw new OperatorError(
    `${variable} leads to PostgreSQL ${Math.floor(rows[0].version / 10000)}, but AmiCare needs PostgreSQL 15 or newer.`,
  );
}

function placeOf({ host, port, database }: pg.Client): string {
  return host.startsWith("/") ? `${database} in ${host}` : `${database} at ${host}:${port}`;
}

function whyNot(error: unknown, { host, user, database }: pg.Client): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ECONNREFUSED" || code === "ENOENT") return "no PostgreSQL answers there";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return `no machine named ${host} is known`;
  if (code === "ETIMEDOUT" || /timeout/.test(message)) return "it did not answer within 10 seconds";
  if (message.startsWith("SASL")) return `it asks for the password of "${user}"`;
  switch (sqlState(error)) {
    case "28P01":
      return `it refuses the password of "${user}"`;
    case "28000":
      return `it does not let "${user}" in (${message})`;
    case "3D000":
      return `there is no database named "${database}"`;
    default:
      return `it refuses (${message})`;
  }
}
