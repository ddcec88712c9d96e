import type { Locator, Page } from "playwright-core";

export type Visitor = ReturnType<typeof visitor>;

/** Someone before a page: does what hands do, and looks at what comes. Every step that leads to another page ends there, whole and
 * inspected. */
export function visitor(page: Page, inspect: () => Promise<void>) {
  const arriving = async (act: () => Promise<unknown>) => {
    await Promise.all([page.waitForEvent("load", { timeout: 45_000 }), act()]); // what cannot be done says so before
    await inspect();
  };
  const link = (name: string | RegExp) => page.getByRole("link", { name }).first();
  const button = (name: string | RegExp) => page.getByRole("button", { name }).first();
  return {
    page,
    open: (address: string) => arriving(() => page.goto(address)),
    /** Goes wherever `act` leads. */
    arriving,
    follow: (name: string | RegExp) => arriving(() => link(name).click()),
    press: (name: string | RegExp) => arriving(() => button(name).click()),
    fill: (field: string | RegExp, text: string) => page.getByLabel(field).first().fill(text),
    choose: (answer: string | RegExp) => page.getByLabel(answer).first().check(),
    ...{ link, button },
    path: () => new URL(page.url()).pathname,
    heading: async () => plain(await page.getByRole("heading", { level: 1 }).innerText()),
    /** What is said to be wrong with an answer, beside it. */
    faultOf: async (field: string | RegExp) => {
      const answer = page.getByLabel(field).and(page.locator("[aria-invalid]")).first();
      return plain(await page.locator(`[id="${await answer.getAttribute("id")}-error"]`).innerText());
    },
    /** What the page says below its header. */
    words: async () => plain(await page.locator("main").innerText()),
    /** By the key Tab alone, as far as it takes. */
    async tabTo(target: Locator) {
      for (let steps = 0; steps < 120; steps++) {
        await page.keyboard.press("Tab");
        if (await target.evaluate((element) => element === document.activeElement)) return;
      }
      throw new Error(`the key Tab does not lead to ${target}`);
    },
  };
}

/** With ordinary spaces and apostrophes, as one would type it. */
export function plain(text: string): string {
  return text.replace(/\s+/g, " ").replaceAll("’", "'").trim();
}
