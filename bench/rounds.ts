import { type Cpu, cpuOf } from "./cpu.ts";
import type { Server } from "./server.ts";

/** Something asked of a server many times over. */
export interface Operation {
  name: string;
  server: Server;
  /** How often in each round. */
  times: number;
  /** The `i`th time in this round. Rounds count from 0; each has its own numbers, so that nothing is done twice. */
  act(i: number, round: number): Promise<unknown>;
  /** Server CPU it should cost at most, in milliseconds. */
  aimMs?: number;
  /** The name of an operation of the bare server that answers the same question. */
  likeBare?: string;
}

/** Milliseconds per operation, each the middle one of its kind. */
export interface Measure extends Cpu {
  name: string;
  times: number;
  /** Program and database together. */
  cpuMs: number;
  /** From the question to the whole answer, asked one after another. */
  wallMs: number;
  aimMs?: number;
  likeBare?: string;
}

export interface RoundsOptions {
  rounds: number;
  connections: number;
  tell: (what: string) => void;
}

/** Does every operation in turn, round after round, so that whatever else the machine does weighs on all of them alike. The first
 * round warms up and is not counted; a last one, one question at a time, is for the wall clock alone. */
export async function measure(
  operations: readonly Operation[],
  { rounds, connections, tell }: RoundsOptions,
): Promise<Measure[]> {
  const spent = new Map(operations.map((operation) => [operation, [] as Cpu[]]));
  for (let round = 0; round <= rounds; round++) {
    tell(round === 0 ? "warming up" : `round ${round} of ${rounds}`);
    for (const operation of operations) {
      const cost = await cpuSpent(operation.server, () =>
        atOnce(connections, operation.times, (i) => operation.act(i, round)),
      );
      if (round > 0) spent.get(operation)!.push(cost);
    }
  }
  tell("one at a time");
  const waits = new Map<Operation, number[]>();
  for (const operation of operations) {
    const begun: number[] = [];
    const times = Math.min(operation.times, timesAlone);
    await atOnce(1, times, async (i) => {
      const begunMs = performance.now();
      await operation.act(i, rounds + 1);
      begun.push(performance.now() - begunMs);
    });
    waits.set(operation, begun);
  }
  return operations.map((operation) => summary(operation, spent.get(operation)!, waits.get(operation)!));
}

const timesAlone = 40;

/** What the server and its database spend while `work` is done. */
export async function cpuSpent(server: Server, work: () => Promise<unknown>): Promise<Cpu> {
  const before = cpuOf(server);
  await work();
  const after = cpuOf(server);
  return { programMs: after.programMs - before.programMs, databaseMs: after.databaseMs - before.databaseMs };
}

/** Does `act` so many times, so many at a time. */
export async function atOnce(lanes: number, times: number, act: (i: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async () => {
    while (next < times) await act(next++);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1]! + sorted[Math.floor(middle)]!) / 2;
}

function summary(
  { name, times, aimMs, likeBare }: Pick<Operation, "name" | "times" | "aimMs" | "likeBare">,
  spent: Cpu[],
  waits: number[],
): Measure {
  const each = (ms: (cost: Cpu) => number) => median(spent.map(ms)) / times;
  return {
    name,
    times,
    cpuMs: each((cost) => cost.programMs + cost.databaseMs),
    programMs: each((cost) => cost.programMs),
    databaseMs: each((cost) => cost.databaseMs),
    wallMs: median(waits),
    ...(aimMs !== undefined && { aimMs }),
    ...(likeBare !== undefined && { likeBare }),
  };
}
