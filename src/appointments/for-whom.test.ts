import { expect, test } from "vitest";
import { addedBy, lia, plain } from "../../test/relatives.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** Ada holds this time; gives the address of the form. */
async function adaHolds({ as, cast }: World, at = "2027-03-25T09:00+01:00") {
  const { lune, sites } = cast.cerfVolant;
  const slot = { soignant: lune.slug, motif: lune.reasonIds.visit, lieu: sites.main.id, debut: at };
  return (await as("ada").post(paths.choice(), slot)).location!;
}

const chosenIn = (page: string) =>
  [...page.matchAll(/<input[^>]*name="pour"[^>]*>/g)].filter(([input]) => /checked/.test(input!));
const keyIn = (page: string) => /name="cle" value="([^"]+)"/.exec(page)![1]!;

test("alone, one is chosen already; with a relative nobody is, and going on without choosing is asked", async () => {
  const world = await newWorld();
  const { as, ownerDb, cast } = world;
  const form = await adaHolds(world);
  const alone = await as("ada").get(form);
  expect([chosenIn(alone.body).length, plain(alone.body)]).toEqual([1, expect.stringContaining("Moi, Ada Adaberg")]);

  const id = await addedBy(as("ada"), ownerDb);
  const page = await as("ada").get(form);
  expect(chosenIn(page.body)).toEqual([]);
  expect(plain(page.body)).toMatch(/Moi, Ada Adaberg.*Lia Adaberg.*5 mai 2017/);
  expect(plain(page.body)).not.toContain("Lia, Rose");
  const address = Object.fromEntries(new URLSearchParams(form.split("?")[1]));
  const blank = await as("ada").post(form.split("?")[0]!, { ...address, cle: keyIn(page.body), mot: "Merci" });
  expect([blank.status, plain(blank.body)]).toEqual([422, expect.stringContaining("Dites-nous pour qui")]);

  const booked = await as("ada").post(form.split("?")[0]!, { ...address, cle: keyIn(page.body), pour: id });
  expect(plain((await as("ada").get(booked.location!)).body)).toContain("C'est noté pour Lia : jeudi 25 mars.");
  expect((await as("ada").get(booked.location!)).body).not.toContain("Rose");
  const patient = await ownerDb.selectFrom("patient").select("personId").where("personId", "=", id).execute();
  expect(patient).toHaveLength(1);
  expect(cast.ada.personId).not.toBe(id);
});

test("a relative is added while the time is held: one comes back to it, with her chosen", async () => {
  const world = await newWorld();
  const { as, ownerDb } = world;
  const form = await adaHolds(world);
  const link = /href="(\/compte\/proches\/ajouter[^"]+)"/
    .exec((await as("ada").get(form)).body)![1]!
    .replaceAll("&amp;", "&");
  const choice = await as("ada").get(link);
  const toForm = /href="([^"]+lien=enfant[^"]+)"/.exec(choice.body)![1]!.replaceAll("&amp;", "&");
  const adding = await as("ada").get(toForm);
  expect(plain(adding.body)).toContain("Vous reprendrez ensuite votre réservation");
  const vers = /name="vers" value="([^"]+)"/.exec(adding.body)![1]!.replaceAll("&amp;", "&");
  const added = await as("ada").post(paths.addRelative(), { ...lia, vers });
  const { personId } = await ownerDb
    .selectFrom("actsFor")
    .select("personId")
    .where("relation", "=", "child")
    .executeTakeFirstOrThrow();
  expect(added.location).toBe(`${form}&pour=${personId}`);
  const back = await as("ada").get(added.location!);
  expect(plain(back.body)).toContain("Cet horaire est à vous jusqu'à");
  expect(chosenIn(back.body)[0]![0]).toContain(personId);
});

test("nobody leads away from the site by way of a relative", async () => {
  const { as } = await newWorld();
  for (const vers of ["https://evil.example", "//evil.example", "/connexion"])
    expect((await as("ada").post(paths.addRelative(), { ...lia, vers, isAnother: "oui" })).location).toBe(
      paths.relatives({ fait: "ajoute" }),
    );
});

test("whom one acts for no more is not offered, and nothing is booked for her", async () => {
  const world = await newWorld();
  const { as, ownerDb, cast } = world;
  const id = await addedBy(as("ada"), ownerDb);
  const yesterday = Temporal.Now.plainDateISO("Europe/Paris").subtract({ days: 1 });
  await ownerDb.updateTable("actsFor").set({ untilOn: yesterday }).where("personId", "=", id).execute();
  const form = await adaHolds(world);
  const page = await as("ada").get(form);
  expect(page.body).not.toContain("Lia");
  const address = Object.fromEntries(new URLSearchParams(form.split("?")[1]));
  for (const pour of [id, cast.eve.personId])
    expect((await as("ada").post(form.split("?")[0]!, { ...address, cle: keyIn(page.body), pour })).status).toBe(404);
});

test("everyone's appointments are in one list, which says for whom; a link shows one person's", async () => {
  const world = await newWorld();
  const { as, ownerDb } = world;
  expect((await as("ada").get(paths.myAppointments())).body).not.toContain("Les rendez-vous de"); // nobody to tell apart
  const id = await addedBy(as("ada"), ownerDb);
  const form = await adaHolds(world);
  const address = Object.fromEntries(new URLSearchParams(form.split("?")[1]));
  const cle = keyIn((await as("ada").get(form)).body);
  await as("ada").post(form.split("?")[0]!, { ...address, cle, pour: id });

  const all = plain((await as("ada").get(paths.myAppointments())).body);
  expect(all).toMatch(/Tous Moi Lia.*jeudi 25.*Pour Lia.*mardi 30/);
  const hers = await as("ada").get(paths.myAppointments({ pour: id }));
  expect(plain(hers.body)).toMatch(/Pour Lia/);
  expect(plain(hers.body)).not.toMatch(/mardi 30/);
  expect(hers.body).toMatch(/aria-current="page"[^>]*>Lia</);
});
