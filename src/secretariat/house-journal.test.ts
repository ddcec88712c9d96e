import { expect, test } from "vitest";
import { fileOf } from "../../test/patient-invitations.ts";
import { plain } from "../../test/relatives.ts";
import { newWorld } from "../../test/world.ts";
import { sealJournal } from "../audit/seal-journal.ts";
import { newId } from "../platform/ids.ts";
import { proPaths } from "../pro-paths.ts";
import { wordsIn } from "../ui/words.ts";
import { journalKinds } from "./journal-kinds.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

const linesOn = (body: string) => [...body.matchAll(/<h3[^>]*>(.*?)<\/h3>/gs)].map(([, line]) => plain(line!).trim());

test("every kind of the journal has a sentence of its own", () => {
  const t = wordsIn("fr", "secretariat");
  const sentences = journalKinds.map((kind) => t(`journal.what.${kind}`));
  expect(sentences.filter((sentence) => sentence.startsWith("journal.") || sentence === "")).toEqual([]);
  expect(new Set(sentences).size).toBe(sentences.length);
});

test("a manager reads all of the house, a practitioner the own agenda, a secretary is refused, other houses nothing of it", async () => {
  const world = await newWorld();
  const { as } = world;
  await world.book({ by: "ben", with: "fontanel", at: "2027-04-01T10:00" });
  const all = plain((await as("nina").get(proPaths.houseJournal())).body);
  expect(all).toMatch(/Rendez-vous pris : ADABERG Ada/);
  expect(all).toMatch(/Rendez-vous pris : BENBERG Ben/);
  const own = linesOn((await as("lune").get(proPaths.houseJournal())).body);
  expect(own).toEqual(["Rendez-vous pris : ADABERG Ada"]);
  for (const member of ["sami", "lou", "max"] as const) {
    expect((await as(member).get(proPaths.houseJournal())).status).toBe(403);
    expect((await as(member).get(proPaths.houseJournalFile())).status).toBe(403);
  }
  expect((await as("ada").get(proPaths.houseJournal())).status).toBe(404);
  expect((await as("nina").get(proPaths.houseJournal())).body).toContain("Journal consulté"); // reading it is remembered
});

test("it is filtered by days, by colleague, by kind and by patient, also found by her name", async () => {
  const world = await newWorld();
  const { as, clock } = world;
  const id = await fileOf(world);
  await as("lou").get(proPaths.patient(id));
  clock.set("2027-03-23T09:00+01:00[Europe/Paris]");
  await world.verifyNow("sami");
  await world.verifyNow("nina");
  await as("sami").post(proPaths.patientNotes(id), { texte: "Bonjour", cle: newId() });
  const read = async (query: Parameters<typeof proPaths.houseJournal>[0]) =>
    linesOn((await as("nina").get(proPaths.houseJournal(query))).body);

  const note = "Note d'équipe écrite : PERRIN Odette";
  const look = "Dossier consulté : PERRIN Odette";
  expect(await read({ quoi: "file", patient: id })).toEqual([note]);
  expect(await read({ qui: world.cast.lou.staffId })).toEqual([look]);
  expect(await read({ qui: "patients", du: "2027-03-22", au: "2027-03-22" })).toContain(
    "Rendez-vous pris : ADABERG Ada",
  );
  expect(await read({ du: "2027-03-23", quoi: "patient-note-written" })).toEqual([note]);
  expect(await read({ au: "2027-03-22", quoi: "patient-note-written" })).toEqual([]);
  expect(await read({ patient: "perrin", quoi: "patient-file-viewed", au: "2027-03-22" })).toEqual([look]);
  for (const nonsense of [
    { du: "hier", au: "2027-99-99", qui: "moi", quoi: "tout" },
    { page: "page" },
    { page: "99999999999999999_1" },
    { patient: newId() },
    { patient: "%" },
    { du: "9999-12-31", au: "9999-12-31" },
    { du: "-271821-04-20" },
  ])
    expect([nonsense, (await as("nina").get(proPaths.houseJournal(nonsense))).status]).toEqual([nonsense, 200]);
});

test("fifty lines a page, to the last of them, none twice and none left out", async () => {
  const world = await newWorld();
  const { as, ownerDb, cast, clock } = world;
  const { establishmentId } = cast.cerfVolant;
  const lines = Array.from({ length: 120 }, (_, index) => ({
    ...{ id: newId(), kind: "settings-changed", establishmentId },
    happenedAt: clock.now().subtract({ minutes: 10 + Math.floor(index / 7) }), // many of one instant
  }));
  await ownerDb.insertInto("event").values(lines).execute();
  const seen: number[] = [];
  let address: string | undefined = proPaths.houseJournal({ quoi: "settings-changed" });
  while (address) {
    const { body } = await as("nina").get(address);
    seen.push(linesOn(body).length);
    address = /href="([^"]*)" rel="next"|rel="next"[^>]*href="([^"]*)"|href="([^"]*)"[^>]*rel="next"/
      .exec(body)
      ?.slice(1)
      .find(Boolean)
      ?.replaceAll("&amp;", "&");
  }
  expect(seen).toEqual([50, 50, 20]);
});

test("what is filtered is taken along as CSV, in which no cell is a formula; that too is remembered", async () => {
  const world = await newWorld();
  const { as, ownerDb } = world;
  const id = await fileOf(world, { nameUsed: "=CMD()", firstNames: 'Odette; "Jeanne"' });
  await as("sami").get(proPaths.patient(id));
  const answer = await as("nina").get(proPaths.houseJournalFile({ quoi: "patient-file-viewed" }));
  expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
  const [head, line, ...rest] = answer.body.replace("\ufeff", "").trim().split("\r\n");
  expect(head).toMatch(/^Ligne;Jour;Heure;Quoi/);
  expect(line).toMatch(/;2027-03-22;09:00:00;Dossier consulté;.*;"?'=CMD\(\) Odette/);
  expect(rest).toEqual([]);
  const told = await ownerDb.selectFrom("event").select("kind").where("kind", "=", "journal-downloaded").execute();
  expect(told).toHaveLength(1);
});

test("it says up to when it is sealed", async () => {
  const world: World = await newWorld();
  const { as, ownerDb } = world;
  expect(plain((await as("nina").get(proPaths.houseJournal())).body)).toContain("Pas encore scellé");
  await sealJournal(ownerDb);
  expect(plain((await as("nina").get(proPaths.houseJournal())).body)).toMatch(/Scellé jusqu'/);
});
