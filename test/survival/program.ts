import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "../../src/platform/postgres-server.ts";

export type Program = Awaited<ReturnType<typeof installProgram>>;

/** The program as it was built, in a folder of its own: processes that can be started, killed and started again. */
export async function installProgram(settings: Record<string, string>) {
  const port = await freePort();
  const varDir = join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), `amicare-killed-${port}`);
  mkdirSync(varDir); // the database's own user must be able to enter
  const env = { VAR_DIR: varDir, PORT: String(port), LOG_LEVEL: "error", ...settings };
  const url = `http://localhost:${port}`;
  let running: ChildProcess | null = null;

  const isOver = () => running === null || running.exitCode !== null || running.signalCode !== null;
  const end = async (signal: "SIGKILL" | "SIGTERM") => {
    if (isOver()) return;
    running!.removeAllListeners("exit");
    const gone = once(running!, "exit");
    running!.kill(signal);
    await gone;
  };

  return {
    varDir,
    url,
    databaseUrl: `postgres://amicare@/amicare?host=${encodeURIComponent(join(varDir, "postgres.socket"))}`,
    /** With `ready`, waits until it answers. */
    async start({ ready = true } = {}) {
      running = spawn(process.execPath, ["dist/server/main.js"], { env, stdio: ["ignore", "ignore", "pipe"] });
      let said = "";
      running.stderr!.on("data", (text) => {
        said += text;
      });
      running.once("exit", (code) => console.error(`The program ended by itself (${code}):\n${said}`));
      while (ready && !(await isReady(url))) {
        if (isOver()) throw new Error("the program gave up");
        await sleep(25);
      }
    },
    /** It hears and does nothing any more, and does not know it. */
    pause: () => running?.kill("SIGSTOP"),
    /** As when the power goes: nothing is told to it, nothing is closed. */
    kill: () => end("SIGKILL"),
    /** The same for its own database, once it lives. */
    async killDatabase() {
      for (;;) {
        try {
          const [pid] = readFileSync(join(varDir, "postgres/postmaster.pid"), "utf8").split("\n");
          process.kill(Number(pid), "SIGKILL");
          return;
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          if (code !== "ESRCH" && code !== "ENOENT") throw error; // killed before, and not back yet
          await sleep(25);
        }
      }
    },
    stop: () => end("SIGTERM"),
    async remove() {
      await end("SIGTERM");
      rmSync(varDir, { recursive: true, force: true });
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/health/ready`).then(
    ({ status }) => status === 200,
    () => false,
  );
}
