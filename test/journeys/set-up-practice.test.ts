import { readFileSync } from "node:fs";
import sharp from "sharp";
import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { proPaths } from "../../src/pro-paths.ts";
import { openChromium } from "./chromium.ts";
import { readTheGate } from "./read-the-gate.ts";
import { ada, openSite, password, type Someone } from "./site.ts";
import { hire } from "./staff.ts";
import { plain, type Visitor } from "./visitor.ts";

const site = await openSite();
const sitDown = await openChromium(site);

const ivo: Someone = { email: "ivo.tessier@exemple.fr", firstNames: "Ivo", lastName: "Tessier" };
const nina: Someone = { email: "nina.favre@exemple.fr", firstNames: "Nina", lastName: "Favre" };
const lou: Someone = { email: "lou.ferrand@exemple.fr", firstNames: "Lou", lastName: "Ferrand" };

test("from nothing until a patient books: founded, set up by the pages alone, found, booked, counted, taken away", async () => {
  await foundBy(ivo, nina);
  const manager = await joinBy(nina);
  await setUp(manager);
  await openThursdays(manager);
  await askAboutSunday(manager);

  await invite(manager, lou);
  const secretary = await joinBy(lou);
  await bookThursday();
  await secretary.open(proPaths.agenda({ jour: "2026-11-26" }));
  expect(await secretary.words()).toContain("ROCHE Ada");
  expect(await secretary.words()).not.toContain("Frêne");
  expect((await secretary.page.request.get(proPaths.sites())).status()).toBe(403);

  await importTwo(manager);
  await manager.open(proPaths.statistics());
  expect(await manager.words()).toMatch(/Rendez-vous 1 Pris en ligne 100 %/i);
  await takeAllAway(manager);
});

/** Whoever runs the installation opens an establishment in the console, and invites its first manager. */
async function foundBy(operator: Someone, manager: Someone) {
  const { userId } = await site.account(operator);
  await site.ownerDb.insertInto("operator").values({ userId }).execute();
  const someone = await sitDown({ on: "desktop", as: operator });
  await someone.open(proPaths.operatorEstablishments());
  await someone.follow("Ouvrir un établissement");
  await someone.fill(/^Nom$/, "Maison des Tilleuls");
  await someone.choose("Centre ou maison de santé");
  await someone.fill(/^Téléphone/, "01 99 00 30 00");
  await someone.fill("Prénom et nom", `${manager.firstNames} ${manager.lastName}`);
  await someone.fill("Adresse mail professionnelle", manager.email);
  await someone.press("Ouvrir et inviter");
  expect(await someone.words()).toContain("Maison des Tilleuls");
}

/** By the link of her mail: a password, the gate, the professional space. */
async function joinBy({ email }: Someone): Promise<Visitor> {
  const { text } = await site.mailTo(email, /^Maison des Tilleuls vous invite/);
  const someone = await sitDown({ on: "desktop" });
  await someone.open(/http\S+\/equipe\/invitation\/\S+/.exec(text)![0]);
  expect(await someone.heading()).toBe("Rejoindre l'équipe");
  await someone.fill("Choisissez votre mot de passe", password);
  await someone.press("Créer mon compte et rejoindre");
  await readTheGate(someone);
  return someone;
}

/** A place, a practitioner with her photograph, a colleague, a reason: each where the list of what is missing leads. */
async function setUp(someone: Visitor) {
  const { page } = someone;
  await someone.open(proPaths.settings());
  expect(await someone.words()).toContain("Avant le premier rendez-vous");
  await someone.follow("Ajouter un lieu");
  await someone.fill("Nom du lieu", "Rez-de-chaussée");
  await someone.fill("Numéro et rue", "3 rue des Tilleuls");
  await page.getByRole("combobox", { name: "Commune" }).pressSequentially("vincen");
  await page.getByRole("option", { name: "Vincennes" }).click();
  await someone.press("Ajouter ce lieu");

  await page.goto(proPaths.settings());
  await someone.follow("Ajouter un praticien");
  await nameOne(someone, "Rose", "Lilas");
  await someone.open(proPaths.photo(idIn(page.url())));
  const picture = sharp({ create: { width: 400, height: 300, channels: 3, background: "#0b5a5e" } });
  const buffer = await picture.jpeg().toBuffer();
  await page.getByLabel("Choisir une photo").setInputFiles({ name: "rose.jpg", mimeType: "image/jpeg", buffer });
  await someone.press("Mettre en ligne");
  expect(await page.getByRole("img", { name: "Photo de Dre Rose Lilas" }).count()).toBe(1);

  await page.goto(proPaths.newPractitioner());
  await nameOne(someone, "Noé", "Frêne");
  await page.goto(proPaths.settings());
  await someone.follow("Choisir des motifs");
  await someone.follow(/^Consultation/);
  await someone.press("Ajouter ce motif");
}

async function nameOne({ page, fill, choose, press }: Visitor, firstName: string, lastName: string) {
  await page.getByLabel("Titre").selectOption("Dre");
  await fill("Prénom", firstName);
  await fill("Nom de famille", lastName);
  await page.getByLabel("Métier ou spécialité").selectOption("10:SM54");
  await choose("Rez-de-chaussée");
  await press("Ajouter ce praticien");
}

function idIn(address: string): string {
  return /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(address)![0];
}

/** Typed, said back while she types, and at once as patients will see it. */
async function openThursdays(someone: Visitor) {
  const { page } = someone;
  await page.goto(proPaths.settings());
  await someone.follow("Ouvrir des plages");
  await page.getByLabel("Praticien").selectOption({ label: "Dre Rose Lilas" });
  await someone.press("Afficher");
  await someone.follow("Ajouter une plage");
  await someone.fill(/^De$/, "09:00");
  await someone.fill(/^À$/, "12:00");
  await page.getByLabel("Répétition").selectOption({ label: "Chaque semaine" });
  const days = page.getByRole("group", { name: "Jours" });
  for (const day of ["lundi", "jeudi"]) await days.getByRole("checkbox", { name: day }).press("Space");
  await someone.fill(/^À partir du/, "2026-11-23");
  await page.getByText(/Tous les jeudis, de 09:00 à 12:00/).waitFor();
  await someone.press("Ajouter la plage");
  const seen = page.getByRole("region", { name: "Ce que verront les patients" });
  expect(plain(await seen.innerText())).toMatch(/jeudi 26 novembre 09:00 09:20 .* 11:20/);
}

async function askAboutSunday(someone: Visitor) {
  await someone.follow("Aperçu complet");
  expect(await someone.words()).toContain("Pourquoi cet horaire n'est-il pas proposé ?");
  await someone.fill("Jour et heure", "2026-11-29T10:00");
  await someone.press("Demander");
  expect(await someone.words()).toContain("Aucune plage d'ouverture ne permet une consultation de 30 min");
}

/** To keep the agenda of Dre Lilas, and no other. */
async function invite(someone: Visitor, colleague: Someone) {
  await someone.open(proPaths.team());
  await someone.follow("Inviter quelqu’un");
  await someone.fill("Prénom et nom", `${colleague.firstNames} ${colleague.lastName}`);
  await someone.fill("Adresse mail professionnelle", colleague.email);
  await someone.page.getByRole("radio", { name: /^Secrétariat/ }).check();
  await someone.choose("Seulement ceux-ci");
  await someone.page.getByRole("checkbox", { name: "Dre Rose Lilas" }).check();
  await someone.press("Envoyer l’invitation");
  expect(await someone.words()).toContain("L'invitation part par mail.");
}

/** Ada, in a browser of her own, who only knows a name. */
async function bookThursday() {
  await site.account(ada);
  const someone = await sitDown({ on: "phone", as: ada });
  await someone.open(paths.home());
  await someone.fill("Qui ou quoi", "Lilas");
  await someone.press("Rechercher");
  await someone.follow("Dre Rose Lilas");
  await someone.follow(/^Consultation/);
  await someone.follow("Jeudi 26 novembre, 09:00");
  await someone.press("Confirmer le rendez-vous");
  expect(await someone.heading()).toBe("À jeudi 26 novembre, Ada.");
}

/** Nothing is written until she has seen what would be. */
async function importTwo(someone: Visitor) {
  const { page } = someone;
  const patients = () =>
    site.ownerDb.selectFrom("patient").select("id").where("birthName", "in", ["Marchand", "Aubert"]).execute();
  const text = "Nom;Prénom;Date de naissance\nMarchand;Hélène;12/04/1950\nAubert;Luc;03/09/1972\n";
  await someone.open(proPaths.imports());
  await someone.follow("Importer des patients");
  const file = { name: "patients.csv", mimeType: "text/csv", buffer: Buffer.from(text) };
  await page.getByLabel("Fichier CSV").setInputFiles(file);
  await someone.press("Lire le fichier");
  await page.getByRole("button", { name: "Vérifier sans rien écrire" }).click(); // what comes loads itself again
  const write = page.getByRole("button", { name: "Importer 2 lignes" });
  await write.waitFor();
  expect(await patients()).toHaveLength(0);
  await write.click();
  await page.getByRole("heading", { name: "Résultat de l’import" }).waitFor();
  await page.getByText("Importées").first().waitFor();
  await someone.open(page.url());
  expect(await patients()).toHaveLength(2);
}

async function takeAllAway(someone: Visitor) {
  await someone.open(proPaths.exports());
  const [download] = await Promise.all([
    someone.page.waitForEvent("download"),
    someone.button("Télécharger l’archive").click(),
  ]);
  expect(download.suggestedFilename()).toBe("etablissement-2026-11-23.zip");
  const archive = readFileSync(await download.path()).toString("latin1");
  expect(archive.slice(0, 2)).toBe("PK");
  expect(archive).toContain("patients.csv");
}

test("on a phone, settings, openings and the form of a reason scroll in one direction only", async () => {
  const zoe: Someone = { email: "zoe.martel@exemple.fr", firstNames: "Zoé", lastName: "Martel" };
  await hire(site, zoe, { role: "manager" });
  const someone = await sitDown({ on: "phone", as: zoe });
  for (const address of [proPaths.settings(), proPaths.openings(), proPaths.newReason({ modele: "consultation" })]) {
    await someone.open(address);
    const { scrolled, screen } = await someone.page.evaluate(() => {
      window.scrollTo(400, 0);
      return { scrolled: window.scrollX, screen: window.innerWidth };
    });
    expect({ address, scrolled, screen }).toEqual({ address, scrolled: 0, screen: 390 });
  }
});
