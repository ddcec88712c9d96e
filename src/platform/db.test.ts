import { setTimeout } from "node:timers/promises";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";

const { ownerDb: db } = await newDatabase();

const moment = Temporal.Instant.from("2027-03-28T01:30:00.123456Z");
const day = Temporal.PlainDate.from("2027-03-28");
const wallTime = Temporal.PlainDateTime.from("2027-03-28T02:30");

test("what is written comes back the same: moments to the microsecond, days, wall times, lists of them, large counts", async () => {
  const { rows } =
    await sql`select ${moment}::timestamptz as moment, ${day}::date as day, ${wallTime}::timestamp as wall_time,
    ${[moment, moment]}::timestamptz[] as moments, ${[day, null]}::date[] as days, '09:30'::time as opens,
    9007199254740991::bigint as count, null::timestamptz as nothing, ${JSON.stringify({ snake_case: [1] })}::jsonb as stored`.execute(
      db,
    );
  expect(rows).toEqual([
    {
      moment,
      day,
      wallTime,
      moments: [moment, moment],
      days: [day, null],
      opens: "09:30:00",
      count: Number.MAX_SAFE_INTEGER,
      nothing: null,
      stored: { snake_case: [1] },
    },
  ]);
  expect((rows[0] as { moment: Temporal.Instant }).moment.equals(moment)).toBe(true);
});

test("a moment is the same whatever the zone of the session", async () => {
  const moments = await db.connection().execute(async (session) => {
    const seen: unknown[] = [];
    for (const zone of ["UTC", "Europe/Paris", "Indian/Kerguelen", "Asia/Kolkata"]) {
      await sql.raw(`set timezone to '${zone}'`).execute(session);
      const { rows } = await sql<{ moment: Temporal.Instant }>`select ${moment}::timestamptz as moment`.execute(
        session,
      );
      seen.push(rows[0]?.moment.toString());
    }
    await sql`reset timezone`.execute(session);
    return seen;
  });
  expect(new Set(moments)).toEqual(new Set([moment.toString()]));
});

test("a count too large for a number is an error, never a wrong number", async () => {
  await expect(sql`select 9007199254740993::bigint as count`.execute(db)).rejects.toThrow(/does not fit/);
});

test("a connection that the server ends fails what it was doing, and is replaced", async () => {
  const ended = db.connection().execute(async (session) => {
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(session).catch(() => {});
    await setTimeout(50); // held while it breaks, with nothing asked of it
    await sql`select 1`.execute(session);
  });
  await expect(ended).rejects.toThrow();
  expect((await sql`select 1 as up`.execute(db)).rows).toEqual([{ up: 1 }]);
});
