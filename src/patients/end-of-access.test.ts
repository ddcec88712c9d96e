import { expect, test } from "vitest";
import { addedBy, linkIn, plain } from "../../test/relatives.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { endAccess } from "./end-of-access.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** Of age on Thursday 22 April 2027: thirty days before is 23 March. */
const noa = { firstNames: "Noa", birthDate: "22/04/2009" };

/** What the clock and the jobs of that morning say about it, by address and subject. */
async function morningOf(day: string, { clock, ownerDb, mails, drainJobs }: World) {
  clock.set(`${day}T09:30[Europe/Paris]`);
  mails.length = 0;
  await endAccess(ownerDb, { now: clock.now() });
  await drainJobs();
  const about = mails.filter(({ subject }) => /accès|qu.à vous/.test(subject));
  return about.map(({ to, subject }) => `${to}: ${plain(subject)}`).sort();
}

async function newMorning() {
  const world = await newWorld();
  const id = await addedBy(world.as("ada"), world.ownerDb, noa);
  await world.drainJobs();
  return { ...world, id };
}

test("thirty days before the 18th birthday, and on it, each adult is told once", async () => {
  const world = await newMorning();
  expect(await morningOf("2027-03-22", world)).toEqual([]);
  expect(await morningOf("2027-03-23", world)).toEqual(["ada@exemple.fr: Votre accès pour Noa s'arrête bientôt"]);
  const mail = plain(world.mails.find(({ subject }) => subject.includes("accès"))!.text);
  expect(mail).toMatch(/s'arrête après le 21 avril 2027.*proposez-lui dès maintenant d'ouvrir son propre compte/);
  expect(await morningOf("2027-03-24", world)).toEqual([]);
  expect(await morningOf("2027-04-21", world)).toEqual([]); // the last day
  expect(await morningOf("2027-04-22", world)).toEqual(["ada@exemple.fr: Votre accès pour Noa s'est arrêté"]);
  expect(await morningOf("2027-04-23", world)).toEqual([]);
});

test("a clock that stood still for days makes up for it", async () => {
  const world = await newMorning();
  expect(await morningOf("2027-04-02", world)).toEqual(["ada@exemple.fr: Votre accès pour Noa s'arrête bientôt"]);
  expect(await morningOf("2027-05-02", world)).toEqual(["ada@exemple.fr: Votre accès pour Noa s'est arrêté"]);
});

test("both adults are told, and the young person if she has an account, each in other words", async () => {
  const world = await newMorning();
  const { as, id, ownerDb, mails, drainJobs, newBrowser, cast } = world;
  await as("ada").post(paths.relativeAccount(id), { email: "noa@exemple.fr" });
  await drainJobs();
  const own = { birthDate: "22/04/2009", password: "tasse-Lune-47-vélo" };
  expect((await newBrowser().post(linkIn(mails), own)).status).toBe(303);
  await ownerDb.insertInto("actsFor").values({ userId: cast.ben.userId, personId: id, relation: "child" }).execute();

  expect(await morningOf("2027-03-23", world)).toEqual([
    "ada@exemple.fr: Votre accès pour Noa s'arrête bientôt",
    "ben@exemple.fr: Votre accès pour Noa s'arrête bientôt",
    "noa@exemple.fr: Vos rendez-vous ne seront bientôt plus qu'à vous",
  ]);
  expect(plain(world.mails.map(({ text }) => text).join())).not.toContain("proposez-lui");
  expect(await morningOf("2027-04-22", world)).toEqual([
    "ada@exemple.fr: Votre accès pour Noa s'est arrêté",
    "ben@exemple.fr: Votre accès pour Noa s'est arrêté",
    "noa@exemple.fr: Vos rendez-vous ne sont plus qu'à vous",
  ]);
});

test("a birth date corrected meanwhile takes the announcement back", async () => {
  const world = await newMorning();
  const { as, id, clock, ownerDb, drainJobs, mails } = world;
  clock.set("2027-03-23T09:30[Europe/Paris]");
  await endAccess(ownerDb, { now: clock.now() });
  const edit = { ...noa, birthName: "Adaberg", birthDate: "22/04/2010", sex: "F" };
  expect((await as("ada").post(paths.editRelative(id), edit)).status).toBe(303);
  mails.length = 0;
  await drainJobs();
  expect(mails.filter(({ subject }) => subject.includes("accès"))).toEqual([]);
  expect(await morningOf("2028-03-23", world)).toEqual(["ada@exemple.fr: Votre accès pour Noa s'arrête bientôt"]);
});

test("half a year after the end the relation is erased, and the profile with it when nobody acts for it", async () => {
  const world = await newMorning();
  const { id, ownerDb } = world;
  await morningOf("2027-10-18", world);
  expect(await ownerDb.selectFrom("person").select("id").where("id", "=", id).execute()).toHaveLength(1);
  await morningOf("2027-10-19", world);
  expect(await ownerDb.selectFrom("person").select("id").where("id", "=", id).execute()).toEqual([]);
});

test("from midnight in Paris nothing is seen any more of someone who came of age", async () => {
  const { as, ownerDb, id } = await newMorning();
  const yesterday = Temporal.Now.plainDateISO("Europe/Paris").subtract({ days: 1 });
  const until = (day: Temporal.PlainDate) =>
    ownerDb.updateTable("actsFor").set({ untilOn: day }).where("personId", "=", id).execute();
  await until(yesterday.add({ days: 1 }));
  expect((await as("ada").get(paths.relative(id))).status).toBe(200);
  await until(yesterday);
  for (const address of [paths.relative(id), paths.leaveRelative(id), paths.myAppointments({ pour: id })])
    expect((await as("ada").get(address)).status, address).toBe(404);
  expect((await as("ada").get(paths.relatives())).body).not.toContain("Noa");
});
