import { readdirSync, readFileSync } from "node:fs";
import { OperatorError } from "../src/platform/errors.ts";

/** Processor time, user and system, in milliseconds. */
export interface Cpu {
  /** Of the program, all its threads. */
  programMs: number;
  /** Of the whole PostgreSQL: every session, and those in the background, that live or have ended. */
  databaseMs: number;
}

/** What these two have spent since they began, as the operating system counts it. */
export function cpuOf({ pid, postmasterPid }: { pid: number; postmasterPid: number }): Cpu {
  return { programMs: ownMs(statOf(pid)), databaseMs: databaseMsOf(postmasterPid) };
}

/** What the whole PostgreSQL has spent since it began. */
export function databaseMsOf(postmasterPid: number): number {
  const sessions = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statOf(Number(name)))
    .filter((stat) => stat?.parent === postmasterPid);
  const postmaster = statOf(postmasterPid);
  return [postmaster, ...sessions].reduce((sum, stat) => sum + ownMs(stat), postmaster?.endedChildrenMs ?? 0);
}

/** The most memory the process ever held, in MB. */
export function peakMemoryMb(pid: number): number {
  const [, kib] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) / 1024;
}

/** The bench reads /proc, which Linux alone has. */
export function refuseOtherSystems() {
  if (process.platform === "linux") return;
  throw new OperatorError("The bench reads processor time from /proc: it runs on Linux only.");
}

interface Stat {
  parent: number;
  userMs: number;
  systemMs: number;
  endedChildrenMs: number;
}

/** proc_pid_stat(5): times are in ticks of 10 ms. Null when the process is gone. */
function statOf(pid: number): Stat | null {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    return null;
  }
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" "); // from the third on: the second may hold spaces
  const ms = (field: number) => Number(fields[field - 3]) * 10;
  return { parent: Number(fields[1]), userMs: ms(14), systemMs: ms(15), endedChildrenMs: ms(16) + ms(17) };
}

function ownMs(stat: Stat | null): number {
  return stat ? stat.userMs + stat.systemMs : 0;
}
