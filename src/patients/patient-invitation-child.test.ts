import { expect, test } from "vitest";
import { emailOf } from "../../test/cast.ts";
import {
  appointmentOf,
  fileOf,
  herAnswer,
  inside,
  linkTo,
  personOf,
  sayAndLook,
} from "../../test/patient-invitations.ts";
import { addedBy, plain } from "../../test/relatives.ts";
import { newWorld } from "../../test/world.ts";
import { passGate } from "../consents/pass-gate.ts";
import { openTexts } from "../help/texts.ts";
import { paths } from "../paths.ts";
import { newId } from "../platform/ids.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** A file of Lia, who is nine; the address is a parent's. */
const lia = {
  ...{ birthName: "Adaberg", nameUsed: "Adaberg", firstNames: "Lia, Rose", sex: "F" as const, phone: null },
  birthDate: Temporal.PlainDate.from("2017-05-05"),
};
const born = { birthDate: "05/05/2017" };
const added = { faire: "rattacher", qui: "nouveau", as: "parent", states: "oui" };

const adultsOf = ({ ownerDb }: World, personId: string) =>
  ownerDb
    .selectFrom("actsFor")
    .select(["userId", "relation", "representation", "untilOn"])
    .where("personId", "=", personId)
    .execute();

test("a practice invites the parent of a small patient: the child is added from its file, on the parent's word", async () => {
  const world = await newWorld();
  const { as, cast, ownerDb } = world;
  const patientId = await fileOf(world, { ...lia, email: emailOf("Ada") });
  const appointmentId = await appointmentOf(world, patientId);
  const link = await linkTo(world, patientId);
  expect(plain((await as("ada").get(link)).body)).not.toMatch(/Lia|2017/);
  const page = plain((await sayAndLook(as("ada"), link, born)).body);
  expect(page).toMatch(/Cabinet du Cerf-Volant.*Lia/);
  expect(page).not.toContain("déjà dans « Mes proches »");
  const unsaid = await as("ada").post(link, { faire: "rattacher", qui: "nouveau" });
  for (const field of ["as", "states"])
    expect([unsaid.status, unsaid.body]).toEqual([422, expect.stringContaining(`href="#${field}"`)]);

  const answer = await as("ada").post(link, added);
  const personId = (await personOf(world, patientId))!;
  expect([answer.status, answer.location]).toEqual([303, paths.myAppointments({ pour: personId })]);
  expect(await adultsOf(world, personId)).toMatchObject([
    { userId: cast.ada.userId, relation: "child", representation: "parental-authority" },
  ]);
  const person = await ownerDb.selectFrom("person").selectAll().where("id", "=", personId).executeTakeFirstOrThrow();
  expect(person).toMatchObject({ firstNames: "Lia, Rose", birthDate: lia.birthDate, phone: null });
  expect((await as("ada").get(paths.appointment(appointmentId))).status).toBe(200);
  expect((await as("ada").post(link, added)).location).toBe(inside); // calm, and no second child
  expect(await ownerDb.selectFrom("person").select("id").where("firstNames", "=", "Lia, Rose").execute()).toHaveLength(
    1,
  );
});

test("a child she acts for already is recognised by birth date and name, and the file becomes that child's", async () => {
  const world = await newWorld();
  const { as, ownerDb } = world;
  const known = await addedBy(as("ada"), ownerDb, { firstNames: "Lia" });
  const brother = await addedBy(as("ada"), ownerDb, { firstNames: "Noé", birthDate: "01/02/2020" });
  const patientId = await fileOf(world, { ...lia, email: emailOf("Ada") });
  const link = await linkTo(world, patientId);
  const page = await sayAndLook(as("ada"), link, born);
  expect(page.body).toContain(`value="${known}" checked`);
  expect(page.body).not.toContain(brother);
  const bens = await addedBy(as("ben"), ownerDb);
  for (const qui of [brother, bens, newId(), "", "'"]) {
    const refused = await as("ada").post(link, { ...added, qui });
    expect(refused.status, qui).toBe(422);
  }
  expect(await personOf(world, patientId)).toBeNull();
  expect((await as("ada").post(link, { faire: "rattacher", qui: known })).location).toBe(
    paths.myAppointments({ pour: known }),
  );
  expect(await personOf(world, patientId)).toBe(known);
});

test("the child's other file there is not linked twice: the practice joins the two", async () => {
  const world = await newWorld();
  const { as, ownerDb } = world;
  const known = await addedBy(as("ada"), ownerDb);
  const first = await linkTo(world, await fileOf(world, { ...lia, email: emailOf("Ada") }));
  await sayAndLook(as("ada"), first, born);
  await as("ada").post(first, { faire: "rattacher", qui: known });
  const second = await fileOf(world, { ...lia, email: emailOf("Ada") });
  const link = await linkTo(world, second);
  await sayAndLook(as("ada"), link, born);
  expect((await as("ada").post(link, { faire: "rattacher", qui: known })).location).toBe(link);
  expect(plain((await as("ada").get(link)).body)).toContain("Vos deux dossiers seront réunis");
  expect(await personOf(world, second)).toBeNull();
});

test("a parent without account opens one first, without another mail, and comes back to the child", async () => {
  const world = await newWorld();
  const { newBrowser, mails, drainJobs, db, ownerDb, clock } = world;
  const patientId = await fileOf(world, { ...lia, email: "parent@exemple.fr" });
  const link = await linkTo(world, patientId);
  const browser = newBrowser();
  const offer = plain((await sayAndLook(browser, link, born)).body);
  expect(offer).toMatch(/Ouvrez d'abord votre compte.*parent@exemple\.fr/);
  expect((await browser.post(link, herAnswer)).status).toBe(200); // the child's is not hers to take

  mails.splice(0);
  const activation = await browser.post(link, { faire: "ouvrir" });
  expect([activation.status, activation.location]).toEqual([303, expect.stringMatching(/^\/activation\//)]);
  const { faire: _, ...names } = herAnswer;
  const opened = await browser.post(activation.location!, { ...names, birthDate: "02/03/1986" });
  expect([opened.status, opened.location]).toEqual([303, link]);
  expect((await browser.get(link)).location).toBe(paths.gate({ vers: link }));
  await drainJobs();
  expect(mails).toEqual([]);

  const { userId } = await ownerDb
    .withTables<{ "auth.user": { userId: string; id: string; email: string } }>()
    .selectFrom("auth.user")
    .select("id as userId")
    .where("email", "=", "parent@exemple.fr")
    .executeTakeFirstOrThrow();
  const now = clock.now();
  await passGate(db, { by: { kind: "user", userId, visitor: null }, texts: openTexts({ now: () => now }), now });
  expect(plain((await browser.get(link)).body)).toContain("Suivre les rendez-vous d'un enfant");
  expect((await browser.post(link, added)).status).toBe(303);
  expect(await adultsOf(world, (await personOf(world, patientId))!)).toMatchObject([{ userId, relation: "child" }]);
});

test("at sixteen the file is one's own or a parent's to follow: whoever opens the link says which", async () => {
  const world = await newWorld();
  const { newBrowser } = world;
  const noa = { ...lia, firstNames: "Noa", birthDate: Temporal.PlainDate.from("2010-07-14"), email: "noa@exemple.fr" };
  const patientId = await fileOf(world, noa);
  const link = await linkTo(world, patientId);
  const browser = newBrowser();
  const said = { birthDate: "14/07/2010" };
  const page = plain((await sayAndLook(browser, link, said)).body);
  expect(page).toMatch(/Je suis Noa.*Je suis son parent/);
  const mine = paths.patientInvitation(link.split("/").at(-1)!, { pour: "moi" });
  const parents = paths.patientInvitation(link.split("/").at(-1)!, { pour: "enfant" });
  expect((await browser.post(link, herAnswer)).status).toBe(200);
  expect(plain((await browser.get(parents)).body)).toContain("Ouvrez d'abord votre compte");
  expect((await browser.get(mine)).body).toContain('name="password"');
  expect((await browser.post(mine, { ...herAnswer, firstNames: "Noa" })).location).toBe(inside);
  expect((await adultsOf(world, (await personOf(world, patientId))!))[0]).toMatchObject({ relation: "self" });
});

test("whoever acts for fifteen relatives adds no sixteenth, and is told what to do", async () => {
  const world = await newWorld();
  const { as, ownerDb } = world;
  for (let day = 11; day < 26; day++) await addedBy(as("ada"), ownerDb, { birthDate: `${day}/06/2018` });
  const patientId = await fileOf(world, { ...lia, email: emailOf("Ada") });
  const link = await linkTo(world, patientId);
  await sayAndLook(as("ada"), link, born);
  const answer = await as("ada").post(link, added);
  expect([answer.status, plain(answer.body)]).toEqual([409, expect.stringContaining("Votre liste est complète")]);
  expect(await personOf(world, patientId)).toBeNull();
});
