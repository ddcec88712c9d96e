import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import pg from "pg";
import { hashPassword } from "../src/accounts/password-hash.ts";
import { loadCommunes } from "../src/establishments/load-communes.ts";
import { openDatabase } from "../src/platform/db.ts";
import { OperatorError, toldToOperator } from "../src/platform/errors.ts";
import { createLog } from "../src/platform/log.ts";
import { type Cluster, openCluster } from "./cluster.ts";
import { readOptions } from "./options.ts";

export interface Size {
  practitioners: number;
  /** Days of agenda, `pastDays` of them over. */
  days: number;
  /** Quarter hours of opening a day, from 08:00. */
  quarters: number;
  /** Those of them that are taken. */
  taken: number;
  accounts: number;
}

export interface Dataset extends Size {
  firstDay: Temporal.PlainDate;
  agendas: Agenda[];
  people: Account[];
}

export interface Agenda {
  id: string;
  slug: string;
  siteId: string;
  /** A visit of a quarter of an hour, which anyone may book. */
  reasonId: string;
}

export interface Account {
  userId: string;
  email: string;
  personId: string;
  /** The practitioner whose practice knows this person. */
  agenda: Agenda;
}

export const password = "Vingt-et-un mulots comptent 40 quarts d'heure";
export const pastDays = 20;
const zone = "Europe/Paris";

/** The dataset of this size: the one the cluster holds, or laid now. One of another size is refused. */
export async function datasetIn(cluster: Cluster, size: Size, tell: (what: string) => void): Promise<Dataset> {
  const session = new pg.Client(cluster.ownerUrl);
  await session.connect();
  try {
    const { rows } = await session.query("select to_regclass('bench.dataset') is not null as laid");
    if (rows[0].laid) await session.query(clearance);
    else await lay(session, cluster, size, tell);
    await rememberBrowsers(session);
    return await read(session, size);
  } finally {
    await session.end();
  }
}

/** The first quarter hour that is free, the second…: minutes since midnight, the same every day. */
export function freeMinutes({ quarters, taken }: Size): number[] {
  const isTaken = (quarter: number) =>
    Math.floor((quarter * taken) / quarters) !== Math.floor(((quarter + 1) * taken) / quarters);
  return Array.from({ length: quarters }, (_, quarter) => quarter)
    .filter((quarter) => !isTaken(quarter))
    .map((quarter) => 8 * 60 + quarter * 15);
}

async function lay(session: pg.Client, cluster: Cluster, size: Size, tell: (what: string) => void) {
  const begunMs = performance.now();
  const db = openDatabase({ url: cluster.ownerUrl, max: 1, log: createLog({ level: "warn" }) });
  await db.transaction().execute((tx) => loadCommunes(tx));
  await db.destroy();

  const { practitioners, days, quarters, taken, accounts } = size;
  const firstDay = Temporal.Now.plainDateISO(zone).subtract({ days: pastDays }).toString();
  const hash = await hashPassword(password, { memoryKib: 19456, passes: 2 });
  await session.query("begin; create schema bench");
  await session.query(`create table bench.dataset as select ${practitioners} as practitioners, ${days} as days, ${quarters} as quarters,
    ${taken} as taken, ${accounts} as accounts, date '${firstDay}' as first_day, text '${hash}' as password, false as is_whole`);
  for (const file of ["./dataset.sql", "./secretary-day.sql"])
    await session.query(await readFile(new URL(file, import.meta.url), "utf8"));
  await session.query("commit; analyze");
  for (let from = 1; from <= practitioners; from += agendasAtATime) {
    const to = Math.min(from + agendasAtATime - 1, practitioners);
    await session.query("select bench.fill_agendas($1, $2)", [from, to]);
    const rows = to * days * taken;
    tell(`${rows.toLocaleString("en")} appointments after ${Math.round((performance.now() - begunMs) / 1000)} s`);
  }
  await session.query("update bench.dataset set is_whole = true");
  await session.query("vacuum (freeze, analyze)"); // so that nothing of it is left to do while measuring
  await session.query("checkpoint");
}

const agendasAtATime = 25;

/** What earlier benches booked, so that each begins alike. */
const clearance = `
  delete from hold;
  delete from appointment where origin = 'online';
  delete from bench.bare_booking;
  delete from auth.session;
  truncate event, idempotency_key, auth.rate_limit;
  delete from graphile_worker._private_jobs`;

/** Everyone signs in from a browser she trusts: the password is enough there, as on most days. */
async function rememberBrowsers(session: pg.Client) {
  const { rows } = await session.query<{ userId: string }>(`select user_id as "userId" from bench.account`);
  const users = rows.map(({ userId }) => userId);
  const tokens = users.map((userId) => createHash("sha256").update(deviceToken(userId)).digest("hex"));
  await session.query("delete from auth.remembered_device");
  await session.query(
    `insert into auth.remembered_device (id, user_id, token_sha256, created_at, last_used_at, expires_at)
      select gen_random_uuid(), user_id, token, now(), now(), now() + interval '60 days'
      from unnest($1::uuid[], $2::text[]) as remembered (user_id, token)`,
    [users, tokens],
  );
}

/** What the browser of this account is remembered by (src/accounts/remembered-device.ts). */
export function deviceToken(userId: string): string {
  return userId.padEnd(43, "-");
}

async function read(session: pg.Client, size: Size): Promise<Dataset> {
  const { rows: laid } = await session.query("select *, first_day::text from bench.dataset");
  const { is_whole, password: _, first_day, ...found } = laid[0];
  const isSame = (Object.keys(size) as (keyof Size)[]).every((name) => found[name] === size[name]);
  if (!is_whole || !isSame) {
    const is = is_whole ? `of another size (${JSON.stringify(found)})` : "half laid";
    throw new OperatorError(`The dataset kept there is ${is}: remove it, or keep this one elsewhere.`);
  }
  const { rows: agendas } = await session.query<Agenda>(`
    select practitioner.id, slug, site_id as "siteId", reason_id as "reasonId"
    from bench.practitioner join bench.house on house.n = practitioner.house order by practitioner.n`);
  const { rows: people } = await session.query<Omit<Account, "agenda"> & { practitioner: number }>(
    `select user_id as "userId", email, person_id as "personId", practitioner from bench.account order by n`,
  );
  return {
    ...size,
    firstDay: Temporal.PlainDate.from(first_day),
    agendas,
    people: people.map(({ practitioner, ...person }) => ({ ...person, agenda: agendas[practitioner - 1]! })),
  };
}

/** `node bench/dataset.ts --practitioners 2000 --keep folder`: lays a dataset, for `npm run bench -- --keep folder` to find. */
if (import.meta.main) {
  try {
    const { size, keep } = readOptions();
    if (!keep) throw new OperatorError("--keep must name the folder where the dataset will be kept.");
    const cluster = await openCluster({ keep, practitioners: size.practitioners });
    await datasetIn(cluster, size, (what) => console.error(what)).finally(() => cluster.close());
    console.error(`Kept in ${keep}.`);
  } catch (error) {
    console.error(toldToOperator(error));
    process.exitCode = 1;
  }
}
