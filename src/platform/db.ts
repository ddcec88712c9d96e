import {
  CamelCasePlugin,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Transaction,
} from "kysely";
import pg from "pg";
import type { Log } from "./log.ts";
import type { DB } from "./schema.ts";
import { statementsOver } from "./statements.ts";
import { asParameter, temporalTypes } from "./types.ts";

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;

export interface DatabaseOptions {
  url: string;
  max?: number;
  /** False for a PgBouncer in transaction mode that cannot keep prepared statements. */
  prepare?: boolean;
  log: Log;
}

/** The database over at most `max` connections. `destroy()` closes them.
 *
 * Columns are snake_case there and camelCase here; what is inside a json column is left as it was stored. Times are Temporal
 * values both ways (types.ts). With `prepare`, statements are parsed once per connection (statements.ts). A connection that breaks is
 * logged and replaced: at work it fails what it was doing, at rest nothing. */
export function openDatabase({ url, max = 10, prepare = true, log }: DatabaseOptions): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    types: temporalTypes,
    pipeline: true,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
  });
  pool.on("error", () => {}); // said by the connection itself:
  pool.on("connect", (connection) => connection.on("error", (err) => log.warn({ err }, "a database connection broke")));

  return new Kysely<DB>({
    dialect: {
      createDriver: () => statementsOver(pool, { prepare }),
      createQueryCompiler: () => new TemporalCompiler(),
      createAdapter: () => new PostgresAdapter(),
      createIntrospector: (db) => new PostgresIntrospector(db),
    },
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

class TemporalCompiler extends PostgresQueryCompiler {
  protected override addParameter(parameter: unknown) {
    super.addParameter(asParameter(parameter));
  }
}
