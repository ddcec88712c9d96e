import { sql } from "kysely";
import { expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import { createActiveUser } from "./activate.ts";
import { phoneCode } from "./phone-change.ts";
import { newSite, type TestBrowser } from "./test-site.tsx";

const site = await newSite(await newDatabase());

const password = "tasse-Lune-47-vélo";
const atSignUp = "+33639981234";

/** Someone of her own for each test, signed in; without a profile, a member of staff. */
async function someone(name: string, { hasProfile = true } = {}) {
  const email = `${name}@exemple.fr`;
  const names = { birthName: "Roche", nameUsed: "Marchand", firstNames: "Hélène" };
  const identity = { ...names, birthDate: Temporal.PlainDate.from("1951-03-14"), sex: "F" as const, phone: atSignUp };
  const profile = hasProfile ? { identity } : {};
  const { userId } = await createActiveUser(site.db, site.auth, { email, password, name: "Hélène", ...profile });
  const browser = site.browser();
  expect((await site.signIn(browser, { email, password })).status).toBe(303);
  return { email, userId, browser };
}

/** Gives a mobile, and reads the code that leaves for it. */
async function give(browser: TestBrowser, phone: string): Promise<string> {
  const answer = await browser.post(paths.changePhone(), { phone });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, paths.changePhone()]);
  await site.deliver();
  return /\b\d{6}\b/.exec(site.texts.at(-1)!.text)![0];
}

const other = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

/** The phone practices ring, and the one codes go to. */
async function phonesOf(userId: string) {
  const { rows } = await sql<{ own: string | null; codes: string | null; isConfirmed: boolean }>`
    select person.phone as own, "user".phone as codes, "user".phone_confirmed_at is not null as "isConfirmed"
    from auth."user" left join acts_for on acts_for.user_id = "user".id and relation = 'self'
      left join person on person.id = acts_for.person_id
    where "user".id = ${userId}`.execute(site.ownerDb);
  return rows[0];
}

test("a mobile counts once the code it received came back; practices have it too, and a mail says so", async () => {
  const { browser, userId, email } = await someone("ada");
  const code = await give(browser, "06 39 98 55 66");
  expect(site.texts.at(-1)).toMatchObject({ to: "+33639985566" });
  expect(await phonesOf(userId)).toEqual({ own: atSignUp, codes: null, isConfirmed: false });
  expect(await (await browser.get(paths.changePhone())).text()).toContain("06\u00a039\u00a098\u00a055\u00a066");

  const answer = await browser.post(paths.changePhone(), { code: ` ${code.slice(0, 3)} ${code.slice(3)} ` });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/compte?fait=telephone"]);
  expect(await phonesOf(userId)).toEqual({ own: "+33639985566", codes: "+33639985566", isConfirmed: true });
  const told = await site.deliver();
  expect([told.to, told.subject]).toEqual([email, "Votre numéro de téléphone a été modifié"]);
  expect(told.text).toContain("06\u00a0••\u00a0••\u00a0••\u00a066");
  expect(told.text + told.html).not.toMatch(/5566|55.66|rendez-vous|médecin|santé/);
});

test("the number given at sign-up is confirmed in one click and a code", async () => {
  const { browser, userId } = await someone("first");
  expect(await (await browser.get(paths.account())).text()).toContain("À confirmer pour recevoir des SMS");
  const page = await (await browser.get(paths.changePhone())).text();
  expect(page).toContain(`<input type="hidden" name="phone" value="${atSignUp}"`);
  const code = await give(browser, atSignUp);
  await browser.post(paths.changePhone(), { code });
  expect(await phonesOf(userId)).toEqual({ own: atSignUp, codes: atSignUp, isConfirmed: true });
  const again = await browser.post(paths.changePhone(), { phone: atSignUp });
  expect([again.status, (await again.text()).includes("C’est déjà votre numéro")]).toEqual([422, true]);
});

test("the old mobile is told when another takes its place", async () => {
  const { browser } = await someone("old");
  await browser.post(paths.changePhone(), { code: await give(browser, "06 39 98 00 01") });
  await site.deliver();
  await browser.post(paths.changePhone(), { code: await give(browser, "06 39 98 00 02") });
  await site.deliver();
  expect(site.texts.at(-1)).toMatchObject({ to: "+33639980001" });
  expect(site.texts.at(-1)!.text).toMatch(/ce num.ro n.est plus celui de votre compte/);
});

test("a landline is rung, and no code nor text ever goes there", async () => {
  const { browser, userId } = await someone("landline");
  await browser.post(paths.changePhone(), { code: await give(browser, "06 39 98 00 03") });
  const texts = site.texts.length;
  const answer = await browser.post(paths.changePhone(), { phone: "01 99 00 12 34" });
  expect(answer.headers.get("location")).toBe("/compte?fait=telephone");
  expect(await phonesOf(userId)).toEqual({ own: "+33199001234", codes: null, isConfirmed: false });
  await site.deliver();
  expect(site.texts.slice(texts).map(({ to }) => to)).toEqual(["+33639980003"]); // it was told
});

test("overseas numbers written as in metropolitan France find their own country", async () => {
  const { browser, userId } = await someone("overseas");
  const code = await give(browser, "0690 12 34 56");
  expect(site.texts.at(-1)).toMatchObject({ to: "+590690123456" });
  await browser.post(paths.changePhone(), { code });
  expect(await phonesOf(userId)).toMatchObject({ codes: "+590690123456" });
});

test("a code is tried five times, by several browsers at once; then only another code helps", async () => {
  const { browser, userId } = await someone("guessed");
  const code = await give(browser, "06 39 98 00 04");
  const tries = await Promise.all(
    Array.from({ length: 8 }, () => browser.post(paths.changePhone(), { code: other(code) })),
  );
  const said = await Promise.all(tries.map((answer) => answer.text()));
  expect(said.filter((page) => page.includes("Ce code n’est pas celui du dernier SMS"))).toHaveLength(5);
  expect(said.filter((page) => page.includes("Ce code a été essayé trop souvent"))).toHaveLength(3);
  expect((await browser.post(paths.changePhone(), { code })).status).toBe(422);
  expect(await phonesOf(userId)).toMatchObject({ codes: null });

  await browser.post(paths.changePhone(), { faire: "renvoyer" });
  await site.deliver();
  const next = /\b\d{6}\b/.exec(site.texts.at(-1)!.text)![0];
  expect((await browser.post(paths.changePhone(), { code: next })).status).toBe(303);
});

test("only the newest code works, for ten minutes, and once", async () => {
  const { browser, userId } = await someone("newest");
  const first = await give(browser, "06 39 98 00 05");
  const second = await give(browser, "06 39 98 00 06");
  if (first !== second) expect((await browser.post(paths.changePhone(), { code: first })).status).toBe(422);
  site.time.now = site.time.now.add({ minutes: 10 });
  const late = await browser.post(paths.changePhone(), { code: second });
  expect([late.status, (await late.text()).includes("Ce code a expiré")]).toEqual([410, true]);
  expect(await phonesOf(userId)).toEqual({ own: atSignUp, codes: null, isConfirmed: false });

  const third = await give(browser, "06 39 98 00 06");
  const answers = await Promise.all([1, 2].map(() => browser.post(paths.changePhone(), { code: third })));
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
});

test("another’s code is worth nothing", async () => {
  const [ada, eve] = [await someone("hers"), await someone("eves")];
  const code = await give(ada.browser, "06 39 98 00 07");
  const own = await give(eve.browser, "06 39 98 00 08");
  if (code !== own) expect((await eve.browser.post(paths.changePhone(), { code })).status).toBe(422);
  expect(await phonesOf(eve.userId)).toMatchObject({ codes: null });
});

test("codes leave a few times, then the next ones wait: per account, and per phone whoever asks", async () => {
  const { browser } = await someone("flood");
  const phone = "06 39 98 77 77";
  const statuses = [(await browser.post(paths.changePhone(), { phone })).status];
  for (const _ of "1234") statuses.push((await browser.post(paths.changePhone(), { faire: "renvoyer" })).status);
  expect(statuses).toEqual([303, 303, 303, 429, 429]);
  expect((await browser.post(paths.changePhone(), { phone: "06 39 98 77 78" })).status).toBe(429);

  const eve = await someone("floods-her");
  expect((await eve.browser.post(paths.changePhone(), { phone })).status).toBe(429);
  const page = await (await eve.browser.get(paths.changePhone())).text();
  expect(page).toContain('name="phone"'); // nothing waits for a code
});

test("a member of staff without a profile gives a mobile; a landline would be of no use", async () => {
  const { browser, userId } = await someone("staff", { hasProfile: false });
  const refused = await browser.post(paths.changePhone(), { phone: "01 99 00 12 34" });
  expect([refused.status, (await refused.text()).includes("ne reçoit pas de SMS")]).toEqual([422, true]);
  await browser.post(paths.changePhone(), { code: await give(browser, "06 39 98 00 09") });
  expect(await phonesOf(userId)).toEqual({ own: null, codes: "+33639980009", isConfirmed: true });
});

test("what is no number, or nobody’s, comes back with what to do", async () => {
  const { browser } = await someone("wrong");
  for (const phone of ["", "12", "06 39 98", "0893 12 34 56", "<script>"]) {
    const answer = await browser.post(paths.changePhone(), { phone });
    expect([answer.status, (await answer.text()).includes('href="#phone"')]).toEqual([422, true]);
  }
});

test("who asked may think better of it: the code on its way opens nothing", async () => {
  const { browser } = await someone("better");
  const code = await give(browser, "06 39 98 00 10");
  await browser.post(paths.changePhone(), { faire: "annuler" });
  expect((await browser.post(paths.changePhone(), { code })).status).toBe(410);
});

test("it takes a recent proof, our own page, and an account", async () => {
  const { browser, userId } = await someone("proof");
  const phone = "06 39 98 00 11";
  const foreign = await browser.post(paths.changePhone(), { phone }, { origin: "https://attacker.example" });
  expect(foreign.status).toBe(403);
  const nobody = await site.browser().post(paths.changePhone(), { phone });
  expect(nobody.headers.get("location")).toMatch(/^\/connexion\?vers=/);
  const code = await give(browser, phone);
  site.time.now = site.time.now.add({ minutes: 16 });
  expect((await browser.post(paths.changePhone(), { code })).headers.get("location")).toMatch(
    /^\/connexion\/confirmer/,
  );
  expect(await phonesOf(userId)).toMatchObject({ codes: null });
});

test("codes are of six digits, whatever the change", async () => {
  const codes = Array.from({ length: 300 }, (_, index) => phoneCode("a secret", String(index)));
  for (const code of codes) expect(code).toMatch(/^\d{6}$/);
  expect(new Set(codes).size).toBeGreaterThan(290);
});

test("many accounts of one network do not make texts leave for many strangers", async () => {
  const address = "198.51.100.7";
  const statuses = [];
  for (let index = 0; index < 11; index++) {
    const { browser } = await someone(`pump-${index}`);
    const headers = { "x-forwarded-for": address };
    const phone = `06 39 98 7${index % 10} ${index < 10 ? "00" : "01"}`;
    statuses.push((await browser.post(paths.changePhone(), { phone }, headers)).status);
  }
  expect(statuses.slice(0, 10)).toEqual(Array(10).fill(303));
  expect(statuses[10]).toBe(429);
});
