import { expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { addPractice } from "../../test/practice.ts";
import { asActor, nobody } from "../platform/actor.ts";
import { type SearchFilters, searchPractitioners } from "./search.ts";
import { readWho } from "./who.ts";

const { db, ownerDb } = await newDatabase();
const vincennes = { latitude: 48.8486, longitude: 2.4377 };
const strasbourg = {
  commune: "Strasbourg",
  inseeCode: "67482",
  postalCode: "67000",
  latitude: 48.5839,
  longitude: 7.7455,
};

const lune = await addPractice(ownerDb, {
  sites: { main: { wheelchair: true } },
  reasons: {
    visit: {},
    video: { name: "Consultation en visio", place: "video" },
    staff: { name: "Suivi", bookableBy: "staff" },
  },
  feeSector: "1",
  languages: ["fr", "it"],
});
const brezolles = await addPractice(ownerDb, {
  establishment: { name: "Centre de santé des Lavandières" },
  ...{ title: "Dr", firstName: "Paul", lastName: "Brézolles", specialtyCodes: ["SM04"], acceptsNewPatients: false },
  sites: {
    far: { name: "À Montreuil", latitude: 48.8642, longitude: 2.4432 },
    near: { name: "À Saint-Mandé", latitude: 48.8425, longitude: 2.4185 },
  },
  openings: [
    { at: "far", weekdays: ["MO"], from: "09:00", to: "12:00" },
    { at: "near", weekdays: ["TU"], from: "09:00", to: "12:00" },
  ],
});
await addPractice(ownerDb, {
  title: "Mme",
  firstName: "Inès",
  lastName: "Ott",
  professionCode: "28",
  specialtyCodes: [],
});
const muller = await addPractice(ownerDb, {
  establishment: { name: "Clinique des Trois-Tilleuls" },
  ...{ firstName: "Élise", lastName: "Müller" },
  sites: { main: strasbourg },
});

async function search(text: string, around: typeof vincennes | null = null, filters: SearchFilters = {}) {
  const question = { who: readWho(text), around, filters };
  const answer = await asActor(db, nobody, (tx) => searchPractitioners(tx, question));
  return { ...answer, names: answer.found.map(({ lastName }) => lastName) };
}

test.each([
  ["généraliste", ["Lune", "Müller"]],
  ["cardiologe", ["Brézolles"]],
  ["lune", ["Lune"]],
  ["LUNE Camille", ["Lune"]],
  ["muller", ["Müller"]],
  ["Dr Brezoles", ["Brézolles"]],
  ["généraliste Lune", ["Lune"]],
  ["dentiste Lune", []],
  ["clinique des trois tilleuls", ["Müller"]],
  ["lavandière", ["Brézolles"]],
  ["opticien", ["Ott"]],
  ["", ["Brézolles", "Lune", "Müller", "Ott"]],
  ["zzzz", []],
  [".*|(\\", ["Brézolles", "Lune", "Müller", "Ott"]], // nothing one could search for
])("who asks for « %s » finds %o", async (text, names) => {
  expect((await search(text)).names).toEqual(names);
});

test("Dre Lune is found by name, and not the opticians whose « lunettes » begin alike", async () => {
  const { names, who } = await search("Lune");
  expect(names).toEqual(["Lune"]);
  expect(who.specialties).toEqual([]);
});

test("the nearest come first, each at the nearest of its sites, and nobody is listed twice", async () => {
  const { found } = await search("", vincennes);
  expect(found.map(({ lastName, siteName }) => `${lastName}, ${siteName}`)).toEqual([
    "Lune, Cabinet du Cerf-Volant",
    "Ott, Cabinet du Cerf-Volant",
    "Brézolles, À Saint-Mandé",
  ]);
  expect(found[0]!.distanceMetres).toBe(0);
  expect(found[2]!.distanceMetres).toBeGreaterThan(1500);
  expect(found[2]!.distanceMetres).toBeLessThan(1700);
});

test("nobody beyond 100 km answers", async () => {
  expect((await search("Müller", vincennes)).names).toEqual([]);
  expect((await search("Müller", strasbourg)).names).toEqual(["Müller"]);
});

test.each<[SearchFilters, string[]]>([
  [{ wheelchair: true }, ["Lune"]],
  [{ video: true }, ["Lune"]],
  [{ sector1: true }, ["Lune"]],
  [{ language: "it" }, ["Lune"]],
  [{ language: "he" }, []],
  [{ newPatients: true }, ["Lune", "Müller", "Ott"]],
  [{ wheelchair: true, language: "fr", sector1: true, video: true, newPatients: true }, ["Lune"]],
])("with %o wished, only %o are left", async (filters, names) => {
  expect((await search("", null, filters)).names).toEqual(names);
});

test("times are looked for by the first visit reason anyone may book; by video when video is wished", async () => {
  const [usual] = (await search("lune")).found;
  expect(usual).toMatchObject({ reasonId: lune.reason.visit, offersVideo: true, siteId: lune.site.main });
  const [byVideo] = (await search("lune", null, { video: true })).found;
  expect(byVideo!.reasonId).toBe(lune.reason.video);
});

test("whoever has left, and sites that closed, are found no more", async () => {
  await ownerDb.updateTable("site").set({ active: false }).where("id", "=", brezolles.site.near!).execute();
  expect((await search("Brézolles", vincennes)).found[0]!.siteName).toBe("À Montreuil");
  await ownerDb.updateTable("practitioner").set({ active: false }).where("id", "=", muller.practitionerId).execute();
  expect((await search("Müller")).names).toEqual([]);
});
