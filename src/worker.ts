import { EventEmitter } from "node:events";
import { type JobHelpers, Logger, run, type TaskList, type WorkerEvents } from "graphile-worker";
import { mailActivation } from "./accounts/activation-email.ts";
import { mailPasswordChanged } from "./accounts/password-changed-email.ts";
import { mailRecovery } from "./accounts/recover-email.ts";
import { tidyAccounts } from "./accounts/tidy.ts";
import { mailBooked } from "./appointments/book-email.ts";
import { mailCancelled } from "./appointments/cancel-email.ts";
import { endExpiredHolds } from "./appointments/expire.ts";
import type { Attempt } from "./appointments/mail-about.ts";
import { mailMoved } from "./appointments/move-email.ts";
import { mailReminder, planReminders } from "./appointments/remind.ts";
import type { Sender } from "./notices/send.ts";
import type { Now } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import type { Db } from "./platform/db.ts";
import { forgetOldAnswers } from "./platform/idempotency.ts";
import type { Facts } from "./platform/jobs.ts";
import { keepRunning } from "./platform/keep-running.ts";
import type { Log } from "./platform/log.ts";
import { openMailer } from "./platform/mail.ts";
import { giveBackOrphanedJobs } from "./platform/orphaned-jobs.ts";

/** What jobs work with. */
export interface Workbench extends Sender {
  secret: string;
}

type Listener<Fact extends keyof Facts> = (
  bench: Workbench,
  payload: Facts[Fact],
  attempt: Attempt,
) => Promise<unknown>;

/** Who listens to what was announced. Each listener is a job of its own: one that fails is tried again alone. */
const listeners: { [Fact in keyof Facts]: Record<string, Listener<Fact>> } = {
  "activation-requested": { mailActivation },
  "recovery-requested": { mailRecovery },
  "password-changed": { mailPasswordChanged },
  "appointment-booked": { mailBooked, planReminders },
  "appointment-moved": { mailMoved, planReminders },
  "appointment-cancelled": { mailCancelled },
  "reminder-due": { mailReminder },
};

/** What the clock does, in UTC. */
const clocks: Record<string, { cron: string; work: (db: Db, at: { now: Temporal.Instant }) => Promise<void> }> = {
  endExpiredHolds: { cron: "*/10 * * * *", work: endExpiredHolds },
  tidyAccounts: { cron: "20 4 * * *", work: tidyAccounts },
  forgetOldAnswers: { cron: "40 4 * * *", work: forgetOldAnswers },
};

export interface WorkerOptions {
  config: Pick<Config, "smtpUrl" | "mailFrom" | "varDir" | "publicUrl" | "secret">;
  /** As the owner: jobs become amicare_job for each transaction. */
  db: Db;
  directUrl: string;
  log: Log;
  now: Now;
  /** How often the queue is looked at besides being told; milliseconds. */
  pollMs?: number;
}

/** Does what was promised, until stopped; stopping lets running jobs end. */
export async function startWorker({
  config,
  db,
  directUrl,
  log,
  now,
  pollMs = 2000,
}: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const mailer = openMailer(config);
  const bench = { db, mailer, publicUrl: config.publicUrl, secret: config.secret, now };
  const events = new EventEmitter() as WorkerEvents;
  const orphans = await giveBackOrphanedJobs({ directUrl, events, log });
  const start = () =>
    run({
      events,
      connectionString: directUrl,
      concurrency: 4,
      pollInterval: pollMs,
      noHandleSignals: true,
      taskList: { ...tasksOf(bench), ...clockTasks(db, now) },
      crontab: Object.entries(clocks)
        .map(([name, { cron }]) => `${cron} ${name}`)
        .join("\n"),
      logger: quietly(log),
      preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } }, // what goes wrong there reaches us, as nowhere else
    });
  const queue = await keepRunning(start, log);
  return {
    async stop() {
      await queue.stop();
      await orphans.stop();
      await mailer.close();
    },
  };
}

/** A fact becomes one job per listener, keyed by the fact's own job so that doing it twice makes no second one. */
export function tasksOf(bench: Workbench): TaskList {
  const tasks: TaskList = {};
  for (const [fact, theirs] of Object.entries(listeners)) {
    tasks[fact] = async (payload, helpers) => {
      for (const name of Object.keys(theirs))
        await helpers.addJob(`${fact}/${name}`, payload, { jobKey: `${helpers.job.id}/${name}` });
    };
    for (const [name, listen] of Object.entries(theirs) as [string, Listener<never>][])
      tasks[`${fact}/${name}`] = (payload, helpers) =>
        listen(bench, payload as never, attemptOf(helpers)) as Promise<void>;
  }
  return tasks;
}

function clockTasks(db: Db, now: Now): TaskList {
  return Object.fromEntries(Object.entries(clocks).map(([name, { work }]) => [name, () => work(db, { now: now() })]));
}

function attemptOf({ job }: JobHelpers): Attempt {
  return { lastTry: job.attempts >= job.max_attempts };
}

/** What goes wrong, without payloads: they are ids, but the log is nobody's patient file. */
function quietly(log: Log): Logger {
  return new Logger((scope) => (level, message) => {
    if (level === "error") log.error({ task: scope.taskIdentifier }, message);
    else if (level === "warning") log.warn({ task: scope.taskIdentifier }, message);
    else log.debug({ task: scope.taskIdentifier }, message);
  });
}
