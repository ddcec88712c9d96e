import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { OperatorError, sqlState } from "./errors.ts";
import type { Log } from "./log.ts";
import { settle } from "./postgres-place.ts";
import {
  close,
  closeNow,
  freePort,
  keptPassword,
  type Launch,
  lastWords,
  launch,
  lay,
  owner,
  portOfLiving,
  type Server,
} from "./postgres-server.ts";

export interface PostgresOptions {
  dataDir: string;
  /** Made when it is missing. */
  database: string;
  log: Log;
  /** False where a power cut may lose everything, as in tests. Default: true. */
  durable?: boolean;
  /** True to be a guest of the process that keeps the server already, if there is one, instead of refusing. Default: false. */
  share?: boolean;
  /** How it is reached. Default: a Unix socket in a private folder; on Windows, a loopback port and a random password. */
  over?: "socket" | "loopback";
  /** Told when the server went away and could not be brought back. */
  onLost?: (error: unknown) => void;
}

export interface Postgres {
  /** The address of one of its databases, for one of its roles; by default the one that owns everything. */
  url(database: string, role?: string): string;
  /** Closes it and waits until all is on disk; a guest only leaves. */
  stop(): Promise<void>;
}

/** Starts the embedded PostgreSQL on `dataDir`, laying the data when there is none, and keeps it up until `stop()`.
 *
 * A server that outlived its killed parent is taken over, one that another process keeps is refused by OperatorError. When the
 * server dies it is started again: it recovers all it acknowledged, and pools reconnect. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const { log, onLost, database, share = false, over = process.platform === "win32" ? "loopback" : "socket" } = options;
  const place = settle(options.dataDir, log);
  const server: Server = { ...place, over, durable: options.durable ?? true, port: 5432, password: "", ours: false };
  if (over === "loopback") {
    server.password = keptPassword(place);
    server.port = portOfLiving(place) ?? (await freePort());
  }
  await lay(server);

  let stopping = false;
  let keeper = hold(server, share);
  const watch = async () => {
    const session = await keeper;
    session.once("end", () => {
      if (stopping) return;
      log.warn("PostgreSQL went away; bringing it back");
      keeper = hold(server, share);
      watch().catch((error) => onLost?.(error));
    });
    return session;
  };
  const session = await watch();
  await session.query(`create database "${database}"`).catch(unlessThere);

  const lastWill = () => server.ours && closeNow(server);
  process.on("exit", lastWill);
  return {
    url: (database, role = owner) => address(server, database, role),
    async stop() {
      stopping = true;
      process.off("exit", lastWill);
      await (await keeper).end();
      if (server.ours) await close(server);
    },
  };
}

/** A session kept open: its end tells that the server went away, its lock tells others whose the server is. */
async function hold(server: Server, share: boolean): Promise<pg.Client> {
  const session = await reach(server);
  const { rows } = await session.query("select current_setting('data_directory') as dir");
  if (rows[0].dir !== server.dataDir) throw new OperatorError(`Another PostgreSQL answers for ${server.dataDir}.`);

  for (let tries = 0; tries < 20; tries++) {
    const lock = await session.query("select pg_try_advisory_lock(1095583555) as ours"); // "AMiC"
    server.ours = lock.rows[0].ours;
    if (server.ours || share) return session;
    await sleep(50); // the session of a parent just killed ends in a moment
  }
  await session.end();
  throw new OperatorError(
    `Another AmiCare is running on ${server.dataDir}: stop it first, or give this one a VAR_DIR of its own.`,
  );
}

/** A session with the server that runs, or with one started for it. */
async function reach(server: Server): Promise<pg.Client> {
  for (let launches = 0, last: Launch | null = null; ; await sleep(20)) {
    const answer = await knock(server);
    if (answer instanceof pg.Client) return answer;
    if (answer === "starting" || (last && !last.failed)) continue;

    const why = last ? lastWords(server) : null;
    if (why && (launches === 20 || !/shared memory|lock file/.test(why))) {
      throw new OperatorError(`PostgreSQL did not start on ${server.dataDir}: ${why}`);
    }
    if (why) await sleep(250); // the last processes of a killed server have yet to notice
    last = launch(server);
    launches++;
  }
}

async function knock(server: Server): Promise<pg.Client | "starting" | "nobody"> {
  const session = new pg.Client({ connectionString: address(server, "postgres", owner), application_name: "keeper" });
  session.on("error", () => {}); // its end says it all
  try {
    await session.connect();
    return session;
  } catch (error) {
    return sqlState(error) === "57P03" ? "starting" : "nobody";
  }
}

function address({ socketDir, over, port, password }: Server, database: string, role: string): string {
  if (over === "loopback") return `postgres://${role}:${password}@127.0.0.1:${port}/${database}`;
  return `postgres://${role}@/${database}?host=${encodeURIComponent(socketDir)}`;
}

function unlessThere(error: unknown) {
  if (sqlState(error) !== "42P04") throw error; // duplicate_database
}
