import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium } from "./chromium.ts";
import { ada, openSite } from "./site.ts";

const site = await openSite();
const sitDown = await openChromium(site);
await site.account(ada);

test("without a mouse, from the home page to a confirmed appointment", async () => {
  const someone = await sitDown({ on: "desktop", as: ada });
  const { page } = someone;
  const type = (text: string) => page.keyboard.type(text);
  const enter = () => someone.arriving(() => page.keyboard.press("Enter"));

  await someone.open(paths.home());
  await page.keyboard.press("Tab");
  expect(await page.locator(":focus").innerText()).toBe("Aller au contenu");
  await page.keyboard.press("Enter");
  await someone.tabTo(page.getByLabel("Qui ou quoi"));
  await type("généraliste");
  await someone.tabTo(page.getByLabel("Où").first());
  await type("vincen");
  await page.getByRole("option").first().waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  expect(await page.getByLabel("Où").first().inputValue()).toBe("Vincennes (94300)");
  await enter();

  await someone.tabTo(someone.link("Dre Camille Lune"));
  await enter();
  await someone.tabTo(someone.link(/^Première consultation/));
  await enter();
  await someone.tabTo(someone.link("Vendredi 27 novembre, 10:00"));
  await enter();
  expect(await someone.heading()).toBe("Plus qu'à confirmer");
  await someone.tabTo(page.getByLabel("Un mot pour le cabinet"));
  await type("Je préfère écrire.");
  await someone.tabTo(someone.button("Confirmer le rendez-vous"));
  await enter();
  expect(await someone.heading()).toBe("À vendredi 27 novembre, Ada.");
});

test("a form that lacks answers puts the cursor on what is missing, and its links lead to the fields", async () => {
  const someone = await sitDown({ on: "desktop" });
  const { page } = someone;
  await someone.open(paths.signIn());
  await someone.tabTo(someone.button("Se connecter"));
  await someone.arriving(() => page.keyboard.press("Enter"));
  await expect.poll(() => page.locator(":focus").getAttribute("role")).toBe("alert");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  expect(await page.locator(":focus").getAttribute("name")).toBe("email");
});
