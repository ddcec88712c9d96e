import { beforeEach, expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium, type Seat } from "./chromium.ts";
import { ada, monday, openSite, password, type Someone } from "./site.ts";
import type { Visitor } from "./visitor.ts";

const site = await openSite();
const sitDown = await openChromium(site);

beforeEach(() => site.clock.set(monday));
const sheet = paths.practitioner("theo-sarlande", { semaine: "2026-11-23" });
const ben: Someone = { email: "ben.roche@exemple.fr", firstNames: "Ben", lastName: "Roche" };

test("a child for two: one adult adds and shares, the other accepts, and both see what either books", async () => {
  await shareLia({ on: "phone" }, { on: "desktop" }, "Jeudi 26 novembre, 09:00");
});

test("with script switched off, the same", async () => {
  await shareLia({ on: "desktop", script: false }, { on: "phone", script: false }, "Jeudi 26 novembre, 09:45");
});

async function shareLia(first: Seat, second: Seat, time: string) {
  const mark = first.script === false ? "sans.script." : "";
  const [one, other] = [
    { ...ada, email: mark + ada.email },
    { ...ben, email: mark + ben.email },
  ];
  await Promise.all([site.account(one), site.account(other)]);

  const hers = await sitDown({ ...first, as: one });
  await hers.open(paths.account());
  await hers.follow(/Vos proches/);
  expect(await hers.words()).toContain("Aucun proche pour l'instant");
  await hers.follow("Ajouter un proche");
  await hers.follow(/Mon enfant/);
  await hers.press("Ajouter ce proche");
  expect(await hers.page.title()).toContain("Erreur");
  await sayWhoLiaIs(hers);
  await hers.press("Ajouter ce proche");
  await hers.follow(/Lia Roche/);
  await hers.follow(/Partager avec un autre adulte/);
  await hers.fill("Son adresse e-mail", other.email);
  await hers.press("Envoyer l’invitation");
  expect(await hers.words()).toContain(`Invitation envoyée à ${other.email}.`);

  const mail = await site.mailTo(other.email, /Une invitation/);
  const his = await sitDown(second);
  await his.open(/http\S+invitation\S+/.exec(mail.text)![0]);
  expect(await his.words()).toContain("vous propose de vous occuper aussi des rendez-vous de Lia");
  await his.follow("Me connecter");
  await his.fill("Adresse e-mail", other.email);
  await his.fill("Mot de passe", password);
  await his.press("Se connecter");
  await site.passSecondStep(his, other.email);
  await his.choose(/Son parent/);
  await his.choose(/Je déclare/);
  await his.press("Accepter");
  expect(await his.heading()).toBe("Mes proches");
  expect(await his.words()).toMatch(/Lia Roche.*Partagé avec Ada/);
  await site.mailTo(one.email, /Ben s.occupe aussi de Lia/);

  await his.open(sheet);
  await his.follow(time);
  if (second.script === false) await his.press("Réserver cet horaire");
  await his.choose("Lia Roche");
  await his.press("Confirmer le rendez-vous");
  expect(await his.heading()).toContain("C'est noté pour Lia");
  await hers.open(paths.myAppointments());
  expect(await hers.words()).toContain("Pour Lia");
  const told = await site.mailTo(one.email, /Votre rendez-vous du jeudi 26 novembre/);
  expect(told.text).toContain("Pour Lia");
  await hers.follow("Annuler");
  await hers.press("Annuler le rendez-vous");
  await his.open(paths.myAppointments());
  await his.follow("Lia");
  expect(await his.words()).toContain("Annulé de votre côté");

  await his.open(paths.relatives());
  await his.follow(/Lia Roche/);
  await his.follow(/Ne plus agir/);
  expect(await his.words()).toContain("Ada continue.");
  await his.press("Ne plus agir pour Lia");
  expect(await his.words()).toContain("Aucun proche pour l'instant");
  await hers.open(paths.relatives());
  expect(await hers.words()).not.toContain("Partagé");
}

test("in the middle of booking one adds a child, and comes back to the time that is still held", async () => {
  const someone = { ...ada, email: "ada.reserve@exemple.fr" };
  await site.account(someone);
  const phone = await sitDown({ on: "phone", as: someone });
  await phone.open(sheet);
  await phone.follow(/Mardi 24 novembre, 09:00/);
  await phone.follow("Ajouter un proche");
  await phone.follow(/Mon enfant/);
  await sayWhoLiaIs(phone);
  await phone.press("Ajouter ce proche");
  expect(await phone.heading()).toBe("Plus qu'à confirmer");
  expect(await phone.words()).toContain("Cet horaire est à vous jusqu'à 10:10.");
  expect(await phone.page.getByLabel("Lia Roche").isChecked()).toBe(true);
  await phone.press("Confirmer le rendez-vous");
  expect(await phone.heading()).toContain("C'est noté pour Lia");
});

test("at sixteen, one's own account: the mail, the birth date, a password, and one's appointments", async () => {
  const someone = { ...ada, email: "ada.noa@exemple.fr" };
  await site.account(someone);
  const parent = await sitDown({ on: "desktop", as: someone });
  await parent.open(paths.addRelative({ lien: "enfant" }));
  await sayWhoLiaIs(parent, "Noa", "14/07/2010");
  await parent.press("Ajouter ce proche");
  await parent.follow(/Noa Roche/);
  await parent.follow(/Son propre compte/);
  await parent.fill(/adresse e-mail/, "noa@exemple.fr");
  await parent.press("Envoyer l’invitation");

  const mail = await site.mailTo("noa@exemple.fr", /Ouvrez votre propre compte/);
  const noa = await sitDown({ on: "phone" });
  await noa.open(/http\S+invitation\S+/.exec(mail.text)![0]);
  await noa.fill("Votre date de naissance", "14/07/2001");
  await noa.fill("Choisissez un mot de passe", password);
  await noa.press("Ouvrir mon compte");
  expect(await noa.words()).toContain("Ce n'est pas la date attendue");
  await noa.fill("Votre date de naissance", "14/07/2010");
  await noa.fill("Choisissez un mot de passe", password);
  await noa.press("Ouvrir mon compte");
  expect(await noa.heading()).toBe("Avant de continuer…");
  await site.mailTo(someone.email, /Noa a son propre compte/);
});

async function sayWhoLiaIs(someone: Visitor, firstNames = "Lia, Rose", birthDate = "21/05/2017") {
  await someone.fill("Prénoms", firstNames);
  await someone.fill("Nom de naissance", "Roche");
  await someone.fill("Date de naissance", birthDate);
  await someone.choose("Féminin");
  await someone.choose(/autorité parentale/);
  await someone.choose(/Je déclare/);
}
