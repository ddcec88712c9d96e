import { AxeBuilder } from "@axe-core/playwright";
import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium } from "./chromium.ts";
import { ada, openSite, password } from "./site.ts";
import { plain } from "./visitor.ts";

const site = await openSite();
const sitDown = await openChromium(site);

test("whoever chooses a password hears how strong it is, in words, once for each change; she may look at it", async () => {
  const who = { ...ada, email: "ada.solide@exemple.fr" };
  await site.account(who);
  const someone = await sitDown({ on: "phone", as: who });
  await someone.open(paths.changePassword());
  const [field, meter] = [someone.page.locator("#password"), someone.page.locator("meter")];
  const told = someone.page.locator("[data-strength] [role=status]");
  expect(await meter.isVisible()).toBe(false);

  const heard: string[] = [];
  await someone.page.exposeFunction("hear", (words: string) => void heard.push(plain(words)));
  await told.evaluate((element) => {
    const { hear } = window as unknown as { hear(words: string): void };
    new MutationObserver(() => hear(element.textContent ?? "")).observe(element, { childList: true });
  });
  await field.pressSequentially("Tasse-lune-47 et du vélo");
  expect(await meter.isVisible()).toBe(true);
  await expect
    .poll(() => heard)
    .toEqual([
      "Solidité estimée : faible",
      "Solidité estimée : encore un peu juste",
      "Solidité estimée : suffisante",
      "Solidité estimée : excellente",
    ]);
  const { violations } = await new AxeBuilder({ page: someone.page }).setLegacyMode().analyze();
  expect(violations).toEqual([]);

  const show = someone.page.getByRole("button", { name: "Afficher Nouveau mot de passe" });
  await show.click();
  expect(await field.getAttribute("type")).toBe("text");
  await someone.page.getByRole("button", { name: "Masquer Nouveau mot de passe" }).click();
  expect(await field.getAttribute("type")).toBe("password");
  await field.dispatchEvent("keydown", { modifierCapsLock: true });
  expect(await someone.words()).toContain("Les majuscules sont verrouillées.");
  await field.fill("");
  expect(await meter.isVisible()).toBe(false);
});

test("a password that many choose is refused with its reason, script or not", async () => {
  const who = { ...ada, email: "ada.courant@exemple.fr" };
  await site.account(who);
  const someone = await sitDown({ on: "desktop", as: who, script: false });
  await someone.open(paths.changePassword());
  await someone.fill("Mot de passe actuel", password);
  await someone.fill("Nouveau mot de passe", "Motdepasse-2026");
  await someone.press("Enregistrer");
  expect(await someone.words()).toContain("trop courant : beaucoup de gens le choisissent");
});
