import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import { OperatorError } from "../src/platform/errors.ts";
import { createLog } from "../src/platform/log.ts";
import { migrate } from "../src/platform/migrate.ts";
import { startPostgres } from "../src/platform/postgres.ts";

/** A PostgreSQL of the bench's own, durable as in production, with the schema of the product. */
export interface Cluster {
  ownerUrl: string;
  /** As the web signs in. */
  loginUrl: string;
  /** The process whose children all its sessions are. */
  postmasterPid: number;
  /** The file its log goes to. */
  logFile: string;
  /** Leaves nothing behind, unless it was to be kept. */
  close(): Promise<void>;
}

const database = "amicare";

/** Opens the cluster kept in the folder `keep`, one for each number of practitioners; without folder, one that close() removes. */
export async function openCluster({
  keep,
  practitioners,
}: {
  keep: string | null;
  practitioners: number;
}): Promise<Cluster> {
  sweep();
  const folder = keep
    ? join(resolve(keep), `${practitioners}`)
    : join(tmpdir(), `amicare-bench-${process.pid}-${practitioners}`);
  mkdirSync(folder, { recursive: true });
  const postgres = await startPostgres({
    dataDir: join(folder, "postgres"),
    database,
    log: createLog({ level: "error" }),
  });
  const [ownerUrl, loginUrl] = [postgres.url(database), postgres.url(database, "amicare_login")];
  await migrate({ directUrl: ownerUrl, loginUrl }).catch(async (error) => {
    await postgres.stop();
    throw keep
      ? new OperatorError(`What is kept in ${folder} cannot serve any more, remove it: ${error.message}`)
      : error;
  });
  const dataDir = await dataDirOf(ownerUrl);
  return {
    ownerUrl,
    loginUrl,
    postmasterPid: Number(readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]),
    logFile: `${dataDir}.log`,
    async close() {
      await postgres.stop();
      if (keep) return;
      rmSync(folder, { recursive: true, force: true });
      for (const leaving of [dataDir, `${dataDir}.log`]) rmSync(leaving, { recursive: true, force: true });
    },
  };
}

async function dataDirOf(url: string): Promise<string> {
  const session = new pg.Client(url);
  await session.connect();
  const { rows } = await session.query("show data_directory");
  await session.end();
  return rows[0].data_directory;
}

/** Removes what benches killed before their end left behind; a server whose files are gone closes within a minute. */
function sweep() {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^amicare-bench-(\d+)-\w+$/.exec(name)?.[1]);
    if (pid && !isAlive(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // someone else's
  }
}
