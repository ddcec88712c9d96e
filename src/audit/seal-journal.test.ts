import { sql } from "kysely";
import { expect, test } from "vitest";
import { adaDownloads, faultsOf, sealsIn, type World } from "../../test/journal.ts";
import { newWorld } from "../../test/world.ts";
import { asActor } from "../platform/actor.ts";
import { remember } from "./remember.ts";
import { linesAtOnce } from "./seal.ts";
import { sealJournal } from "./seal-journal.ts";
import { verifyJournal } from "./verify-journal.ts";

/** Ada cancels, and her transaction stays open until it is let go; it has taken its place in the journal. */
async function adaIsSlow({ db, cast, appointment, clock }: World) {
  const told = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const done = asActor(db, cast.ada.by, async (tx) => {
    const { patientId, establishmentId } = await tx
      .selectFrom("appointment")
      .select(["patientId", "establishmentId"])
      .where("id", "=", appointment.id)
      .executeTakeFirstOrThrow();
    const whom = { establishmentId, patientId, appointmentId: appointment.id };
    await remember(tx, "appointment-cancelled", { ...whom, now: clock.now() });
    told.resolve();
    await mayEnd.promise;
  });
  await told.promise;
  const end = () => {
    mayEnd.resolve();
    return done;
  };
  return { end };
}

const waitingIn = async ({ ownerDb }: World) => (await verifyJournal(ownerDb)).waiting.lines;

/** Lines of the practice, told in bulk. */
async function tellMany({ ownerDb, cast }: World, count: number) {
  await sql`insert into event (id, kind, establishment_id, patient_id, actor_kind, happened_at)
    select gen_random_uuid(), 'appointment-moved', ${cast.cerfVolant.establishmentId}, gen_random_uuid(), 'system', now()
    from generate_series(1, ${count}::integer)`.execute(ownerDb);
}

test("what is told first and committed last is neither missed nor slipped in: nothing after it is sealed before it is there", async () => {
  const world = await newWorld();
  const { ownerDb, book } = world;
  await sealJournal(ownerDb);
  const before = (await sealsIn(world)).length;
  const ada = await adaIsSlow(world);
  await book({ by: "ben", at: "2027-04-02T10:00" }); // one file, one visit
  await sealJournal(ownerDb, { patienceMs: 200 });
  expect([(await sealsIn(world)).length, await waitingIn(world)]).toEqual([before, 2]);

  await ada.end();
  await sealJournal(ownerDb);
  expect([(await sealsIn(world)).length, await waitingIn(world)]).toEqual([before + 1, 0]);
  expect(await faultsOf(world)).toEqual({});
});

test("whoever has a place and has written nothing yet is waited for as well", async () => {
  const world = await newWorld();
  const { ownerDb, cast, book } = world;
  await adaDownloads(world); // the database now has some places at hand, which it gives out without a word
  await sealJournal(ownerDb);
  const hasPlace = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const slow = ownerDb.transaction().execute(async (tx) => {
    const { rows } = await sql<{ number: number }>`select event_number() as number`.execute(tx);
    hasPlace.resolve();
    await mayEnd.promise;
    await sql`insert into event (id, number, kind, establishment_id, patient_id, actor_kind, happened_at) values (gen_random_uuid(),
      ${rows[0]!.number}, 'appointment-moved', ${cast.cerfVolant.establishmentId}, gen_random_uuid(), 'system', now())`.execute(
      tx,
    );
  });
  await hasPlace.promise;
  await book({ at: "2027-04-01T10:00" });
  await sealJournal(ownerDb, { patienceMs: 200 });
  mayEnd.resolve();
  await slow;
  await sealJournal(ownerDb);
  expect([await faultsOf(world), await waitingIn(world)]).toEqual([{}, 0]);
});

test("while somebody reads for long, lines are sealed all the same", async () => {
  const world = await newWorld();
  const reading = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const reader = asActor(world.db, world.cast.ada.by, async (tx) => {
    await tx.selectFrom("appointment").select("id").execute();
    reading.resolve();
    await mayEnd.promise;
    await tx.selectFrom("appointment").select("id").execute();
  });
  await reading.promise;
  await sealJournal(world.ownerDb, { patienceMs: 5000 });
  expect(await waitingIn(world)).toBe(0);
  mayEnd.resolve();
  await reader;
});

test("what was undone leaves an empty place, and no harm", async () => {
  const world = await newWorld();
  const { db, cast, ownerDb, clock } = world;
  const undone = asActor(db, cast.ada.by, async (tx) => {
    const file = await tx.selectFrom("patient").select(["id", "establishmentId"]).executeTakeFirstOrThrow();
    const whom = { establishmentId: file.establishmentId, patientId: file.id };
    await remember(tx, "patient-file-created", { ...whom, now: clock.now() });
    throw new Error("undone");
  });
  await expect(undone).rejects.toThrow("undone");
  await adaDownloads(world);
  await sealJournal(ownerDb);
  expect([await faultsOf(world), await waitingIn(world)]).toEqual([{}, 0]);
});

test("several workers at once seal every line once", async () => {
  const world = await newWorld();
  await tellMany(world, 2 * linesAtOnce + 10);
  await Promise.all([1, 2, 3, 4].map(() => sealJournal(world.ownerDb)));
  const { chains, waiting } = await verifyJournal(world.ownerDb);
  expect(waiting.lines).toBe(0);
  expect(chains.map(({ seals, broken }) => ({ seals, broken }))).toEqual([{ seals: 3, broken: null }]);
});

test("after a long time off, it goes on where it stopped, some thousand lines at a time; killed in the middle, it goes on from there", async () => {
  const world = await newWorld();
  const { ownerDb } = world;
  await tellMany(world, 3 * linesAtOnce);
  await sql`create function power_cut() returns trigger language plpgsql as $$ begin
      if (select count(*) from journal_seal) = 2 then raise exception 'power cut'; end if;
      return new;
    end $$`.execute(ownerDb);
  await sql`create trigger power_cut before insert on journal_seal for each row execute function power_cut()`.execute(
    ownerDb,
  );
  await expect(sealJournal(ownerDb)).rejects.toThrow("power cut");
  const { waiting } = await verifyJournal(ownerDb);
  expect(waiting.lines).toBeGreaterThanOrEqual(linesAtOnce);
  expect(waiting.lines).toBeLessThan(2 * linesAtOnce);

  await sql`drop trigger power_cut on journal_seal`.execute(ownerDb);
  await sealJournal(ownerDb);
  expect([await faultsOf(world), await waitingIn(world)]).toEqual([{}, 0]);
});

test("nobody the product is takes a line or a seal out, or changes one; nobody of the web sees a seal", async () => {
  const world = await newWorld();
  await sealJournal(world.ownerDb);
  const job = { kind: "system", job: "test" } as const;
  for (const [by, db] of [
    [job, world.ownerDb],
    [world.cast.ada.by, world.db],
    [world.cast.sami.by, world.db],
  ] as const) {
    for (const statement of [
      "delete from event",
      "update event set kind = 'x'",
      "delete from journal_seal",
      "update journal_seal set rows = 1",
      "truncate event",
      ...(by === job ? [] : ["select from journal_seal", "select setval('event_numbers', 1)"]),
    ])
      await expect(
        asActor(db, by, (tx) => sql.raw(statement).execute(tx)),
        statement,
      ).rejects.toThrow(/permission denied/);
  }
});
