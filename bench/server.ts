import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { OperatorError } from "../src/platform/errors.ts";
import { freePort } from "../src/platform/postgres-server.ts";
import { inventedFacts } from "../src/platform/site-facts.ts";
import type { Cluster } from "./cluster.ts";

/** A server under measure: a process of its own, on a port of this machine. */
export interface Server {
  pid: number;
  postmasterPid: number;
  origin: string;
  /** Runs `work` and tells, beside its answer, how long the server was deaf to everyone at most: its longest event-loop pause. */
  listeningIn<T>(work: () => Promise<T>): Promise<{ answer: T; longestPauseMs: number }>;
  stop(): Promise<void>;
}

export const project = join(import.meta.dirname, "..");

/** The product itself, as built, in production, pages only. */
export async function startProduct(cluster: Cluster): Promise<Server> {
  const port = await freePort();
  const script = join(project, "dist/server/main.js");
  if (!existsSync(script)) throw new OperatorError('There is no dist/: run "npm run build".');
  return start(cluster, port, script, "/health/ready", {
    MODE: "production",
    PROCESSES: "web",
    HOST: "127.0.0.1",
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    DATABASE_URL: cluster.loginUrl,
    DATABASE_DIRECT_URL: cluster.ownerUrl,
    SMTP_URL: "smtp://127.0.0.1:25", // the worker's; it does not run
    MAIL_FROM: "banc@amicare.example",
    SECRET: "a bench has nothing to hide, but 32 characters",
    LOG_LEVEL: "error",
    ...inventedFacts,
    SEARCHES_PER_MINUTE: "0", // all of it comes from one address
  });
}

/** The least a server can do: what the product is compared with. */
export async function startBareServer(cluster: Cluster): Promise<Server> {
  const port = await freePort();
  return start(cluster, port, join(import.meta.dirname, "bare-server.ts"), "/", { DATABASE_URL: cluster.ownerUrl });
}

async function start(
  cluster: Cluster,
  port: number,
  script: string,
  ready: string,
  environment: Record<string, string>,
): Promise<Server> {
  const ear = join(import.meta.dirname, "pauses.ts");
  const child = spawn(process.execPath, [...memoryLimits(), "--import", ear, script], {
    cwd: project,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, NODE_ENV: "production", PORT: `${port}`, ...environment },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const lastWill = () => child.kill("SIGKILL");
  process.once("exit", lastWill);
  const origin = `http://127.0.0.1:${port}`;
  await untilReady(child, origin + ready);
  return {
    pid: child.pid!,
    postmasterPid: cluster.postmasterPid,
    origin,
    async listeningIn(work) {
      child.send("listen");
      const answer = await work();
      child.send("tell");
      const [longestPauseMs] = (await once(child, "message")) as [number];
      return { answer, longestPauseMs };
    },
    async stop() {
      process.off("exit", lastWill);
      child.kill("SIGTERM");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
    },
  };
}

/** Those of `npm start`. */
function memoryLimits(): string[] {
  const { scripts } = JSON.parse(readFileSync(join(project, "package.json"), "utf8")) as {
    scripts: { start: string };
  };
  return scripts.start.match(/--max-\S+/g) ?? [];
}

async function untilReady(child: ChildProcess, url: string) {
  while (child.exitCode === null) {
    const isReady = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) return;
    await sleep(50);
  }
  throw new OperatorError(`The server to measure ended at once (exit code ${child.exitCode}).`);
}
