import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { type Db, openDatabase } from "../src/platform/db.ts";
import { sqlState } from "../src/platform/errors.ts";
import { createLog } from "../src/platform/log.ts";
import { template } from "./cluster.ts";

export interface TestDatabase {
  /** As the web signs in: able to do nothing before it takes a role (asActor). */
  db: Db;
  /** As whoever migrates and does the background jobs: the owner, whom row-level security does not hold. */
  ownerDb: Db;
  url: string;
  ownerUrl: string;
}

/** A database of one's own, with the schema and nothing in it: some 20 ms.
 *
 * Called at the top of a test file it is dropped after the file's last test; inside a test, say `{ until: onTestFinished }`. */
export async function newDatabase({
  until = afterAll as (end: () => Promise<void>) => void,
} = {}): Promise<TestDatabase> {
  const cluster = inject("clusterUrl");
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await run(cluster, `create database ${name} template ${template} strategy file_copy`);

  const ownerUrl = addressOf(cluster, name, "amicare");
  const url = addressOf(cluster, name, "amicare_login");
  const log = createLog({ level: "silent" });
  const db = openDatabase({ url, log });
  const ownerDb = openDatabase({ url: ownerUrl, log });
  until(async () => {
    await Promise.all([db.destroy(), ownerDb.destroy()]);
    await dropDatabase(cluster, name);
  });
  return { db, ownerDb, url, ownerUrl };
}

/** Connections just closed may take a moment to go: they are waited for, since cutting one makes its client cry out. */
export async function dropDatabase(cluster: string, name: string, patience = 60): Promise<void> {
  if (patience === 0) return run(cluster, `drop database ${name} with (force)`);
  try {
    await run(cluster, `drop database ${name}`);
  } catch (error) {
    if (sqlState(error) !== "55006") throw error; // still in use
    await sleep(50);
    await dropDatabase(cluster, name, patience - 1);
  }
}

/** `postgres://role@/database?host=…`, of the same server. */
function addressOf(cluster: string, database: string, role: string): string {
  return cluster.replace(/^(postgres:\/\/)[^:@]*(.*\/)postgres(\?|$)/, `$1${role}$2${database}$3`);
}

async function run(url: string, statement: string) {
  const session = new pg.Client(url);
  await session.connect();
  try {
    await session.query(statement);
  } finally {
    await session.end();
  }
}
