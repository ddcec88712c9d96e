import pg from "pg";
import { type Patient, signIn } from "./bookings.ts";
import type { Cluster } from "./cluster.ts";
import type { Cpu } from "./cpu.ts";
import { atOnce, cpuSpent, type Measure, median } from "./rounds.ts";
import type { Server } from "./server.ts";

export interface SignIns {
  measure: Measure;
  perSecond: number;
  /** For how long the event loop answered nobody, at most. */
  longestPauseMs: number;
}

/** Signs everyone in, by groups of which the first warms up; then a few again, one at a time, for the wall clock. */
export async function signEveryoneIn(
  product: Server,
  patients: readonly Patient[],
  connections: number,
): Promise<SignIns> {
  const groups = Array.from({ length: groupCount }, (_, group) => patients.filter((_, i) => i % groupCount === group));
  const times = groups[0]!.length;
  const measures: { cpu: Cpu; elapsedMs: number; longestPauseMs: number }[] = [];
  for (const group of groups) {
    const begunMs = performance.now();
    const { answer: cpu, longestPauseMs } = await product.listeningIn(() =>
      cpuSpent(product, () => atOnce(connections, times, (i) => signIn(group[i]!))),
    );
    measures.push({ cpu, elapsedMs: performance.now() - begunMs, longestPauseMs });
  }
  const [, ...counted] = measures;
  const each = (ms: (one: (typeof measures)[number]) => number) => median(counted.map(ms)) / times;
  return {
    measure: {
      name: "sign-in",
      times,
      cpuMs: each(({ cpu }) => cpu.programMs + cpu.databaseMs),
      programMs: each(({ cpu }) => cpu.programMs),
      databaseMs: each(({ cpu }) => cpu.databaseMs),
      wallMs: median(await waits(patients.slice(0, 10))),
    },
    perSecond: 1000 / each(({ elapsedMs }) => elapsedMs),
    longestPauseMs: Math.max(...counted.map(({ longestPauseMs }) => longestPauseMs)),
  };
}

/** The second step, taken for everyone in the database: its mails are not sent, since the worker does not run. */
export async function verifyEveryone(cluster: Cluster): Promise<void> {
  const session = new pg.Client(cluster.ownerUrl);
  await session.connect();
  await session.query(
    "update auth.session set verified_at = now(), verified_by = 'mail', expires_at = now() + interval '12 hours'",
  );
  await session.end();
}

async function waits(patients: readonly Patient[]): Promise<number[]> {
  const ms: number[] = [];
  for (const patient of patients) {
    const begunMs = performance.now();
    await signIn(patient);
    ms.push(performance.now() - begunMs);
  }
  return ms;
}

const groupCount = 5;
