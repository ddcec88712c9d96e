import { beforeEach, expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import { newSite, type TestBrowser } from "./test-site.tsx";

const site = await newSite(await newDatabase());
const demonstration = await newSite(await newDatabase(), { mailbox: paths.mailbox() });
const session = "amicare-session";
const begun = site.time.now;

beforeEach(() => {
  site.time.now = begun;
});

const give = (browser: TestBrowser, code: string, more: Record<string, string> = {}) =>
  browser.post(paths.secondStep(), { par: "mail", code, ...more });
const isIn = async (browser: TestBrowser) => (await browser.who()).signedIn !== null;
/** Not that code. */
const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");
const page = async (browser: TestBrowser) => (await (await browser.get(paths.secondStep())).text()).replace(/\s/g, " ");

test("the password alone opens nothing: whoever gave it is nobody to every page but the second step's", async () => {
  const browser = await site.owing(await site.someone("half"));
  expect(await browser.who()).toMatchObject({ signedIn: null, actor: { kind: "anonymous" } });
  for (const path of [
    paths.account(),
    paths.openSessions(),
    paths.security(),
    paths.authenticator(),
    paths.changePassword(),
  ])
    expect((await browser.get(path)).headers.get("location"), path).toMatch(/^\/connexion\?/);
  expect((await browser.get(paths.confirmItIsYou())).headers.get("location")).toBe(paths.signIn());
  expect((await browser.post(paths.confirmItIsYou(), { par: "mail", code: "123456" })).status).toBe(409);
  expect((await browser.get(paths.secondStep())).status).toBe(200);
});

test("the code lets one in once, with spaces too; the token changes, and the one before is worth nothing", async () => {
  const who = await site.someone("token");
  const [browser, thief] = [await site.owing(who), site.browser()];
  const before = browser.cookies.get(session)!;
  const code = await site.codeFor(who.email);
  const answer = await give(browser, ` ${code.slice(0, 3)} ${code.slice(3)} `);
  expect([answer.status, answer.headers.get("location")]).toEqual([303, paths.myAppointments()]);
  expect(await isIn(browser)).toBe(true);
  expect(browser.cookies.get(session)).not.toBe(before);

  thief.cookies.set(session, before); // whoever planted the first one, or read it
  expect(await isIn(thief)).toBe(false);
  expect((await give(thief, code)).status).toBe(409);
  const again = await site.owing(who);
  expect((await give(again, code)).status).toBe(422);
});

test("pressed twice, the second press leads on", async () => {
  const who = await site.someone("twice");
  const browser = await site.owing(who);
  const code = await site.codeFor(who.email);
  await give(browser, code);
  const answer = await give(browser, code, { vers: paths.account() });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, paths.account()]);
});

test("after ten minutes the session that owes the second step is over, and the page says so", async () => {
  const who = await site.someone("slow");
  const browser = await site.owing(who);
  const code = await site.codeFor(who.email);
  site.time.now = begun.add({ minutes: 10 });
  const answer = await give(browser, code, { vers: "/compte" });
  expect(answer.status).toBe(409);
  expect(await answer.text()).toMatch(/Le temps est passé.*href="\/connexion\?vers=%2Fcompte"/s);
  expect(await isIn(browser)).toBe(false);
  expect((await browser.get(paths.secondStep())).headers.get("location")).toBe(paths.signIn());
});

test("five wrong codes end the session, whoever tries at once; the right one comes too late, and a mail tells the owner", async () => {
  const who = await site.someone("guessed");
  const browser = await site.owing(who);
  const code = await site.codeFor(who.email);
  const tries = await Promise.all(Array.from({ length: 9 }, () => give(browser, other(code))));
  const statuses = tries.map(({ status }) => status);
  expect(statuses.filter((status) => status === 422)).toHaveLength(4);
  expect(statuses.filter((status) => status === 409).length).toBeGreaterThanOrEqual(1);
  expect((await give(browser, code)).status).toBe(409);
  expect(await isIn(browser)).toBe(false);

  await site.deliver();
  const alarm = site.mails.findLast(({ to }) => to === who.email)!;
  expect(alarm.subject).toBe("Quelqu’un a essayé d’ouvrir votre compte");
  expect(alarm.text).toContain("/mot-de-passe-oublie");
});

test("opening more sessions gives no more guesses: wrong codes count per account, and delays grow", async () => {
  const who = await site.someone("many-sessions");
  const statuses = [];
  for (const tries of [4, 2]) {
    const browser = await site.owing(who);
    const code = await site.codeFor(who.email);
    for (let i = 0; i < tries; i++) statuses.push((await give(browser, other(code))).status);
  }
  expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
});

test("one network that tries codes of many is slowed down", async () => {
  const statuses = [];
  for (let i = 0; i < 11; i++) {
    const browser = site.browser("198.51.100.77");
    const who = await site.someone(`of-many-${i}`);
    await browser.post(paths.signIn(), { ...who, userId: "" });
    const code = await site.codeFor(who.email);
    for (let tries = 0; tries < 4; tries++) statuses.push((await give(browser, other(code))).status);
  }
  expect(statuses.slice(0, 40).every((status) => status === 422)).toBe(true);
  expect(statuses.slice(40)).toContain(429);
});

test("what is typed and no code is told beside the field, and costs no try", async () => {
  const who = await site.someone("typing");
  const browser = await site.owing(who);
  const empty = await give(browser, "  ");
  expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining("Écrivez les six chiffres")]);
  for (const typed of ["12345", "1234567", "abcdef"]) expect((await give(browser, typed)).status).toBe(422);
  expect((await give(browser, await site.codeFor(who.email))).status).toBe(303);
});

test("a way she does not have is none: neither an invented one, nor a text without a phone", async () => {
  const who = await site.someone("ways");
  const browser = await site.owing(who);
  for (const par of ["sms", "app", "recovery-code", "passkey"]) {
    const answer = await browser.post(paths.secondStep(), { par, code: "123456" });
    expect([par, answer.status, await isIn(browser)]).toEqual([par, 422, false]);
  }
  await browser.post(paths.secondStepCode(), { par: "sms" });
  await site.deliver();
  expect(site.texts).toEqual([]);
});

test("where she was going, and what her browser held, wait for the second step", async () => {
  const claimed: string[] = [];
  const shop = await newSite(await newDatabase(), {
    afterSignIn: async (_, { visitor }) => void claimed.push(visitor),
  });
  const who = await shop.someone("going");
  const browser = shop.browser();
  browser.cookies.set("amicare-visitor", "A".repeat(22));
  await browser.post(paths.signIn(), { ...who, vers: "/reserver/42" });
  expect(claimed).toEqual([]);
  const form = { par: "mail", code: await shop.codeFor(who.email), vers: "/reserver/42" };
  expect((await browser.post(paths.secondStep(), form)).headers.get("location")).toBe("/reserver/42");
  expect(claimed).toHaveLength(1);
});

test("nobody is sent to another site after the second step", async () => {
  for (const [index, vers] of ["https://attacker.example/", "//attacker.example", "/\\attacker.example"].entries()) {
    const who = await site.someone(`sent-${index}`);
    const browser = await site.owing(who);
    const answer = await give(browser, await site.codeFor(who.email), { vers });
    expect(answer.headers.get("location")).toBe(paths.myAppointments());
  }
});

test("a form of another site proves nothing", async () => {
  const who = await site.someone("csrf");
  const browser = await site.owing(who);
  const code = await site.codeFor(who.email);
  const origin = "https://attacker.example";
  expect((await browser.post(paths.secondStep(), { par: "mail", code }, { origin })).status).toBe(403);
  expect((await browser.post(paths.secondStepCode(), { par: "mail" }, { origin })).status).toBe(403);
});

test("in demonstration the page leads to the mailbox; elsewhere there is none", async () => {
  const who = await demonstration.someone("demo");
  const browser = demonstration.browser();
  await browser.post(paths.signIn(), { email: who.email, password: who.password });
  expect(await (await browser.get(paths.secondStep())).text()).toContain(`href="${paths.mailbox()}"`);
  expect(await page(await site.owing(await site.someone("no-demo")))).not.toContain(paths.mailbox());
});

test("« Sécurité » tells how each sign-in was proved, and how many tries were refused before it", async () => {
  const who = await site.someone("told");
  for (let i = 0; i < 2; i++) await site.browser().post(paths.signIn(), { email: who.email, password: "wrong" });
  const browser = await site.owing(who);
  const code = await site.codeFor(who.email);
  await give(browser, other(code));
  await give(browser, code);
  const security = (await (await browser.get(paths.security())).text()).replace(/\s/g, " ");
  expect(security).toMatch(/Connexion<span[^>]*> par un code reçu par mail.*3 essais refusés juste avant/);
});
