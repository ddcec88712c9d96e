import { expect, test } from "vitest";
import { unzip } from "../../test/unzip.ts";
import { newWorld } from "../../test/world.ts";
import { proPaths } from "../pro-paths.ts";
import { guessColumns } from "./fields.ts";
import { sexIn } from "./import-patient.ts";
import { readCsv, textOf } from "./read-csv.ts";
import { dateIn, minutesIn, timeIn } from "./typed-times.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

const patientsCsv = `Nom;Prénom;Date de naissance;Sexe;Téléphone;N° dossier
Petit;Élodie;14/03/1951;F;06 39 98 41 07;12
Noël;Paul;02/11/1988;Homme;;13
;Sans nom;01/01/1990;;;
Vidal;Rosa;31/02/1990;;;`;

/** Brings a file, tries it, and gives the address of its page. */
async function bring({ as, app, drainJobs }: World, text: string | Uint8Array, quoi: "patients" | "rendez-vous") {
  const form = new FormData();
  form.set("quoi", quoi);
  form.set("fichier", new File([text as BlobPart], "reprise.csv", { type: "text/csv" }));
  const cookie = Array.from(as("nina").cookies, ([name, value]) => `${name}=${value}`).join("; ");
  const headers = { cookie, origin: "http://localhost:3000" };
  const answer = await app.request(proPaths.newImport(), { method: "POST", body: form, headers });
  if (answer.status !== 303) return { page: null, answer };
  const page = answer.headers.get("location")!;
  const columns = Object.fromEntries(
    [...(await as("nina").get(page)).body.matchAll(/name="colonne-(\w+)"[\s\S]*?<\/select>/g)].flatMap(
      ([select, name]) => {
        const chosen = /<option value="(\d+)" selected/.exec(select) ?? /<option selected value="(\d+)"/.exec(select);
        return chosen ? [[`colonne-${name}`, chosen[1]!]] : [];
      },
    ),
  );
  const tried = await as("nina").post(page, { faire: "verifier", ...columns });
  await drainJobs();
  return { page, answer, tried };
}

test("patients are tried first and nothing is written; then the right lines are, and the report says why the others are not", async () => {
  const world = await newWorld();
  const { as, ownerDb, drainJobs } = world;
  const files = () =>
    ownerDb
      .selectFrom("patient")
      .select(["nameUsed", "createdBy", "phone", "number", "sex"])
      .orderBy("number")
      .execute();
  const before = await files();
  const { page } = await bring(world, patientsCsv, "patients");
  const checked = await as("nina").get(page!);
  expect(checked.body).toContain("Importer 2 lignes");
  expect(checked.body).toContain("Ligne 4");
  expect(await files()).toEqual(before);

  expect((await as("nina").post(page!, { faire: "ecrire" })).status).toBe(303);
  await drainJobs();
  const written = (await files()).filter(({ createdBy }) => createdBy === "import");
  expect(written).toEqual([
    { nameUsed: "Petit", createdBy: "import", phone: "+33639984107", number: "12", sex: "F" },
    { nameUsed: "Noël", createdBy: "import", phone: null, number: "13", sex: "M" },
  ]);
  const report = await as("nina").get(`${page}/rapport.csv`);
  expect(report.body).toContain("5;Refusée;Date de naissance");
  expect(report.body).toContain("2;Importée;");
  const again = await bring(world, patientsCsv, "patients");
  expect((await as("nina").get(again.page!)).body).toContain("Aucune ligne n’est à importer");
});

test("killed in the middle, an import goes on where it was: no line twice, none lost", async () => {
  const world = await newWorld();
  const { as, ownerDb, drainJobs } = world;
  const lines = Array.from(
    { length: 250 },
    (_, i) =>
      `Martin${String.fromCharCode(97 + (i % 26))}${"x".repeat(i % 7)};Anne;${String((i % 28) + 1).padStart(2, "0")}/0${(i % 9) + 1}/19${50 + (i % 40)};P${i}`,
  );
  const { page } = await bring(world, ["Nom;Prénom;Naissance;Dossier", ...lines].join("\n"), "patients");
  await as("nina").post(page!, { faire: "ecrire" });
  const id = page!.split("/").at(-1)!;
  // a hundred lines were written when the power went
  await ownerDb.updateTable("importRun").set({ state: "stopped" }).where("id", "=", id).execute();
  await drainJobs();
  const { fine } = await ownerDb
    .selectFrom("importLine")
    .select(({ fn }) => fn.countAll<number>().as("fine"))
    .executeTakeFirstOrThrow();
  expect(Number(fine)).toBe(0);
  await ownerDb.updateTable("importRun").set({ state: "importing" }).where("id", "=", id).execute();
  const { workImport } = await import("./work-import.ts");
  const bench = { db: ownerDb, secret: "a secret of thirty-two characters at least", now: world.clock.now };
  await Promise.all([1, 2].map(() => workImport(bench, { runId: id }, { lastTry: false })));
  const written = await ownerDb.selectFrom("patient").select("number").where("createdBy", "=", "import").execute();
  expect(new Set(written.map(({ number }) => number)).size).toBe(250);
  expect(written).toHaveLength(250);
});

test("appointments find their patient, agenda and reason; what cannot be is refused, what stands in the way is said and nobody is told", async () => {
  const world = await newWorld();
  const { as, ownerDb, drainJobs, mails, book } = world;
  await book({ by: "ben", at: "2027-04-06T10:00" });
  await drainJobs();
  mails.length = 0;
  const text = [
    "Date,Heure,Durée,Praticien,Motif,Nom,Prénom,Date de naissance,État,Note",
    "31/03/2027,10h00,20,Dre Camille Lune,Consultation,Adaberg,Ada,01/06/1985,,Apporter la carte",
    "30/03/2027,08:30,,Lune,Consultation,Benberg,Ben,17/02/1990,,",
    "01/03/2027,09:00,30,Lune,Consultation,Adaberg,Ada,01/06/1985,absent,",
    "31/03/2027,10:00,20,Dr Inconnu,Consultation,Adaberg,Ada,01/06/1985,,",
    "31/03/2027,11:00,20,Lune,Acupuncture,Adaberg,Ada,01/06/1985,,",
    "31/03/2027,11:00,20,Lune,Consultation,Personne,Ici,01/06/1985,,",
    "30/03/2027,08:30,,Lune,Consultation,Adaberg,Ada,01/06/1985,,",
    "31/03/2027,11:00,20,Lune,Consultation,Adaberg,Ada,01/06/1985,vu,",
  ].join("\n");
  const { page } = await bring(world, text, "rendez-vous");
  const checked = await as("nina").get(page!);
  expect(checked.body).toContain("Importer 3 lignes");
  expect(checked.body).toContain("un autre rendez-vous occupe cet horaire");
  await as("nina").post(page!, { faire: "ecrire" });
  await drainJobs();
  const rows = await ownerDb
    .selectFrom("appointment")
    .selectAll()
    .where("origin", "=", "import")
    .orderBy("startsAt")
    .execute();
  expect(rows.map(({ status, startsLocal, overbooked }) => `${startsLocal} ${status} ${overbooked}`)).toEqual([
    "2027-03-01T09:00:00 missed false",
    "2027-03-30T08:30:00 booked true",
    "2027-03-31T10:00:00 booked false",
  ]);
  expect(mails).toEqual([]);
  const report = (await as("nina").get(`${page}/rapport.csv`)).body;
  for (const sentence of ["aucun praticien", "pas ce motif", "aucun dossier", "Déjà connue", "déjà venu"])
    expect(report).toContain(sentence);
});

test("imports and exports are the manager's; another's file is nowhere", async () => {
  const world = await newWorld();
  const { as } = world;
  const { page } = await bring(world, patientsCsv, "patients");
  for (const who of ["sami", "lune", "lou", "max"] as const)
    for (const address of [proPaths.imports(), proPaths.newImport(), proPaths.exports(), page!])
      expect((await as(who).get(address)).status).toBe(403);
  expect((await as("ada").get(page!)).status).toBe(404);
  expect((await as("sami").post(page!, { faire: "ecrire" })).status).toBe(403);
  expect((await as("sami").post(proPaths.exports())).status).toBe(403);
});

test.each([
  ["", "Ce fichier est vide"],
  ["Nom;Prénom", "une ligne de titres"],
  ["une seule colonne\nrien", "pas un tableau"],
])("a file that is no table is refused with a sentence: %j", async (text, sentence) => {
  const world = await newWorld();
  const { answer } = await bring(world, text, "patients");
  expect(answer.status).toBe(422);
  expect(await answer.text()).toContain(sentence);
});

test("a file whose columns say nothing is not tried before one says what they are", async () => {
  const world = await newWorld();
  const { page, tried } = await bring(world, "a;b;c\nPetit;Élodie;14/03/1951", "patients");
  expect(tried!.status).toBe(422);
  const answer = await world
    .as("nina")
    .post(page!, { faire: "verifier", "colonne-nameUsed": "0", "colonne-firstNames": "1", "colonne-birthDate": "2" });
  expect(answer.status).toBe(303);
  await world.drainJobs();
  expect((await world.as("nina").get(page!)).body).toContain("Importer 1 ligne");
});

test.each([
  ["UTF-8 with its mark", new TextEncoder().encode("\ufeffNom;Prénom\nNoël;Zoé")],
  ["Windows-1252", Uint8Array.from(Buffer.from("Nom;Prénom\nNoël;Zoé", "latin1"))],
  ["UTF-16", Uint8Array.from(Buffer.from("\ufeffNom;Prénom\nNoël;Zoé", "utf16le"))],
])("%s is read as it was written", (_, bytes) => {
  const read = readCsv(bytes);
  expect(read.ok && read.sheet).toEqual({ headers: ["Nom", "Prénom"], rows: [["Noël", "Zoé"]] });
});

test.each([";", ",", "\t", "|"])("cells parted by %j are told apart, quoted ones whole", (separator) => {
  const read = readCsv(
    new TextEncoder().encode(`Nom${separator}Note\n"Petit${separator} dit ""Paul"""${separator}x\n\nNoël`),
  );
  expect(read.ok && read.sheet.rows).toEqual([
    [`Petit${separator} dit "Paul"`, "x"],
    ["Noël", ""],
  ]);
});

test("headings are recognised, each column once; dates, hours, lengths and sexes as people write them", () => {
  expect(guessColumns("patients", ["NOM", "Prénoms", "Né(e) le", "Tél. mobile", "Autre"])).toMatchObject({
    nameUsed: 0,
    firstNames: 1,
    phone: 3,
  });
  expect(
    [dateIn("3/1/2027"), dateIn("2027-01-03 10:00"), dateIn("03.01.27"), dateIn("31/02/2027"), dateIn("")].map(String),
  ).toEqual(["2027-01-03", "2027-01-03", "2027-01-03", "null", "null"]);
  expect([timeIn("9h"), timeIn("09:05:00"), timeIn("2027-01-03 9h05"), timeIn("25:00")].map(String)).toEqual([
    "09:00:00",
    "09:05:00",
    "09:05:00",
    "null",
  ]);
  expect([minutesIn("20 min"), minutesIn("0:45"), minutesIn(""), minutesIn("beaucoup")]).toEqual([
    20,
    45,
    null,
    undefined,
  ]);
  expect(["Mme", "2", "Masculin", "?"].map(sexIn)).toEqual(["F", "F", "M", "U"]);
  expect(textOf(new TextEncoder().encode("a\0b"))).toBe("ab");
});

test("all that the house owns leaves in open files with their description, and nothing of another house", async () => {
  const world = await newWorld();
  const { app, as, cast, ownerDb, book } = world;
  await ownerDb.updateTable("patient").set({ nameUsed: "=cmd()" }).where("personId", "=", cast.ben.personId).execute();
  await book({ by: "ben", with: "ott", at: "2027-04-02T10:00" });
  await ownerDb
    .updateTable("patient")
    .set({ nameUsed: "=cmd()" })
    .where("establishmentId", "=", cast.cerfVolant.establishmentId)
    .execute();
  const cookie = Array.from(as("nina").cookies, ([name, value]) => `${name}=${value}`).join("; ");
  const answer = await app.request(proPaths.exports(), {
    method: "POST",
    headers: { cookie, origin: "http://localhost:3000" },
  });
  expect(answer.headers.get("content-type")).toBe("application/zip");
  const files = Object.fromEntries(unzip(new Uint8Array(await answer.arrayBuffer())));
  const patients = JSON.parse(files["patients.json"]!) as { name_used: string; establishment_id: string }[];
  expect(patients).toHaveLength(1);
  expect(patients[0]!.name_used).toBe("=cmd()");
  expect(files["patients.csv"]).toContain("'=cmd()");
  expect(JSON.parse(files["appointments.json"]!)).toHaveLength(1);
  const described = JSON.parse(files["description.json"]!);
  expect(Object.keys(described.files)).toContain("journal");
  expect(described.files.patients.items.properties.birth_date).toMatchObject({ type: "string", format: "date" });
  for (const text of Object.values(files)) expect(text).not.toContain(cast.tilleuls.establishmentId);
  const told = await ownerDb.selectFrom("event").select("kind").where("kind", "=", "house-exported").execute();
  expect(told).toHaveLength(1);
});
