import { existsSync } from "node:fs";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, afterEach, expect, vi } from "vitest";
import { paths } from "../../src/paths.ts";
import { openBrowser } from "../browser.ts";
import { openInspection, type Screen } from "./inspect.ts";
import { password, type Site, type Someone } from "./site.ts";
import { visitor } from "./visitor.ts";

/** What someone sits before. */
export interface Seat {
  on: keyof typeof screens;
  /** False: script is switched off. */
  script?: boolean;
  language?: "fr" | "en";
  /** Signed in already. */
  as?: Someone;
  /** A script of the page is refused something, or loses its connection: Chromium says so, and that is no fault. */
  isRefused?: boolean;
}

/** Chromium, for the tests of one file. Every page anyone visits in it is inspected, and what was found fails the test that went there. */
export async function openChromium(site: Site) {
  vi.setConfig({ testTimeout: 180_000 });
  const executablePath = browsers.find((path) => existsSync(path));
  if (!executablePath) throw new Error(`Not tried: it needs Chromium, and there is none of ${browsers.join(", ")}.`);
  const browser = await chromium.launch({ executablePath, args: flags });
  const faults: string[] = [];
  const inspect = openInspection();
  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    expect([...new Set(faults.splice(0))]).toEqual([]);
  });
  afterAll(() => browser.close());

  let seats = 0;
  return async function sitDown({ on, script = true, language = "fr", as, isRefused = false }: Seat) {
    const screen = screens[on];
    const settings = {
      baseURL: site.url,
      viewport: screen,
      locale: language === "fr" ? "fr-FR" : "en-GB",
      reducedMotion: "reduce" as const,
      extraHTTPHeaders: { "x-forwarded-for": `192.0.2.${++seats}` },
    };
    const context = await browser.newContext({ ...settings, javaScriptEnabled: script });
    context.setDefaultTimeout(30_000);
    if (as) await context.addCookies(await cookiesOf(site, as));
    const page = await context.newPage();
    listen(page, faults, { isRefused });
    const twin = script ? null : await openTwin(browser, settings);
    return visitor(page, async () => {
      if (twin) await twin.show(page);
      faults.push(...(await inspect(twin ? twin.page : page, screen)));
    });
  };
}

const browsers = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const flags = [
  ...["--no-sandbox", "--disable-gpu"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];
const screens = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } } satisfies Record<
  string,
  Screen
>;

/** What Chromium complains of is a fault, except that a page came with a status above 400: many tests are about those. */
function listen(page: Page, faults: string[], { isRefused }: { isRefused: boolean }) {
  page.on("console", (message) => {
    const isAnswer = message.text().startsWith("Failed to load resource");
    const isStatus = isAnswer && (isRefused || message.location().url === page.url());
    if (message.type() === "error" && !isStatus) faults.push(`${new URL(page.url()).pathname}: ${message.text()}`);
  });
  page.on("pageerror", ({ message }) => {
    if (!message.includes("ViewTransition opt-in disabled")) faults.push(`${new URL(page.url()).pathname}: ${message}`);
  });
}

/** axe is a script: the page of someone who switched script off is inspected in another window, which is shown the same page without
 * its scripts. */
async function openTwin(browser: Browser, settings: Parameters<Browser["newContext"]>[0]) {
  const page = await browser.newPage(settings);
  return {
    page,
    async show(original: Page) {
      const url = original.url();
      const body = (await original.content()).replace(/<script\b.*?<\/script>/g, "");
      await page.route(
        ({ href }) => href === url,
        (route) => route.fulfill({ body, contentType: "text/html" }),
        { times: 1 },
      );
      await page.goto(url);
    },
  };
}

/** The cookies of someone who has signed in, in both steps. */
async function cookiesOf({ url, codeFor }: Site, { email }: Someone) {
  const browser = openBrowser(fetch, { origin: url });
  await browser.post(paths.signIn(), { email, password });
  await browser.post(paths.secondStep(), { par: "mail", code: await codeFor(email) });
  return Array.from(browser.cookies, ([name, value]) => ({ name, value, url }));
}
