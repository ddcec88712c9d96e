import { sql } from "kysely";
import { expect, test } from "vitest";
import { done } from "../../seeds/done.ts";
import { addedBy, lia, plain } from "../../test/relatives.ts";
import { newWorld } from "../../test/world.ts";
import { bookAppointment } from "../appointments/book.ts";
import { paths } from "../paths.ts";
import { newId } from "../platform/ids.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

const actsFor = (ownerDb: World["ownerDb"], personId: string) =>
  ownerDb.selectFrom("actsFor").selectAll().where("personId", "=", personId).execute();

test("a parent adds a child: it is in the list, with what was stated, when, and until when", async () => {
  const { as, ownerDb, cast, clock } = await newWorld();
  const chosen = await as("ada").get(paths.addRelative());
  expect(chosen.body).toContain(paths.addRelative({ lien: "enfant" }));
  const form = await as("ada").get(paths.addRelative({ lien: "enfant" }));
  expect(plain(form.body)).toContain("J'exerce l'autorité parentale");

  const added = await as("ada").post(paths.addRelative(), lia);
  expect([added.status, added.location]).toEqual([303, paths.relatives({ fait: "ajoute" })]);
  const list = plain((await as("ada").get(added.location!)).body);
  expect(list).toMatch(/C'est fait\..*Lia Adaberg.*Votre enfant, 9 ans/);
  expect(list).not.toContain("Rose"); // the first of the first names is enough

  const row = await ownerDb.selectFrom("actsFor").selectAll().where("relation", "=", "child").executeTakeFirstOrThrow();
  expect(row).toMatchObject({ userId: cast.ada.userId, representation: "parental-authority" });
  expect([row.untilOn?.toString(), row.statedAt?.equals(clock.now())]).toEqual(["2035-05-04", true]);
  const sheet = plain((await as("ada").get(paths.relative(row.personId))).body);
  for (const fact of ["Lia, Rose", "5 mai 2017", "Le vôtre", "Autorité parentale", "4 mai 2035"])
    expect(sheet).toContain(fact);
});

test("someone under protection is acted for until the measure ends; what ended already is told", async () => {
  const { as, ownerDb } = await newWorld();
  const mother = {
    ...{ ...lia, lien: "parent", firstNames: "Rosa", birthDate: "03/02/1946" },
    representation: "guardianship",
  };
  const late = await as("ada").post(paths.addRelative(), { ...mother, endsOn: "30/06/2020" });
  expect([late.status, plain(late.body).includes("Cette date est passée")]).toEqual([422, true]);
  const rosa = await addedBy(as("ada"), ownerDb, { ...mother, endsOn: "30/06/2030" });
  expect((await actsFor(ownerDb, rosa))[0]).toMatchObject({ relation: "parent", representation: "guardianship" });
  expect((await actsFor(ownerDb, rosa))[0]!.untilOn?.toString()).toBe("2030-06-30");
});

test.each<[string, Record<string, string>, string]>([
  ["an adult is no child", { birthDate: "22/03/2009" }, "cette personne a 18 ans ou plus"],
  ["nobody is born tomorrow", { birthDate: "23/03/2027" }, "Cette date n'existe pas"],
  ["the box is ticked by hand", { states: "" }, "Cochez la case pour continuer"],
  ["it is said in what capacity", { representation: "" }, "Dites à quel titre vous agissez"],
  ["a child has no agreement to give", { representation: "agreement" }, "Dites à quel titre vous agissez"],
  ["a telephone is a telephone", { phone: "12" }, "Ce numéro est incomplet"],
  ["a name is a name", { firstNames: "4" }, "Un nom s'écrit avec des lettres"],
  [
    "one is not one's own relative",
    { firstNames: "ADA", birthDate: "1985-06-01", lien: "autre", representation: "agreement" },
    "C'est votre propre identité",
  ],
])("%s: what is wrong stands by its field, the rest is kept", async (_, wrong, sentence) => {
  const { as, ownerDb } = await newWorld();
  const answer = await as("ada").post(paths.addRelative(), { ...lia, nameUsed: "Duval", ...wrong });
  expect([answer.status, plain(answer.body).includes(sentence)]).toEqual([422, true]);
  expect(answer.body).toContain('value="Duval"');
  expect(await ownerDb.selectFrom("actsFor").select("userId").where("relation", "<>", "self").execute()).toEqual([]);
});

test("the same child twice is asked about first; twins are added on purpose", async () => {
  const { as, ownerDb } = await newWorld();
  await addedBy(as("ada"), ownerDb);
  const again = await as("ada").post(paths.addRelative(), { ...lia, firstNames: "LIA" });
  expect([again.status, plain(again.body)]).toEqual([409, expect.stringContaining("Lia est peut-être déjà")]);
  expect((await as("ada").post(paths.addRelative(), { ...lia, isAnother: "oui" })).status).toBe(303);
  const other = await as("ada").post(paths.addRelative(), { ...lia, firstNames: "Côme", birthName: "Marin" });
  expect(other.status).toBe(303); // a name unlike hers is nobody's double
});

test("a request that comes twice adds one child", async () => {
  const { as, ownerDb } = await newWorld();
  const cle = newId();
  const both = await Promise.all([1, 2].map(() => as("ada").post(paths.addRelative(), { ...lia, cle })));
  expect(both.map(({ status }) => status)).toEqual([303, 303]);
  expect(
    await ownerDb
      .selectFrom("person")
      .select("id")
      .where("birthName", "=", "Adaberg")
      .where("firstNames", "like", "Lia%")
      .execute(),
  ).toHaveLength(1);
});

test("an account acts for fifteen relatives, no more, even when several are added at once", async () => {
  const { as, ownerDb } = await newWorld();
  for (let number = 1; number <= 14; number++)
    await addedBy(as("ada"), ownerDb, { firstNames: "x".repeat(number), birthDate: `${number + 10}/04/2017` });
  const names = ["Zoé", "Yves", "Xena", "Willy", "Victor", "Ulysse", "Tanguy", "Solène"];
  await Promise.all(names.map(() => as("ada").get(paths.relatives()))); // as many connections are open
  const all = await Promise.all(
    names.map((name) => as("ada").post(paths.addRelative(), { ...lia, firstNames: name, birthName: name })),
  );
  expect(all.map(({ status }) => status).sort()).toEqual([303, ...Array<number>(7).fill(409)]);
  expect(plain(all.find(({ status }) => status === 409)!.body)).toContain("15 proches au plus");
});

test("names and telephone are corrected; the practices that keep a file are told", async () => {
  const { as, ownerDb } = await newWorld();
  const id = await addedBy(as("ada"), ownerDb);
  const form = await as("ada").get(paths.editRelative(id));
  for (const value of ["Lia, Rose", "Adaberg", "05/05/2017"]) expect(form.body).toContain(`value="${value}"`);
  const edit = { firstNames: "Lia, Rosa", birthName: "Adaberg", nameUsed: "Duval", birthDate: "05/05/2016", sex: "F" };
  const saved = await as("ada").post(paths.editRelative(id), { ...edit, phone: "06 39 98 12 34" });
  expect([saved.status, saved.location]).toEqual([303, paths.relative(id, { fait: "modifie" })]);
  const person = await ownerDb.selectFrom("person").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  expect(person).toMatchObject({ firstNames: "Lia, Rosa", nameUsed: "Duval", phone: "+33639981234" });
  expect((await actsFor(ownerDb, id))[0]!.untilOn?.toString()).toBe("2034-05-04"); // childhood ends with the right date
  const { rows } = await sql<{ payload: { fields: string[] } }>`select payload from graphile_worker._private_jobs jobs
    join graphile_worker._private_tasks tasks on tasks.id = task_id where identifier = 'identity-changed'`.execute(
    ownerDb,
  );
  expect(rows.at(-1)!.payload.fields.sort()).toEqual(["birth_date", "first_names", "name_used", "phone"]);

  const grown = await as("ada").post(paths.editRelative(id), { ...edit, birthDate: "05/05/2001" });
  expect([grown.status, plain(grown.body).includes("vérifiez l'année")]).toEqual([422, true]);
});

test("an identity that a practice checked is corrected there: whatever is posted, only the telephone changes", async () => {
  const { as, ownerDb, db, cast, clock } = await newWorld();
  const id = await addedBy(as("ada"), ownerDb);
  await bookFor(id, { db, cast, clock } as World);
  await ownerDb.updateTable("patient").set({ identityStatus: "validated" }).where("personId", "=", id).execute();
  const page = await as("ada").get(paths.editRelative(id));
  expect(plain(page.body)).toMatch(/Cette identité est vérifiée\. Le cabinet Cabinet du Cerf-Volant l'a contrôlée/);
  expect(page.body).not.toContain('name="firstNames"');
  const edit = { ...lia, firstNames: "Mila", birthDate: "05/05/2018", phone: "06 39 98 12 34" };
  expect((await as("ada").post(paths.editRelative(id), edit)).status).toBe(303);
  expect(await ownerDb.selectFrom("person").selectAll().where("id", "=", id).executeTakeFirst()).toMatchObject({
    ...{ firstNames: "Lia, Rose", phone: "+33639981234" },
  });
});

test("a child without a telephone is reached by that of the adult who books", async () => {
  const { as, ownerDb, db, cast, clock } = await newWorld();
  const id = await addedBy(as("ada"), ownerDb);
  await bookFor(id, { db, cast, clock } as World);
  const file = await ownerDb.selectFrom("patient").select("phone").where("personId", "=", id).executeTakeFirstOrThrow();
  expect(file.phone).toBe("+33639980001");
});

test("whoever stops acting is shown what stays, and nothing is left here of a child nobody acts for", async () => {
  const { as, ownerDb, db, cast, clock } = await newWorld();
  const id = await addedBy(as("ada"), ownerDb);
  const appointmentId = await bookFor(id, { db, cast, clock } as World);
  const page = plain((await as("ada").get(paths.leaveRelative(id))).body);
  expect(page).toMatch(/Personne d'autre n'agit.*profil sera effacé.*Un rendez-vous à venir.*jeudi 1er avril à 10:00/);
  expect((await as("ada").post(paths.leaveRelative(id))).location).toBe(paths.relatives({ fait: "retire" }));

  expect(await ownerDb.selectFrom("person").select("id").where("id", "=", id).execute()).toEqual([]);
  const kept = await ownerDb
    .selectFrom("appointment")
    .innerJoin("patient", "patient.id", "appointment.patientId")
    .select(["appointment.status", "patient.firstNames", "patient.personId"])
    .where("appointment.id", "=", appointmentId)
    .executeTakeFirst();
  expect(kept).toEqual({ status: "booked", firstNames: "Lia, Rose", personId: null });
  expect((await as("ada").get(paths.appointment(appointmentId))).status).toBe(404);
  expect((await as("ada").post(paths.leaveRelative(id))).status).toBe(404);
});

test("a relative of another account is nowhere: each address answers 404, and nothing changes", async () => {
  const { as, ownerDb, cast } = await newWorld();
  const id = await addedBy(as("ada"), ownerDb);
  const before = await everything();
  const addresses = [
    paths.relative,
    paths.editRelative,
    paths.shareRelative,
    paths.relativeAccount,
    paths.leaveRelative,
  ];
  for (const address of addresses) {
    for (const whose of [id, cast.eve.personId, cast.ada.personId, newId(), "x"]) {
      expect((await as("eve").get(address(whose))).status, address(whose)).toBe(404);
      expect((await as("eve").post(address(whose), { ...lia, email: "eve@exemple.fr", faire: "retirer" })).status).toBe(
        404,
      );
    }
    expect((await as("ada").get(address(id))).status, address(id)).toBe(200);
    expect((await as("nobody").get(address(id))).location, address(id)).toMatch(/^\/connexion/);
  }
  expect((await as("eve").get(paths.myAppointments({ pour: id }))).status).toBe(404);
  expect(await everything()).toEqual(before);

  function everything() {
    const tables = ["person", "actsFor", "relativeInvitation"] as const;
    return Promise.all(tables.map((table) => ownerDb.selectFrom(table).selectAll().execute()));
  }
});

async function bookFor(personId: string, { db, cast, clock }: Pick<World, "db" | "cast" | "clock">): Promise<string> {
  const { lune, sites } = cast.cerfVolant;
  const startsAt = Temporal.Instant.from("2027-04-01T08:00:00Z");
  const slot = { practitionerId: lune.practitionerId, siteId: sites.main.id, reasonId: lune.reasonIds.visit, startsAt };
  const choice = { slot, holdId: null, personId, wordsForPractice: null, whenClose: "keep" as const, key: newId() };
  return done(await bookAppointment(db, { ...choice, by: cast.ada.by, now: clock.now() })).appointmentId;
}
