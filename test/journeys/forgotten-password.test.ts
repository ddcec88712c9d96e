import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium, type Seat } from "./chromium.ts";
import { ada, openSite, password, type Someone } from "./site.ts";

const site = await openSite();
const sitDown = await openChromium(site);
const fresh = "citron-Vert-88-train";

test("on a phone: the address, « Mot de passe oublié », the mail, its button, a new password", async () => {
  await forgets(ada, { on: "phone" });
});

test("with script switched off, on a desktop, the same", async () => {
  await forgets({ ...ada, email: "ada.sans.script@exemple.fr" }, { on: "desktop", script: false });
});

async function forgets(who: Someone, seat: Seat) {
  await site.account(who);
  const someone = await sitDown(seat);
  await someone.open(paths.signIn());
  await someone.fill("Adresse e-mail", who.email);
  await someone.press("Mot de passe oublié");
  expect(await someone.heading()).toBe("Consultez votre messagerie");
  expect(await someone.words()).toContain(`un message vient de lui être envoyé : ${who.email}`);
  expect(await someone.words()).toContain("Regardez dans les indésirables, ou spam");

  const mail = await site.mailTo(who.email, /Choisissez un nouveau mot de passe/);
  await someone.open(linkIn(mail.text));
  await someone.fill("Nouveau mot de passe", fresh);
  await someone.press("Enregistrer et me connecter");
  expect(await someone.heading()).toBe("Mon compte");
  expect(await someone.words()).toContain("Votre mot de passe est modifié.");
  await site.mailTo(who.email, /Votre mot de passe a été modifié/);

  await someone.press("Me déconnecter");
  await someone.open(paths.signIn());
  await someone.fill("Adresse e-mail", who.email);
  await someone.fill("Mot de passe", fresh);
  await someone.page.keyboard.press("Tab");
  await someone.arriving(() => someone.page.getByLabel("Mot de passe").first().press("Enter")); // signs in, asks for no mail
  expect(someone.path()).toBe(paths.myAppointments());
}

test("two mails in a row: the first says when the second was sent, and the second works, by its code, on a computer", async () => {
  const who = { ...ada, email: "ada.deux.mails@exemple.fr" };
  await site.account(who);
  const [phone, computer] = [await sitDown({ on: "phone" }), await sitDown({ on: "desktop" })];
  await computer.open(paths.recovery());
  await computer.fill("Adresse e-mail", who.email);
  await computer.press("Recevoir le message");
  const first = await site.mailTo(who.email, /Choisissez un nouveau/);
  await computer.press("Renvoyer le message");
  const second = await newerMail(who.email, first.id);

  await phone.open(linkIn(first.text));
  expect(await phone.heading()).toBe("Un mail plus récent a été envoyé");
  expect(await phone.words()).toContain("à 10:00");

  await computer.fill("Code du message", "abcd efgh");
  await computer.press("Continuer");
  expect(await computer.words()).toContain("Ce code n'est pas celui du dernier message");
  await computer.fill("Code du message", /[A-Z2-9]{4}-[A-Z2-9]{4}$/m.exec(second.text)![0].toLowerCase());
  await computer.press("Continuer");
  expect(await computer.heading()).toBe("Choisir un nouveau mot de passe");
  await computer.fill("Nouveau mot de passe", fresh);
  await computer.press("Enregistrer et me connecter");
  expect(await computer.heading()).toBe("Mon compte");

  await phone.open(linkIn(second.text));
  expect(await phone.heading()).toBe("Ce lien a déjà servi");
});

test("in « Mon compte » one changes the password, and signs out a device one left behind", async () => {
  const who = { ...ada, email: "ada.compte@exemple.fr" };
  await site.account(who);
  const [left, here] = [await sitDown({ on: "phone", as: who }), await sitDown({ on: "desktop", as: who })];
  await here.open(paths.account());
  expect(await here.words()).toMatch(/Mot de passe •{8} Masqué. Choisi le/);
  await here.follow(/Appareils connectés/);
  expect(await here.words()).toContain("Cet appareil");
  await here.press(/^Déconnecter(?! tous)/);
  await left.open(paths.account());
  expect(await left.heading()).toBe("Se connecter");

  await here.follow("Mon compte");
  await here.follow(/Mot de passe/);
  await here.fill("Mot de passe actuel", password);
  await here.fill("Nouveau mot de passe", fresh);
  await here.press("Enregistrer");
  expect(await here.words()).toContain("Votre mot de passe est modifié.");
});

function linkIn(text: string): string {
  return text.match(/http\S+nouveau-mot-de-passe\S+/)![0];
}

async function newerMail(email: string, than: string) {
  for (;;) {
    const mail = await site.mailTo(email, /Choisissez un nouveau/);
    if (mail.id !== than) return mail;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
