import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../src/platform/postgres-server.ts";
import { project } from "./server.ts";

export interface FirstPages {
  /** Seconds from `npm start` to the front page: with nothing there yet, database and demonstration world included. */
  firstS: number;
  /** The same, once all that is there. */
  againS: number;
}

/** `npm start`, twice in the same folder. The build is done already. */
export async function timeToFirstPage(): Promise<FirstPages> {
  const varDir = join(tmpdir(), `amicare-bench-${process.pid}-var`);
  mkdirSync(varDir, { recursive: true });
  try {
    return { firstS: await startOnce(varDir), againS: await startOnce(varDir) };
  } finally {
    rmSync(varDir, { recursive: true, force: true });
  }
}

async function startOnce(varDir: string): Promise<number> {
  const port = await freePort();
  const begunMs = performance.now();
  const child = spawn("npm", ["start"], {
    cwd: project,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, VAR_DIR: varDir, PORT: `${port}` },
    stdio: ["ignore", "ignore", "inherit"],
    detached: true, // a group of its own, to end all of it
  });
  const group = -child.pid!;
  const end = () => isThere(group) && process.kill(group, "SIGTERM");
  process.once("exit", end);
  try {
    await untilAnswers(`http://127.0.0.1:${port}/`, () => child.exitCode !== null);
    return (performance.now() - begunMs) / 1000;
  } finally {
    process.off("exit", end);
    end();
    while (isThere(group)) await sleep(20);
  }
}

/** Whether any process of this group lives. */
function isThere(group: number): boolean {
  try {
    return process.kill(group, 0);
  } catch {
    return false;
  }
}

async function untilAnswers(url: string, hasEnded: () => boolean) {
  for (;;) {
    const isShown = await fetch(url).then(
      (response) => response.ok,
      () => false,
    );
    if (isShown) return;
    if (hasEnded()) throw new Error("npm start ended before it showed a page");
    await sleep(20);
  }
}
