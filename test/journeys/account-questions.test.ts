import { readdirSync, readFileSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import { openTexts } from "../../src/help/texts.ts";
import { paths } from "../../src/paths.ts";
import { openChromium } from "./chromium.ts";
import { readTheGate } from "./read-the-gate.ts";
import { signIn } from "./sign-in.ts";
import { ada, monday, openSite, password } from "./site.ts";

/** What patients ask about their accounts, in the words of the help they know, and where our help answers. */
const questions = {
  "Votre compte est inactif": "compte-inactif",
  "Vous avez oublié votre mot de passe": "mot-de-passe-oublie",
  "Votre mot de passe ne fonctionne pas": "mot-de-passe-refuse",
  "Vous souhaitez modifier votre mot de passe": "changer-mot-de-passe",
  "Vous ne pouvez pas naviguer sur votre espace": "avant-de-continuer",
  "Vous souhaitez annuler un rendez-vous": "annuler",
};

const site = await openSite();
const sitDown = await openChromium(site);
const fresh = "citron-Vert-88-train";

beforeEach(() => site.clock.set(monday));

test.each(Object.entries(questions))("« %s »: our help answers, and a journey does what it says", (question, id) => {
  const { questions: groups } = openTexts({ now: site.clock.now }).help("fr");
  expect(groups.flatMap((group) => group.questions.map((each) => each.id))).toContain(id);
  expect(journeys().filter((title) => title.startsWith(`« ${question} »`))).not.toEqual([]);
});

test("« Votre compte est inactif »: on a phone the mail is asked for again; a computer follows it, after a program that reads mails", async () => {
  const email = "lea.inactive@exemple.fr";
  const [phone, computer] = [await sitDown({ on: "phone" }), await sitDown({ on: "desktop" })];
  await phone.open(paths.signUp());
  await phone.fill("Adresse e-mail", email);
  await phone.press("Recevoir le lien");
  expect(await phone.heading()).toBe("Consultez votre messagerie");
  expect(await phone.words()).toContain("Regardez dans les indésirables, ou spam");
  const first = await site.mailTo(email, activation);
  expect(first.text).toContain(`Votre identifiant est ${email}`);

  await signIn(phone, "personne@exemple.fr");
  const toStrangers = await phone.words();
  await signIn(phone, email);
  expect(await phone.words()).toBe(toStrangers);
  expect(toStrangers).toContain("Compte pas encore activé ?");
  site.clock.advance({ minutes: 5 });
  await phone.press(/^Renvoyer le lien/);
  const second = await site.mailTo(email, activation, { after: first });
  await phone.open(linkIn(first.text));
  expect(await phone.heading()).toBe("Un message plus récent est parti");
  expect(await phone.words()).toContain("à 10:05");

  for (const look of ["HEAD", "GET", "GET"]) expect((await fetch(linkIn(second.text), { method: look })).ok).toBe(true);
  await computer.open(linkIn(second.text));
  await computer.fill("Mot de passe", "Léa-Roche-1951!");
  await computer.fill("Nom de naissance", "Roche");
  await computer.fill("Prénoms", "Léa");
  await computer.fill("Date de naissance", "14/03/1951");
  await computer.choose("Féminin");
  await computer.fill("Téléphone", "06 39 98 12 34");
  await computer.press("Activer mon compte");
  expect(await computer.faultOf("Mot de passe")).toContain("ressemble trop à votre nom");
  await computer.fill("Mot de passe", password); // all the rest is still there
  await computer.press("Activer mon compte");
  await readTheGate(computer);
  expect(await computer.heading()).toBe("Mes rendez-vous");

  await phone.open(linkIn(second.text));
  expect(await phone.heading()).toBe("Votre compte est déjà actif");
  await phone.follow("Me connecter");
  await signIn(phone, email);
  expect(await phone.heading()).toBe("Votre code à six chiffres");
});

test("« Votre compte est inactif », without script: too late, another link is one press away; with no link at all, help leads there", async () => {
  const email = "lea.plus.tard@exemple.fr";
  const someone = await sitDown({ on: "desktop", script: false });
  await someone.open(paths.signUp());
  await someone.fill("Adresse e-mail", email);
  await someone.press("Recevoir le lien");
  const first = await site.mailTo(email, activation);
  site.clock.advance({ hours: 7 * 24 });
  await someone.open(linkIn(first.text));
  expect(await someone.heading()).toBe("Ce lien a expiré");
  expect(await someone.words()).toContain("Il était valable jusqu'au lundi 30 novembre à 10:00. Rien n'est perdu");
  await someone.press(/^M.en envoyer un autre/);
  expect(await someone.heading()).toBe("Consultez votre messagerie");
  const second = await site.mailTo(email, activation, { after: first });

  const elsewhere = await sitDown({ on: "phone", script: false });
  await elsewhere.open(paths.help());
  await elsewhere.follow(/^Se faire renvoyer le lien/);
  await elsewhere.fill("Adresse e-mail", email);
  await elsewhere.press("Renvoyer le lien");
  const third = await site.mailTo(email, activation, { after: second });
  await elsewhere.open(linkIn(third.text));
  expect(await elsewhere.heading()).toBe("Activer mon compte");
  expect(await elsewhere.words()).toContain(`Votre identifiant : ${email}`);
});

test("« Votre mot de passe ne fonctionne pas »: its case counts, a code's does not, and the newest message alone works", async () => {
  const who = { ...ada, email: "ada.refusee@exemple.fr" };
  await site.account(who);
  const [left, someone] = [await sitDown({ on: "desktop", as: who }), await sitDown({ on: "phone" })];
  await signIn(someone, who.email, password.toLowerCase());
  expect(await someone.words()).toContain("Identifiant ou mot de passe incorrect.");
  expect(await someone.page.getByLabel("Adresse e-mail").inputValue()).toBe(who.email);

  await someone.press("Mot de passe oublié");
  const first = await site.mailTo(who.email, recovery);
  await someone.press("Renvoyer le message");
  const second = await site.mailTo(who.email, recovery, { after: first });
  await someone.fill("Code du message", codeIn(first.text));
  await someone.press("Continuer");
  expect(await someone.heading()).toBe("Un mail plus récent a été envoyé");
  expect(await someone.words()).toContain("à 10:00. Lui seul fonctionne");
  await someone.arriving(() => someone.page.goBack());
  await someone.fill("Code du message", ` ${codeIn(second.text).toLowerCase().split("").join(" ")} `);
  await someone.press("Continuer");
  await someone.fill("Nouveau mot de passe", fresh);
  await someone.press("Enregistrer et me connecter");
  expect(await someone.words()).toContain("Votre mot de passe est modifié.");
  await site.mailTo(who.email, /Votre mot de passe a été modifié/);

  await left.open(paths.account());
  expect(await left.heading()).toBe("Se connecter");
  await signIn(left, who.email);
  expect(await left.words()).toContain("Identifiant ou mot de passe incorrect.");
  await signIn(left, who.email, fresh);
  expect(await left.heading()).toBe("Votre code à six chiffres");
});

test("« Votre mot de passe ne fonctionne pas »: after five mistakes the page says from when on one may try again", async () => {
  const who = { ...ada, email: "ada.insiste@exemple.fr" };
  await site.account(who);
  const someone = await sitDown({ on: "desktop" });
  await signIn(someone, who.email, `${password} ?`);
  for (const typed of ["tasse", "lune", "47", "vélo", password]) {
    expect(await someone.words()).toContain("Identifiant ou mot de passe incorrect.");
    await someone.fill(/^Mot de passe/, typed);
    await someone.press("Se connecter");
  }
  expect(await someone.words()).toMatch(/Trop d'essais de suite\..*à partir de 10:01/);
});

test("« Vous souhaitez modifier votre mot de passe »: nothing to erase, a bad one is refused by its field, other devices are signed out", async () => {
  const who = { ...ada, email: "ada.change@exemple.fr" };
  await site.account(who);
  const [left, someone] = [await sitDown({ on: "desktop", as: who }), await sitDown({ on: "phone", as: who })];
  const change = async (current: string, next: string) => {
    await someone.fill("Mot de passe actuel", current);
    await someone.fill("Nouveau mot de passe", next);
    await someone.press("Enregistrer");
  };
  await someone.open(paths.account());
  expect(await someone.link(/^Mot de passe/).innerText()).toMatch(dots);
  await someone.follow(/^Mot de passe/);
  expect(await someone.page.getByLabel("Nouveau mot de passe").first().inputValue()).toBe("");
  await change("tasse-Lune-47-velo", fresh);
  expect(await someone.faultOf("Mot de passe actuel")).toBe("Ce n'est pas votre mot de passe actuel");
  await change(password, "Motdepasse123!");
  expect(await someone.faultOf("Nouveau mot de passe")).toContain("trop courant");
  await change(password, "Ada.Roche-1951");
  expect(await someone.faultOf("Nouveau mot de passe")).toContain("ressemble trop à votre nom");
  expect(await someone.words()).toContain("Votre mot de passe actuel n'a pas changé.");
  await left.open(paths.account());
  expect(await left.heading()).toBe("Mon compte");

  await change(password, "une phrase bien plus longue que l’ancienne");
  expect(await someone.words()).toContain("Votre mot de passe est modifié.");
  expect(await someone.link(/^Mot de passe/).innerText()).toMatch(dots);
  await site.mailTo(who.email, /Votre mot de passe a été modifié/);
  await left.open(paths.account());
  expect(await left.heading()).toBe("Se connecter");
});

const activation = /Activez votre compte/;
const recovery = /Choisissez un nouveau mot de passe/;
/** Eight, whatever the length. */
const dots = /(?<!•)•{8}(?!•)/;

function linkIn(text: string): string {
  return /http\S+activation\S+/.exec(text)![0];
}

function codeIn(text: string): string {
  return /[A-Z2-9]{4}-[A-Z2-9]{4}$/m.exec(text)![0];
}

/** What the tests beside this one say of themselves. */
function journeys(): string[] {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts"));
  const sources = files.map((name) => readFileSync(`${import.meta.dirname}/${name}`, "utf8"));
  return sources.flatMap((source) => [...source.matchAll(/^test\(\s*"([^"]+)"/gm)].map(([, title]) => title!));
}
