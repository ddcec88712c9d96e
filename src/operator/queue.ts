import { sql } from "kysely";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { shownFault } from "./fault.ts";
import type { OperatorActor } from "./operator.ts";

/** Jobs of one kind. `due` could be done now, `failing` will be tried again, `dead` were given up. */
export interface TaskState {
  task: string;
  waiting: number;
  due: number;
  failing: number;
  dead: number;
  oldestDue: Temporal.Instant | null;
}

export interface FailedJob {
  id: string;
  task: string;
  attempts: number;
  maxAttempts: number;
  runAt: Temporal.Instant;
  createdAt: Temporal.Instant;
  fault: string;
}

/** The queue by kind of job, for an operator; nothing for anyone else. */
export async function queueByTask(tx: Tx): Promise<TaskState[]> {
  const { rows } = await sql<TaskState>`
    select task, waiting::integer, due::integer, failing::integer, dead::integer, oldest_due from queue_by_task()`.execute(
    tx,
  );
  return rows;
}

/** At most fifty jobs that failed, the newest first; `before`: those older than that id. */
export async function failedJobs(
  tx: Tx,
  { before, onlyDead }: { before: string | null; onlyDead: boolean },
): Promise<FailedJob[]> {
  const { rows } = await sql<Omit<FailedJob, "fault"> & { lastError: string | null }>`
    select id::text, task, attempts, max_attempts, run_at, created_at, last_error
    from failed_jobs(${before}::bigint, ${onlyDead})`.execute(tx);
  return rows.map(({ lastError, ...job }) => ({ ...job, fault: shownFault(lastError) }));
}

/** Tries a failed job again now. False: there is none such (any more). */
export async function retryJob(db: Db, { id, by }: { id: string; by: OperatorActor }): Promise<boolean> {
  return asActor(db, by, async (tx) => {
    const { rows } = await sql<{ done: boolean }>`select retry_job(${id}::bigint) as done`.execute(tx);
    return rows[0]?.done ?? false;
  });
}

/** What says that the installation lives. */
export interface SignsOfLife {
  /** When the clock of the worker last struck; it does every minute. */
  clockAt: Temporal.Instant | null;
  sealedUntil: Temporal.Instant | null;
  /** Lines of the journal that wait for their seal. */
  unsealed: number;
  databaseBytes: number;
  serverVersion: string;
  connections: number;
  establishments: number;
  users: number;
}

/** For an operator; null for anyone else. */
export async function signsOfLife(tx: Tx): Promise<SignsOfLife | null> {
  const { rows } = await sql<SignsOfLife>`
    select clock_at, sealed_until, unsealed::integer, database_bytes::float8, server_version, connections, establishments::integer,
      users::integer from signs_of_life()`.execute(tx);
  return rows[0] ?? null;
}
