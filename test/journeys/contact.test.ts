import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium, type Seat } from "./chromium.ts";
import { ada, openSite, password, type Someone } from "./site.ts";

const site = await openSite();
const sitDown = await openChromium(site);

test("on a phone: another address, its mail, its link, and signing in with it", async () => {
  await changesAddress(ada, { on: "phone" });
});

test("with script switched off, on a desktop, the same", async () => {
  await changesAddress({ ...ada, email: "ada.sans.script@exemple.fr" }, { on: "desktop", script: false });
});

async function changesAddress(who: Someone, seat: Seat) {
  const wanted = `nouvelle.${who.email}`;
  await site.account(who);
  const someone = await sitDown({ ...seat, as: who });
  await someone.open(paths.account());
  await someone.follow(/^Adresse e-mail/);
  await someone.fill("Nouvelle adresse", wanted);
  await someone.fill("Mot de passe actuel", password);
  await someone.press("Envoyer le lien");
  expect(await someone.heading()).toBe("Consultez votre messagerie");
  expect(await someone.words()).toContain(wanted);
  await site.mailTo(who.email, /Une nouvelle adresse est demandée/);

  const mail = await site.mailTo(wanted, /Confirmez votre nouvelle adresse/);
  await someone.open(linkIn(mail.text, "compte/adresse-mail"));
  await someone.press("Confirmer cette adresse");
  expect(await someone.heading()).toBe("Mon compte");
  expect(await someone.words()).toContain("Votre adresse est modifiée.");
  await site.mailTo(who.email, /L.adresse de votre compte a changé/);

  await someone.press("Me déconnecter");
  await someone.open(paths.signIn({ vers: paths.account() }));
  await someone.fill("Adresse e-mail", wanted);
  await someone.fill("Mot de passe", password);
  await someone.press("Se connecter");
  await site.passSecondStep(someone, wanted);
  expect(someone.path()).toBe(paths.account());
}

test("« it was not me »: from the old mailbox, without being signed in, the account comes back under a new password", async () => {
  const who = { ...ada, email: "ada.volee@exemple.fr" };
  await site.account(who);
  const thief = await sitDown({ on: "desktop", as: who });
  await thief.open(paths.changeEmail());
  await thief.fill("Nouvelle adresse", "voleur@exemple.fr");
  await thief.fill("Mot de passe actuel", password);
  await thief.press("Envoyer le lien");
  await thief.open(linkIn((await site.mailTo("voleur@exemple.fr", /Confirmez/)).text, "compte/adresse-mail"));
  await thief.press("Confirmer cette adresse");

  const owner = await sitDown({ on: "phone" });
  await owner.open(linkIn((await site.mailTo(who.email, /a changé/)).text, "ce-n-etait-pas-moi"));
  expect(await owner.heading()).toBe("Ce n'était pas vous ?");
  await owner.press("Annuler et choisir un mot de passe");
  await owner.fill("Nouveau mot de passe", "citron-Vert-88-train");
  await owner.press("Enregistrer et me connecter");
  expect(await owner.words()).toContain(who.email);
  await thief.open(paths.account());
  expect(thief.path()).toBe(paths.signIn());
});

test("another phone, by the code that the mailbox page shows, and it is told by mail", async () => {
  const who = { ...ada, email: "ada.telephone@exemple.fr" };
  await site.account(who);
  const someone = await sitDown({ on: "phone", as: who });
  await someone.open(paths.account());
  await someone.follow(/^Téléphone/);
  await someone.fill("Nouveau numéro", "06 39 98 55 66");
  await someone.press("Continuer");
  expect(await someone.heading()).toBe("Saisir le code reçu par SMS");

  await someone.fill("Code à 6 chiffres", "12");
  await someone.press("Confirmer ce numéro");
  expect(await someone.words()).toContain("Ce code n'est pas complet");
  await someone.fill("Code à 6 chiffres", await codeInMailbox());
  await someone.press("Confirmer ce numéro");
  expect(await someone.words()).toContain("Votre téléphone est modifié.");
  expect(await someone.words()).toContain("06 39 98 55 66");
  await site.mailTo(who.email, /Votre numéro de téléphone a été modifié/);

  async function codeInMailbox(): Promise<string> {
    const reader = await sitDown({ on: "desktop" });
    await expect.poll(() => site.mailbox.texts.list().length).toBeGreaterThan(0);
    await reader.open(paths.mailbox());
    await reader.follow(/06 39 98 55 66|code/i);
    return /\b\d{6}\b/.exec(await reader.words())![0];
  }
});

test("who one is, and where one was born, corrected while suggestions come; the account speaks English when asked", async () => {
  const who = { ...ada, email: "ada.identite@exemple.fr" };
  await site.account(who);
  const someone = await sitDown({ on: "desktop", as: who });
  await someone.open(paths.account());
  await someone.follow(/^Identité/);
  await someone.fill("Nom utilisé", "Marchand");
  await someone.page.getByLabel("Commune de naissance").first().pressSequentially("vinc");
  await someone.page.getByRole("option", { name: "Vincennes" }).click();
  await someone.press("Enregistrer");
  expect(await someone.words()).toContain("Votre identité est modifiée.");
  expect(await someone.words()).toContain("Ada Marchand");

  await someone.follow(/^Langue/);
  await someone.choose("English");
  await someone.press("Enregistrer");
  expect(await someone.heading()).toBe("My account");
  for (const path of [paths.identity(), paths.changeEmail(), paths.changePhone(), paths.accountLanguage()]) {
    await someone.open(path);
    expect(await someone.words()).not.toMatch(/\b(votre|vous|adresse)\b/i);
  }
});

function linkIn(text: string, under: string): string {
  return new RegExp(`http://\\S+/${under}/\\S+`).exec(text)![0];
}
