import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium } from "./chromium.ts";
import { ada, openSite } from "./site.ts";

const site = await openSite();
const sitDown = await openChromium(site);
/** Passkeys are bound to a name: none to 127.0.0.1. */
const at = (path: string) => site.url.replace("127.0.0.1", "localhost") + path;

test("one creates a passkey, signs out, signs in by it alone, calls it otherwise and removes it", async () => {
  const who = { ...ada, email: "ada.cle@exemple.fr" };
  await site.account(who);
  const someone = await sitDown({ on: "phone", as: who });
  await moveToLocalhost(someone.page);
  await giveDevice(someone.page);

  await someone.open(at(paths.passkeys()));
  expect(await someone.words()).toContain("Aucune clé d'accès pour l'instant");
  await someone.press(/Créer une clé/);
  expect(await someone.words()).toContain("Votre clé d'accès est prête.");
  await site.mailTo(who.email, /clé d.accès/);
  await someone.button(/Créer une clé/).click();
  await someone.page.getByText("Cet appareil a déjà une clé d’accès").waitFor();

  await someone.open(at(paths.account()));
  await someone.press("Me déconnecter");
  await offersNothing(someone.page);
  await someone.open(at(paths.signIn()));
  await someone.press(/Avec une clé/);
  expect(someone.path()).toBe(paths.myAppointments());

  await someone.open(at(paths.passkeys()));
  await someone.follow(/Gérer/);
  await someone.fill("Son nom", "Téléphone d'Ada");
  await someone.press("Renommer");
  expect(await someone.words()).toContain("Le nouveau nom est enregistré.");
  await someone.follow(/Téléphone d.Ada/);
  await someone.press(/Retirer cette clé/);
  expect(await someone.words()).toContain("La clé d'accès est retirée.");

  await someone.page.context().clearCookies();
  await someone.page.goto(at(paths.signIn()));
  await someone.press(/Avec une clé/);
  expect(await someone.heading()).toBe("Clé d'accès non reconnue");
});

test("the field of the identifier offers the passkey of the device: nothing is typed", async () => {
  const who = { ...ada, email: "ada.champ@exemple.fr" };
  await site.account(who);
  const someone = await sitDown({ on: "desktop", as: who });
  await moveToLocalhost(someone.page);
  await giveDevice(someone.page);
  await someone.open(at(paths.passkeys()));
  await someone.press(/Créer une clé/);
  await someone.page.context().clearCookies();

  await someone.page.goto(at(paths.signIn({ vers: paths.account() })));
  await someone.page.waitForURL(at(paths.account())); // the virtual device accepts what is offered
  expect(await someone.heading()).toBe("Mon compte");
});

test("a browser that knows no passkeys offers none, and says so where one is created", async () => {
  const who = { ...ada, email: "ada.ancien@exemple.fr" };
  await site.account(who);
  const someone = await sitDown({ on: "phone", as: who });
  await someone.page.addInitScript(() => Reflect.deleteProperty(window, "PublicKeyCredential"));
  await someone.open(paths.passkeys());
  expect(await someone.words()).toContain("Ce navigateur ne sait pas utiliser les clés d'accès.");
  await someone.page.context().clearCookies();
  await someone.open(paths.signIn());
  expect(await someone.words()).not.toContain("clé d'accès");
});

test("whoever changes her mind is told that nothing happened, and goes on otherwise", async () => {
  const someone = await sitDown({ on: "phone" });
  const device = await giveDevice(someone.page);
  await device.refuses();
  await someone.open(at(paths.signIn()));
  await someone.button(/Avec une clé/).click();
  await someone.page.getByText("Aucune clé d’accès n’a été utilisée.").waitFor();
  expect(someone.path()).toBe(paths.signIn());
});

test("without script the page of passkeys says so, and offers the app and the codes", async () => {
  const who = { ...ada, email: "ada.sans.script.cle@exemple.fr" };
  await site.account(who);
  const someone = await sitDown({ on: "phone", as: who, script: false });
  await someone.open(paths.passkeys());
  expect(await someone.words()).toContain("a besoin de JavaScript");
  expect(await someone.link(/une application/).getAttribute("href")).toBe(paths.authenticator());
  await someone.page.context().clearCookies();
  await someone.open(paths.signIn());
  expect(await someone.words()).not.toContain("clé d'accès");
});

/** The same session at the other name of this machine. */
async function moveToLocalhost(page: Page) {
  const cookies = await page.context().cookies(site.url);
  await page.context().addCookies(cookies.map(({ name, value }) => ({ name, value, url: at("/") })));
}

/** Chromium's own virtual authenticator: it holds passkeys as a telephone does, and unlocks by itself. */
async function giveDevice(page: Page) {
  const session = await page.context().newCDPSession(page);
  await session.send("WebAuthn.enable");
  const { authenticatorId } = await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  return {
    /** No finger that it knows. */
    refuses: () => session.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified: false }),
  };
}

/** As older browsers: passkeys are not offered in fields, where the virtual device would take them at once. */
function offersNothing(page: Page) {
  return page.addInitScript(() => {
    PublicKeyCredential.isConditionalMediationAvailable = async () => false;
  });
}
