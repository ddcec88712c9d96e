import { expect, test } from "vitest";
import { faultsOf, forge, linesIn, sealedWorld, sealsIn, type World } from "../../test/journal.ts";
import { asActor } from "../platform/actor.ts";
import { headOf, linesBetween, newDigest, noHead } from "./seal.ts";
import { sealJournal } from "./seal-journal.ts";
import { headsOfJournal, verifyJournal } from "./verify-journal.ts";

/** The second seal of the Cabinet du Cerf-Volant, and the line it covers. */
async function secondSeal(world: World) {
  const { establishmentId } = world.cast.cerfVolant;
  const seal = (await sealsIn(world)).filter((each) => each.establishmentId === establishmentId)[1]!;
  const lines = await linesIn(world);
  const line = lines
    .filter((each) => each.establishmentId === establishmentId && each.number <= seal.untilNumber)
    .at(-1)!;
  return { seal, line, establishmentId };
}

test("every line has its seal, in one chain for each establishment and one for the site, and all of it holds", async () => {
  const world = await sealedWorld();
  const { chains, waiting } = await verifyJournal(world.ownerDb);
  expect(chains.map(({ seals, broken }) => ({ seals, broken }))).toEqual([
    { seals: 3, broken: null },
    { seals: 1, broken: null },
    { seals: 1, broken: null },
  ]);
  expect(chains.reduce((sum, { lines }) => sum + lines, 0)).toBe((await linesIn(world)).length);
  expect(waiting).toEqual({ lines: 0, since: null });
  const [first] = await sealsIn(world);
  expect(first).toMatchObject({ number: 1, previousSha256: noHead });
});

test.each([
  ["a line is taken out", "line-missing 2", "delete from event where number = LINE"],
  ["a line goes to another practice", "line-missing 2", "update event set establishment_id = null where number = LINE"],
  [
    "a line goes with its seal",
    "seal-missing 2",
    "delete from event where number = LINE",
    "delete from journal_seal where id = 'SEAL'",
  ],
  ["a seal is taken away", "line-unsealed 2", "delete from journal_seal where id = 'SEAL'"],
  ["a seal tells of another number of lines", "seal-changed 2", "update journal_seal set rows = 2 where id = 'SEAL'"],
  [
    "a seal is redated",
    "seal-changed 2",
    "update journal_seal set sealed_until = sealed_until - interval '1 hour' where id = 'SEAL'",
  ],
  [
    "a seal pretends that its lines were too old",
    "line-missing 2",
    "delete from event where number = LINE",
    "update journal_seal set erased_at = now() + interval '4 years' where id = 'SEAL'",
  ],
  [
    "the chain is made to begin later",
    "erased-too-early 2",
    "delete from event where number <= LINE",
    "delete from journal_seal where number = 1",
    "update journal_seal set erased_at = now() where id = 'SEAL'",
  ],
])("when %s, the first seal that does not hold is named", async (_, fault, ...statements) => {
  const world = await sealedWorld();
  const { seal, line } = await secondSeal(world);
  const filled = statements.map((one) => one.replaceAll("LINE", `${line.number}`).replaceAll("SEAL", seal.id));
  await forge(world, ...filled);
  expect((await faultsOf(world))["Cerf-Volant"]).toBe(fault);
});

test("no column of a line can be changed unseen, whichever it is", async () => {
  const world = await sealedWorld();
  const { line } = await secondSeal(world);
  const others: Record<string, string> = {
    ...{ number: "9000", is_look: "not is_look", result: "'refused'", detail: `'{"startsAt":"?"}'` },
    ...{ happened_at: "happened_at + interval '1 microsecond'", recorded_at: "recorded_at - interval '1 microsecond'" },
  };
  const unseen: string[] = [];
  await forge(world, "alter table event drop constraint event_check"); // or no line of a file would take a person
  for (const column of Object.keys(line).map(inSnakeCase)) {
    const other = others[column] ?? (/_id$|^id$/.test(column) ? "gen_random_uuid()" : "'x'");
    const before = `(select ${column} from before)`;
    await forge(
      world,
      "drop table if exists before",
      `create table before as select * from event where number = ${line.number}`,
      `update event set ${column} = ${other} where number = ${line.number}`,
    );
    const { "Cerf-Volant": fault } = await faultsOf(world);
    if (!fault) unseen.push(column);
    const place = column === "number" ? 9000 : line.number;
    await forge(world, `update event set ${column} = ${before} where number = ${place}`);
    expect(await faultsOf(world), column).toEqual({});
  }
  expect(unseen).toEqual([]);
});

test("a line slipped into the past is found, wherever it is put", async () => {
  const world = await sealedWorld();
  const { freeInSecond, freeInThird, cast } = world;
  const [here, there] = [cast.cerfVolant.establishmentId, cast.tilleuls.establishmentId];
  const slipped = async (establishmentId: string, place: string, recordedAt = "now()") => {
    await forge(
      world,
      `insert into event (id, kind, establishment_id, patient_id, happened_at, recorded_at, number, actor_kind)
        select gen_random_uuid(), 'slipped', '${establishmentId}', gen_random_uuid(), now(), ${recordedAt}, ${place}, 'user'`,
    );
    const found = await faultsOf(world);
    await forge(world, "delete from event where kind = 'slipped'");
    return found;
  };
  expect(await slipped(here, `${freeInSecond}`)).toEqual({ "Cerf-Volant": "line-added 2" });
  expect(await slipped(there, `${freeInSecond}`)).toEqual({ Tilleuls: "line-added 1" });
  expect(await slipped(there, `${freeInThird}`)).toEqual({ Tilleuls: "line-unsealed 2" });
  expect(await slipped(here, "event_number()", "now() - interval '1 week'")).toEqual({
    "Cerf-Volant": "line-backdated null",
  });
  expect(await slipped(here, "event_number()")).toEqual({}); // told now, as anything may be: it waits for its seal
});

test("sealed like any other, a line that was told late still says so", async () => {
  const world = await sealedWorld();
  const { establishmentId } = world.cast.cerfVolant;
  await forge(
    world,
    `insert into event (id, kind, establishment_id, patient_id, happened_at, recorded_at)
      select gen_random_uuid(), 'slipped', '${establishmentId}', gen_random_uuid(), now(), now() - interval '1 week'`,
  );
  await sealJournal(world.ownerDb);
  expect(await faultsOf(world)).toEqual({ "Cerf-Volant": "line-backdated 4" });
});

test("whoever writes a whole chain anew is found by a head that was kept elsewhere, and so is whoever cuts its end", async () => {
  const world = await sealedWorld();
  const kept = await headsOfJournal(world.ownerDb);
  expect(await faultsOf(world, kept)).toEqual({});

  const { line } = await secondSeal(world);
  await forge(world, `update event set actor_user_id = null where number = ${line.number}`, "delete from journal_seal");
  await sealJournal(world.ownerDb);
  expect(await faultsOf(world)).toEqual({}); // alone, the journal cannot tell
  expect(await faultsOf(world, kept)).toMatchObject({
    "Cerf-Volant": expect.stringMatching(/another-head|seal-missing/),
  });

  const { establishmentId } = world.cast.tilleuls;
  const ofTheirs = `where establishment_id = '${establishmentId}'`;
  await forge(world, `delete from event ${ofTheirs}`, `delete from journal_seal ${ofTheirs}`);
  expect(await faultsOf(world)).toEqual({});
  expect(await faultsOf(world, kept)).toMatchObject({ Tilleuls: "seal-missing 1" });
});

test("whoever computes a seal anew breaks the one after it", async () => {
  const world = await sealedWorld();
  const { seal, line, establishmentId } = await secondSeal(world);
  await forge(world, `update event set actor_user_id = null where number = ${line.number}`);
  const { untilNumber: until } = (await sealsIn(world))[0]!;
  const lines = await asActor(world.ownerDb, { kind: "system", job: "test" }, (tx) =>
    linesBetween(tx, { after: until, until: seal.untilNumber }),
  );
  const digest = newDigest();
  for (const each of lines) if (each.establishmentId === establishmentId) digest.add(each);
  const rowsSha256 = digest.sha256();
  const headSha256 = headOf({ ...seal, rowsSha256 });
  await world.ownerDb.updateTable("journalSeal").set({ rowsSha256, headSha256 }).where("id", "=", seal.id).execute();
  expect((await faultsOf(world))["Cerf-Volant"]).toBe("seal-changed 3");
});

function inSnakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
