import { sql } from "kysely";
import { expect, test } from "vitest";
import { faultsOf, forge, linesIn, makeOlder, sealsIn, type World } from "../../test/journal.ts";
import { newWorld } from "../../test/world.ts";
import { asActor } from "../platform/actor.ts";
import { eraseOldLines } from "./erase-journal.ts";
import { sealJournal } from "./seal-journal.ts";
import { headsOfJournal } from "./verify-journal.ts";

const erase = ({ ownerDb }: World, journalYears = 3) =>
  eraseOldLines(ownerDb, { now: Temporal.Now.instant(), journalYears });

test("what was sealed three years ago goes, with its seals but the last; what is younger stays, and still holds", async () => {
  const world = await newWorld();
  const { ownerDb, book } = world;
  await book({ by: "ben", with: "ott", at: "2027-04-02T10:00" });
  await makeOlder(world, 3.1);
  const old = (await linesIn(world)).length;
  await book({ at: "2027-04-01T10:00" });
  await sealJournal(ownerDb);
  await book({ at: "2027-04-08T10:00" });
  await sealJournal(ownerDb);
  const kept = await headsOfJournal(ownerDb);
  const all = (await linesIn(world)).length;

  await erase(world);
  await erase(world);
  expect((await linesIn(world)).length).toBe(all - old);
  const seals = await sealsIn(world);
  expect(seals.map(({ number, erasedAt }) => [number, erasedAt !== null])).toEqual([
    [1, true],
    [1, true],
    [2, false],
    [3, false],
  ]);
  expect(await faultsOf(world, kept)).toEqual({});

  const [, line] = await linesIn(world);
  await forge(world, `update event set kind = 'x' where number = ${line!.number}`);
  expect(await faultsOf(world)).toEqual({ "Cerf-Volant": "line-changed 3" });
});

test("a line that was slipped in before the beginning is found", async () => {
  const world = await newWorld();
  await makeOlder(world, 3.1);
  await erase(world);
  const { establishmentId } = world.cast.cerfVolant;
  await forge(
    world,
    `insert into event (id, kind, establishment_id, patient_id, happened_at, recorded_at, number)
      select gen_random_uuid(), 'slipped', '${establishmentId}', gen_random_uuid(), now(), now() - interval '4 years', 1`,
  );
  expect(await faultsOf(world)).toEqual({ "Cerf-Volant": "line-added 1" });
});

test("what has no seal yet is never too old, and what is less than a year old is kept whatever is asked", async () => {
  const world = await newWorld();
  await forge(world, "update event set recorded_at = recorded_at - interval '9 years'");
  const lines = await linesIn(world);
  await erase(world);
  expect(await linesIn(world)).toEqual(lines);
  await makeOlder(world, 0.5);
  await erase(world, 1);
  expect((await linesIn(world)).length).toBe(lines.length);
  const tooSoon = asActor(world.ownerDb, { kind: "system", job: "test" }, (tx) =>
    sql`select erase_journal_before(now() - interval '11 months')`.execute(tx),
  );
  await expect(tooSoon).rejects.toThrow("kept for a year at least");
});

test("how long is the operator's choice", async () => {
  const world = await newWorld();
  await makeOlder(world, 3.1);
  await erase(world, 5);
  expect((await linesIn(world)).length).toBeGreaterThan(0);
  await erase(world, 1);
  expect(await linesIn(world)).toEqual([]);
});
