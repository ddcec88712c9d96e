import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { inventedFacts } from "../platform/site-facts.ts";
import { dictionaries } from "../ui/words.ts";
import { openTexts } from "./texts.ts";

const { as, newBrowser, app, cast, ownerDb } = await newWorld();
const texts = openTexts({ facts: inventedFacts, now: () => Temporal.Instant.from("2027-03-22T09:00Z") });
const languages = ["fr", "en"] as const;

const read = async (path: string, language: "fr" | "en" = "fr") =>
  (await newBrowser().get(path, { "Accept-Language": language })).body;
const help = (asked: string) => `${paths.help()}?${new URLSearchParams({ q: asked })}`;
const titlesIn = (html: string) => [...html.matchAll(/<h3 id="([^"]+)"/g)].map(([, id]) => id);

/** What the first help page of the service answered, and where ours does. */
const firstQuestions: [string, string, RegExp[]][] = [
  ["an account that is inactive", "compte-inactif", [/secrétariat/, /bouton d’activation/, /spam/, /identifiant/]],
  ["a forgotten password", "mot-de-passe-oublie", [/Se connecter/, /spam/, /minutes/]],
  ["a password that does not work", "mot-de-passe-refuse", [/ni O, ni zéro/, /Seul le dernier message/, /Majuscules/]],
  ["changing the password", "changer-mot-de-passe", [/Mon compte/, /ne disent rien de sa longueur/, /enregistrez/]],
  ["a space that does not open", "avant-de-continuer", [/Avant de continuer/, /en bas/]],
  ["cancelling an appointment", "annuler", [/Mes rendez-vous/, /Déplacer/, /Annuler/]],
  ["an automatic mail", "repondre", [/personne ne lit les réponses/, /pas transmises au cabinet/]],
  ["not cancellable online", "annulation-impossible", [/heures ou de jours/, /fiche du soignant/]],
  ["getting a document", "recuperer-document", [/flèche bleue/, /bas de la page/, /pièce jointe/, /Ouvrez-les tous/]],
  ["documents no longer listed", "documents-archives", [/6.mois/, /archivé/, /Premium/]],
  ["privacy and hosting", "confidentialite", [/certifié HDS/, /établissement/, /Politique de confidentialité/]],
  ["the Premium offer", "offre-premium", [/sans limite de durée/, /pas membre/, /en premier/, /Boutique/]],
];

test.each(firstQuestions)("%s: asked, answered, and found on the page", async (_, id, facts) => {
  const html = await read(paths.help());
  const answer = html
    .slice(html.indexOf(`<h3 id="${id}"`))
    .split(/<article|<\/section>/)[0]!
    .replace(/<[^>]+>/g, "");
  for (const fact of facts) expect(answer).toMatch(fact);
  expect(html).toContain(`href="#${id}"`);
  expect(await read(paths.help(), "en")).toContain(`<h3 id="${id}"`);
});

test("both languages answer the same questions, under the same names", () => {
  const names = languages.map((language) =>
    texts.help(language).questions.map(({ id, questions }) => [id, questions.map((question) => question.id)]),
  );
  expect(names[0]).toEqual(names[1]);
});

test("a search says how many answers it found, shows where, and keeps what was typed", async () => {
  const html = await read(help("pièce JOINTE"));
  expect(titlesIn(html)).toEqual(["recuperer-document"]);
  expect(html).toMatch(/1.réponse pour «.pièce JOINTE.»/);
  expect(html).toContain("<mark>pièce</mark> <mark>jointe</mark>");
  expect(html).toMatch(/<input[^>]* value="pièce JOINTE"/);
  expect(titlesIn(await read(help("oublie")))).toContain("mot-de-passe-oublie");
  expect(await read(help("password forgotten"), "en")).toContain("<mark>password</mark>");
});

test("when no answer has all the words, those that have most come, and it says so", async () => {
  const html = await read(help("flèche bleue Opéra"));
  expect(titlesIn(html)).toEqual(["recuperer-document"]);
  expect(html).toContain("Aucune réponse ne contient tous ces mots");
});

test("when nothing is found it says what to do, and the way to us is on the page", async () => {
  const html = await read(help("hippopotame"));
  expect(titlesIn(html)).toEqual([]);
  expect(html).toMatch(/Aucune réponse pour «.hippopotame.»/);
  expect(html).toContain(`href="${paths.help()}#nous-joindre"`);
  expect(await read(paths.help())).toContain('<h3 id="nous-joindre"');
});

test("what a stranger types into the search is printed, never obeyed", async () => {
  for (const asked of ["<script>alert(1)</script>", "mot <b>passe", "((([", "$t(page.title) {{count}}"]) {
    const html = await read(help(asked));
    expect(html).not.toMatch(/<script>alert|<b>passe/);
  }
});

test("every link of the help page and of the legal texts leads somewhere, for someone signed in", async () => {
  const pages = [paths.help(), paths.privacy(), paths.terms(), paths.legal(), paths.accessibility()];
  const links = new Map<string, string>();
  for (const page of pages) {
    for (const language of languages) {
      const html = await read(page, language);
      for (const [, href] of html.matchAll(/<a [^>]*href="([^"]+)"/g)) {
        if (href!.startsWith("#")) expect(html, `${page}${href}`).toContain(`id="${href!.slice(1)}"`);
        else if (href!.startsWith("/")) links.set(href!.split("#")[0]!, page);
      }
    }
  }
  expect(links.size).toBeGreaterThan(15);
  const broken: string[] = [];
  for (const [href, page] of links) {
    const { status } = await as("ada").get(href);
    if (status >= 400) broken.push(`${href}, on ${page}: ${status}`);
  }
  expect(broken).toEqual([]);
});

test("a button that the help names is named so on its page", () => {
  const notYetOpen = { fr: ["Mes documents", "Boutique"], en: ["My documents", "Shop"] };
  for (const language of languages) {
    const words = new Set(sentencesIn(dictionaries[language]));
    const all = texts.help(language).questions.flatMap(({ questions }) => questions);
    const quoted = all.flatMap(({ title, answer }) => [...`${title} ${answer}`.matchAll(/[«“] ?([^»”]+?) ?[»”]/g)]);
    expect(quoted.length).toBeGreaterThan(5);
    for (const [, name] of quoted)
      if (!notYetOpen[language].includes(name!)) expect([...words], language).toContain(name!.replaceAll("’", "'"));
  }
});

test("the foot of every page leads to help and to each legal text; the top leads to help", async () => {
  for (const [who, page] of [
    ["nobody", paths.home()],
    ["ada", paths.home()],
  ] as const) {
    const html = (await as(who).get(page)).body;
    for (const path of [paths.help(), paths.privacy(), paths.terms(), paths.legal(), paths.accessibility()])
      expect(html.slice(html.indexOf("<footer")), path).toContain(`href="${path}"`);
    expect(html.slice(0, html.indexOf("<main"))).toContain(`href="${paths.help()}"`);
  }
});

test("legal pages say since when they are in force and are offered to search engines", async () => {
  for (const page of [paths.privacy(), paths.terms(), paths.legal(), paths.accessibility()]) {
    const html = await read(page);
    expect(html).toMatch(/En vigueur depuis le 22.novembre.2026/);
    expect(html).not.toContain("noindex");
  }
});

test("anyone reads what a practice tells of the data it answers for; its sheets lead there", async () => {
  const { establishmentId, lune } = cast.cerfVolant;
  const html = await read(paths.privacyOf(establishmentId));
  expect(html).toContain("Vos données chez Cabinet du Cerf-Volant");
  expect(html).toMatch(/8 allée du Cerf-Volant, 94300.Vincennes/);
  expect(html).toMatch(/01.99.00.12.34/);
  expect(await read(paths.practitioner(lune.slug))).toContain(`href="${paths.privacyOf(establishmentId)}"`);

  await ownerDb
    .updateTable("establishment")
    .set({ email: "cerf@exemple.fr" })
    .where("id", "=", establishmentId)
    .execute();
  expect(await read(paths.privacyOf(establishmentId), "en")).toContain("E-mail: cerf@exemple.fr.");
  for (const nowhere of ["x", "00000000-0000-7000-8000-000000000000", "%00"])
    expect((await app.request(paths.privacyOf(nowhere))).status).toBe(404);
});

function sentencesIn(words: object): string[] {
  return Object.values(words).flatMap((value) => (typeof value === "string" ? [value] : sentencesIn(value)));
}
