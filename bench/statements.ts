import { readFile, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Cluster } from "./cluster.ts";

/** What is sent to the database while `work` is done, one line per round trip, as PostgreSQL's own log tells it. */
export async function statementsDuring(cluster: Cluster, work: () => Promise<unknown>): Promise<string[]> {
  const session = new pg.Client(cluster.ownerUrl);
  await session.connect();
  const logAll = async (how: string) => {
    await session.query(`alter system ${how}`);
    await session.query("select pg_reload_conf()");
    await sleep(300); // every session hears of it by itself
  };
  try {
    await logAll("set log_statement = 'all'");
    const { size: from } = await stat(cluster.logFile);
    await work();
    const { size: to } = await stat(cluster.logFile);
    const log = (await readFile(cluster.logFile)).subarray(from, to).toString();
    return [...log.matchAll(/LOG: {2}(?:statement|execute [^:]*): ([\s\S]*?)(?=\n\d{4}-|$)/g)].map(([, text]) =>
      text!.replace(/\s+/g, " ").trim(),
    );
  } finally {
    await logAll("reset log_statement");
    await session.end();
  }
}
