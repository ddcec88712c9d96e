import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium, type Seat } from "./chromium.ts";
import { ada, openSite, type Someone } from "./site.ts";

const site = await openSite();
const sitDown = await openChromium(site);
const fresh = "citron-Vert-88-train";

test("« Vous avez oublié votre mot de passe », on a phone: the address, « Mot de passe oublié », the mail, its button, a new password", async () => {
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
  await site.passSecondStep(someone, who.email);
  expect(someone.path()).toBe(paths.myAppointments());
}

test("two mails in a row: the first says when the second was sent, and the second works, on another device", async () => {
  const who = { ...ada, email: "ada.deux.mails@exemple.fr" };
  await site.account(who);
  const [phone, computer] = [await sitDown({ on: "phone" }), await sitDown({ on: "desktop" })];
  await computer.open(paths.recovery());
  await computer.fill("Adresse e-mail", who.email);
  await computer.press("Recevoir le message");
  const first = await site.mailTo(who.email, /Choisissez un nouveau/);
  site.clock.advance({ minutes: 3 });
  await computer.press("Renvoyer le message");
  const second = await site.mailTo(who.email, /Choisissez un nouveau/, { after: first });
  await computer.fill("Code du message", "abcd efgh");
  await computer.press("Continuer");
  expect(await computer.faultOf("Code du message")).toBe("Ce code n'est pas celui du dernier message : vérifiez-le");

  await phone.open(linkIn(first.text));
  expect(await phone.heading()).toBe("Un mail plus récent a été envoyé");
  expect(await phone.words()).toContain("à 10:03");
  await phone.open(linkIn(second.text));
  await phone.fill("Nouveau mot de passe", fresh);
  await phone.press("Enregistrer et me connecter");
  expect(await phone.heading()).toBe("Mon compte");

  await computer.open(linkIn(second.text));
  expect(await computer.heading()).toBe("Ce lien a déjà servi");
});

test("in « Mon compte » one signs out a device one left behind", async () => {
  const who = { ...ada, email: "ada.compte@exemple.fr" };
  await site.account(who);
  const [left, here] = [await sitDown({ on: "phone", as: who }), await sitDown({ on: "desktop", as: who })];
  await here.open(paths.account());
  await here.follow(/Appareils connectés/);
  expect(await here.words()).toContain("Cet appareil");
  await here.press(/^Déconnecter(?! tous)/);
  await left.open(paths.account());
  expect(await left.heading()).toBe("Se connecter");
});

function linkIn(text: string): string {
  return text.match(/http\S+nouveau-mot-de-passe\S+/)![0];
}
