import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { sql, type Transaction } from "kysely";
import pg from "pg";
import { afterAll, expect, onTestFinished, test, vi } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { asActor } from "./actor.ts";
import { openDatabase } from "./db.ts";
import { sqlState } from "./errors.ts";
import { createLog } from "./log.ts";
import type { DB } from "./schema.ts";

const { ownerDb, ownerUrl: url } = await newDatabase();
const log = createLog({ level: "silent" });
const program = { kind: "system", job: "test" } as const;
type Jotting = DB & { jotting: { number: number } };

await sql`create table jotting (number integer check (number >= 0)); grant all on jotting to amicare_job`.execute(
  ownerDb,
);

/** So many connections of their own. */
function open(options: { max: number; prepare?: boolean }, until: (end: () => Promise<void>) => void) {
  const db = openDatabase({ url, log, ...options }).withTables<Pick<Jotting, "jotting">>();
  until(() => db.destroy());
  return db;
}

const one = open({ max: 1 }, afterAll);
const preparedOn = async (db: typeof one) =>
  (await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(db)).rows.map(
    ({ statement }) => statement,
  );

/** What a transaction may do. Plain statements have no parameters, the others do. */
const steps = fc.array(
  fc.constantFrom(
    "plain",
    "with-parameter",
    "three-at-once",
    "taken-back",
    "failing",
    "failing-at-once",
    "failing-unheard",
  ),
  { maxLength: 5 },
);

test("whatever a transaction begins with, and wherever it fails, all of it is done or none", async () => {
  const sequences = fc.array(fc.record({ steps, gaveUp: fc.boolean() }), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(sequences, async (sequence) => {
      await sql`truncate jotting`.execute(one);
      const expected: number[] = [];
      for (const [index, { steps, gaveUp }] of sequence.entries()) {
        const isDone = !gaveUp && !steps.some((step) => step.startsWith("failing"));
        const work = one.transaction().execute(async (tx) => {
          for (const step of steps) await doing[step]!(tx, index);
          if (gaveUp) throw new Error("gave up");
        });
        const end = await work.then(
          () => "done",
          (error: Error) => sqlState(error) ?? error.message,
        );
        expect(end).toMatch(isDone ? /^done$/ : /^23514$|^gave up$|^25P02$|rolled back/);
        if (isDone) expected.push(...steps.flatMap((step) => Array<number>(written[step] ?? 1).fill(index)));
      }
      const { rows } = await sql<{ number: number }>`select number from jotting order by number`.execute(one);
      expect(rows.map(({ number }) => number)).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

/** Rows that such a step leaves, when it is not one. */
const written: Record<string, number> = { "taken-back": 0, "three-at-once": 3 };

const doing: Record<string, (tx: Transaction<Jotting>, number: number) => Promise<unknown>> = {
  plain: (tx, number) => sql.raw(`insert into jotting values (${number})`).execute(tx),
  "with-parameter": (tx, number) => tx.insertInto("jotting").values({ number }).execute(),
  "taken-back": async (tx) => {
    await sql`savepoint before`.execute(tx);
    await Promise.allSettled([tx.insertInto("jotting").values({ number: -1 }).execute()]);
    await sql`rollback to before`.execute(tx);
  },
  "three-at-once": (tx, number) =>
    Promise.all(["plain", "with-parameter", "plain"].map((step) => doing[step]!(tx, number))),
  "failing-at-once": (tx, number) =>
    Promise.all(["with-parameter", "failing", "with-parameter", "plain"].map((step) => doing[step]!(tx, number))),
  failing: (tx) => tx.insertInto("jotting").values({ number: -1 }).execute(),
  "failing-unheard": (tx) => Promise.allSettled([sql.raw("insert into jotting values (-1)").execute(tx)]),
};

test("who acts is said with the beginning, before anything else, and a transaction that asks nothing says nothing", async () => {
  await asActor(one, program, async (tx) => sql`select 1`.execute(tx)); // connected from here on
  const query = vi.spyOn(pg.Client.prototype, "query");
  await asActor(one, program, (tx) => tx.selectFrom("person").select("id").where("sex", "=", "F").execute());
  await one.transaction().execute(async () => "nothing");
  const said = query.mock.calls.map(([what]) => what as unknown as string | { text: string });
  query.mockRestore();
  expect(said).toEqual([
    "begin; set local amicare.actor_kind = 'system'; set local role amicare_job",
    expect.objectContaining({ text: `select "id" from "person" where "sex" = $1`, name: expect.any(String) }),
    "commit",
  ]);
});

test("who may not be who he says does nothing, though it was sent at once", async () => {
  await sql`truncate jotting`.execute(one);
  const work = one.transaction().execute(async (tx) => {
    await sql.raw("set local role nobody_we_know").execute(tx);
    await tx.insertInto("jotting").values({ number: 1 }).execute();
  });
  expect(sqlState(await work.catch((error: unknown) => error))).toBe("22023");
  expect(await one.selectFrom("jotting").selectAll().execute()).toEqual([]);
});

test("a transaction asked to be serialisable and read-only is", async () => {
  const readOnly = one.transaction().setIsolationLevel("serializable").setAccessMode("read only");
  const level = await readOnly.execute(async (tx) => {
    const { rows } = await sql`select current_setting('transaction_isolation') as level, ${1}::int as number`.execute(
      tx,
    );
    return rows;
  });
  expect(level).toEqual([{ level: "serializable", number: 1 }]);
  const writing = readOnly.execute((tx) => tx.insertInto("jotting").values({ number: 1 }).execute());
  expect(sqlState(await writing.catch((error: unknown) => error))).toBe("25006");
});

test("a connection that breaks before the first statement fails that transaction, says why, and is replaced", async () => {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(one);
  const broken = one.transaction().execute(async (tx) => {
    await sql`select pg_terminate_backend(${rows[0]!.pid})`.execute(ownerDb);
    await sleep(50);
    await sql`select 1`.execute(tx);
  });
  await expect(broken).rejects.toThrow(/not queryable|terminat/i);
  expect((await sql`select 1 as up`.execute(one)).rows).toEqual([{ up: 1 }]);
});

test("a statement asked again is the one prepared before; a list of another length is no other statement", async () => {
  const before = await preparedOn(one);
  for (const numbers of [[1], [2, 3], []])
    await sql`select from jotting where number = any(${numbers}::int[])`.execute(one);
  expect(await preparedOn(one)).toHaveLength(before.length + 1);
});

test("nothing is prepared where it must not be", async () => {
  const db = open({ max: 1, prepare: false }, onTestFinished);
  await asActor(db, program, (tx) => tx.selectFrom("person").select("id").where("sex", "=", "F").execute());
  await db.selectFrom("jotting").selectAll().execute();
  expect(await preparedOn(db)).toEqual([]);
});

test("a migration under a running process: statements that answer every column are prepared anew, on every connection", async () => {
  const db = open({ max: 4 }, onTestFinished);
  const everywhere = () =>
    Promise.all(
      Array.from({ length: 4 }, () =>
        asActor(db, program, async (tx) => {
          const rows = await tx.withTables<Pick<Jotting, "jotting">>().selectFrom("jotting").selectAll().execute();
          await sql`select pg_sleep(0.05)`.execute(tx); // so that all four are busy at once
          return rows;
        }),
      ),
    );
  await sql`truncate jotting; insert into jotting values (7)`.execute(ownerDb);
  expect(await everywhere()).toEqual(Array(4).fill([{ number: 7 }]));
  for (const column of ["first", "second"]) {
    await sql.raw(`alter table jotting add ${column} text`).execute(ownerDb);
    const all = await everywhere();
    expect(all.map(([row]) => column in row!)).toEqual([true, true, true, true]);
  }
});

test("texts that are never the same twice do not fill the server's memory", async () => {
  const db = open({ max: 1 }, onTestFinished);
  await db.connection().execute(async (session) => {
    for (let number = 0; number < 1010; number++) await sql`select ${sql.lit(number)}, ${number}::int`.execute(session);
  });
  expect(await preparedOn(db)).toHaveLength(1000);
});
