import type { KyselyPlugin } from "kysely";
import { freeTimes } from "../src/appointments/free-times.ts";
import { asActor, nobody } from "../src/platform/actor.ts";
import { openDatabase } from "../src/platform/db.ts";
import { createLog } from "../src/platform/log.ts";
import type { Cluster } from "./cluster.ts";
import { databaseMsOf } from "./cpu.ts";
import { type Dataset, pastDays } from "./dataset.ts";
import { type Measure, median } from "./rounds.ts";

export interface Everyone {
  measure: Measure;
  /** Beside those that open and close the transaction. */
  queries: number;
  times: number;
}

/** The free times of fifty practitioners for eight weeks in one call, made in this very process. */
export async function everyoneForEightWeeks(cluster: Cluster, dataset: Dataset): Promise<Everyone> {
  const db = openDatabase({ url: cluster.loginUrl, max: 1, log: createLog({ level: "error" }) });
  const asked = dataset.agendas.slice(0, 50).map(({ id, reasonId }) => ({ practitionerId: id, reasonId }));
  const from = dataset.firstDay.add({ days: pastDays + 2 });
  const to = from.add({ days: 8 * 7 - 1 });
  const spent: { programMs: number; databaseMs: number; wallMs: number }[] = [];
  let [queries, times] = [0, 0];

  for (let round = 0; round <= 7; round++) {
    const counter = counting();
    const begun = process.cpuUsage();
    const [begunMs, databaseBegunMs] = [performance.now(), databaseMsOf(cluster.postmasterPid)];
    const found = await asActor(db.withPlugin(counter), nobody, (tx) =>
      freeTimes(tx, { asked, from, to, now: Temporal.Now.instant(), as: "new-patient" }),
    );
    const { user, system } = process.cpuUsage(begun);
    const databaseMs = databaseMsOf(cluster.postmasterPid) - databaseBegunMs;
    if (round > 1) spent.push({ programMs: (user + system) / 1000, databaseMs, wallMs: performance.now() - begunMs });
    queries = counter.queries - 1; // the first says who acts
    times = [...found.values()].reduce((sum, list) => sum + list.length, 0);
  }
  await db.destroy();
  const middle = (ms: (cost: (typeof spent)[number]) => number) => median(spent.map(ms));
  return {
    measure: {
      name: `${asked.length} practitioners × 8 weeks`,
      times: 1,
      programMs: middle((cost) => cost.programMs),
      databaseMs: middle((cost) => cost.databaseMs),
      cpuMs: middle((cost) => cost.programMs + cost.databaseMs),
      wallMs: middle((cost) => cost.wallMs),
      aimMs: 100,
    },
    queries,
    times,
  };
}

function counting(): KyselyPlugin & { queries: number } {
  return {
    queries: 0,
    transformQuery({ node }) {
      this.queries++;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
}
