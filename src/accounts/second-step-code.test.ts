import { beforeEach, expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import { digitsOf } from "./second-step-code.ts";
import { newSite, type TestBrowser } from "./test-site.tsx";

const site = await newSite(await newDatabase());
const begun = site.time.now;

beforeEach(() => {
  site.time.now = begun;
});

const give = (browser: TestBrowser, code: string, more: Record<string, string> = {}) =>
  browser.post(paths.secondStep(), { par: "mail", code, ...more });
const isIn = async (browser: TestBrowser) => (await browser.who()).signedIn !== null;
const page = async (browser: TestBrowser) => (await (await browser.get(paths.secondStep())).text()).replace(/\s/g, " ");

test("the code leaves at once, to a page that says where, until when, and shows no whole address", async () => {
  const who = await site.someone("helene.marchand");
  const browser = await site.owing(who);
  const shown = await page(browser);
  expect(shown).toContain("h•••••d@exemple.fr");
  expect(shown).toContain("jusqu’à 10:10");
  expect(shown).not.toContain(who.email);
  expect(shown).toMatch(/<input[^>]*inputmode="numeric"/);
  expect(shown).toMatch(/<input[^>]*autocomplete="one-time-code"/);
  expect(shown).toMatch(/<input(?![^>]*checked)[^>]*name="souvenir"/);
  const mail = await site.deliver();
  expect([mail.to, mail.subject]).toEqual([who.email, "Votre code AmiCare"]);
  for (const word of [/rendez-vous/i, /médecin|docteur|cabinet|santé/i, who.password])
    expect(mail.subject + mail.text + mail.html).not.toMatch(word);
  expect(mail.text.replace(/\s/g, " ")).toContain("Appareil : Firefox");
});

test("a code opens the session it was asked in, and no other of the same person", async () => {
  const who = await site.someone("bound");
  const here = await site.owing(who);
  const mine = await site.codeFor(who.email);
  const there = await site.owing(who);
  const theirs = await site.codeFor(who.email);
  expect((await give(here, theirs)).status).toBe(422);
  expect((await give(there, mine)).status).toBe(422);
  expect((await give(here, mine)).status).toBe(303);
  expect(await isIn(there)).toBe(false);
});

test("only the newest code works, for ten minutes; asking again gives ten more", async () => {
  const who = await site.someone("newest");
  const browser = await site.owing(who);
  const first = await site.codeFor(who.email);
  site.time.now = begun.add({ minutes: 9 });
  const sent = await browser.post(paths.secondStepCode(), { par: "mail", vers: "/compte" });
  expect([sent.status, sent.headers.get("location")]).toEqual([
    303,
    paths.secondStep({ vers: "/compte", par: "mail" }),
  ]);
  const second = await site.codeFor(who.email);
  expect(await page(browser)).toContain("jusqu’à 10:19");

  const older = await give(browser, first);
  expect([older.status, await older.text()]).toEqual([422, expect.stringContaining("celui du dernier message")]);
  site.time.now = begun.add({ minutes: 18 });
  expect((await give(browser, second)).status).toBe(303);
});

test("nobody floods a mailbox with codes, not by signing in again and again either", async () => {
  const who = await site.someone("flooded");
  for (let i = 0; i < 7; i++) await site.owing(who);
  const before = site.mails.length;
  await site.deliver();
  expect(site.mails.slice(before).filter(({ to }) => to === who.email)).toHaveLength(5);
  const browser = await site.owing(who);
  expect(await page(browser)).toContain("Recevoir le code");
  const answer = await browser.post(paths.secondStepCode(), { par: "mail" });
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([429, expect.stringMatching(/^\d+$/)]);
  expect(await answer.text()).toContain("Plusieurs messages sont déjà partis");
});

test("whoever has a confirmed mobile chooses: nothing leaves before, and the code comes by text", async () => {
  const who = await site.someone("mobile", { phone: "+33639981234" });
  await site.deliver(); // what others asked for
  const browser = await site.owing(who);
  const before = site.mails.length;
  await site.deliver();
  expect(site.mails.length).toBe(before);
  expect(await page(browser)).toMatch(/Recevoir le code.*Recevoir un code par SMS/s);
  const asked = await browser.post(paths.secondStepCode(), { par: "sms" });
  expect(asked.headers.get("location")).toBe(paths.secondStep({ par: "sms" }));
  expect(await page(browser)).toContain("•• •• •• •• 34");
  await site.deliver();
  const text = site.texts.at(-1)!;
  expect(text.to).toBe("+33639981234");
  const code = /\b\d{6}\b/.exec(text.text)![0];
  expect((await give(browser, code)).status).toBe(422); // it did not come by mail
  expect((await browser.post(paths.secondStep(), { par: "sms", code })).status).toBe(303);
});

test("the database alone gives no code: it keeps an id, from which only the secret makes one", async () => {
  const who = await site.someone("leak");
  await site.owing(who);
  const code = await site.codeFor(who.email);
  const { rows } = await site.auth.pool.query("select id, row_to_json(c)::text as kept from auth.second_step_code c");
  for (const { kept } of rows) expect(kept).not.toMatch(new RegExp(`\\b${code}\\b`));
  const newest = rows
    .map(({ id }) => id as string)
    .sort()
    .at(-1)!;
  expect(digitsOf(site.auth.secret, newest)).toBe(code);
  expect(digitsOf("another secret of thirty-two characters", newest)).not.toBe(code);
});
