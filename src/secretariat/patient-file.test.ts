import { expect, test } from "vitest";
import { done } from "../../seeds/done.ts";
import { eventsOf, fileOf } from "../../test/patient-invitations.ts";
import { plain } from "../../test/relatives.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { mergePatients } from "../patients/merge-patients.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { proPaths } from "../pro-paths.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** The file of Ada's own bookings. */
async function fileOfAda({ ownerDb, cast }: World): Promise<string> {
  const file = await ownerDb
    .selectFrom("patient")
    .select("id")
    .where("personId", "=", cast.ada.personId)
    .executeTakeFirstOrThrow();
  return file.id;
}

const pagesOf = (id: string) => [
  proPaths.patient(id),
  proPaths.patientAppointments(id),
  proPaths.patientNotices(id),
  proPaths.patientJournal(id),
  proPaths.patientNotes(id),
  proPaths.patientStanding(id),
  proPaths.patientInvitation(id),
  proPaths.unlinkPatient(id),
];

test("a file opens for the whole house; another establishment, a patient and an address that is none find nothing", async () => {
  const world = await newWorld();
  const { as } = world;
  const id = await fileOfAda(world);
  const statuses = (member: "sami" | "lune" | "lou" | "nina" | "max" | "ada", pages: string[]) =>
    Promise.all(pages.map(async (page) => [page, (await as(member).get(page)).status]));
  const pages = pagesOf(id);
  expect(await statuses("sami", pages)).toEqual(pages.map((page) => [page, 200]));
  for (const member of ["lune", "lou", "nina"] as const)
    expect(await statuses(member, pages.slice(0, 1))).toEqual([[pages[0], 200]]);
  for (const member of ["max", "ada"] as const)
    expect(await statuses(member, pages)).toEqual(pages.map((page) => [page, 404]));
  expect(await statuses("sami", pagesOf("personne"))).toEqual(pagesOf("personne").map((page) => [page, 404]));
});

test("whoever finds no file changes nothing of it", async () => {
  const world = await newWorld();
  const id = await fileOfAda(world);
  const posts = [
    ...[proPaths.patientNotes(id), proPaths.patientStanding(id), proPaths.patientInvitation(id)],
    ...[proPaths.unlinkPatient(id), proPaths.patientProposal(id, newId())],
  ];
  const form = { enLigne: "oui", texte: "Bonjour", reponse: "accepter", valeur: "x" };
  for (const member of ["max", "ada"] as const) {
    const tried = posts.map(async (post) => [post, (await world.as(member).post(post, form)).status]);
    expect(await Promise.all(tried)).toEqual(posts.map((post) => [post, 404]));
  }
  expect((await eventsOf(world, id)).map(([kind]) => kind)).not.toContain("patient-unlinked");
});

test("the head says who it is, as staff call people; the page says what is to come, in the agendas one sees", async () => {
  const world = await newWorld();
  const { as, drainJobs } = world;
  const id = await fileOfAda(world);
  await drainJobs();
  const page = plain((await as("sami").get(proPaths.patient(id))).body);
  expect(page).toMatch(/ADABERG Ada.*Née le 1er juin 1985 \(41 ans\).*Identité provisoire.*Compte AmiCare relié/);
  expect(page).toMatch(/À venir.*mardi 30 mars à 08:30 Dre Lune, Consultation, 30 min Confirmé/);
  expect(page).toMatch(/Derniers envois.*Confirmation de rendez-vous/);

  for (const address of [proPaths.patient(id), proPaths.patientAppointments(id), proPaths.patientNotices(id)]) {
    const lous = plain((await as("lou").get(address)).body);
    expect(lous).not.toMatch(/30 mars|Dre Lune|Confirmation de/);
    expect(lous).toContain("vos agendas");
  }
  const lousJournal = (await as("lou").get(proPaths.patientJournal(id))).body;
  expect(plain(lousJournal)).toContain("Dossier ouvert");
  expect(lousJournal).not.toMatch(/>Rendez-vous pris<\/h3>|30 mars/);
  expect(plain((await as("sami").get(proPaths.patientJournal(id))).body)).toMatch(/Rendez-vous pris.*30 mars/);
});

test("whoever opens a file is written down once in five minutes, and the patient reads it in her own journal", async () => {
  const world = await newWorld();
  const { as, ownerDb, clock } = world;
  const id = await fileOfAda(world);
  for (const page of [proPaths.patient(id), proPaths.patientNotices(id), proPaths.patient(id)])
    await as("sami").get(page);
  const looks = () =>
    ownerDb
      .selectFrom("event")
      .select("id")
      .where("kind", "=", "patient-file-viewed")
      .where("patientId", "=", id)
      .execute();
  expect(await looks()).toHaveLength(1);
  clock.advance({ minutes: 6 });
  await as("sami").get(proPaths.patient(id));
  expect(await looks()).toHaveLength(2);
  expect(plain((await as("ada").get(paths.journal())).body)).toMatch(/Dossier consulté.*Par le secrétariat/);
});

test("who acts for a child is named when a patient here, and otherwise only there", async () => {
  const world = await newWorld();
  const { as, ownerDb, cast } = world;
  const lia = newId();
  const names = { birthName: "Adaberg", nameUsed: "Adaberg", firstNames: "Lia" };
  const born = Temporal.PlainDate.from("2019-05-05");
  const file = newId();
  const { establishmentId } = cast.cerfVolant;
  await asActor(ownerDb, { kind: "system", job: "test" }, async (tx) => {
    await tx
      .insertInto("person")
      .values({ id: lia, ...names, birthDate: born, sex: "F" })
      .execute();
    await tx
      .insertInto("actsFor")
      .values([
        { userId: cast.ada.userId, personId: lia, relation: "child", representation: "parental-authority" },
        { userId: cast.eve.userId, personId: lia, relation: "child", representation: "parental-authority" },
      ])
      .execute();
    await tx
      .insertInto("patient")
      .values({ id: file, establishmentId, personId: lia, ...names, birthDate: born, sex: "F", createdBy: "patient" })
      .execute();
  });
  const page = plain((await as("sami").get(proPaths.patient(file))).body);
  expect(page).toMatch(/Agissent pour elle.*ADABERG Ada parent, autorité parentale/);
  expect(page).toContain("Une personne sans dossier ici (parent, autorité parentale)");
  expect(page).not.toMatch(/Eve/);
  const adas = plain((await as("sami").get(proPaths.patient(await fileOfAda(world)))).body);
  expect(adas).toMatch(/Pour qui elle agit.*ADABERG Lia enfant, 7 ans, autorité parentale/);
});

test("a file that was joined to another leads there; its notes and its lines of the journal are read with it", async () => {
  const world = await newWorld();
  const { as, db, cast, clock } = world;
  const [keptId, goneId] = [await fileOf(world), await fileOf(world, { phone: null })];
  await as("sami").post(proPaths.patientNotes(goneId), { texte: "Vient en fauteuil.", epinglee: "oui", cle: newId() });
  const [kept, gone] = [
    { id: keptId, version: 1 },
    { id: goneId, version: 1 },
  ];
  done(await mergePatients(db, { kept, gone, fromGone: [], by: cast.sami.by, now: clock.now() }));
  for (const page of [proPaths.patient(goneId), proPaths.patientNotes(goneId)])
    expect((await as("lou").get(page)).location).toBe(proPaths.patient(keptId));
  expect((await as("max").get(proPaths.patient(goneId))).status).toBe(404);
  expect(plain((await as("lou").get(proPaths.patient(keptId))).body)).toContain("Vient en fauteuil.");
  expect(plain((await as("lou").get(proPaths.patientJournal(keptId))).body)).toContain("Note d'équipe écrite");
});

test("names that are markup are words", async () => {
  const world = await newWorld();
  const id = await fileOf(world, {
    nameUsed: "<script>alert(1)</script>",
    firstNames: "<img src=x onerror=alert(2)>",
    number: '00412"7',
  });
  for (const page of pagesOf(id)) {
    const { body } = await world.as("sami").get(page);
    expect(body).not.toMatch(/<script>alert|<SCRIPT>ALERT|<img src=x/i);
  }
});
