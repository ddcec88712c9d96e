import { expect, test } from "vitest";
import { paths } from "../../src/paths.ts";
import { openChromium } from "./chromium.ts";
import { ada, openSite } from "./site.ts";
import { plain } from "./visitor.ts";

const site = await openSite();
const sitDown = await openChromium(site);
await site.account(ada);

test.each(["phone", "desktop"] as const)(
  "lost on a %s: looks for help, finds the answer, and comes back up",
  async (on) => {
    const someone = await sitDown({ on });
    const { page } = someone;
    await someone.open(paths.home());
    await someone.follow("Aide et questions");
    expect(await someone.heading()).toBe("Comment pouvons-nous vous aider ?");
    const everything = await page.getByRole("heading", { level: 3 }).count();

    await someone.fill("Votre question", "mot de passe oublié");
    await someone.press("Chercher");
    const status = plain(await page.getByRole("status").innerText());
    expect(status).toMatch(/^\d+ réponses? pour « mot de passe oublié »$/);
    expect(await page.getByRole("heading", { level: 3 }).count()).toBe(Number.parseInt(status, 10));
    expect(await page.getByRole("heading", { name: "J’ai oublié mon mot de passe" }).isVisible()).toBe(true);
    expect((await page.locator("mark").allInnerTexts()).map(plain)).toContain("oublié");

    await someone.follow("Voir toutes les questions");
    expect(await page.getByRole("heading", { level: 3 }).count()).toBe(everything);
    await someone.link("Je ne peux pas annuler en ligne").click();
    const question = page.getByRole("heading", { name: "Je ne peux pas annuler en ligne" });
    await expect.poll(() => topOf(question)).toBeGreaterThanOrEqual(0);
    expect(await topOf(question)).toBeLessThan(300);

    await page.getByRole("link", { name: "Revenir en haut de la page" }).click();
    await expect.poll(() => topOf(page.getByRole("heading", { level: 1 }))).toBeGreaterThanOrEqual(0);
    expect(await page.locator(":focus").innerText()).toContain("vous aider");
  },
);

test("without script and by the keyboard alone, the same", async () => {
  const someone = await sitDown({ on: "desktop", script: false });
  const { page } = someone;
  await someone.open(paths.help());
  await someone.tabTo(page.getByLabel("Votre question"));
  await page.keyboard.type("piece jointe");
  await someone.arriving(() => page.keyboard.press("Enter"));
  expect(await someone.words()).toContain("1 réponse pour « piece jointe »");
  expect(await someone.words()).toContain("Aucun document n'arrive jamais en pièce jointe d'un mail");

  await someone.open(`${paths.help()}?q=hippopotame`);
  await someone.follow("écrivez-nous ou appelez-nous");
  expect(page.url()).toContain("#nous-joindre");
  expect(await someone.words()).toContain("contact@amicare.example");
});

test("whoever is signed in finds help at the top, and the thing itself at the end of an answer", async () => {
  const someone = await sitDown({ on: "phone", as: ada });
  await someone.open(paths.home());
  expect(await someone.heading()).toBe("Bonjour Ada");
  await someone.follow("Aide");
  expect(someone.path()).toBe(paths.help());
  await someone.follow("Choisir un nouveau mot de passe");
  expect(someone.path()).toBe(paths.recovery());
});

test.each([
  ["phone", "fr", ["Confidentialité", "Conditions", "Mentions légales", "Accessibilité"]],
  ["desktop", "en", ["Privacy", "Terms", "Legal notice", "Accessibility"]],
] as const)("what the law wants said is read on a %s (%s), chapter by chapter", async (on, language, pages) => {
  const someone = await sitDown({ on, language });
  const { page } = someone;
  await someone.open(paths.home());
  for (const name of pages) {
    await someone.arriving(() =>
      page
        .locator("footer")
        .getByRole("link", { name: new RegExp(`^${name}`) })
        .click(),
    );
    await page.locator("summary").click();
    const last = page.locator("details a").last();
    const chapter = page.getByRole("heading", { level: 2, name: await last.innerText() });
    await last.click();
    await expect.poll(() => topOf(chapter)).toBeLessThan(844);
  }
});

test("a practice’s sheet leads to what the practice does with one’s data", async () => {
  const someone = await sitDown({ on: "desktop" });
  await someone.open(paths.search({ qui: "généraliste", ou: "Vincennes" }));
  await someone.follow("Dre Camille Lune");
  await someone.follow("Vos données dans ce cabinet");
  expect(await someone.heading()).toBe("Vos données chez Cabinet du Cerf-Volant");
});

async function topOf(heading: { boundingBox(): Promise<{ y: number } | null> }): Promise<number> {
  return (await heading.boundingBox())!.y;
}
