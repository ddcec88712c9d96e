import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { addFile, fileOf } from "../../test/patient-files.ts";
import { newWorld } from "../../test/world.ts";
import { bookAppointment } from "../appointments/book.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { proPaths } from "../pro-paths.ts";
import { compareFiles } from "./compare-files.ts";
import { editableFile, editPatient } from "./edit-patient.ts";
import { forgetMerges } from "./forget-merges.ts";
import { type MergeField, mergeFields } from "./merge.ts";
import { mergePatients } from "./merge-patients.ts";
import { patientsToCheck } from "./patients-to-check.ts";
import { tellApart } from "./tell-apart.ts";
import { unmergePatients } from "./unmerge-patients.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** Ada’s file, which her online booking opened, and the one the practice had of her. */
async function newTwins() {
  const world = await newWorld();
  const { ownerDb, cast, appointment } = world;
  const { patientId: online } = await ownerDb
    .selectFrom("appointment")
    .select("patientId")
    .where("id", "=", appointment.id)
    .executeTakeFirstOrThrow();
  const older = await addFile(world, {
    birthName: "Adaberg",
    nameUsed: "Adaberg",
    firstNames: "Ada",
    birthDate: "1985-06-01",
    number: "000007",
    address: "2 rue des Iris",
  });
  const { id: fontanels } = await world.book({ by: "ben", with: "fontanel", at: "2027-04-01T10:00" });
  await ownerDb.updateTable("appointment").set({ patientId: older }).where("id", "=", fontanels).execute();
  return { ...world, world, cast, online, older, fontanels };
}

async function join(
  world: World,
  keptId: string,
  goneId: string,
  fromGone: readonly MergeField[] = [],
  by = world.cast.sami.by,
) {
  const [kept, gone] = [await fileOf(world, keptId), await fileOf(world, goneId)];
  return mergePatients(world.db, { kept, gone, fromGone, by, now: world.clock.now() });
}

/** Everything of both files: their rows, and what leans on them. */
async function snapshot({ ownerDb }: World, ids: string[]) {
  const of = (table: "appointment" | "notice" | "patientInvitation" | "profileChange" | "patientNote") =>
    ownerDb.selectFrom(table).selectAll().where("patientId", "in", ids).orderBy("id").execute();
  const files = await ownerDb.selectFrom("patient").selectAll().where("id", "in", ids).orderBy("id").execute();
  const occupied = await ownerDb.selectFrom("occupation").selectAll().orderBy("id").execute();
  const parts = [
    await of("appointment"),
    await of("notice"),
    await of("patientInvitation"),
    await of("profileChange"),
    await of("patientNote"),
  ];
  return JSON.parse(JSON.stringify({ files, occupied, parts })) as unknown;
}

test("two files become one: the values chosen, every visit, the link; the old address leads to the one that stays", async () => {
  const { world, online, older, cast, as, ownerDb, appointment, fontanels } = await newTwins();
  const outcome = await join(world, older, online, ["phone"]);
  expect(outcome).toMatchObject({ done: true, keptId: older });
  expect(await fileOf(world, older)).toMatchObject({
    personId: cast.ada.personId,
    phone: "+33639980001",
    number: "000007",
    address: "2 rue des Iris",
  });
  const visits = await ownerDb.selectFrom("appointment").select("id").where("patientId", "=", older).execute();
  expect(visits.map(({ id }) => id).toSorted()).toEqual([appointment.id, fontanels].toSorted());
  expect((await as("sami").get(proPaths.patient(online))).location).toBe(proPaths.patient(older));
  expect((await as("sami").get(proPaths.editPatient(online))).location).toBe(proPaths.editPatient(older));
  expect((await as("max").get(proPaths.patient(online))).status).toBe(404);
  const told = await ownerDb
    .selectFrom("event")
    .select("patientId")
    .where("kind", "=", "patient-files-joined")
    .execute();
  expect(told.map(({ patientId }) => patientId).toSorted()).toEqual([online, older].toSorted());
  const journal = await ownerDb.selectFrom("patientMerge").select(["goneId", "nowId"]).execute();
  expect(journal).toEqual([{ goneId: online, nowId: older }]);
});

test("Lou joins files with visits she cannot see: all move, and she is shown none of them", async () => {
  const { world, online, older, cast, db, ownerDb, appointment } = await newTwins();
  const outcome = await join(world, older, online, [], cast.lou.by);
  expect(outcome.done).toBe(true);
  const moved = await ownerDb
    .selectFrom("appointment")
    .select("patientId")
    .where("id", "=", appointment.id)
    .executeTakeFirstOrThrow();
  expect(moved.patientId).toBe(older);
  const seen = await asActor(db, cast.lou.by, (tx) =>
    tx.selectFrom("appointment").select("id").where("patientId", "=", older).execute(),
  );
  expect(seen.map(({ id }) => id)).not.toContain(appointment.id);
  await expect(
    asActor(db, cast.lou.by, (tx) => tx.selectFrom("patientMerge").select("moved").execute()),
  ).rejects.toThrow(/permission denied/);
});

test("neither another establishment nor a patient joins or separates anything", async () => {
  const { world, online, older, cast, as, db, clock } = await newTwins();
  const [kept, gone] = [await fileOf(world, older), await fileOf(world, online)];
  const wish = { kept, gone, fromGone: [], now: clock.now() };
  expect(await mergePatients(db, { ...wish, by: cast.max.by })).toEqual({ done: false, because: "not-found" });
  expect(await mergePatients(db, { ...wish, by: { ...cast.sami.by, userId: cast.eve.userId } })).toEqual({
    done: false,
    because: "not-found",
  });
  const form = { avec: online, keptVersion: "1", goneVersion: "1", phone: "kept", number: "kept", address: "kept" };
  for (const who of ["max", "ada", "eve"] as const) {
    expect((await as(who).get(proPaths.mergePatients(older, { avec: online }))).status, who).toBe(404);
    expect((await as(who).post(proPaths.mergePatients(older), form)).status, who).toBe(404);
  }
  const merged = await join(world, older, online);
  if (!merged.done) throw new Error("not joined");
  for (const who of ["max", "ada"] as const) {
    expect((await as(who).get(proPaths.unmergePatients(merged.mergeId))).status).toBe(404);
    expect((await as(who).post(proPaths.unmergePatients(merged.mergeId))).status).toBe(404);
  }
  expect((await fileOf(world, online)).mergedInto).toBe(older);
  // Max’s own establishment and another’s file
  const theirs = await addFile(world, { establishmentId: cast.tilleuls.establishmentId });
  expect(await join(world, theirs, older, [], cast.max.by)).toEqual({ done: false, because: "not-found" });
});

test("files of two different persons are not one, and the page says what to do", async () => {
  const { world, online, as, ownerDb, cast } = await newTwins();
  await world.book({ by: "ben", with: "lune", at: "2027-04-05T10:00" });
  const bens = await ownerDb
    .selectFrom("patient")
    .select("id")
    .where("personId", "=", cast.ben.personId)
    .where("establishmentId", "=", cast.cerfVolant.establishmentId)
    .executeTakeFirstOrThrow();
  expect(await join(world, online, bens.id)).toEqual({ done: false, because: "two-persons" });
  const asked = { avec: bens.id, keptVersion: "1", goneVersion: "1" };
  const values = Object.fromEntries(Object.keys(mergeFields).map((field) => [field, "kept"]));
  const answer = await as("sami").post(proPaths.mergePatients(online), { ...asked, ...values });
  expect(answer.status).toBe(409);
  expect(answer.body).toContain(proPaths.unlinkPatient(online));
});

test("joining twice at once joins once; whoever joins a file that someone changed since is shown it again", async () => {
  const { world, online, older, ownerDb, db, cast, clock } = await newTwins();
  const [kept, gone] = [await fileOf(world, older), await fileOf(world, online)];
  const wish = { kept, gone, fromGone: [], by: cast.sami.by, now: clock.now() };
  const both = await Promise.all([mergePatients(db, wish), mergePatients(db, { ...wish, by: cast.nina.by })]);
  expect(both[0]).toMatchObject({ done: true });
  expect(both[1]).toEqual(both[0]);
  expect(await ownerDb.selectFrom("patientMerge").select("id").execute()).toHaveLength(1);

  const third = await addFile(world);
  expect(await mergePatients(db, { ...wish, gone: await fileOf(world, third) })).toEqual({
    done: false,
    because: "stale",
  });
});

test("a patient who books on the file that goes while it goes finds her visit in the one that stays", async () => {
  for (let round = 0; round < 6; round++) {
    const { world, online, older, db, cast, clock, ownerDb } = await newTwins();
    const { lune, sites } = cast.cerfVolant;
    const startsAt = Temporal.Instant.from("2027-04-08T08:00:00Z");
    const slot = {
      practitionerId: lune.practitionerId,
      siteId: sites.main.id,
      reasonId: lune.reasonIds.visit,
      startsAt,
    };
    const choice = {
      slot,
      holdId: null,
      personId: cast.ada.personId,
      wordsForPractice: null,
      whenClose: "keep" as const,
    };
    const [booked, joined] = await Promise.all([
      bookAppointment(db, { ...choice, key: newId(), by: cast.ada.by, now: clock.now() }),
      join(world, older, online),
    ]);
    expect([booked.done, joined.done]).toEqual([true, true]);
    const left = await ownerDb.selectFrom("appointment").select("id").where("patientId", "=", online).execute();
    expect(left).toEqual([]);
    expect(
      await ownerDb
        .selectFrom("patient")
        .select("id")
        .where("personId", "=", cast.ada.personId)
        .where("establishmentId", "=", cast.cerfVolant.establishmentId)
        .execute(),
    ).toEqual([{ id: older }]);
  }
});

test("whoever corrects a file while it goes is told where it went; while it stays, what differs", async () => {
  const { world, online, older, db, cast, clock } = await newTwins();
  const [kept, gone] = await asActor(db, cast.sami.by, async (tx) => [
    await editableFile(tx, cast.sami.by, older),
    await editableFile(tx, cast.sami.by, online),
  ]);
  await join(world, older, online, ["phone"]);
  const edit = { by: cast.sami.by, now: clock.now() };
  expect(
    await editPatient(db, {
      ...edit,
      patientId: online,
      version: gone!.version,
      traits: { ...traitsOf(gone!), address: "Ailleurs" },
    }),
  ).toEqual({ done: false, because: "joined", into: older });
  const stale = await editPatient(db, {
    ...edit,
    patientId: older,
    version: kept!.version,
    traits: { ...traitsOf(kept!), address: "Ailleurs" },
  });
  expect(stale).toMatchObject({
    done: false,
    because: "stale",
    current: { phone: "+33639980001", address: "2 rue des Iris" },
  });
});

test("separated, both are exactly as they were, whatever was chosen and whichever stayed", async () => {
  const { world, online, older, ownerDb, cast, clock, db } = await newTwins();
  const establishmentId = cast.cerfVolant.establishmentId;
  await ownerDb
    .insertInto("patientNote")
    .values({
      id: newId(),
      establishmentId,
      patientId: online,
      note: "Sonne deux fois",
      pinned: true,
      writtenBy: cast.sami.staffId,
      writtenAt: clock.now(),
    })
    .execute();
  await ownerDb
    .insertInto("profileChange")
    .values({
      id: newId(),
      establishmentId,
      patientId: online,
      field: "phone",
      value: "+33639980009",
      changedAt: clock.now(),
    })
    .execute();
  await world.drainJobs();
  await compareFiles(ownerDb, { now: clock.now() });
  const before = await snapshot(world, [online, older]);
  const fields = fc.uniqueArray(fc.constantFrom(...(Object.keys(mergeFields) as MergeField[])));
  await fc.assert(
    fc.asyncProperty(fields, fc.boolean(), async (fromGone, keepsOnline) => {
      const [kept, gone] = keepsOnline ? [online, older] : [older, online];
      const merged = await join(world, kept, gone, fromGone);
      if (!merged.done) throw new Error(merged.because);
      expect(await snapshot(world, [online, older])).not.toEqual(before);
      expect(await unmergePatients(db, { mergeId: merged.mergeId, by: cast.sami.by, now: clock.now() })).toMatchObject({
        done: true,
      });
      expect(await snapshot(world, [online, older])).toEqual(before);
    }),
    { numRuns: 15 },
  );
});

test("what was added or changed since stays with the kept file, and is told; twice is calm", async () => {
  const { world, online, older, db, cast, clock, as, ownerDb } = await newTwins();
  const merged = await join(world, older, online, ["phone"]);
  if (!merged.done) throw new Error(merged.because);
  clock.advance({ minutes: 5 });
  const { id: since } = await world.book({ by: "ada", with: "lune", at: "2027-04-09T10:00" });
  const file = await fileOf(world, older);
  const traits = { ...traitsOf(file), address: "8 rue Neuve" };
  expect(
    await editPatient(db, { patientId: older, version: file.version, traits, by: cast.sami.by, now: clock.now() }),
  ).toMatchObject({ done: true });

  const page = await as("sami").get(proPaths.unmergePatients(merged.mergeId));
  expect(page.body.replace(/.*<h2 id="depuis"/s, "").replace(/[\u00a0\u202f]/g, " ")).toMatch(
    /1 rendez.vous<.*Changé depuis et gardé : Adresse</s,
  );
  expect((await as("sami").post(proPaths.unmergePatients(merged.mergeId))).status).toBe(303);
  expect((await as("sami").post(proPaths.unmergePatients(merged.mergeId))).status).toBe(303);
  expect(await fileOf(world, older)).toMatchObject({
    address: "8 rue Neuve",
    phone: null,
    personId: null,
    mergedInto: null,
  });
  expect(await fileOf(world, online)).toMatchObject({ personId: cast.ada.personId, mergedInto: null });
  const visit = await ownerDb
    .selectFrom("appointment")
    .select("patientId")
    .where("id", "=", since)
    .executeTakeFirstOrThrow();
  expect(visit.patientId).toBe(older);
});

test("after thirty days it is refused, the old values are erased, and the old address still leads on", async () => {
  const { world, online, older, ownerDb, as, clock, cast, db } = await newTwins();
  const merged = await join(world, older, online);
  if (!merged.done) throw new Error(merged.because);
  await forgetMerges(ownerDb, { now: clock.now().add({ hours: 24 * 29 }) });
  expect(await ownerDb.selectFrom("patient").select("id").where("id", "=", online).execute()).toHaveLength(1);
  clock.advance({ hours: 24 * 31 });
  expect(await unmergePatients(db, { mergeId: merged.mergeId, by: cast.sami.by, now: clock.now() })).toEqual({
    done: false,
    because: "too-late",
  });
  await forgetMerges(ownerDb, { now: clock.now() });
  const [kept] = await ownerDb.selectFrom("patientMerge").selectAll().execute();
  expect(kept).toMatchObject({ goneBefore: null, keptBefore: null, keptAfter: null, moved: null });
  expect(await ownerDb.selectFrom("patient").select("id").where("id", "=", online).execute()).toEqual([]);
  await world.verifyNow("sami");
  expect((await as("sami").get(proPaths.patient(online))).location).toBe(proPaths.patient(older));
  expect((await as("sami").post(proPaths.unmergePatients(merged.mergeId))).status).toBe(409);
});

test("a file joined to one that was joined in its turn leads to the last; they are separated in the other order", async () => {
  const { world, online, older, as, db, cast, clock } = await newTwins();
  const last = await addFile(world);
  const first = await join(world, older, online);
  const second = await join(world, last, older);
  if (!first.done || !second.done) throw new Error("not joined");
  expect((await as("sami").get(proPaths.patient(online))).location).toBe(proPaths.patient(last));
  const by = cast.sami.by;
  expect(await unmergePatients(db, { mergeId: first.mergeId, by, now: clock.now() })).toEqual({
    done: false,
    because: "kept-was-joined",
  });
  expect((await unmergePatients(db, { mergeId: second.mergeId, by, now: clock.now() })).done).toBe(true);
  expect((await as("sami").get(proPaths.patient(online))).location).toBe(proPaths.patient(older));
  expect((await unmergePatients(db, { mergeId: first.mergeId, by, now: clock.now() })).done).toBe(true);
});

test("Ada still reads in her journal what was done with the file that went", async () => {
  const { world, online, older, db, cast } = await newTwins();
  const count = () =>
    asActor(db, cast.ada.by, (tx) => tx.selectFrom("event").select("id").where("patientId", "=", online).execute());
  const before = (await count()).length;
  expect(before).toBeGreaterThan(0);
  await join(world, older, online);
  expect((await count()).length).toBe(before + 1);
  const bens = await asActor(db, cast.ben.by, (tx) =>
    tx.selectFrom("event").select("id").where("patientId", "=", online).execute(),
  );
  expect(bens).toEqual([]);
});

test("an online booking that looks like an existing file waits for the staff; « ce ne sont pas les mêmes » is remembered", async () => {
  const { world, online, older, db, cast, clock, ownerDb, as } = await newTwins();
  await compareFiles(ownerDb, { now: clock.now() });
  const waiting = (by = cast.sami.by) => asActor(db, by, (tx) => patientsToCheck(tx, by, { limit: 10 }));
  const { pairs, total } = await waiting();
  expect(total).toBe(1);
  expect([pairs[0]!.one.id, pairs[0]!.other.id].toSorted()).toEqual([online, older].toSorted());
  expect((await fileOf(world, online)).mergedInto).toBeNull();
  expect((await waiting(cast.max.by)).total).toBe(0);

  const page = await as("sami").get(proPaths.patientsToCheck());
  expect(page.body).toContain(proPaths.mergePatients(online, { avec: older }).replaceAll("&", "&amp;"));
  expect((await as("max").post(proPaths.patientsToCheck(), { un: online, autre: older })).status).toBe(404);
  expect((await as("sami").post(proPaths.patientsToCheck(), { un: online, autre: "rien" })).status).toBe(404);
  expect((await as("sami").post(proPaths.patientsToCheck(), { un: online, autre: older })).status).toBe(303);
  expect(await tellApart(db, { files: [online, older], by: cast.sami.by, now: clock.now() })).toEqual({ done: true });
  expect((await waiting()).total).toBe(0);
  await ownerDb.updateTable("patient").set({ comparedAt: null }).execute();
  await compareFiles(ownerDb, { now: clock.now() });
  expect((await waiting()).total).toBe(0);
});

test("a family that shares a telephone and a mail is not proposed as one", async () => {
  const { world, db, cast, clock, ownerDb } = await newTwins();
  const shared = { phone: "+33639981234", email: "les@exemple.fr", nameUsed: "Sarlande", birthName: "Sarlande" };
  await addFile(world, { ...shared, firstNames: "Jules", birthDate: "2019-01-01" });
  await addFile(world, { ...shared, firstNames: "Clémence", birthDate: "1985-01-01" });
  await addFile(world, { ...shared, firstNames: "Clemence", birthDate: "1985-01-10" }); // the same with another day: perhaps
  await compareFiles(ownerDb, { now: clock.now() });
  const { pairs } = await asActor(db, cast.sami.by, (tx) => patientsToCheck(tx, cast.sami.by, { limit: 10 }));
  const names = pairs.map(({ one, other }) => [one.firstNames, other.firstNames].toSorted().join());
  expect(names.toSorted()).toEqual(["Ada,Ada", "Clemence,Clémence"]);
});

function traitsOf({
  nameUsed,
  birthName,
  firstNames,
  birthDate,
  sex,
  birthplaceInsee,
  phone,
  email,
  address,
  number,
}: Awaited<ReturnType<typeof fileOf>> | NonNullable<Awaited<ReturnType<typeof editableFile>>>) {
  return { nameUsed, birthName, firstNames, birthDate, sex, birthplaceInsee, phone, email, address, number };
}

test("whatever leans on a file says that it moves with it", async () => {
  const { ownerDb } = await newWorld();
  const { rows } = await sql<{ part: string }>`
    select c.conrelid::regclass || '.' || a.attname as part
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
    where c.contype = 'f' and c.confrelid = 'patient'::regclass and a.attname <> 'establishment_id'`.execute(ownerDb);
  const known = await ownerDb.selectFrom("filePart").selectAll().execute();
  const moving = known.map(({ tableName, columnName }) => `${tableName}.${columnName}`);
  // a pair is about the two files themselves, and so is where a file went
  const staying = ["patient.merged_into", "patient_pair.one_id", "patient_pair.other_id"];
  expect(
    rows
      .map(({ part }) => part)
      .filter((part) => !moving.includes(part))
      .toSorted(),
  ).toEqual(staying);
});
