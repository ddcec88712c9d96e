import { execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { OperatorError } from "./errors.ts";
import { makePrivate, type Place } from "./postgres-place.ts";

/** The role that makes the cluster and owns everything in it. */
export const owner = "amicare";

/** A server on its place, and how it is reached. */
export interface Server extends Place {
  over: "socket" | "loopback";
  durable: boolean;
  port: number;
  password: string;
  /** Ours to close: we started it, or took it over from a dead parent. */
  ours: boolean;
}

/** Lays the data beside its place and moves it there at the end, so that half a cluster is never taken for one. */
export async function lay(server: Server) {
  if (existsSync(server.dataDir)) return;
  const unfinished = `${server.dataDir}.${process.pid}`;
  makePrivate(unfinished, server.account);
  try {
    await program(server, "initdb", [
      `--pgdata=${unfinished}`,
      `--username=${owner}`,
      "--encoding=UTF8",
      "--locale-provider=icu",
      "--icu-locale=fr-FR",
      "--locale=C",
      ...(characters ? [`--lc-ctype=${characters}`] : []),
      ...(server.over === "socket" ? ["--auth=trust"] : ["--auth=scram-sha-256", `--pwfile=${passwordFile(server)}`]),
      ...(server.durable ? [] : ["--no-sync"]),
    ]);
    renameSync(unfinished, server.dataDir);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

/** A server being started; it is ready when it answers. */
export interface Launch {
  failed: boolean;
}

export function launch(server: Server): Launch {
  const log = openSync(`${server.dataDir}.log`, "a", 0o600);
  const child = spawn(join(server.bin, "postgres"), settings(server), {
    ...server.account,
    cwd: server.dataDir,
    env: environment(server),
    detached: true, // so that Ctrl-C in the terminal reaches us and not it
    windowsHide: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.unref();
  const launched = { failed: false };
  child.once("exit", () => (launched.failed = true)).once("error", () => (launched.failed = true));
  return launched;
}

function settings({ dataDir, socketDir, over, port, durable }: Server): string[] {
  const set = {
    ...(over === "socket"
      ? { listen_addresses: "", unix_socket_directories: `"${socketDir}"`, unix_socket_permissions: "0700" }
      : { listen_addresses: "127.0.0.1", unix_socket_directories: "" }),
    port,
    max_connections: 100,
    shared_buffers: "128MB",
    jit: "off", // costs more than it brings to statements of a millisecond
    timezone: "UTC",
    log_timezone: "UTC",
    log_min_messages: "log", // leaves out refused statements, which quote people's data
    ...(durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off", autovacuum: "off" }),
  };
  return ["-D", dataDir, ...Object.entries(set).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/** A process file that outlived its server may name a process that got the number since: PostgreSQL must not take that for a server. */
function environment(server: Server): NodeJS.ProcessEnv {
  const pid = pidFile(server)[0];
  return { LC_ALL: "C", ...(pid && isStranger(pid, server) ? { PG_GRANDPARENT_PID: pid } : {}) };
}

function isStranger(pid: string, { dataDir }: Place): boolean {
  if (process.platform !== "linux") return false;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) !== dataDir;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT"; // dead, though nobody may have buried it yet
  }
}

/** How letters are told from signs, for full-text search and trigrams. */
const characters = { linux: "C.UTF-8", darwin: "en_US.UTF-8" }[process.platform as string];

async function program({ bin, account }: Place, name: string, args: string[]) {
  try {
    await promisify(execFile)(join(bin, name), args, { ...account, env: { LC_ALL: "C" }, windowsHide: true });
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new OperatorError(`The embedded PostgreSQL failed: ${(stderr || message).trim().split("\n").at(-1)}`);
  }
}

/** Closes the server and waits until all is on disk. */
export async function close(server: Server) {
  const mode = server.durable ? "fast" : "immediate";
  if (livingPid(server)) await program(server, "pg_ctl", ["stop", "-D", server.dataDir, "-m", mode, "-t", "60"]);
  rmSync(server.socketDir, { recursive: true, force: true });
}

/** Tells the server to close, without waiting: the last thing a dying parent does. */
export function closeNow(server: Server) {
  const pid = livingPid(server);
  if (pid) process.kill(pid, server.durable ? "SIGINT" : "SIGQUIT");
}

/** The port of a server that outlived its parent. */
export function portOfLiving(place: Place): number | null {
  return livingPid(place) && Number(pidFile(place)[3]);
}

function livingPid(place: Place): number | null {
  const pid = Number(pidFile(place)[0]);
  try {
    return pid && process.kill(pid, 0) ? pid : null;
  } catch {
    return null;
  }
}

/** The lines of postmaster.pid: process, data folder, start time, port, socket folder, … Empty when there is no such file. */
function pidFile({ dataDir }: Place): string[] {
  const file = join(dataDir, "postmaster.pid");
  return existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
}

/** Why the server did not start, as its log says. */
export function lastWords({ dataDir }: Place): string {
  const lines = readFileSync(`${dataDir}.log`, "utf8").trimEnd().split("\n").slice(-8);
  const cause = lines.findLast((line) => /FATAL|PANIC/.test(line)) ?? lines.at(-1) ?? "it said nothing";
  return `${cause.replace(/^.*(FATAL|PANIC): +/, "")} (more in ${dataDir}.log).`;
}

function passwordFile({ dataDir }: Place): string {
  return `${dataDir}.password`;
}

/** The password of every role of this cluster: made once, read by this user only. */
export function keptPassword(place: Place): string {
  const file = passwordFile(place);
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
    if (place.account) chownSync(file, place.account.uid, place.account.gid);
  }
  return readFileSync(file, "utf8");
}

/** A loopback port nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}
