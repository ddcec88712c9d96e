import { EventEmitter } from "node:events";
import { type JobHelpers, Logger, run, type TaskList, type WorkerEvents } from "graphile-worker";
import { mailActivation } from "./accounts/activation-email.ts";
import { mailEmailChanged, mailEmailUndone, mailNewAddress, warnOldAddress } from "./accounts/change-email-mails.ts";
import { mailFactorsChanged } from "./accounts/factors-changed-email.ts";
import { forgetOldChanges } from "./accounts/forget-changes.ts";
import { mailPasswordChanged } from "./accounts/password-changed-email.ts";
import { mailPhoneChanged, textOldPhone, textPhoneCode } from "./accounts/phone-notices.ts";
import { mailRecovery } from "./accounts/recover-email.ts";
import { sendSecondStepDigits } from "./accounts/second-step-code-notice.ts";
import { tidyAccounts } from "./accounts/tidy.ts";
import { mailBooked } from "./appointments/book-email.ts";
import { textBooked } from "./appointments/book-text.ts";
import { mailCancelled } from "./appointments/cancel-email.ts";
import { textCancelled } from "./appointments/cancel-text.ts";
import { endExpiredHolds } from "./appointments/expire.ts";
import { forgetOldActs } from "./appointments/forget-acts.ts";
import type { Attempt } from "./appointments/mail-about.ts";
import { mailMoved } from "./appointments/move-email.ts";
import { textMoved } from "./appointments/move-text.ts";
import { mailReminder, planReminders } from "./appointments/remind.ts";
import { textReminder } from "./appointments/remind-text.ts";
import { tellPatient } from "./appointments/tell-patient.ts";
import { textDue } from "./appointments/text-due.ts";
import { eraseOldLines } from "./audit/erase-journal.ts";
import { sealJournal } from "./audit/seal-journal.ts";
import { forgetOldProofs } from "./consents/forget-proofs.ts";
import { closeDueAccounts, stayOpenWhenTakenBack } from "./my-data/close-account.ts";
import { mailAccountClosed, mailClosingCalledOff, mailClosingRequested } from "./my-data/closing-email.ts";
import { forgetExports } from "./my-data/forget-exports.ts";
import { prepareExport } from "./my-data/prepare-export.ts";
import { noteDelivery, noteToldDelivery } from "./notices/delivery.ts";
import type { Sender } from "./notices/send.ts";
import { mailAccepted } from "./patients/accepted-email.ts";
import { compareFiles, forgetNameWords } from "./patients/compare-files.ts";
import { endAccess } from "./patients/end-of-access.ts";
import { mailAccessEnded, mailAccessEnding } from "./patients/end-of-access-email.ts";
import { forgetMerges } from "./patients/forget-merges.ts";
import { forgetPatientInvitations } from "./patients/forget-patient-invitations.ts";
import { mailInvitationWanted } from "./patients/invitation-wanted-email.ts";
import { mailInvitation } from "./patients/invite-email.ts";
import { mailPatientInvitation } from "./patients/invite-patient-email.ts";
import { proposeEmail, proposeIdentity, proposePhone, proposeToLinkedFile } from "./patients/propose-changes.ts";
import { mailUnlinked } from "./patients/unlinked-email.ts";
import type { Now } from "./platform/clock.ts";
import type { Config } from "./platform/config.ts";
import type { Db } from "./platform/db.ts";
import { forgetOldAnswers } from "./platform/idempotency.ts";
import type { Facts } from "./platform/jobs.ts";
import { keepRunning } from "./platform/keep-running.ts";
import type { Log } from "./platform/log.ts";
import { openMailer } from "./platform/mail.ts";
import { giveBackOrphanedJobs } from "./platform/orphaned-jobs.ts";
import { openTexter } from "./platform/sms.ts";
import { closeDepartures } from "./substitutes/depart.ts";
import { forgetStaffInvitations } from "./team/forget-staff-invitations.ts";
import { mailStaffInvitation } from "./team/invite-colleague-email.ts";
import { forgetImports, workImport } from "./transfer/work-import.ts";

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
  "export-requested": { prepareExport },
  "closing-requested": { mailClosingRequested },
  "closing-called-off": { mailClosingCalledOff },
  "account-closed": { mailAccountClosed },
  "recovery-requested": { mailRecovery },
  "password-changed": { mailPasswordChanged },
  "email-change-requested": { mailNewAddress, warnOldAddress },
  "email-changed": { mailEmailChanged, proposeEmail },
  "email-change-undone": { mailEmailUndone, proposeEmail, stayOpenWhenTakenBack },
  "phone-code-requested": { textPhoneCode },
  "phone-changed": { mailPhoneChanged, textOldPhone, proposePhone },
  "identity-changed": { proposeIdentity },
  "second-step-code-requested": { sendSecondStepDigits },
  "second-factor-changed": { mailFactorsChanged },
  "appointment-booked": { mailBooked, textBooked, planReminders },
  "appointment-moved": { mailMoved, textMoved, planReminders },
  "appointment-cancelled": { mailCancelled, textCancelled },
  "patient-to-tell": { tellPatient },
  "reminders-to-plan": { planReminders },
  "reminder-due": { mailReminder, textReminder },
  "relative-invited": { mailInvitation },
  "relative-invitation-accepted": { mailAccepted },
  "patient-invited": { mailPatientInvitation },
  "patient-invitation-wanted": { mailInvitationWanted },
  "patient-linked": { proposeToLinkedFile },
  "patient-unlinked": { mailUnlinked },
  "import-due": { workImport },
  "staff-invited": { mailStaffInvitation },
  "access-ending": { mailAccessEnding },
  "access-ended": { mailAccessEnded },
  "text-due": { textDue },
  "text-receipt": { noteDelivery },
};

/** What the clock does, in UTC. */
const clocks: Record<string, { cron: string; work: (db: Db, at: Tick) => Promise<void> }> = {
  sealJournal: { cron: "* * * * *", work: sealJournal },
  endExpiredHolds: { cron: "*/10 * * * *", work: endExpiredHolds },
  closeDueAccounts: { cron: "10 * * * *", work: closeDueAccounts },
  forgetExports: { cron: "50 4 * * *", work: forgetExports },
  tidyAccounts: { cron: "20 4 * * *", work: tidyAccounts },
  forgetOldChanges: { cron: "25 4 * * *", work: forgetOldChanges },
  forgetOldActs: { cron: "45 4 * * *", work: forgetOldActs },
  forgetStaffInvitations: { cron: "55 4 * * *", work: forgetStaffInvitations },
  closeDepartures: { cron: "5 1 * * *", work: closeDepartures },
  forgetImports: { cron: "15 5 * * *", work: forgetImports },
  forgetOldAnswers: { cron: "40 4 * * *", work: forgetOldAnswers },
  compareFiles: { cron: "* * * * *", work: compareFiles },
  forgetNameWords: { cron: "15 3 * * *", work: forgetNameWords },
  forgetMerges: { cron: "30 4 * * *", work: forgetMerges },
  forgetPatientInvitations: { cron: "35 4 * * *", work: forgetPatientInvitations },
  endAccess: { cron: "30 7 * * *", work: endAccess },
  forgetOldProofs: { cron: "50 4 * * *", work: forgetOldProofs },
  eraseOldLines: { cron: "10 5 * * *", work: eraseOldLines },
};

/** What the clock tells. */
interface Tick {
  now: Temporal.Instant;
  /** How long the journal is kept. */
  journalYears: number;
}

export interface WorkerOptions {
  config: Pick<Config, "smtpUrl" | "mailFrom" | "sms" | "varDir" | "publicUrl" | "secret" | "journalYears">;
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
  const texter = openTexter({ ...config, log, onDelivery: (told) => noteToldDelivery({ db, now }, told) });
  const bench = { db, mailer, texter, publicUrl: config.publicUrl, secret: config.secret, now };
  const events = new EventEmitter() as WorkerEvents;
  const orphans = await giveBackOrphanedJobs({ directUrl, events, log });
  const start = () =>
    run({
      events,
      connectionString: directUrl,
      concurrency: 4,
      pollInterval: pollMs,
      noHandleSignals: true,
      taskList: { ...tasksOf(bench), ...clockTasks(db, now, config) },
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
      await texter?.close();
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

function clockTasks(db: Db, now: Now, { journalYears }: Pick<Config, "journalYears">): TaskList {
  const tasks = Object.entries(clocks).map(([name, { work }]) => [name, () => work(db, { now: now(), journalYears })]);
  return Object.fromEntries(tasks) as TaskList;
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
