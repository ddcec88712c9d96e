import { afterEach, expect, test, vi } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import { createActiveUser } from "./activate.ts";
import * as passwordHash from "./password-hash.ts";
import { newSite } from "./test-site.tsx";

const database = await newDatabase();
const site = await newSite(database);

afterEach(() => void vi.restoreAllMocks());

const old = "tasse-Lune-47-vélo";
const fresh = "citron-Vert-88-train";

/** Someone of her own for each test, signed in. */
async function signedIn(name: string) {
  const email = `${name}@exemple.fr`;
  const birthDate = Temporal.PlainDate.from("1951-03-14");
  const names = { birthName: "Roche", nameUsed: "Marchand", firstNames: "Hélène" };
  const identity = { ...names, birthDate, sex: "F" as const, phone: "+33639981234" };
  await createActiveUser(site.db, site.auth, { email, password: old, name: "Hélène Marchand", identity });
  return { email, browser: await browserOf(email, old) };
}

async function browserOf(email: string, password: string) {
  const browser = site.browser();
  expect((await site.signIn(browser, { email, password })).status).toBe(303);
  return browser;
}

test("the password is changed by whoever knows it; other sessions end, this browser stays, and a mail says so", async () => {
  const { email, browser } = await signedIn("ada");
  const other = await browserOf(email, old);
  const before = browser.cookies.get("amicare-session");
  expect((await browser.get(paths.changePassword())).status).toBe(200);
  const answer = await browser.post(paths.changePassword(), { current: old, password: fresh });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/compte?fait=mot-de-passe"]);
  expect(await (await browser.get("/compte?fait=mot-de-passe")).text()).toContain("Votre mot de passe est modifié.");
  expect((await browser.who()).signedIn).toMatchObject({ email });
  expect(browser.cookies.get("amicare-session")).not.toBe(before); // a new token, and the old one is worth nothing
  expect((await other.who()).signedIn).toBeNull();

  const notice = await site.deliver();
  expect([notice.to, notice.subject]).toEqual([email, "Votre mot de passe a été modifié"]);
  expect(notice.text).toContain("à 10:00");
  for (const secret of [fresh, old]) expect(notice.text + notice.html).not.toContain(secret);
  await browserOf(email, fresh);
});

test("a wrong current password changes nothing, and the two errors of a form are told together", async () => {
  const { email, browser } = await signedIn("ben");
  const wrong = await browser.post(paths.changePassword(), { current: "not-Mine-12-really", password: fresh });
  expect([wrong.status, (await wrong.text()).includes("Ce n’est pas votre mot de passe actuel")]).toEqual([422, true]);
  const both = await (
    await browser.post(paths.changePassword(), { current: "", password: "Marchand-14031951" })
  ).text();
  for (const sentence of ["Écrivez votre mot de passe actuel", "ressemble trop à votre nom"])
    expect(both).toContain(sentence);
  expect(both).not.toContain("14031951");
  await browserOf(email, old);
  await site.deliver();
  expect(site.mails.filter(({ to, subject }) => to === email && /modifié/.test(subject))).toEqual([]);
});

test("someone at an open computer cannot guess the password there", async () => {
  const { browser } = await signedIn("guessed");
  const statuses = [];
  for (let i = 0; i < 6; i++)
    statuses.push((await browser.post(paths.changePassword(), { current: `guess ${i}`, password: fresh })).status);
  expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
  expect((await browser.post(paths.changePassword(), { current: old, password: fresh })).status).toBe(429);
});

test("a recovery mail still on its way opens nothing once the password was changed", async () => {
  const { email, browser } = await signedIn("both");
  await browser.post(paths.recovery(), { email });
  const link = new URL(/http:\/\/\S+\/nouveau-mot-de-passe\/\S+/.exec((await site.deliver()).text)![0]).pathname;
  await browser.post(paths.changePassword(), { current: old, password: fresh });
  const page = await site.browser().get(link);
  expect([page.status, (await page.text()).includes("Un mot de passe a été choisi depuis")]).toEqual([410, true]);
});

test("of two changes at the same moment, one is made", async () => {
  const { email, browser } = await signedIn("twice");
  const other = await browserOf(email, old);
  const answers = await Promise.all([
    browser.post(paths.changePassword(), { current: old, password: fresh }),
    other.post(paths.changePassword(), { current: old, password: `${fresh}-too` }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
});

test("« Mon compte » shows a row of dots that is the same for every password", async () => {
  const { email, browser } = await signedIn("dots");
  const dots = async () => /•+/.exec(await (await browser.get(paths.account())).text())![0];
  const before = await dots();
  await browser.post(paths.changePassword(), {
    current: old,
    password: `${fresh}, and forty characters longer than that`,
  });
  expect([before, await dots()]).toEqual(["••••••••", "••••••••"]);
  expect(await (await browser.get(paths.account())).text()).toContain("Choisi le 23\u00a0novembre\u00a02026");
  expect((await browserOf(email, `${fresh}, and forty characters longer than that`)).cookies.size).toBe(1);
});

test("nobody changes a password without being signed in, nor from another site", async () => {
  const { browser } = await signedIn("csrf");
  const form = { current: old, password: fresh };
  expect((await site.browser().post(paths.changePassword(), form)).headers.get("location")).toMatch(/^\/connexion/);
  expect((await browser.post(paths.changePassword(), form, { origin: "https://attacker.example" })).status).toBe(403);
});

test("when the cost of hashing rises, a password is hashed anew at the next sign-in, once, and stays the same", async () => {
  const { email } = await signedIn("rehash");
  const dearer = await newSite(database, { argon2: { memoryKib: 128, passes: 2 } });
  const kept = async () => {
    const { rows } = await site.auth.pool.query<{ password: string; updated: Date }>(
      `select password, updated_at as updated from auth.account where user_id = (select id from auth."user" where email = $1)`,
      [email],
    );
    return rows[0]!;
  };
  const before = await kept();
  const enter = (password: string) => dearer.browser().post(paths.signIn(), { email, password });
  expect((await enter("wrong-Password-1")).status).toBe(422);
  expect(await kept()).toEqual(before);

  const hash = vi.spyOn(passwordHash, "hashPassword");
  expect((await enter(old)).status).toBe(303);
  const after = await kept();
  expect(after.password).toMatch(/^\$argon2id\$v=19\$m=128,t=2,/);
  expect(after.updated).toEqual(before.updated); // it is the same password
  expect((await enter(old)).status).toBe(303);
  expect(await kept()).toEqual(after);
  expect(hash).toHaveBeenCalledTimes(1);
  await browserOf(email, old); // a process that still has the lower cost reads it, and leaves it
  expect(await kept()).toEqual(after);
});
