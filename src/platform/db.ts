import { CamelCasePlugin, Kysely, PostgresDialect, PostgresQueryCompiler, type Transaction } from "kysely";
import pg from "pg";
import type { Log } from "./log.ts";
import type { DB } from "./schema.ts";
import { asParameter, temporalTypes } from "./types.ts";

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;

/** The database over at most `max` connections. `destroy()` closes them.
 *
 * Columns are snake_case there and camelCase here; what is inside a json column is left as it was stored. Times are Temporal
 * values both ways (types.ts). Statements are never named, so that PgBouncer may stand between. A connection that breaks is
 * logged and replaced: at work it fails what it was doing, at rest nothing. */
export function openDatabase({ url, max = 10, log }: { url: string; max?: number; log: Log }): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types: temporalTypes,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  });
  pool.on("error", () => {}); // said by the connection itself:
  pool.on("connect", (connection) => connection.on("error", (err) => log.warn({ err }, "a database connection broke")));

  return new Kysely<DB>({
    dialect: new TemporalDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

class TemporalDialect extends PostgresDialect {
  override createQueryCompiler() {
    return new TemporalCompiler();
  }
}

class TemporalCompiler extends PostgresQueryCompiler {
  protected override addParameter(parameter: unknown) {
    super.addParameter(asParameter(parameter));
  }
}
