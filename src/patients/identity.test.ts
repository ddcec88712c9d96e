import { expect, test } from "vitest";
import { password } from "../../test/cast.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { changeIdentity, ownProfile, type Traits } from "./change-identity.ts";
import { strictSpelling } from "./strict-spelling.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

const adaNow = {
  birthName: "Adaberg",
  nameUsed: "",
  firstNames: "Ada",
  birthDate: "01/06/1985",
  sex: "F",
  birthCountry: "",
  birthplace: "",
};

const personOf = ({ ownerDb, cast }: World) =>
  ownerDb.selectFrom("person").selectAll().where("id", "=", cast.ada.personId).executeTakeFirstOrThrow();
const fileOf = ({ ownerDb, cast }: World) =>
  ownerDb.selectFrom("patient").selectAll().where("personId", "=", cast.ada.personId).executeTakeFirstOrThrow();

/** What the practice of Dre Lune is asked to write, as Sami its secretary sees it. */
async function proposed({ db, actor, drainJobs }: World) {
  await drainJobs();
  const rows = await asActor(db, actor("sami"), (tx) =>
    tx.selectFrom("profileChange").select(["field", "value", "status"]).orderBy("field").execute(),
  );
  return rows.map(({ field, value, status }) => [field, value, status]);
}

const verify = ({ ownerDb, cast }: World, identityStatus: "validated" | "qualified" | "retrieved" | "provisional") =>
  ownerDb.updateTable("patient").set({ identityStatus }).where("personId", "=", cast.ada.personId).execute();

test("who one is is corrected by oneself, as it was typed, and pages greet by the new name at once", async () => {
  const world = await newWorld();
  const page = await world.as("ada").get(paths.identity());
  for (const told of ['value="Adaberg"', 'value="Ada"', 'value="01/06/1985"']) expect(page.body).toContain(told);

  const changed = { ...adaNow, nameUsed: "de la Tour d’Auvergne", firstNames: "ada, Zoé" };
  const answer = await world.as("ada").post(paths.identity(), changed);
  expect([answer.status, answer.location]).toEqual([303, "/compte?fait=identite"]);
  expect(await personOf(world)).toMatchObject({ nameUsed: "de la Tour d’Auvergne", firstNames: "ada, Zoé" });
  const account = await world.as("ada").get(answer.location!);
  expect(account.body).toContain("Votre identité est modifiée.");
  expect(account.body).toContain("ada de la Tour d’Auvergne");
});

test("the practice’s file stays as it is; the practice is told what to look at, and the person may see it too", async () => {
  const world = await newWorld();
  const before = await fileOf(world);
  const changed = { ...adaNow, nameUsed: "Marchand", birthDate: "02/06/1985", birthCountry: "99352" };
  expect((await world.as("ada").post(paths.identity(), changed)).status).toBe(303);
  expect(await proposed(world)).toEqual([
    ["birth_date", "1985-06-02", "proposed"],
    ["birthplace_insee", "99352", "proposed"],
    ["name_used", "Marchand", "proposed"],
  ]);
  expect(await fileOf(world)).toEqual(before);
  const seenBy = async (who: "ada" | "ben" | "eve" | "max") =>
    (await asActor(world.db, world.actor(who), (tx) => tx.selectFrom("profileChange").select("id").execute())).length;
  expect([await seenBy("ada"), await seenBy("ben"), await seenBy("eve"), await seenBy("max")]).toEqual([3, 0, 0, 0]);
});

test("a second thought replaces the first, and taking it back leaves nothing to decide", async () => {
  const world = await newWorld();
  const say = (nameUsed: string) => world.as("ada").post(paths.identity(), { ...adaNow, nameUsed });
  await say("Marchand");
  await world.drainJobs();
  await say("Marchant");
  expect(await proposed(world)).toEqual([["name_used", "Marchant", "proposed"]]);
  await say("ADABERG"); // as registers write it, the same name
  expect(await proposed(world)).toEqual([]);
  expect(await personOf(world)).toMatchObject({ nameUsed: "ADABERG" });
});

test("the place of birth is a commune by its code, found with or without script, or a country", async () => {
  const world = await newWorld();
  await world.ownerDb
    .insertInto("commune")
    .values([
      { inseeCode: "94080", name: "Vincennes", postalCodes: ["94300"], department: "94", population: 48_000 },
      {
        inseeCode: "93066",
        name: "Saint-Denis",
        postalCodes: ["93200", "93210"],
        department: "93",
        population: 150_000,
      },
      {
        inseeCode: "97411",
        name: "Saint-Denis",
        postalCodes: ["97400", "97490"],
        department: "974",
        population: 150_000,
      },
    ])
    .execute();
  const say = (born: Record<string, string>) => world.as("ada").post(paths.identity(), { ...adaNow, ...born });
  const which = await say({ birthplace: "saint denis" });
  expect([which.status, which.body.includes('value="93066"'), which.body.includes('value="saint denis"')]).toEqual([
    ...[422, true, true],
  ]);
  expect((await say({ birthplace: "saint denis", birthplaceChoice: "93066" })).status).toBe(303);
  expect(await personOf(world)).toMatchObject({ birthplaceInsee: "93066" });
  expect((await world.as("ada").get(paths.identity())).body).toContain('value="Saint-Denis (93)"');
  expect((await say({ birthplace: "Saint-Denis (93)" })).status).toBe(303); // as the page came

  expect((await say({ birthCountry: "99350" })).status).toBe(303);
  expect((await world.as("ada").get(paths.identity())).body).toMatch(/<option value="99350" selected[^>]*>Maroc/);
  expect((await say({})).status).toBe(303);
  expect(await personOf(world)).toMatchObject({ birthplaceInsee: null });
});

test.each(["validated", "qualified"] as const)(
  "once a practice has %s it, only the name in use changes here",
  async (status) => {
    const world = await newWorld();
    await verify(world, status);
    const page = await world.as("ada").get(paths.identity());
    expect(page.body).toContain(
      "Ces informations ont été vérifiées par l’établissement «\u202fCabinet du Cerf-Volant\u202f».",
    );
    expect(page.body).not.toMatch(/name="(birthName|firstNames|birthDate|sex|birthplace|birthCountry)"/);

    for (const sent of [adaNow, { nameUsed: "X", birthName: "Y" }, { birthDate: "01/01/1990" }, { sex: "M" }]) {
      const answer = await world.as("ada").post(paths.identity(), sent);
      expect([answer.status, answer.body.includes("Contactez-le pour toute correction")]).toEqual([409, true]);
    }
    expect(await personOf(world)).toMatchObject({ birthName: "Adaberg", nameUsed: "Adaberg", sex: "F" });
    expect((await world.as("ada").post(paths.identity(), { nameUsed: "Marchand" })).status).toBe(303);
    expect(await personOf(world)).toMatchObject({ birthName: "Adaberg", nameUsed: "Marchand" });
  },
);

test("a practice that checks it while the form is open is not overtaken", async () => {
  const world = await newWorld();
  const { db, cast } = world;
  const today = Temporal.PlainDate.from("2027-03-22");
  const open = await asActor(db, cast.ada.by, (tx) => ownProfile(tx, cast.ada.by, today));
  await verify(world, "qualified");
  const change = (traits: Partial<Traits>) =>
    changeIdentity(db, { by: cast.ada.by, traits: { ...open!, ...traits }, today });
  expect(await change({ sex: "M" })).toEqual({ done: false, because: "checked" });
  expect(await change({ nameUsed: "Marchand" })).toEqual({ done: true });
  expect(await personOf(world)).toMatchObject({ sex: "F", nameUsed: "Marchand" });
});

test("what FranceConnect vouched for is not changed here either", async () => {
  const world = await newWorld();
  const { ownerDb, cast } = world;
  await ownerDb.updateTable("person").set({ vouchedBy: "franceconnect" }).where("id", "=", cast.ada.personId).execute();
  const page = await world.as("ada").get(paths.identity());
  expect(page.body).toContain("Ces informations viennent de FranceConnect.");
  expect((await world.as("ada").post(paths.identity(), { ...adaNow, firstNames: "Autre" })).status).toBe(409);
  expect((await world.as("ada").post(paths.identity(), { nameUsed: "Marchand" })).status).toBe(303);
  expect(await personOf(world)).toMatchObject({ firstNames: "Ada", nameUsed: "Marchand" });
});

test("an identity that no document was looked at for stays open", async () => {
  const world = await newWorld();
  await verify(world, "retrieved");
  expect((await world.as("ada").post(paths.identity(), { ...adaNow, birthName: "Autre" })).status).toBe(303);
});

test("a child with an account of her own does not end the access of her parents by another birth date", async () => {
  const world = await newWorld();
  const { ownerDb, cast } = world;
  const birthDate = Temporal.PlainDate.from("2010-06-01");
  await ownerDb.updateTable("person").set({ birthDate }).where("id", "=", cast.ada.personId).execute();
  const parent = { userId: cast.ben.userId, personId: cast.ada.personId, relation: "child" as const };
  await ownerDb.insertInto("actsFor").values(parent).execute();
  const page = await world.as("ada").get(paths.identity());
  expect(page.body).not.toContain('name="birthDate"');
  const answer = await world.as("ada").post(paths.identity(), { ...adaNow, birthDate: "01/06/1985" });
  expect(answer.status).toBe(409);
  const { birthDate: _, ...names } = adaNow;
  expect((await world.as("ada").post(paths.identity(), { ...names, firstNames: "Ada Zoé" })).status).toBe(303);
  expect(await personOf(world)).toMatchObject({ birthDate, firstNames: "Ada Zoé" });
});

test("what is wrong is told beside its field, and what was typed is kept", async () => {
  const world = await newWorld();
  const wrong = { ...adaNow, birthName: "", firstNames: "Ada1", birthDate: "31/02/1985", birthplace: "Nulle-Part" };
  const answer = await world.as("ada").post(paths.identity(), wrong);
  expect(answer.status).toBe(422);
  for (const field of ["birthName", "firstNames", "birthDate", "birthplace"])
    expect(answer.body).toContain(`href="#${field}"`);
  for (const kept of ["Ada1", "31/02/1985", "Nulle-Part"]) expect(answer.body).toContain(`value="${kept}"`);
  const tomorrow = await world.as("ada").post(paths.identity(), { ...adaNow, birthDate: "23/03/2027" });
  expect(tomorrow.status).toBe(422);
});

test("whoever has no profile has no identity page, and nobody else’s; a form from another site changes nothing", async () => {
  const { as, newBrowser } = await newWorld();
  expect((await as("sami").get(paths.identity())).status).toBe(404);
  expect((await as("sami").post(paths.identity(), adaNow)).status).toBe(404);
  expect((await newBrowser().post(paths.identity(), adaNow)).location).toMatch(/^\/connexion/);
  expect((await as("ada").post(paths.identity(), adaNow, { origin: "https://attacker.example" })).status).toBe(403);
});

test("a new address and a new phone are proposed to practices too, once they are confirmed", async () => {
  const world = await newWorld();
  const { as, mails, texts, drainJobs, verifyNow } = world;
  await verifyNow("ada");
  await as("ada").post(paths.changeEmail(), { email: "ada.new@exemple.fr", password });
  await as("ada").post(paths.changePhone(), { phone: "06 39 98 55 66" });
  expect(await proposed(world)).toEqual([]);

  const mail = mails.find(({ to }) => to === "ada.new@exemple.fr")!;
  const link = new URL(/http:\/\/\S+\/compte\/adresse-mail\/\S+/.exec(mail.text)![0]).pathname;
  expect((await as("ada").post(link)).status).toBe(303);
  const code = /\b\d{6}\b/.exec(texts.at(-1)!.text)![0];
  expect((await as("ada").post(paths.changePhone(), { code })).status).toBe(303);
  expect(await proposed(world)).toEqual([
    ["email", "ada.new@exemple.fr", "proposed"],
    ["phone", "+33639985566", "proposed"],
  ]);
  await drainJobs();
});

test.each([
  ["Hélène", "HELENE"],
  ["d’Œuvre  ", "D'OEUVRE"],
  ["Jean - Pierre", "JEAN-PIERRE"],
  ["Zoé,  Anne", "ZOE ANNE"],
  ["Đorđe Łuć", "DORDE LUC"],
])("registers write « %s » as %s", (typed, spelling) => {
  expect(strictSpelling(typed)).toBe(spelling);
});
