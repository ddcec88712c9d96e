import { beforeEach, expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import { newSite, type TestBrowser } from "./test-site.tsx";

const site = await newSite(await newDatabase());
const session = "amicare-session";
const begun = site.time.now;

beforeEach(() => {
  site.time.now = begun;
});

const isIn = async (browser: TestBrowser) => (await browser.who()).signedIn !== null;
/** Not that code. */
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

test("an expired code is told apart, in a session that lasts longer", async () => {
  const who = await site.someone("expired");
  const browser = site.browser();
  await site.signIn(browser, who);
  await browser.post(paths.confirmCode(), { par: "mail", vers: paths.account() });
  const code = await site.codeFor(who.email);
  site.time.now = begun.add({ minutes: 10 });
  const answer = await browser.post(paths.confirmItIsYou(), { par: "mail", code });
  expect(answer.status).toBe(422);
  expect((await answer.text()).replace(/\s/g, " ")).toMatch(/Ce code a plus de 10 minutes.*Recevoir le code/);
});

test("the same in a session that was verified: someone at an open computer guesses five codes, and is out", async () => {
  const who = await site.someone("open-computer");
  const browser = site.browser();
  await site.signIn(browser, who);
  await browser.post(paths.confirmCode(), { par: "mail" });
  const code = await site.codeFor(who.email);
  const guess = () => browser.post(paths.confirmItIsYou(), { par: "mail", code: other(code) });
  const statuses = [];
  for (let i = 0; i < 5; i++) statuses.push((await guess()).status);
  expect(statuses).toEqual([422, 422, 422, 422, 409]);
  expect(await isIn(browser)).toBe(false);
});

test("something that matters asks again after a quarter of an hour, and one comes back", async () => {
  const who = await site.someone("again");
  const browser = site.browser();
  await site.signIn(browser, who);
  site.time.now = begun.add({ minutes: 14 });
  expect((await browser.get(paths.authenticator())).status).toBe(200);
  site.time.now = begun.add({ minutes: 15 });
  const confirm = paths.confirmItIsYou({ vers: paths.authenticator() });
  expect((await browser.get(paths.authenticator())).headers.get("location")).toBe(confirm);
  const referer = `http://localhost:3000${paths.authenticator()}`;
  const posted = await browser.post(paths.authenticator(), { faire: "retirer" }, { referer });
  expect([posted.status, posted.headers.get("location")]).toEqual([303, confirm]);

  const before = browser.cookies.get(session);
  const mails = site.mails.length;
  expect(await (await browser.get(confirm)).text()).toContain("C’est bien vous");
  await site.deliver();
  expect(site.mails.length).toBe(mails); // looking sends nothing
  await browser.post(paths.confirmCode(), { par: "mail", vers: paths.authenticator() });
  const form = { par: "mail", code: await site.codeFor(who.email), vers: paths.authenticator() };
  const answer = await browser.post(paths.confirmItIsYou(), form);
  expect(answer.headers.get("location")).toBe(paths.authenticator());
  expect(browser.cookies.get(session)).not.toBe(before);
  expect((await browser.get(paths.authenticator())).status).toBe(200);

  site.time.now = begun.add({ hours: 12 }); // confirming lengthens no session
  expect(await isIn(browser)).toBe(false);
});

test("the code that one signed in with does not serve again to confirm", async () => {
  const who = await site.someone("same-code");
  const browser = await site.owing(who);
  const code = await site.codeFor(who.email);
  expect((await browser.post(paths.secondStep(), { par: "mail", code })).status).toBe(303);
  expect((await browser.post(paths.confirmItIsYou(), { par: "mail", code })).status).toBe(422);
});

test("nobody is sent to another site after confirming", async () => {
  const browser = site.browser();
  const who = await site.someone("redirected");
  await site.signIn(browser, who);
  for (const vers of ["https://attacker.example/", "//attacker.example", "/\\attacker.example"]) {
    await browser.post(paths.confirmCode(), { par: "mail", vers });
    const form = { par: "mail", code: await site.codeFor(who.email), vers };
    expect((await browser.post(paths.confirmItIsYou(), form)).headers.get("location"), vers).toBe(paths.account());
  }
});

test("in a remembered browser whoever has its saved password adds no key of her own: it asks who is there", async () => {
  const who = await site.someone("family-computer");
  const browser = site.browser();
  await site.signIn(browser, { ...who, souvenir: "oui" });
  await browser.post(paths.signOut(), {});
  await browser.post(paths.signIn(), { email: who.email, password: who.password });
  expect(await isIn(browser)).toBe(true);
  const confirm = paths.confirmItIsYou({ vers: paths.authenticator() });
  expect((await browser.get(paths.authenticator())).headers.get("location")).toBe(confirm);
  expect((await browser.post(paths.passkeyCreation(), {})).headers.get("location")).toContain(paths.confirmItIsYou());
  await browser.post(paths.confirmCode(), { par: "mail" });
  const code = await site.codeFor(who.email);
  expect((await browser.post(paths.confirmItIsYou(), { par: "mail", code })).status).toBe(303);
  expect((await browser.get(paths.authenticator())).status).toBe(200);
});
