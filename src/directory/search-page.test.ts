import { expect, test } from "vitest";
import { openPages } from "../../test/pages.ts";
import { addPractice } from "../../test/practice.ts";
import { paths } from "../paths.ts";
import { asActor, nobody } from "../platform/actor.ts";
import { find } from "./find.ts";
import { readSearch } from "./search-query.ts";

const { db, ownerDb, time, visit } = await openPages();
await ownerDb
  .insertInto("commune")
  .values([
    {
      inseeCode: "94080",
      name: "Vincennes",
      postalCodes: ["94300"],
      department: "94",
      population: 48193,
      latitude: 48.8486,
      longitude: 2.4377,
    },
    {
      inseeCode: "76351",
      name: "Le Havre",
      postalCodes: ["76600"],
      department: "76",
      population: 166000,
      latitude: 49.49,
      longitude: 0.107,
    },
  ])
  .execute();

const day = (date: string) => [{ at: "main", on: Temporal.PlainDate.from(date), from: "09:00", to: "12:00" }];
const metresNorth = (metres: number) => ({ main: { latitude: 48.8486 + metres / 111_200 } });

/** Fifteen dentists: the further away, the sooner free. */
for (let rank = 0; rank < 15; rank++)
  await addPractice(ownerDb, {
    ...{ lastName: `Dent${"abcdefghijklmno"[rank]}`, professionCode: "40", specialtyCodes: [] },
    sites: metresNorth(rank * 100),
    openings: day(`2026-12-${String(16 - rank).padStart(2, "0")}`),
  });
const lune = await addPractice(ownerDb, {
  reasons: { visit: { name: "Consultation", durationMin: 20 }, late: { name: "Suivi" } },
});
await addPractice(ownerDb, { lastName: "Vautrin", booksOnline: false, sites: metresNorth(500) });
await addPractice(ownerDb, { lastName: "Complet", acceptsNewPatients: false, sites: metresNorth(600) });
await addPractice(ownerDb, { lastName: "Tardif", openings: day("2027-01-14"), sites: metresNorth(700) });
await addPractice(ownerDb, { lastName: "Vide", openings: day("2026-11-20"), sites: metresNorth(800) });

const namesIn = (html: string) => [...html.matchAll(/<h3[^>]*>.*?Camille\s(\w+)</gs)].map(([, name]) => name);

test("the soonest comes first though the furthest, and the order goes on over the pages", async () => {
  const first = await visit(paths.search({ qui: "dentiste", ou: "Vincennes" }));
  const second = await visit(paths.search({ qui: "dentiste", ou: "Vincennes", page: "2" }));
  expect([...namesIn(first.html), ...namesIn(second.html)]).toEqual(
    [..."onmlkjihgfedcba"].map((letter) => `Dent${letter}`),
  );
  expect(first.text).toContain("15 soignants à moins de 5 km, du plus tôt au plus tard");
  expect(first.text).toContain("1 à 10 sur 15");
  expect(second.text).toContain("11 à 15 sur 15");
});

test("the nearest comes first when one prefers", async () => {
  const { html, text } = await visit(paths.search({ qui: "dentiste", ou: "Vincennes", tri: "pres" }));
  expect(namesIn(html).slice(0, 3)).toEqual(["Denta", "Dentb", "Dentc"]);
  expect(text).toContain("du plus près au plus loin");
});

test("it costs as many queries to compare fifteen as to show one", async () => {
  const queriesFor = async (who: string) => {
    let queries = 0;
    const counted = db.withPlugin({
      transformQuery: ({ node }) => {
        queries++;
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    await asActor(counted, nobody, (tx) => find(tx, readSearch({ qui: who, ou: "Vincennes" }), time.now));
    return queries;
  };
  expect(await queriesFor("dentiste")).toBe(await queriesFor("Dentb"));
});

test("each result gives its next free times, as links that take them", async () => {
  const { html, text } = await visit(paths.search({ qui: "Lune", ou: "94300" }));
  expect(text).toContain("« Lune » à Vincennes");
  expect(text).toContain("Aujourd’hui, lundi 23 novembre 10:00 10:20 10:40 11:00 11:20 Plus");
  const debut = encodeURIComponent("2026-11-23T10:20+01:00");
  const href = `/reserver?soignant=${lune.slug}&amp;motif=${lune.reason.visit}&amp;lieu=${lune.site.main}&amp;debut=${debut}`;
  expect(html).toContain(`href="${href}"`);
  expect(html).toMatch(/aria-label="Lundi 23.novembre à 10:20, avec Dre.Camille Lune"/);
});

test("who gives no times online says how to be reached", async () => {
  const { text } = await visit(paths.search({ qui: "généraliste", ou: "Vincennes" }));
  expect(text).toContain("Les rendez-vous se prennent par téléphone. 01 99 00 12 34");
  expect(text).toContain("Ce cabinet ne prend pas de nouveaux patients en ligne. Déjà suivi ? Voir la fiche");
  expect(text).toContain("Aucun horaire libre avant le jeudi 14 janvier 2027 Voir ce jour-là");
  expect(text).toContain("Aucun horaire libre en ligne pour le moment. 01 99 00 12 34");
  expect(text).toContain("Personne ne paie pour être mieux placé.");
});

test("a place nobody knows is said beside the field, and what was typed is kept", async () => {
  const { status, html, text } = await visit(paths.search({ qui: "dentiste", ou: "Atlantide" }));
  expect(status).toBe(422);
  expect(text).toContain("Nous ne connaissons pas ce lieu.");
  expect(html).toMatch(/<input[^>]*name="ou"[^>]*value="Atlantide"|<input[^>]*value="Atlantide"[^>]*name="ou"/);
  expect(html).toContain('aria-invalid="true"');
});

test("a mistyped place is understood, and the field says how", async () => {
  const { html } = await visit(paths.search({ qui: "dentiste", ou: "vincenes" }));
  expect(html).toContain('value="Vincennes (94300)"');
});

test("« au Havre », where nobody is: one may look everywhere, or ask someone of a neighbouring kind", async () => {
  const { status, text, html } = await visit(paths.search({ qui: "sage-femme", ou: "Le Havre" }));
  expect(status).toBe(200);
  expect(text).toContain("Sages-femmes au Havre");
  expect(text).toContain("Aucun soignant trouvé");
  expect(text).toContain("Chercher partout");
  expect(text).toContain("Gynécologue");
  expect(html).toContain('content="noindex"');
});

test("a word too badly spelt brings a guess", async () => {
  expect((await visit(paths.search({ qui: "dramatologe" }))).text).toContain("Dermatologue");
});

test("filters narrow the search and stay in the forms; without an answer they can be taken off", async () => {
  const { html, text } = await visit(
    paths.search({ qui: "généraliste", ou: "Vincennes", fauteuil: "1", langue: "it" }),
  );
  expect(text).toContain("Personne ne répond à tous ces critères.");
  expect(text).toContain("Chercher sans filtre");
  expect(html).toMatch(/<input type="hidden" name="fauteuil" value="1"\/>/);
  expect(html).toMatch(/name="fauteuil" value="1" checked/);
  expect(html).toMatch(/<option selected value="it">|<option value="it" selected>/);
});

test.each([
  "?page=-3",
  "?page=99999999999",
  "?qui=%00&ou=%F0%9F%98%80",
  `?qui=${"a".repeat(3000)}`,
  "?tri=x&langue=zz",
  "?qui=%25_&page=2",
])("« %s » never breaks the page", async (query) => {
  expect([200, 422]).toContain((await visit(`/recherche${query}`)).status);
});

test("the page is complete in English", async () => {
  const { html, text } = await visit(paths.search({ qui: "GP", ou: "Vincennes" }), "en");
  expect(html).toContain('<html lang="en"');
  expect(text).toContain("General practitioners near Vincennes");
  expect(text).toContain("5 practitioners within 5 km, soonest first");
  expect(text).toContain("Today, Monday 23 November 10:00");
});

test("suggestions are what the field understands", async () => {
  const answer = await visit("/api/communes?q=vinc");
  expect(JSON.parse(answer.html)).toEqual([{ value: "Vincennes (94300)" }]);
  expect(answer.headers.get("cache-control")).toContain("public");
  expect(JSON.parse((await visit("/api/communes")).html)).toEqual([]);
});
