import { readFileSync } from "node:fs";
import { TOTP } from "otpauth";
import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium, type Seat } from "./chromium.ts";
import { ada, openSite, password, type Someone } from "./site.ts";
import type { Visitor } from "./visitor.ts";

const site = await openSite();
const sitDown = await openChromium(site);

async function givePassword(someone: Visitor, { email }: Someone) {
  await someone.open(paths.signIn());
  await someone.fill("Adresse e-mail", email);
  await someone.fill("Mot de passe", password);
  await someone.press("Se connecter");
}

/** Someone of her own for each test. */
async function account(name: string): Promise<Someone> {
  const who = { ...ada, email: `${name}@exemple.fr` };
  await site.account(who);
  return who;
}

test("on a phone: the password, the code from the mailbox, and next time no code on this device, until it is forgotten", async () => {
  const who = await account("ada.telephone");
  const someone = await sitDown({ on: "phone" });
  await givePassword(someone, who);
  expect(await someone.heading()).toBe("Votre code à six chiffres");
  expect(await someone.words()).toContain(
    "Nous venons de l'envoyer à a•••••e@exemple.fr. Il est valable jusqu'à 10:10.",
  );
  await someone.fill("Code reçu par mail", "000000");
  await someone.press("Valider");
  expect(await someone.words()).toContain("Ce code n'est pas celui du dernier message");

  await someone.follow("boîte aux lettres");
  await someone.follow("Votre code AmiCare");
  const code = await site.codeFor(who.email);
  await someone.open(paths.secondStep());
  await someone.fill("Code reçu par mail", `${code.slice(0, 3)} ${code.slice(3)}`);
  await someone.choose("Faire confiance à cet appareil");
  await someone.press("Valider");
  expect(someone.path()).toBe(paths.myAppointments());

  await someone.open(paths.account());
  await someone.press("Me déconnecter");
  await givePassword(someone, who);
  expect(someone.path()).toBe(paths.myAppointments());
  await someone.open(paths.openSessions());
  expect(await someone.words()).toMatch(/Appareils de confiance.*Chrome sur Linux.*Cet appareil/);
  await someone.press(/^Oublier/);
  await someone.press("Me déconnecter");
  await givePassword(someone, who);
  expect(await someone.heading()).toBe("Votre code à six chiffres");
});

test("on a desktop: an app is added, its ten codes kept, and both let one in", async () => {
  await addAnApp(await account("ada.application"), { on: "desktop" });
});

test("with script switched off, on a phone, the same", async () => {
  await addAnApp(await account("ada.sans.script"), { on: "phone", script: false });
});

async function addAnApp(who: Someone, seat: Seat) {
  const someone = await sitDown({ ...seat, as: who });
  await someone.open(paths.security());
  await someone.follow(/^Application d’authentification/);
  const key = /Ou recopiez cette clé : ((?:[A-Z2-7]{4} ?){8})/.exec(await someone.words())![1]!;
  const app = new TOTP({ secret: key.replaceAll(" ", "") });
  const shown = () => app.generate({ timestamp: site.clock.now().epochMilliseconds });
  await someone.fill("Code de l’application", shown());
  await someone.press("Confirmer");
  expect(await someone.heading()).toBe("Codes de secours");
  const [code = ""] = (await someone.words()).match(/\b[A-Z2-9]{5}-[A-Z2-9]{5}\b/g) ?? [];
  const [file] = await Promise.all([someone.page.waitForEvent("download"), someone.link("Télécharger").click()]);
  expect(file.suggestedFilename()).toBe("codes-de-secours-amicare.txt");
  expect(readFileSync(await file.path(), "utf8")).toContain(code);
  await someone.press("Je les ai rangés");
  expect(await someone.words()).toMatch(
    /Application d'authentification Active depuis le 23 novembre 2026.*Il en reste 10/,
  );
  await site.mailTo(who.email, /Une application protège votre compte/);

  await someone.open(paths.account());
  await someone.press("Me déconnecter");
  site.clock.advance({ minutes: 1 });
  await givePassword(someone, who);
  expect(await someone.heading()).toBe("Le code de votre application");
  await someone.fill("Code de l’application", shown());
  await someone.press("Valider");
  expect(someone.path()).toBe(paths.myAppointments());

  await someone.open(paths.account());
  await someone.press("Me déconnecter");
  await givePassword(someone, who);
  await someone.follow("Utiliser un code de secours");
  await someone.fill("Code de secours", code.toLowerCase());
  await someone.press("Valider");
  expect(someone.path()).toBe(paths.myAppointments());
  await site.mailTo(who.email, /Un code de secours a servi/);
}

test("a while after signing in, changing the app asks again, and one comes back to it", async () => {
  const who = await account("ada.plus.tard");
  const someone = await sitDown({ on: "desktop", as: who });
  site.clock.advance({ minutes: 16 });
  await someone.open(paths.authenticator());
  expect(await someone.heading()).toBe("C'est bien vous ?");
  await someone.press("Recevoir le code");
  await someone.fill("Code reçu par mail", await site.codeFor(who.email));
  await someone.press("Valider");
  expect([someone.path(), await someone.heading()]).toEqual([paths.authenticator(), "Application d'authentification"]);
});
