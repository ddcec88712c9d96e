import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { proPaths } from "../src/pro-paths.ts";
import type { Patient } from "./bookings.ts";
import type { Stream } from "./browser.ts";
import type { Cluster } from "./cluster.ts";
import type { Dataset } from "./dataset.ts";
import { median } from "./rounds.ts";
import { startProduct } from "./server.ts";

/** What it costs that agendas are live. */
export interface Streams {
  count: number;
  /** Resident memory of the program with all of them open, above what it was before. */
  addedMb: number;
  /** From the end of the commit to the last of all streams: the middle one of the rounds, and the slowest. */
  deliveryMs: number;
  slowestMs: number;
}

const aimed = 200;
const perSession = 6; // src/agenda/live.ts
const rounds = 20;

/** Opens 200 streams of one practice in a program that did nothing else yet, and changes appointments again and again. Those who hold them are the
 * patients of the bench, whom the practice hires for so long. */
export async function measureStreams(
  cluster: Cluster,
  dataset: Dataset,
  patients: readonly Patient[],
): Promise<Streams> {
  const product = await startProduct(cluster);
  const session = new pg.Client(cluster.ownerUrl);
  await session.connect();
  const agenda = dataset.agendas[0]!.id;
  await hire(session, agenda, patients);
  const streams: Stream[] = [];
  try {
    const browsers = patients.map(({ browser }) => browser.at(product.origin));
    for (const browser of browsers.slice(0, 20)) await browser.get(proPaths.desk());
    const before = residentMb(product.pid);
    const count = Math.min(aimed, perSession * patients.length);
    const opened = Array.from({ length: count }, (_, i) => browsers[i % browsers.length]!);
    for (const browser of opened) streams.push(await browser.listen(proPaths.agendaLive()));
    await Promise.all(streams.map((stream) => stream.next("compare")));

    const waits: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const told = Promise.all(streams.map((stream) => stream.next("changed")));
      await session.query(
        `update appointment set version = version
          where id = (select id from appointment where practitioner_id = $1 order by starts_at limit 1 offset $2)`,
        [agenda, round],
      );
      const committedMs = performance.now();
      await told;
      waits.push(performance.now() - committedMs);
    }
    await sleep(500);
    const addedMb = residentMb(product.pid) - before;
    return { count, addedMb, deliveryMs: median(waits), slowestMs: Math.max(...waits) };
  } finally {
    for (const stream of streams) stream.close();
    await session.query("delete from staff where user_id = any($1)", [patients.map(({ account }) => account.userId)]);
    await session.end();
    await product.stop();
  }
}

async function hire(session: pg.Client, agenda: string, patients: readonly Patient[]) {
  await session.query(
    `insert into staff (id, establishment_id, user_id, role)
      select gen_random_uuid(), practitioner.establishment_id, hired, 'secretary'
      from practitioner, unnest($2::uuid[]) as hired where practitioner.id = $1`,
    [agenda, patients.map(({ account }) => account.userId)],
  );
}

function residentMb(pid: number): number {
  const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kib) / 1024;
}
