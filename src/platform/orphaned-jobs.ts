import type { WorkerEvents } from "graphile-worker";
import pg from "pg";
import type { Log } from "./log.ts";

/** Gives back the jobs that a killed process was doing; the queue itself would keep them for four hours.
 *
 * Every process that does jobs holds an advisory lock while it lives: a job held under a name whose lock is free has nobody left. */
export async function giveBackOrphanedJobs({
  directUrl,
  events,
  log,
}: {
  directUrl: string;
  events: WorkerEvents;
  log: Log;
}) {
  let name: string | null = null;
  let session: pg.Client | null = null;
  let stopped = false;
  const lock = async () => {
    await session?.query("select pg_advisory_unlock_all()"); // of the name it had before it was started anew
    await session?.query("select pg_advisory_lock(1095583558, hashtext($1))", [name]);
  };
  events.on("pool:create", ({ workerPool }) => {
    name = workerPool.id;
    lock().catch((err) => log.warn({ err }, "the lock of this worker was not taken"));
  });

  const look = async () => {
    try {
      if (!session) {
        session = new pg.Client({ connectionString: directUrl, keepAlive: true });
        session
          .on("error", () => {})
          .once("end", () => {
            session = null;
            if (!stopped) setTimeout(look, 1000);
          });
        await session.connect();
        if (name) await lock();
      }
      const { rowCount } = await session.query(giveBack);
      if (rowCount) log.warn({ processes: rowCount }, "jobs of killed processes were given back");
    } catch (err) {
      log.warn({ err }, "jobs of killed processes could not be looked for");
    }
  };
  await look();
  const clock = setInterval(look, 5_000);
  return {
    async stop() {
      stopped = true;
      clearInterval(clock);
      await session?.end();
    },
  };
}

const giveBack = `
  with held as materialized (select distinct locked_by from graphile_worker._private_jobs where locked_at is not null),
    orphaned as materialized (
      select locked_by from held
      where pg_postmaster_start_time() < now() - interval '10 seconds' -- after a restart everyone has to take the lock again
        and not exists (
        select from pg_locks
        where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())
          and classid = 1095583558 and objid = hashtext(locked_by)::bit(32)::bigint::oid))
  select graphile_worker.force_unlock_workers(array[locked_by]) from orphaned`;
