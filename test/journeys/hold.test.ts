import { beforeEach, expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium } from "./chromium.ts";
import { readTheGate } from "./read-the-gate.ts";
import { ada, eve, monday, openSite, password } from "./site.ts";
import type { Visitor } from "./visitor.ts";

const site = await openSite();
const sitDown = await openChromium(site);
await Promise.all([site.account(ada), site.account(eve)]);

beforeEach(() => site.clock.set(monday));
const sheet = paths.practitioner("theo-sarlande", { semaine: "2026-11-23" });

test("the time is kept while someone signs up on a phone and opens the mail on a computer; both find it", async () => {
  const email = "lea@exemple.fr";
  const onPhone = await sitDown({ on: "phone" });
  await onPhone.open(sheet);
  await onPhone.follow("Mardi 24 novembre, 09:00");
  await onPhone.follow("Créer mon compte");
  await onPhone.fill("Adresse e-mail", email);
  await onPhone.press("Recevoir le lien");
  const mail = await site.mailTo(email, /Activez votre compte/);
  site.clock.advance({ minutes: 9 });

  const onComputer = await sitDown({ on: "desktop" });
  await onComputer.open(mail.text.match(/http\S+activation\S+/)![0]);
  await activate(onComputer, "Léa");
  expect(await onComputer.heading()).toBe("Plus qu'à confirmer");
  expect(await onComputer.words()).toContain(
    "Cet horaire est à vous jusqu'à 10:10. Il vous reste 1 minute pour confirmer.",
  );
  await onComputer.press("J’ai besoin de plus de temps");
  expect(await onComputer.words()).toContain("Cet horaire est à vous jusqu'à 10:19.");
  await onComputer.press("Confirmer le rendez-vous");
  expect(await onComputer.heading()).toBe("À demain, mardi 24 novembre, Léa.");

  await onPhone.open(paths.signIn());
  await signIn(onPhone, email);
  await site.passSecondStep(onPhone, email);
  expect(await onPhone.words()).toContain("Votre prochain rendez-vous, demain");
});

test("after ten minutes the page says so, and confirming still works as long as nobody took the time", async () => {
  const someone = await sitDown({ on: "phone", as: ada });
  await someone.open(sheet);
  await someone.follow("Mardi 24 novembre, 10:00");
  site.clock.advance({ minutes: 11 });
  await someone.arriving(() => someone.page.reload());
  expect(await someone.words()).toContain(
    "Les 10 minutes sont passées. Confirmez : si l'horaire est encore libre, il est à vous.",
  );
  await someone.press("Confirmer le rendez-vous");
  expect(await someone.heading()).toBe("À demain, mardi 24 novembre, Ada.");
});

test("after ten minutes someone else may take it: whoever comes back to confirm is offered the nearest times", async () => {
  const late = await sitDown({ on: "phone", as: ada });
  await late.open(sheet);
  await late.follow("Jeudi 26 novembre, 09:00");
  site.clock.advance({ minutes: 11 });
  const quick = await sitDown({ on: "desktop", as: eve });
  await quick.open(sheet);
  await quick.follow("Jeudi 26 novembre, 09:00");
  await quick.press("Confirmer le rendez-vous");

  await late.fill("Un mot pour le cabinet", "Je viens avec mon fils.");
  await late.press("Confirmer le rendez-vous");
  expect(await late.heading()).toBe("Cet horaire vient d'être pris");
  await late.follow("jeudi 26 novembre, 09:45");
  await late.press("Confirmer le rendez-vous");
  expect(await late.words()).toContain("Un autre rendez-vous est proche");
  await late.choose("Garder les deux");
  await late.press("Confirmer le rendez-vous");
  expect(await late.heading()).toBe("À jeudi 26 novembre, Ada.");
});

test("who gives the time up is back on the sheet, and others are offered it at once", async () => {
  const someone = await sitDown({ on: "phone", as: ada });
  await someone.open(sheet);
  await someone.follow("Jeudi 26 novembre, 10:30");
  await someone.press("Abandonner");
  expect(await someone.heading()).toBe("M. Théo Sarlande");
  const other = await sitDown({ on: "desktop" });
  await other.open(sheet);
  expect(await other.link("Jeudi 26 novembre, 10:30").count()).toBe(1);
});

async function activate(someone: Visitor, firstName: string) {
  await someone.fill("Mot de passe", password);
  await someone.fill("Nom de naissance", "Roche");
  await someone.fill("Prénoms", firstName);
  await someone.fill("Date de naissance", "14/03/1951");
  await someone.choose("Féminin");
  await someone.fill("Téléphone", "06 39 98 12 34");
  await someone.press("Activer mon compte");
  await readTheGate(someone);
}

async function signIn(someone: Visitor, email: string) {
  await someone.fill("Adresse e-mail", email);
  await someone.fill("Mot de passe", password);
  await someone.press("Se connecter");
}
