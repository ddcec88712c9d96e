import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { createLog } from "../src/platform/log.ts";
import { migrate } from "../src/platform/migrate.ts";
import { type Postgres, startPostgres } from "../src/platform/postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The address of the run's cluster, as its owner; test/database.ts makes databases there. */
    clusterUrl: string;
  }
}

/** The name of the database that every test's own is a copy of. */
export const template = "template_amicare";

/** Vitest's global set-up: one cluster for the whole run, in memory where there is such a place, migrated once. */
export default async function setUp(project: TestProject) {
  const cluster = await scratchCluster(template);
  await migrate({ directUrl: cluster.url(template), loginUrl: cluster.url(template, "amicare_login") });
  await seal(cluster.url("postgres"));
  project.provide("clusterUrl", cluster.url("postgres"));
  return () => cluster.stop();
}

/** A cluster that a power cut may lose; `stop()` leaves nothing of it. */
export async function scratchCluster(database: string): Promise<Postgres> {
  const memory = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();
  sweep(memory);
  const folder = join(memory, `amicare-scratch-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const postgres = await startPostgres({
    dataDir: join(folder, "postgres"),
    database,
    durable: false,
    log: createLog({ level: "warn" }),
  });
  return {
    url: postgres.url,
    async stop() {
      await postgres.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Removes what runs killed before their end left in memory; a server whose files are gone closes within a minute. */
function sweep(memory: string) {
  for (const name of readdirSync(memory)) {
    const owner = Number(/^amicare-scratch-(\d+)$/.exec(name)?.[1]);
    if (owner && !isAlive(owner)) rmSync(join(memory, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"; // someone else's
  }
}

async function seal(url: string) {
  const session = new pg.Client(url);
  await session.connect();
  await session.query(`alter database ${template} with is_template true allow_connections false`);
  await session.end();
}
