import { sql } from "kysely";
import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { freeTimes } from "../appointments/free-times.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { proPaths } from "../pro-paths.ts";
import { closeDepartures } from "./depart.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** Dr Fontanel replaces Dre Lune from Monday 29 March to Friday 2 April 2027. */
function replace(world: World, other: Record<string, string> = {}) {
  const { lune, fontanel } = world.cast.cerfVolant;
  const form = { absent: lune.practitionerId, remplacant: fontanel.practitionerId, du: "2027-03-29", au: "2027-04-02" };
  return world.as("nina").post(proPaths.newSubstitute(), { ...form, prevenir: "oui", cle: newId(), ...other });
}

/** How many times each of the two is offered on a day. */
async function offered({ db, cast, clock }: World, day: string) {
  const { lune, fontanel } = cast.cerfVolant;
  const on = Temporal.PlainDate.from(day);
  const asked = [lune, fontanel].map(({ practitionerId, reasonIds }) => ({
    practitionerId,
    reasonId: reasonIds.visit,
  }));
  const found = await asActor(db, cast.eve.by, (tx) =>
    freeTimes(tx, { asked, from: on, to: on, now: clock.now(), as: "new-patient" }),
  );
  return [lune, fontanel].map(({ practitionerId }) => found.get(practitionerId)?.length ?? 0);
}

test("the substitute receives under her own name, who is away does not; his patients go to her at their hour and are told later", async () => {
  const world = await newWorld();
  const { ownerDb, cast, appointment, drainJobs, mails, clock } = world;
  await drainJobs();
  mails.length = 0;
  // she had Tuesdays off until now: it is the copied hours that open them
  await ownerDb
    .updateTable("opening")
    .set({ weekdays: [3] })
    .where("practitionerId", "=", cast.cerfVolant.fontanel.practitionerId)
    .execute();
  expect(await offered(world, "2027-03-30")).toEqual([14, 0]);
  const { location } = await replace(world);
  expect(location).toContain("confies=1&restent=0");
  expect(await offered(world, "2027-03-30")).toEqual([0, 14]);
  const { lune, fontanel } = cast.cerfVolant;
  expect((await world.as("eve").get(paths.practitioner(lune.slug))).body).toContain(paths.practitioner(fontanel.slug));
  expect((await offered(world, "2027-04-06"))[0]).toBe(15);
  const moved = await ownerDb
    .selectFrom("appointment")
    .selectAll()
    .where("id", "=", appointment.id)
    .executeTakeFirstOrThrow();
  expect(moved.practitionerId).toBe(cast.cerfVolant.fontanel.practitionerId);
  expect(moved.startsLocal.toString()).toBe("2027-03-30T08:30:00");
  clock.advance({ minutes: 11 });
  await drainJobs();
  expect(mails.map(({ to }) => to)).toEqual(["ada@exemple.fr"]);
  expect(mails[0]!.text).toContain("Idris Fontanel");
});

test("her own absence is respected: what she cannot take stays and is listed", async () => {
  const world = await newWorld();
  const { ownerDb, cast, appointment } = world;
  const { establishmentId } = cast.cerfVolant;
  const away = {
    startsLocal: Temporal.PlainDateTime.from("2027-03-30T08:00"),
    endsLocal: Temporal.PlainDateTime.from("2027-03-30T12:00"),
  };
  const resourceId = cast.cerfVolant.fontanel.practitionerId;
  await ownerDb
    .insertInto("absence")
    .values({ id: newId(), establishmentId, resourceId, zone: "Europe/Paris", ...away })
    .execute();
  const { location } = await replace(world);
  expect(location).toContain("confies=0&restent=1");
  const absence = /absence=([\w-]+)/.exec(location!)![1]!;
  expect((await world.as("nina").get(proPaths.absenceAppointments(absence))).body).toContain("ADABERG Ada");
  const kept = await ownerDb
    .selectFrom("appointment")
    .select("practitionerId")
    .where("id", "=", appointment.id)
    .executeTakeFirstOrThrow();
  expect(kept.practitionerId).toBe(cast.cerfVolant.lune.practitionerId);
});

test("ended early, he receives again from the next day on, and her copied hours are gone", async () => {
  const world = await newWorld();
  await replace(world);
  const { id } = await world.ownerDb.selectFrom("substitution").select("id").executeTakeFirstOrThrow();
  expect((await world.as("nina").post(proPaths.substitute(id), { dernier: "2027-12-01" })).status).toBe(422);
  expect((await world.as("nina").post(proPaths.substitute(id), { dernier: "2027-03-30" })).status).toBe(303);
  expect((await offered(world, "2027-03-31"))[0]).toBe(15);
  expect((await offered(world, "2027-03-30"))[0]).toBe(0);
  await world.as("nina").post(proPaths.substitute(id), { dernier: "2027-03-01" });
  expect((await offered(world, "2027-03-30"))[0]).toBeGreaterThan(10);
  expect(await world.ownerDb.selectFrom("absence").select("id").execute()).toEqual([]);
});

test("sent twice, it is organised once; what makes no sense is said beside its field", async () => {
  const world = await newWorld();
  const cle = newId();
  const [one, two] = await Promise.all([replace(world, { cle }), replace(world, { cle })]);
  expect(one.location).toBe(two.location);
  expect(await world.ownerDb.selectFrom("substitution").select("id").execute()).toHaveLength(1);
  const { practitionerId } = world.cast.cerfVolant.lune;
  for (const wrong of [
    { remplacant: practitionerId },
    { remplacant: world.cast.tilleuls.ott.practitionerId },
    { du: "hier" },
    { du: "2027-04-10" },
    { au: "2028-04-10" },
    { du: "2027-01-01", au: "2027-01-05" },
    { absent: "n’importe qui" },
  ])
    expect((await replace(world, wrong as Record<string, string>)).status, JSON.stringify(wrong)).toBe(422);
});

test("a departure closes what comes after it, keeps what is booked, and the sheet closes the day after", async () => {
  const world = await newWorld();
  const { as, cast, clock, ownerDb } = world;
  const { practitionerId, slug } = cast.cerfVolant.lune;
  const answer = await as("nina").post(proPaths.departure(practitionerId), { dernier: "2027-03-26" });
  expect(answer.location).toMatch(/^\/pro\/absences\/[\w-]+\/rendez-vous$/);
  expect((await as("nina").get(answer.location!)).body).toContain("ADABERG Ada");
  expect((await offered(world, "2027-03-26"))[0]).toBe(15);
  expect((await offered(world, "2027-03-29"))[0]).toBe(0);
  expect((await as("nina").post(proPaths.departure(practitionerId), { dernier: "2027-03-26" })).status).toBe(409);
  await closeDepartures(ownerDb, { now: clock.now() });
  expect((await as("ada").get(paths.practitioner(slug))).status).toBe(200);
  clock.set("2027-03-27T03:00+01:00[Europe/Paris]");
  await closeDepartures(ownerDb, { now: clock.now() });
  expect((await as("ada").get(paths.practitioner(slug))).status).toBe(404);
  const { count } = (
    await sql<{ count: number }>`select count(*)::integer as count from appointment where status = 'booked'`.execute(
      ownerDb,
    )
  ).rows[0]!;
  expect(count).toBe(1);
});

test("it is a manager's to organise, of her own house", async () => {
  const { as, cast } = await newWorld();
  for (const address of [
    proPaths.substitutes(),
    proPaths.newSubstitute(),
    proPaths.departure(cast.cerfVolant.lune.practitionerId),
  ]) {
    for (const who of ["sami", "lune", "lou", "max"] as const) expect((await as(who).get(address)).status).toBe(403);
    expect((await as("ada").get(address)).status).toBe(404);
  }
  expect((await as("nina").get(proPaths.departure(cast.tilleuls.ott.practitionerId))).status).toBe(404);
  expect(
    (await as("nina").post(proPaths.departure(cast.tilleuls.ott.practitionerId), { dernier: "2027-04-01" })).status,
  ).toBe(404);
  expect((await as("nina").get(proPaths.substitute(newId()))).status).toBe(404);
});
