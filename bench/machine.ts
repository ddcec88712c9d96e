import { cpus, loadavg, release, totalmem, type } from "node:os";
import pg from "pg";
import type { Cluster } from "./cluster.ts";

/** What the figures were taken on. */
export async function machine(cluster: Cluster) {
  const session = new pg.Client(cluster.ownerUrl);
  await session.connect();
  const { rows } = await session.query(
    "select current_setting('server_version') as version, current_setting('fsync') as fsync",
  );
  await session.end();
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 1024 ** 3),
    system: `${type()} ${release()}`,
    node: process.versions.node,
    postgres: rows[0].version as string,
    fsync: rows[0].fsync as string,
    loadAtStart: loadavg()[0]!,
  };
}
