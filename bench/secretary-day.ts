import pg from "pg";
import { proPaths } from "../src/pro-paths.ts";
import type { Patient } from "./bookings.ts";
import type { Cluster } from "./cluster.ts";
import type { Operation } from "./rounds.ts";
import type { Server } from "./server.ts";

/** A day of six practitioners and 180 appointments (bench/secretary-day.sql), opened by the secretaries of that practice. */
export interface SecretaryDay {
  operations: Operation[];
  /** Of the day side by side, and of its list, as they leave the server. */
  bytes: { day: number; list: number };
  /** They are patients like all others again. */
  leave(): Promise<void>;
}

/** Hires the patients of the bench as secretaries, each of whom opens the day, opens it again, looks at its list, and lets it refresh itself: whoever
 * opens it first owes the journal 180 lines. */
export async function secretaryDay(
  cluster: Cluster,
  product: Server,
  patients: readonly Patient[],
): Promise<SecretaryDay> {
  const session = new pg.Client(cluster.ownerUrl);
  await session.connect();
  const users = patients.map(({ account }) => account.userId);
  await session.query(
    `insert into staff (id, establishment_id, user_id, role)
      select gen_random_uuid(), establishment_id, hired, 'secretary' from bench.secretary cross join unnest($1::uuid[]) as hired
      on conflict do nothing`,
    [users],
  );
  const { rows } = await session.query<{ jour: string }>("select on_day::date::text as jour from bench.secretary");
  const { jour } = rows[0]!;
  const [day, list, part] = [
    proPaths.agenda({ jour }),
    proPaths.agenda({ jour, vue: "liste" }),
    proPaths.agendaPart({ jour }),
  ];
  const newcomer = (i: number, round: number) => patients[(round * times + i) % patients.length]!.browser;
  const [{ browser }] = patients as [Patient];
  const weightOf = async (path: string) => Buffer.byteLength((await browser.get(path)).body);
  return {
    bytes: { day: await weightOf(day), list: await weightOf(list) },
    operations: [
      {
        name: "agenda of 180 visits",
        server: product,
        times,
        aimMs: 300,
        act: (i, round) => newcomer(i, round).get(day),
      },
      { name: "the same, just told", server: product, times, act: () => browser.get(day) },
      { name: "its list, just told", server: product, times, act: () => browser.get(list) },
      { name: "agenda refreshed", server: product, times, act: () => browser.get(part) },
    ],
    async leave() {
      await session.query("delete from staff where user_id = any($1)", [users]);
      await session.end();
    },
  };
}

const times = 20;
