import { sql } from "kysely";
import { expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { retryOnce, sqlState } from "./errors.ts";
import { createLog } from "./log.ts";

const { ownerDb: db } = await newDatabase();
const raise = (state: string) =>
  sql`do $$ begin raise exception 'no' using errcode = '${sql.raw(state)}'; end $$`.execute(db);

test("a deadlock and a serialisation failure are tried once more, and no other refusal is", async () => {
  let tries = 0;
  const fail = (state: string) => async () => {
    tries += 1;
    return raise(state);
  };
  for (const [state, expected] of [
    ["40P01", 2],
    ["40001", 2],
    ["23505", 1],
  ] as const) {
    tries = 0;
    const error = await retryOnce(fail(state)).catch((caught: unknown) => caught);
    expect([sqlState(error), tries]).toEqual([state, expected]);
  }
  expect(sqlState(new Error("not the database"))).toBeNull();
});

test("the log keeps where a refusal hurt, and nothing of whom it was about", async () => {
  const lines: string[] = [];
  const log = createLog({ level: "info", to: { write: (line) => void lines.push(line) } });
  await sql`create table person_told (email text constraint one_each unique)`.execute(db);
  const twice = sql`insert into person_told values ('ada@example.org'), ('ada@example.org')`.execute(db);
  log.error({ err: await twice.catch((error: unknown) => error) }, "refused");
  const wrong = sql`select ${"ada@example.org"}::uuid`.execute(db);
  log.error({ err: await wrong.catch((error: unknown) => error) }, "refused");
  expect(lines[0]).toMatch(/"state":"23505".*"constraint":"one_each"/);
  expect(lines[1]).toMatch(/"state":"22P02"/);
  expect(lines.join()).not.toContain("ada@");
});
