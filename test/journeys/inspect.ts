import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

export interface Screen {
  width: number;
  height: number;
}

/** Says what is wrong with a page: it owes whoever reads it one title and one heading, nothing wider than a small phone, and no fault
 * that axe can find, by day and by night. Markup that axe has seen on such a screen is not put to it again with other words. */
export function openInspection() {
  const seen = new Set<string>();
  return async (page: Page, screen: Screen): Promise<string[]> => {
    const faults = [...(await faultsOfHeadings(page)), ...(await faultsOfWidth(page, screen))];
    const markup = screen.width + markupOf(await page.content());
    if (!seen.has(markup)) faults.push(...(await faultsForAxe(page, screen)));
    seen.add(markup);
    return faults.map((fault) => `${new URL(page.url()).pathname}: ${fault}`);
  };
}

async function faultsOfHeadings(page: Page): Promise<string[]> {
  const title = await page.title();
  const headings = await page.locator("h1").count();
  return [
    ...(title.endsWith(" – AmiCare") ? [] : [`its title is “${title}”`]),
    ...(headings === 1 ? [] : [`it has ${headings} h1`]),
  ];
}

async function faultsOfWidth(page: Page, screen: Screen): Promise<string[]> {
  const faults: string[] = [];
  for (const width of [390, 320]) {
    await page.setViewportSize({ ...screen, width });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) faults.push(`it is ${wide} pixels wide on a screen of ${width}`);
  }
  await page.setViewportSize(screen);
  return faults;
}

/** Elements and how they are dressed, without what they say and lead to; of items of a kind in a row, one. */
function markupOf(html: string): string {
  const items = html
    .replace(/>[^<]+</g, ">…<")
    .replace(
      / (href|action|src|value|content|id|for|name|datetime|aria-\w+by|aria-label|aria-controls)="[^"]+"/g,
      " $1",
    )
    .split("<li");
  return items.filter((item, index) => item !== items[index - 1]).join("<li");
}

/** The screen is made as tall as the page, or links would lie under the bar of tabs. By night only colours change. */
async function faultsForAxe(page: Page, screen: Screen): Promise<string[]> {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (height > screen.height) await page.setViewportSize({ ...screen, height });
  const options = { resultTypes: ["violations" as const], runOnly: rules };
  const { violations: byDay } = await new AxeBuilder({ page }).setLegacyMode().options(options).analyze();
  await page.emulateMedia({ colorScheme: "dark" });
  const byNight = await page.evaluate(axeInPage, { resultTypes: ["violations"], runOnly: ["color-contrast"] });
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(screen);
  return [...byDay, ...byNight].map(
    ({ id, nodes }) => `axe finds ${id} at ${nodes.map(({ html }) => html.slice(0, 160)).join(" and at ")}`,
  );
}

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** In the page, where axe has just been put. */
async function axeInPage(options: object) {
  const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Violation[] }> } };
  return (await axe.run(options)).violations;
}

interface Violation {
  id: string;
  nodes: { html: string }[];
}
