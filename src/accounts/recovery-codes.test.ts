import { beforeEach, expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import { newSite, type TestBrowser } from "./test-site.tsx";

const site = await newSite(await newDatabase());
const begun = site.time.now;

beforeEach(() => {
  site.time.now = begun;
});

type Someone = Awaited<ReturnType<typeof site.someone>>;

async function signedIn(who: Someone): Promise<TestBrowser> {
  const browser = site.browser();
  expect((await site.signIn(browser, who)).status).toBe(303);
  return browser;
}

const page = async (browser: TestBrowser) =>
  (await (await browser.get(paths.recoveryCodes())).text()).replace(/\s/g, " ");
const codesIn = (text: string) => text.match(/\b[A-HJKMNP-Z2-9]{5}-[A-HJKMNP-Z2-9]{5}\b/g) ?? [];

/** Makes ten codes, and reads them. */
async function make(browser: TestBrowser): Promise<string[]> {
  expect((await browser.post(paths.recoveryCodes(), { faire: "refaire" })).headers.get("location")).toBe(
    paths.recoveryCodes(),
  );
  return codesIn(await page(browser));
}

async function use(who: Someone, code: string) {
  const browser = site.browser();
  await browser.post(paths.signIn(), { email: who.email, password: who.password });
  return browser.post(paths.secondStep(), { par: "recovery-code", code });
}

test("ten codes without look-alikes are shown once, to keep on paper or as a file; then only how many remain", async () => {
  const who = await site.someone("ada");
  const browser = await signedIn(who);
  expect(await page(browser)).toContain("Vous n’en avez pas encore");
  const codes = await make(browser);
  expect([codes.length, new Set(codes).size]).toEqual([10, 10]);
  expect(codesIn(await page(browser))).toEqual(codes); // looked at again, they are the same

  const file = await browser.get(`${paths.recoveryCodes()}?fichier=texte`);
  expect(file.headers.get("content-type")).toMatch(/^text\/plain/);
  expect(file.headers.get("content-disposition")).toContain("codes-de-secours-amicare.txt");
  expect(codesIn(await file.text())).toEqual(codes);

  expect((await browser.post(paths.recoveryCodes(), { faire: "ranger" })).status).toBe(303);
  expect(codesIn(await page(browser))).toEqual([]);
  expect(await page(browser)).toContain("Il vous reste <strong>10 codes</strong>");
  const after = await browser.get(`${paths.recoveryCodes()}?fichier=texte`);
  expect([after.status, codesIn(await after.text())]).toEqual([303, []]);
  expect(await (await browser.get(paths.security())).text()).toContain("Il en reste 10");
});

test("whoever forgets to put them away no longer sees them after a quarter of an hour", async () => {
  const browser = await signedIn(await site.someone("forgetful"));
  expect(await make(browser)).toHaveLength(10);
  site.time.now = begun.add({ minutes: 15 });
  await site.auth.pool.query("update auth.session set verified_at = $1 where verified_at is not null", [
    site.time.now.toString(),
  ]);
  expect(codesIn(await page(browser))).toEqual([]);
});

test("each opens once, however it is typed; a mail says so, and the last three are announced", async () => {
  const who = await site.someone("used");
  const browser = await signedIn(who);
  const codes = await make(browser);
  expect((await use(who, codes[0]!.toLowerCase().replace("-", " "))).status).toBe(303);
  const notice = await site.deliver();
  expect([notice.to, notice.subject]).toEqual([who.email, "Un code de secours a servi"]);
  expect(notice.text.replace(/\s/g, " ")).toContain("Codes restants : 9");
  expect((await use(who, codes[0]!)).status).toBe(422);
  expect(codesIn(await page(browser))).toEqual([]); // once one served, none is shown any more

  for (const code of codes.slice(1, 7)) expect((await use(who, code)).status).toBe(303);
  expect(await (await browser.get(paths.security())).text()).toContain("Il vous reste peu de codes");
  for (const code of codes.slice(7)) expect((await use(who, code)).status).toBe(303);
  const none = site.browser();
  await none.post(paths.signIn(), { email: who.email, password: who.password });
  expect(await (await none.get(paths.secondStep())).text()).not.toContain("code de secours");
});

test("of two who give the same code at the same moment, one gets in", async () => {
  const who = await site.someone("race");
  const [code] = await make(await signedIn(who));
  const answers = await Promise.all([use(who, code!), use(who, code!), use(who, code!)]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422]);
});

test("new codes void the old ones, and nobody else's open anything", async () => {
  const [who, eve] = [await site.someone("renewed"), await site.someone("eve")];
  const browser = await signedIn(who);
  const [old] = await make(browser);
  const [fresh] = await make(browser);
  const [hers] = await make(await signedIn(eve));
  expect((await use(who, old!)).status).toBe(422);
  expect((await use(who, hers!)).status).toBe(422);
  expect((await use(who, fresh!)).status).toBe(303);
});

test("wrong ones count as wrong codes do: five end the session", async () => {
  const who = await site.someone("guessed");
  const [code] = await make(await signedIn(who));
  const browser = site.browser();
  await browser.post(paths.signIn(), { email: who.email, password: who.password });
  const statuses = [];
  for (const typed of ["ABCDE-FGHJK", "ABCDE-FGHJM", "x", "ABCDE-FGHJN", "ABCDE-FGHJP", code!])
    statuses.push((await browser.post(paths.secondStep(), { par: "recovery-code", code: typed })).status);
  expect(statuses).toEqual([422, 422, 422, 422, 409, 409]);
});

test("making new ones asks to prove again, after a while, that it is she", async () => {
  const browser = await signedIn(await site.someone("later"));
  site.time.now = begun.add({ minutes: 16 });
  for (const answer of [
    await browser.get(paths.recoveryCodes()),
    await browser.post(paths.recoveryCodes(), { faire: "refaire" }),
  ])
    expect(answer.headers.get("location")).toBe(paths.confirmItIsYou({ vers: paths.recoveryCodes() }));
});

test("the database alone gives none of them", async () => {
  const who = await site.someone("leak");
  const browser = await signedIn(who);
  const codes = await make(browser);
  const kept = async () => {
    const { rows } = await site.auth.pool.query(
      "select row_to_json(r)::text as kept from auth.recovery_codes r where user_id = $1",
      [who.userId],
    );
    return rows[0].kept as string;
  };
  for (const code of codes) expect(await kept()).not.toContain(code.replace("-", ""));
  expect(await kept()).toMatch(/"seed":"/);
  await browser.post(paths.recoveryCodes(), { faire: "ranger" });
  expect(await kept()).toMatch(/"seed":null/);
});
