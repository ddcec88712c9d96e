import { sql } from "kysely";
import { expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { searchKey, typingErrors, typingErrorsSoFar } from "./search-key.ts";

const { ownerDb } = await newDatabase();

test("a name is searched the same way here and in the database", async () => {
  const names = [
    "L'Haÿ-les-Roses",
    "Œuilly",
    "Aÿ-Champagne",
    "D’Aubigné  Éléonore",
    "Straße",
    "  Öztürk ",
    "Ñuñez",
    "Wałęsa",
    "Sørensen",
    "Đặng",
    "İnönü",
    "Işık",
    "Saint-Mandé (94)",
    "",
  ];
  const { rows } = await sql<{
    key: string;
  }>`select search_key(name) as key from unnest(${names}::text[]) as name`.execute(ownerDb);
  expect(names.map(searchKey)).toEqual(rows.map(({ key }) => key));
});

test.each([
  ["cardiologe", "cardiologue", 1],
  ["kiens", "kines", 1],
  ["parsi", "paris", 1],
  ["", "eu", 2],
  ["dentiste", "dentiste", 0],
  ["medcein", "medecin", 1],
])("« %s » is « %s » with %i typing errors", (typed, meant, errors) => {
  expect(typingErrors(typed, meant)).toBe(errors);
  expect(typingErrors(meant, typed)).toBe(errors);
});

test("whoever stops typing before the end has made no error by it", () => {
  expect(typingErrorsSoFar("montp", "montpellier")).toBe(0);
  expect(typingErrorsSoFar("motnp", "montpellier")).toBe(1);
});
