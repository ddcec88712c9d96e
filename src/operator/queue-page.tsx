import { type Context, Hono } from "hono";
import { homeZone } from "../accounts/home-zone.ts";
import { asActor } from "../platform/actor.ts";
import type { Web } from "../platform/web.ts";
import { proPaths } from "../pro-paths.ts";
import { Button } from "../ui/button.tsx";
import { dayAndHour } from "../ui/format.ts";
import { Notice } from "../ui/notice.tsx";
import { ProPage } from "../ui/pro.tsx";
import { useRequest } from "../ui/request.ts";
import { State } from "../ui/state.tsx";
import { useWords } from "../ui/words.ts";
import type { OperatorActor } from "./operator.ts";
import { type FailedJob, failedJobs, queueByTask, retryJob, type TaskState } from "./queue.ts";

/** What was promised and is not done yet; and what failed, to be tried again. */
export const queuePage = new Hono<Web>()
  .get(proPaths.operatorQueue(), show)
  .post(proPaths.retryJob(":id"), async (c) => {
    const id = c.req.param("id");
    if (!id || !isJobId(id)) return c.notFound();
    const isRetried = await retryJob(c.var.db, { id, by: c.var.actor as OperatorActor });
    return c.redirect(`${proPaths.operatorQueue()}?fait=${isRetried ? "relance" : "parti"}`, 303);
  });

async function show(c: Context<Web>) {
  const { page = "", etat, fait } = c.req.query();
  const onlyDead = etat === "abandonnees";
  const before = isJobId(page) ? page : null;
  const seen = await asActor(c.var.db, c.var.actor, async (tx) => ({
    tasks: await queueByTask(tx),
    failed: await failedJobs(tx, { before, onlyDead }),
  }));
  return c.render(
    <Queue {...seen} onlyDead={onlyDead} did={fait === "relance" ? "retried" : fait === "parti" ? "gone" : null} />,
  );
}

/** Ids of jobs are numbers of 64 bits. */
function isJobId(text: string): boolean {
  return /^\d{1,18}$/.test(text);
}

interface QueueProps {
  tasks: TaskState[];
  failed: FailedJob[];
  onlyDead: boolean;
  did: "retried" | "gone" | null;
}

function Queue({ tasks, failed, onlyDead, did }: QueueProps) {
  const t = useWords("operator");
  const last = failed.length === 50 ? failed.at(-1) : null;
  return (
    <ProPage title={t("queue.title")}>
      <h1>{t("queue.title")}</h1>
      <p class="muted mt-1 max-w-[45rem]">{t("queue.lead")}</p>
      {did && (
        <Notice
          kind={did === "retried" ? "ok" : "info"}
          icon={did === "retried" ? "check" : "info"}
          role="status"
          class="mt-4"
        >
          <p>
            <strong>{t(`queue.${did}`)}</strong>
          </p>
        </Notice>
      )}
      {tasks.length === 0 ? <p class="mt-5">{t("queue.empty")}</p> : <Tasks tasks={tasks} />}
      <section class="mt-7" aria-labelledby="pannes">
        <div class="flex flex-wrap items-center gap-3">
          <h2 id="pannes" class="me-auto">
            {t("queue.failed")}
          </h2>
          <a class="link target" href={proPaths.operatorQueue(onlyDead ? {} : { etat: "abandonnees" })}>
            {t(onlyDead ? "queue.allFailed" : "queue.onlyDead")}
          </a>
        </div>
        {failed.length === 0 ? (
          <p class="mt-3">{t("queue.noneFailed")}</p>
        ) : (
          <ul class="sheet rows mt-3">
            {failed.map((job) => (
              <Failed key={job.id} job={job} />
            ))}
          </ul>
        )}
        {last && (
          <a
            class="link target mt-3"
            href={proPaths.operatorQueue({ page: last.id, ...(onlyDead && { etat: "abandonnees" }) })}
          >
            {t("queue.older")}
          </a>
        )}
      </section>
    </ProPage>
  );
}

function Tasks({ tasks }: { tasks: TaskState[] }) {
  const t = useWords("operator");
  const counts = ["waiting", "due", "failing", "dead"] as const;
  return (
    <div class="overflow-x-auto mt-5">
      <table class="table tnum">
        <thead>
          <tr>
            <th scope="col">{t("queue.task")}</th>
            {counts.map((count) => (
              <th key={count} scope="col" class="text-end">
                {t(`queue.${count}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tasks.map((task) => (
            <tr key={task.task}>
              <th scope="row" class="font-normal">
                {task.task}
              </th>
              {counts.map((count) => (
                <td key={count} class="text-end">
                  {task[count]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Failed({ job }: { job: FailedJob }) {
  const t = useWords("operator");
  const { now } = useRequest();
  const { id, task, attempts, maxAttempts, runAt, fault } = job;
  const isDead = attempts >= maxAttempts;
  return (
    <li class="p-4 flex flex-wrap items-center gap-3">
      <div class="grow min-w-[16rem]">
        <p class="font-semibold break-words">{task}</p>
        <p class="text-sm break-words">{fault}</p>
        <p class="muted text-sm">
          {t("queue.attempts", { attempts, max: maxAttempts })}.{" "}
          {!isDead && t("queue.next", { at: dayAndHour(runAt, homeZone, now, "fr") })}
        </p>
      </div>
      {isDead && (
        <State kind="stop" icon="x">
          {t("queue.givenUp")}
        </State>
      )}
      <form method="post" action={proPaths.retryJob(id)}>
        <Button tone="outline" icon="refresh-cw" aria-label={t("queue.retryOf", { task, id })}>
          {t("queue.retry")}
        </Button>
      </form>
    </li>
  );
}
