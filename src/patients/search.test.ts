import { expect, test } from "vitest";
import { addFile } from "../../test/patient-files.ts";
import { newWorld } from "../../test/world.ts";
import { asActor } from "../platform/actor.ts";
import { proPaths } from "../pro-paths.ts";
import { compareFiles } from "./compare-files.ts";
import { mergePatients } from "./merge-patients.ts";
import { searchPatients } from "./search.ts";
import { searchTerms } from "./search-terms.ts";

const today = Temporal.PlainDate.from("2027-03-22");

/** A house with a few people, and one of them at another house too. */
async function newHouse() {
  const world = await newWorld();
  const { cast, db, clock } = world;
  const helene = await addFile(world, { phone: "+33639984107", number: "004127", email: "helene@exemple.fr" });
  const marc = await addFile(world, {
    nameUsed: "Héliot",
    birthName: "Héliot",
    firstNames: "Marc",
    birthDate: "1980-12-01",
  });
  const dubois = await addFile(world, {
    nameUsed: "Dubois",
    birthName: "Dubois",
    firstNames: "Jean-Michel",
    birthDate: "1951-07-02",
  });
  const tour = await addFile(world, {
    nameUsed: "de la Tour",
    birthName: "L’Œillet",
    firstNames: "Zoé",
    birthDate: "2019-02-28",
  });
  const elsewhere = await addFile(world, { establishmentId: cast.tilleuls.establishmentId, phone: "+33639984107" });
  await compareFiles(world.ownerDb, { now: clock.now() });
  const found = async (q: string, who: "sami" | "lou" | "max" = "sami") => {
    const { by } = cast[who];
    const files = await asActor(db, by, (tx) => searchPatients(tx, by, { q, now: clock.now() }));
    return files.map(({ id }) => id);
  };
  return { ...world, world, helene, marc, dubois, tour, elsewhere, found };
}

test("a few letters of any name are enough, in any order, without accents, hyphens or case", async () => {
  const { found, helene, marc, dubois, tour } = await newHouse();
  for (const q of ["marc hel", "HELENE march", "hélène roche", "roche", "marchand marie", "Mar  Hé"])
    expect(await found(q), q).toContain(helene);
  expect(await found("marc hel")).toEqual(expect.arrayContaining([helene, marc]));
  expect(await found("jean michel dub")).toEqual([dubois]);
  expect(await found("oeillet")).toEqual([tour]);
  expect(await found("tour de la")).toEqual([tour]);
  expect(await found("chand")).toEqual([]);
  expect(await found("marchand jules")).toEqual([]);
});

test("the family name comes before the first name, the very name before a longer one, a recent visit before none", async () => {
  const { world, found, ownerDb } = await newHouse();
  const named = (nameUsed: string, firstNames: string) =>
    addFile(world, { nameUsed, birthName: nameUsed, firstNames, birthDate: "1970-01-01" });
  const asFirstName = await named("Zola", "Martin");
  const longer = await named("Martineau", "Ada");
  const alone = await named("Martin", "Anne");
  const seen = await named("Martin", "Zélie");
  const { id: appointmentId } = world.appointment;
  await ownerDb.updateTable("appointment").set({ patientId: seen }).where("id", "=", appointmentId).execute();
  expect(await found("martin")).toEqual([seen, alone, longer, asFirstName]);
  expect(await found("martin", "lou")).toEqual([alone, seen, longer, asFirstName]); // it is in an agenda she does not see
  expect(await found("zol mar")).toEqual([asFirstName]);
});

test("a typing mistake finds who was meant, after those named so", async () => {
  const { found, world, helene, dubois } = await newHouse();
  for (const q of ["marhcand", "marchant", "mrachand helene", "marchand helnee"])
    expect(await found(q), q).toEqual([helene]);
  expect(await found("dubios")).toEqual([dubois]);
  expect(await found("duboys jean")).toEqual([dubois]);
  const named = await addFile(world, { nameUsed: "Marchant", birthName: "Marchant", firstNames: "Luc" });
  expect((await found("marchant"))[0]).toBe(named);
  expect(await found("zzzzzz")).toEqual([]);
});

test.each([
  "14/03/1951",
  "14-03-1951",
  "14.3.1951",
  "140351",
  "14031951",
  "14 03 1951",
  "14 3 1951",
  "1951-03-14",
  "14 mars 1951",
  "14 mars 51",
  "mars 1951",
  "marchand 1951",
  "0639984107",
  "06 39 98 41 07",
  "06.39.98.41.07",
  "+33 6 39 98 41 07",
  "+33639984107",
  "0033639984107",
  "06 39",
  "004127",
  "4127",
  "helene@",
  "HELENE@exemple.fr",
  "roche 140351",
  "14/03/1951 marchand",
])("« %s » finds Hélène Marchand", async (q) => {
  const { found, helene } = await shared;
  expect(await found(q)).toContain(helene);
});
const shared = newHouse();

test("other days, other telephones, other numbers do not", async () => {
  const { found, helene } = await shared;
  for (const q of [
    "15/03/1951",
    "150351",
    "1952",
    "avril 1951",
    "0639984108",
    "+41 63",
    "004128",
    "marchand 1980",
    "14/03/1951 dubois",
  ])
    expect(await found(q), q).not.toContain(helene);
});

test("mars is a month beside a number, a name otherwise", () => {
  expect(searchTerms("mars 1951", today).words).toEqual([]);
  expect(searchTerms("mars hélène", today).words).toEqual(["mars", "helene"]);
  expect(searchTerms("", today)).toEqual({ words: [], digits: [], mail: null });
});

test("each house finds its own files only, and all of them, whatever agendas one sees", async () => {
  const { found, helene, elsewhere } = await shared;
  expect(await found("marchand")).toEqual([helene]);
  expect(await found("marchand", "lou")).toEqual([helene]);
  expect(await found("marchand", "max")).toEqual([elsewhere]);
  expect(await found("0639984107", "max")).toEqual([elsewhere]);
});

test("a patient finds nothing by it, and what is no letter breaks nothing", async () => {
  const { db, cast, found, as } = await shared;
  const by = { ...cast.sami.by, userId: cast.ada.userId };
  const now = Temporal.Instant.from("2027-03-22T09:00:00Z");
  expect(await asActor(db, by, (tx) => searchPatients(tx, by, { q: "marchand", now }))).toEqual([]);
  expect((await as("ada").get(proPaths.patientsFound({ q: "marchand" }))).status).toBe(404);
  expect((await as("nobody").get(proPaths.patients({ q: "marchand" }))).status).toBe(303);
  for (const q of [
    "%",
    "_",
    "\\",
    "'; drop table patient; --",
    "%%%%",
    "a".repeat(500),
    "٣",
    "() or 1=1",
    "+",
    "@",
    "0",
    "\u0000x",
    "<b>",
    "1e9",
    "00",
    "-",
  ])
    expect(Array.isArray(await found(q.replaceAll("\0", ""))), q).toBe(true);
  expect((await as("sami").get(`${proPaths.patientsFound()}?q=%00%25'`)).status).toBe(200);
});

test("a file that was joined to another is found under the other alone", async () => {
  const { world, found, cast, db, clock } = await newHouse();
  const gone = await addFile(world, { nameUsed: "Marchande", firstNames: "Hélène" });
  const kept = (await found("marchand helene")).find((id) => id !== gone)!;
  await mergePatients(db, {
    kept: { id: kept, version: 1 },
    gone: { id: gone, version: 1 },
    fromGone: [],
    by: cast.sami.by,
    now: clock.now(),
  });
  expect(await found("marchand")).toEqual([kept]);
  expect(await found("marchande")).toEqual([kept]); // as a typing mistake
});

test("who was found is written down, once, and shown to staff with what tells namesakes apart", async () => {
  const { as, ownerDb, helene } = await newHouse();
  const json = await as("sami").get(proPaths.patientsFound({ q: "marc hel" }));
  expect(json.headers.get("cache-control")).toContain("no-store");
  const { patients } = JSON.parse(json.body) as {
    patients: { id: string; name: string; detail: string; href: string }[];
  };
  const [found] = patients.filter(({ id }) => id === helene);
  expect(found).toMatchObject({ name: "MARCHAND Hélène", href: proPaths.patient(helene) });
  expect(found!.detail.replaceAll("\u00a0", " ")).toBe("née ROCHE le 14/03/1951 · 06 39 98 41 07 · dossier 004 127");
  await as("sami").get(proPaths.patients({ q: "marc hel" }));
  const looks = await ownerDb
    .selectFrom("event")
    .selectAll()
    .where("patientId", "=", helene)
    .where("kind", "=", "patients-listed")
    .execute();
  expect(looks).toHaveLength(1);
});
