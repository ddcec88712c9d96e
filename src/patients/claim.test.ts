import { expect, test } from "vitest";
import { addedBy, linkIn, plain } from "../../test/relatives.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

const noa = { firstNames: "Noa", birthDate: "14/07/2010" }; // sixteen
const answer = { birthDate: "14/07/2010", password: "tasse-Lune-47-vélo" };

async function adaInvites({ as, ownerDb, drainJobs, mails }: World, email = "noa@exemple.fr") {
  const id = await addedBy(as("ada"), ownerDb, noa);
  expect((await as("ada").post(paths.relativeAccount(id), { email })).status).toBe(303);
  await drainJobs();
  return { id, link: linkIn(mails) };
}

test("at sixteen one takes over one's profile: it becomes one's own, and the parent goes on until eighteen", async () => {
  const world = await newWorld();
  const { as, newBrowser, ownerDb, cast, mails, drainJobs } = world;
  const { id, link } = await adaInvites(world);
  expect(mails.at(-1)!.text).toContain("Ada Adaberg");
  expect(mails.at(-1)!.text).not.toContain("Noa");

  const browser = newBrowser();
  const page = plain((await browser.get(link)).body);
  expect(page).toContain("noa@exemple.fr");
  expect(page).not.toMatch(/Noa|Adaberg|2010/); // nothing before the birth date is said
  expect((await browser.post(link, answer)).location).toBe(paths.myAppointments());
  const hers = await ownerDb.selectFrom("actsFor").selectAll().where("personId", "=", id).orderBy("relation").execute();
  expect(hers.map(({ relation, untilOn }) => [relation, untilOn?.toString()])).toEqual([
    ["child", "2028-07-13"],
    ["self", undefined],
  ]);
  expect(hers[0]!.userId).toBe(cast.ada.userId);
  await drainJobs();
  expect([mails.at(-1)!.to, plain(mails.at(-1)!.subject)]).toEqual(["ada@exemple.fr", "Noa a son propre compte"]);
  expect(plain(mails.at(-1)!.text)).toContain("jusqu'au 13 juillet 2028");
  expect(plain((await as("ada").get(paths.relativeAccount(id))).body)).toContain("Noa a son propre compte");
  expect((await newBrowser().get(link)).status).toBe(410);
});

test("too young for an account: the page says from when", async () => {
  const { as, ownerDb } = await newWorld();
  const id = await addedBy(as("ada"), ownerDb);
  expect(plain((await as("ada").get(paths.relativeAccount(id))).body)).toContain("à partir de 16 ans");
  expect((await as("ada").post(paths.relativeAccount(id), { email: "lia@exemple.fr" })).status).toBe(409);
});

test("a wrong birth date opens nothing; after five the link is dead, even for the right one", async () => {
  const world = await newWorld();
  const { newBrowser, ownerDb } = world;
  const { link } = await adaInvites(world);
  const tries = [];
  for (const year of [2001, 2002, 2003, 2004])
    tries.push((await newBrowser().post(link, { ...answer, birthDate: `14/07/${year}` })).status);
  expect(tries).toEqual([422, 422, 422, 422]);
  const weak = await newBrowser().post(link, { ...answer, password: "court" }); // no mistake about the birth date
  expect([weak.status, plain(weak.body)]).toEqual([422, expect.stringContaining("trop court")]);
  expect((await newBrowser().post(link, { ...answer, birthDate: "14/07/2005" })).status).toBe(410);
  const right = await newBrowser().post(link, answer);
  expect([right.status, plain(right.body)]).toEqual([410, expect.stringContaining("essayée trop souvent")]);
  expect(await ownerDb.selectFrom("actsFor").select("userId").where("relation", "=", "self").execute()).toHaveLength(3);
});

test("of fifty guesses at the same moment five are compared", async () => {
  const world = await newWorld();
  const { link } = await adaInvites(world);
  const guesses = Array.from({ length: 50 }, (_, index) => ({ ...answer, birthDate: `14/07/${1950 + index}` }));
  await Promise.all(guesses.map((guess) => world.newBrowser().post(link, guess)));
  const kept = await world.ownerDb.selectFrom("relativeInvitation").select("birthDateTries").executeTakeFirstOrThrow();
  expect(kept.birthDateTries).toBe(5);
});

test("an address that has an account takes no second profile", async () => {
  const world = await newWorld();
  const { link } = await adaInvites(world, "ben@exemple.fr");
  const page = await world.as("ben").get(link);
  expect([page.status, plain(page.body)]).toEqual([410, expect.stringContaining("a déjà un compte")]);
  expect((await world.as("ben").post(link, answer)).status).toBe(410);
});

test("two devices at once make one account", async () => {
  const world = await newWorld();
  const { link } = await adaInvites(world);
  const both = await Promise.all([1, 2].map(() => world.newBrowser().post(link, answer)));
  expect(both.map(({ status }) => status).sort()).toEqual([303, 410]);
});

test("an adult with her own account sees who acts for her, and ends what rests on her agreement alone", async () => {
  const world = await newWorld();
  const { as, ownerDb, cast } = world;
  await ownerDb
    .insertInto("actsFor")
    .values([
      { userId: cast.ben.userId, personId: cast.ada.personId, relation: "parent", representation: "agreement" },
      { userId: cast.eve.userId, personId: cast.ada.personId, relation: "parent", representation: "guardianship" },
    ])
    .execute();
  const page = plain((await as("ada").get(paths.relatives())).body);
  expect(page).toMatch(/Qui agit pour vous.*Ben Benberg.*Mettre fin à son accès Ben Benberg.*Eve Eveberg/);
  expect(page).not.toContain("Mettre fin à son accès Eve");
  expect((await as("ada").post(paths.relatives(), { retirer: cast.eve.userId })).status).toBe(404);
  expect((await as("eve").post(paths.relatives(), { retirer: cast.ben.userId })).status).toBe(404);
  expect((await as("ada").post(paths.relatives(), { retirer: cast.ben.userId })).status).toBe(303);
  expect((await as("ben").get(paths.relative(cast.ada.personId))).status).toBe(404);
  expect((await as("eve").get(paths.relative(cast.ada.personId))).status).toBe(200);
});

test("a child ends no parent's access", async () => {
  const world = await newWorld();
  const { as, ownerDb, cast } = world;
  await ownerDb
    .updateTable("person")
    .set({ birthDate: Temporal.PlainDate.from("2010-07-14") })
    .where("id", "=", cast.eve.personId)
    .execute();
  await ownerDb
    .insertInto("actsFor")
    .values({ userId: cast.ada.userId, personId: cast.eve.personId, relation: "other", representation: "agreement" })
    .execute();
  expect(plain((await as("eve").get(paths.relatives())).body)).toContain("Jusqu'à vos 18 ans");
  expect((await as("eve").post(paths.relatives(), { retirer: cast.ada.userId })).status).toBe(404);
});
