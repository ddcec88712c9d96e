import { expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { communeLabel, communesMeant } from "../establishments/birth-communes.ts";
import { loadCommunes } from "../establishments/load-communes.ts";
import { paths } from "../paths.ts";
import { birthplaceFrom } from "./birthplace.ts";
import { countriesIn, countryName } from "./countries.ts";
import { newSite } from "./test-site.tsx";

const database = await newDatabase();
const { db, ownerDb } = database;
const site = await newSite(database);
await ownerDb.transaction().execute((tx) => loadCommunes(tx));

const from = (typed: Record<string, string>) => birthplaceFrom(db, communesMeant, typed);

test.each([
  ["Vincennes (94300)", "94080"],
  ["vincennes", "94080"],
  [" VINCENNES ", "94080"],
  ["Saint-Denis (974)", "97411"],
  ["saint denis (93)", "93066"],
  ["Paris 12e (75012)", "75112"],
  ["Paris (75)", "75056"],
  ["Ajaccio (2A)", "2A004"],
  ["Nouméa (98800)", "98818"],
])("« %s » is one commune, of INSEE code %s", async (birthplace, inseeCode) => {
  expect(await from({ birthplace })).toEqual({ ok: true, inseeCode });
});

test("a name that several communes have is asked about once, and the answer counts", async () => {
  const found = await from({ birthplace: "Saint-Denis" });
  expect(found).toMatchObject({ ok: false, errors: { birthplaceChoice: "identity.birthplace.which" } });
  const choices = found.ok ? [] : found.choices.map(({ inseeCode }) => inseeCode);
  expect(choices).toEqual(expect.arrayContaining(["93066", "97411"]));
  expect(await from({ birthplace: "Saint-Denis", birthplaceChoice: "97411" })).toEqual({
    ok: true,
    inseeCode: "97411",
  });
});

test("a choice that the text does not mean is no answer: the text was changed since, or a code made up", async () => {
  expect(await from({ birthplace: "Vincennes", birthplaceChoice: "97411" })).toEqual({ ok: true, inseeCode: "94080" });
  for (const birthplaceChoice of ["00000", "99352", "' or 1=1 --"])
    expect((await from({ birthplace: "Saint-Denis", birthplaceChoice })).ok).toBe(false);
});

test("what is no commune, or a commune and a country, is refused with its reason", async () => {
  expect(await from({ birthplace: "Zzzzzz" })).toMatchObject({ errors: { birthplace: "identity.birthplace.unknown" } });
  const both = { birthplace: "Vincennes", birthCountry: "99352" };
  expect(await from(both)).toMatchObject({ errors: { birthplace: "identity.birthplace.both" } });
  for (const birthCountry of ["99100", "99999", "94080", "DZ", "__proto__"])
    expect(await from({ birthCountry })).toMatchObject({ errors: { birthCountry: "identity.birthCountry.wrong" } });
});

test("abroad a country is enough, and nothing need be said at all", async () => {
  expect(await from({ birthCountry: "99352" })).toEqual({ ok: true, inseeCode: "99352" });
  expect(await from({})).toEqual({ ok: true, inseeCode: null });
});

test("countries have INSEE’s codes, once each, and names in both languages", () => {
  for (const language of ["fr", "en"] as const) {
    const codes = countriesIn(language).map(({ inseeCode }) => inseeCode);
    expect(new Set(codes).size).toBe(codes.length);
    for (const { inseeCode, name } of countriesIn(language)) {
      expect(inseeCode).toMatch(/^99[1-5]\d\d$/);
      expect(name).not.toMatch(/^[A-Z]{2}$|, [A-Z]{2}$/); // a code without a name
    }
  }
  expect(["99109", "99127", "99350", "99404"].map((code) => countryName(code, "fr"))).toEqual([
    ...["Allemagne", "Italie", "Maroc", "États-Unis"],
  ]);
  expect(countryName("99109", "en")).toBe("Germany");
  expect(countriesIn("fr")[0]!.name).toBe("Afghanistan");
});

test("a commune is shown again as it was chosen", async () => {
  for (const label of ["Vincennes (94300)", "Saint-Denis (93)", "Paris 12e (75012)"]) {
    const found = await from({ birthplace: label });
    expect(await communeLabel(db, found.ok ? found.inseeCode! : "")).toBe(label);
  }
  expect(await communeLabel(db, "00000")).toBeNull();
});

test("at sign-up the place of birth is optional, and asked again without losing anything", async () => {
  const form = { password: "tasse-Lune-47-vélo", birthName: "Roche", nameUsed: "", firstNames: "Hélène" };
  const ada = { ...form, birthDate: "14/03/1951", sex: "F", phone: "06 39 98 12 34", noticed: "oui" };
  const activate = async (email: string, born: Record<string, string>) => {
    const browser = site.browser();
    await browser.post(paths.signUp(), { email });
    const link = new URL(/http:\/\/\S+\/activation\/\S+/.exec((await site.deliver()).text)![0]).pathname;
    return { answer: await browser.post(link, { ...ada, ...born }), browser, link };
  };
  const asked = await activate("which@exemple.fr", { birthplace: "Saint-Denis" });
  const page = await asked.answer.text();
  expect(asked.answer.status).toBe(422);
  for (const said of ['value="Saint-Denis"', 'value="97411"', 'href="#birthplaceChoice"']) expect(page).toContain(said);
  const chosen = { ...ada, birthplace: "Saint-Denis", birthplaceChoice: "97411" };
  expect((await asked.browser.post(asked.link, chosen)).status).toBe(303);
  expect((await activate("abroad@exemple.fr", { birthCountry: "99350" })).answer.status).toBe(303);
  expect((await activate("silent@exemple.fr", {})).answer.status).toBe(303);
  const kept = await ownerDb.selectFrom("person").select("birthplaceInsee").orderBy("createdAt").execute();
  expect(kept.map((person) => person.birthplaceInsee)).toEqual(["97411", "99350", null]);
});
