import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium, type Seat } from "./chromium.ts";
import { readTheGate } from "./read-the-gate.ts";
import { openSite, password, type Someone } from "./site.ts";

const site = await openSite();
const sitDown = await openChromium(site);

test("« Vous ne pouvez pas naviguer sur votre espace », on a phone: the boxes at the foot of « Avant de continuer… » open it", async () => {
  await cannotGoAnywhere(nour, { on: "phone" });
});

test("with script switched off, on a desktop, the same", async () => {
  await cannotGoAnywhere({ ...nour, email: "nour.sans.script@exemple.fr" }, { on: "desktop", script: false });
});

test("whoever would rather not go on may take the data along, close the account, or sign out", async () => {
  const someone = await newcomer({ ...nour, email: "nour.refuse@exemple.fr" }, { on: "phone" });
  await someone.open(paths.myAppointments());
  expect(await someone.link("Récupérer mes données").getAttribute("href")).toBe(paths.myData());
  expect(await someone.link("Fermer mon compte").getAttribute("href")).toBe(paths.closeAccount());
  await someone.arriving(() => someone.page.locator("main").getByRole("button", { name: "Me déconnecter" }).click());
  await someone.open(paths.myAppointments());
  expect(await someone.heading()).toBe("Se connecter");
});

test("a booking in progress waits for whoever reads", async () => {
  await booksWhileReading({ ...nour, email: "nour.reserve@exemple.fr" }, { on: "phone" });
});

test("with script switched off, on a desktop, it waits too", async () => {
  await booksWhileReading({ ...nour, email: "nour.reserve.aussi@exemple.fr" }, { on: "desktop", script: false });
});

test("in English, the same page; allowing something, then taking it back, is one press each", async () => {
  const someone = await newcomer({ ...nour, email: "nour.english@exemple.fr" }, { on: "desktop" });
  await someone.open(paths.consents());
  await someone.follow("English");
  expect(await someone.heading()).toBe("Before you go on…");
  await someone.choose("I have read this information");
  await someone.choose("I accept the terms of use");
  await someone.choose("Ask me what I think");
  await someone.press("Continue");
  expect(await someone.heading()).toBe("My consents");
  expect(await someone.words()).toContain("Allowed: Ask me what I think");
  await someone.press("Withdraw for: Ask me what I think");
  expect(await someone.words()).toContain("It is withdrawn.");
  await someone.follow("Read this text (Information read)");
  expect(await someone.words()).toContain("This is exactly the text you had before your eyes.");
});

async function cannotGoAnywhere(who: Someone, seat: Seat) {
  const someone = await newcomer(who, seat);
  for (const address of [paths.myAppointments(), paths.account(), paths.consents()]) {
    await someone.open(address);
    expect(await someone.heading()).toBe("Avant de continuer…");
  }
  await someone.press("Continuer");
  expect(await someone.page.title()).toContain("Erreur");
  expect(await someone.words()).toContain("Deux réponses sont à revoir");
  await someone.choose("J’ai pris connaissance de cette information");
  await someone.press("Continuer");
  expect(await someone.words()).toContain("Cochez la case si vous acceptez les conditions d'utilisation");
  expect(await someone.page.getByLabel("J’ai pris connaissance de cette information").isChecked()).toBe(true);
  await someone.choose("J’accepte les conditions d’utilisation");
  await someone.press("Continuer");
  expect(await someone.heading()).toBe("Mes consentements");
  await someone.open(paths.myAppointments());
  expect(await someone.heading()).toBe("Mes rendez-vous");
}

async function booksWhileReading(who: Someone, seat: Seat) {
  await site.account(who, { hasPassed: false });
  const someone = await sitDown(seat);
  await someone.open(paths.practitioner("theo-sarlande", { semaine: "2026-11-23" }));
  await someone.follow(seat.script === false ? "Mardi 24 novembre, 11:15" : "Mardi 24 novembre, 09:00");
  if (seat.script === false) await someone.press("Réserver cet horaire");
  await someone.fill("Adresse e-mail", who.email);
  await someone.fill("Mot de passe", password);
  await someone.press("Se connecter");
  await site.passSecondStep(someone, who.email);
  expect(await someone.words()).toContain("Votre horaire est gardé jusqu'à 10:10.");
  await readTheGate(someone);
  expect(await someone.heading()).toBe("Plus qu'à confirmer");
  expect(await someone.words()).toContain("Cet horaire est à vous jusqu'à 10:10.");
  expect(await someone.words()).toContain("Responsable de votre dossier : Cabinet du Cerf-Volant.");
  await someone.press("Confirmer le rendez-vous");
  expect(await someone.heading()).toMatch(/mardi 24 novembre, Nour\.$/);
}

async function newcomer(who: Someone, seat: Seat) {
  await site.account(who, { hasPassed: false });
  return sitDown({ ...seat, as: who });
}

const nour: Someone = { email: "nour@exemple.fr", firstNames: "Nour", lastName: "Ziani" };
