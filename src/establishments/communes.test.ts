import { expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { asActor, nobody } from "../platform/actor.ts";
import { findCommunes, labelOf, placeFrom } from "./communes.ts";
import { loadCommunes } from "./load-communes.ts";

const { db, ownerDb } = await newDatabase();
const loaded = await ownerDb.transaction().execute((tx) => loadCommunes(tx));

const suggested = async (text: string) => (await asActor(db, nobody, (tx) => findCommunes(tx, text, 8))).map(labelOf);
const place = async (text: string) => (await asActor(db, nobody, (tx) => placeFrom(tx, text)))?.label;

test("all of France is there, and loading it again changes nothing", async () => {
  expect(loaded).toBeGreaterThan(34_900);
  expect(await ownerDb.transaction().execute((tx) => loadCommunes(tx))).toBe(0);
});

test.each([
  ["vinc", "Vincennes (94300)"],
  ["VINCENNES", "Vincennes (94300)"],
  ["943", "Vincennes (94300)"],
  ["st denis", "Saint-Denis (974)"],
  ["St-Étienne", "Saint-Étienne (42)"],
  ["havre", "Le Havre (76)"],
  ["mans", "Le Mans (72)"],
  ["hay les", "L'Haÿ-les-Roses (94240)"],
  ["noum", "Nouméa (98800)"],
])("who types « %s » is first offered %s", async (text, first) => {
  expect((await suggested(text))[0]).toBe(first);
});

test("a city comes before its arrondissements, a small town before those that begin like it", async () => {
  expect((await suggested("paris")).slice(0, 2)).toEqual(["Paris (75)", "Paris 15e (75015)"]);
  expect((await suggested("eu"))[0]).toBe("Eu (76260)");
});

test.each(["v", "7", "", " ", "%", "'); drop table commune; --", "zzzzzz"])(
  "« %s » suggests nothing, calmly",
  async (text) => {
    expect(await suggested(text)).toEqual([]);
  },
);

test.each([
  ["Vincennes (94300)", "Vincennes (94300)"],
  ["vincenes", "Vincennes (94300)"],
  ["vinecnnes", "Vincennes (94300)"],
  ["94300", "Vincennes (94300)"],
  ["94304 cedex", "Vincennes (94300)"],
  ["Paris", "Paris (75)"],
  ["parsi", "Paris (75)"],
  ["Paris 12", "Paris 12e (75012)"],
  ["75012 Paris", "Paris 12e (75012)"],
  ["PARIS 1er arrondissement", "Paris 1er (75001)"],
  ["lyon 3ème", "Lyon 3e (69003)"],
  ["marseile", "Marseille (13)"],
  ["Saint-Denis (93)", "Saint-Denis (93)"],
  ["Saint-Denis (974)", "Saint-Denis (974)"],
  ["97400 saint denis", "Saint-Denis (97400)"],
  ["ajacio", "Ajaccio (2A)"],
  ["20000", "Ajaccio (20000)"],
  ["saint maur des foses", "Saint-Maur-des-Fossés (94)"],
])("« %s » means %s", async (text, label) => {
  expect(await place(text)).toBe(label);
});

test("a label brings back the place it names", async () => {
  const cities = ["Paris", "Lyon", "Marseille"];
  for (const text of ["Saint-Denis", "Paris 16", ...cities, "Montreuil", "Nice", "Castillon", "Bastia"]) {
    const label = await place(text);
    expect(await place(label!)).toBe(label);
  }
});

test.each(["n'existe pas", "99999", "Atlantide (12)", "x".repeat(5000)])("« %s » is no place", async (text) => {
  expect(await place(text)).toBeUndefined();
});

test("a place has the coordinates of its centre", async () => {
  const vincennes = await asActor(db, nobody, (tx) => placeFrom(tx, "Vincennes"));
  expect(vincennes).toMatchObject({ name: "Vincennes", postalCode: "94300" });
  expect(vincennes!.latitude).toBeCloseTo(48.85, 1);
  expect(vincennes!.longitude).toBeCloseTo(2.44, 1);
});

test("the other Saint-Denis is offered to whoever typed no more than the name", async () => {
  const namesakes = async (text: string) =>
    (await asActor(db, nobody, (tx) => placeFrom(tx, text)))?.namesakes.map(({ label }) => label);
  expect((await namesakes("saint denis"))?.[0]).toBe("Saint-Denis (93)");
  expect(await namesakes("Saint-Denis (93)")).toEqual([]);
  expect(await namesakes("Vincennes")).toEqual([]);
});
