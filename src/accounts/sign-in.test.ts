import { afterEach, expect, test, vi } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import { createActiveUser } from "./activate.ts";
import * as passwordHash from "./password-hash.ts";
import { newSite } from "./test-site.tsx";

const site = await newSite(await newDatabase());
const secureSite = await newSite(await newDatabase(), { publicUrl: "https://rdv.example.fr" });
const password = "tasse-Lune-47-vélo";
for (const { db, auth } of [site, secureSite]) {
  await createActiveUser(db, auth, { email: "ada@exemple.fr", password, name: "Ada Roche" });
  await createActiveUser(db, auth, { email: "eve@exemple.fr", password, name: "Ève Noire" });
}

afterEach(() => void vi.restoreAllMocks());

const session = "amicare-session";

test("the right password, then the code of the mail, let one in, whatever the case of the address, and back to where one was going", async () => {
  const browser = site.browser();
  const vers = "/reserver/42?a=1";
  const asked = await browser.post(paths.signIn(), { email: " ADA@exemple.fr ", password, vers });
  expect([asked.status, asked.headers.get("location")]).toEqual([303, paths.secondStep({ vers })]);
  const form = { par: "mail", code: await site.codeFor("ada@exemple.fr"), vers };
  const answer = await browser.post(paths.secondStep(), form);
  expect([answer.status, answer.headers.get("location")]).toEqual([303, vers]);
  expect((await browser.who()).signedIn).toMatchObject({ email: "ada@exemple.fr", name: "Ada Roche" });
  expect((await browser.get(paths.signIn({ vers: "/mes-rendez-vous" }))).headers.get("location")).toBe(
    "/mes-rendez-vous",
  );
});

test("a page that asks who one is sends to sign in, and back", async () => {
  const answer = await site.browser().get(`${paths.account()}?a=1`);
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/connexion?vers=%2Fcompte%3Fa%3D1"]);
});

test("the same password typed on another keyboard is the same", async () => {
  const answer = await site
    .browser()
    .post(paths.signIn(), { email: "ada@exemple.fr", password: password.normalize("NFD") });
  expect(answer.status).toBe(303);
});

test("whether an account exists cannot be told from a refusal, and the hash is computed all the same", async () => {
  const hash = vi.spyOn(passwordHash, "hashPassword");
  const check = vi.spyOn(passwordHash, "isPassword");
  const refusals = [];
  for (const email of ["ada@exemple.fr", "nobody@exemple.fr"]) {
    const answer = await site.browser().post(paths.signIn(), { email, password: "not-the-Password-1" });
    refusals.push([answer.status, [...answer.headers], (await answer.text()).replaceAll(email, "…")]);
    expect(hash.mock.calls.length + check.mock.calls.length).toBe(refusals.length);
  }
  expect(refusals[0]).toEqual(refusals[1]);
  expect(refusals[0]![2]).toContain("Identifiant ou mot de passe incorrect.");
  expect(refusals[0]![2]).toContain("Renvoyer le lien d’activation");
});

test("nobody is sent to another site after signing in", async () => {
  const elsewhere = [
    "https://attacker.example/",
    "//attacker.example",
    "/\\attacker.example",
    "/\t/attacker.example",
    "javascript:alert(1)",
    "\\\\attacker.example",
    "/..//attacker.example",
  ];
  for (const vers of elsewhere) {
    const asked = await site.browser().post(paths.signIn(), { email: "ada@exemple.fr", password, vers });
    expect(asked.headers.get("location"), vers).toBe(paths.secondStep());
    const answer = await site.signIn(site.browser(), { email: "ada@exemple.fr", password, vers });
    expect(answer.headers.get("location"), vers).toBe(paths.myAppointments());
  }
});

test("a session planted before signing in is worth nothing after it", async () => {
  const [attacker, victim] = [site.browser(), site.browser()];
  await site.signIn(attacker, { email: "eve@exemple.fr", password });
  const planted = attacker.cookies.get(session)!;
  victim.cookies.set(session, planted);
  await site.signIn(victim, { email: "ada@exemple.fr", password });
  expect(victim.cookies.get(session)).not.toBe(planted);
  expect((await attacker.who()).signedIn).toBeNull();
  expect((await victim.who()).signedIn).toMatchObject({ email: "ada@exemple.fr" });
});

test("a session cookie with another signature, or none, is nobody's", async () => {
  const browser = site.browser();
  await site.signIn(browser, { email: "ada@exemple.fr", password });
  const cookie = browser.cookies.get(session)!;
  const token = cookie.split(".")[0]!;
  for (const forged of [token, `${token}.`, `${token}.${"A".repeat(44)}`, `x${cookie}`, ""]) {
    browser.cookies.set(session, forged);
    expect((await browser.who()).signedIn, forged).toBeNull();
  }
});

test("signing out ends the session on the server too", async () => {
  const browser = site.browser();
  await site.signIn(browser, { email: "ada@exemple.fr", password });
  const cookie = browser.cookies.get(session)!;
  expect((await browser.post(paths.signOut(), {})).status).toBe(303);
  expect(browser.cookies.has(session)).toBe(false);
  browser.cookies.set(session, cookie);
  expect((await browser.who()).signedIn).toBeNull();
});

test("a session lives twelve hours and no longer", async () => {
  const browser = site.browser();
  await site.signIn(browser, { email: "ada@exemple.fr", password });
  const begun = site.time.now;
  site.time.now = begun.add({ minutes: 12 * 60 - 1 });
  expect((await browser.who()).signedIn).not.toBeNull();
  const cookie = browser.cookies.get(session)!;
  site.time.now = begun.add({ hours: 12 });
  expect((await browser.who()).signedIn).toBeNull();
  expect(browser.cookies.get(session)).not.toBe(cookie); // the browser is told to forget it
  site.time.now = begun;
});

test("cookies are out of reach of scripts and other sites; on https, bound to this host", async () => {
  const [plain, secure] = await Promise.all(
    [site, secureSite].map(async (each) => {
      const form = { email: "ada@exemple.fr", password, souvenir: "oui" as const };
      const lines = (await each.signIn(each.browser(), form)).headers.getSetCookie();
      return ["device", "session"].map((name) => lines.find((line) => line.includes(`amicare-${name}=`)));
    }),
  );
  const flags = { plain: "Path=\\/; HttpOnly; SameSite=Lax", secure: "Path=\\/; HttpOnly; Secure; SameSite=Lax" };
  expect(plain![0]).toMatch(new RegExp(`^amicare-device=[^;]+; Max-Age=5184000; ${flags.plain}$`));
  expect(plain![1]).toMatch(new RegExp(`^amicare-session=[^;]+; Max-Age=43200; ${flags.plain}$`));
  expect(secure![0]).toMatch(new RegExp(`^__Host-amicare-device=[^;]+; Max-Age=5184000; ${flags.secure}$`));
  expect(secure![1]).toMatch(new RegExp(`^__Host-amicare-session=[^;]+; Max-Age=43200; ${flags.secure}$`));
});

test("five wrong passwords make one wait a minute, then twice as long; the right one clears them", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  const email = "eve@exemple.fr";
  const tryWith = async (typed: string) =>
    (await site.browser().post(paths.signIn(), { email, password: typed })).status;
  for (let i = 0; i < 5; i++) expect(await tryWith("wrong")).toBe(422);
  expect(await tryWith(password)).toBe(429);

  vi.advanceTimersByTime(61_000);
  expect(await tryWith("wrong")).toBe(422);
  vi.advanceTimersByTime(61_000);
  expect(await tryWith("wrong")).toBe(429);
  vi.advanceTimersByTime(60_000);
  expect(await tryWith(password)).toBe(303);
  for (let i = 0; i < 5; i++) expect(await tryWith("wrong")).toBe(422);
  vi.useRealTimers();
});

test("an address that nobody has is limited in the same way", async () => {
  const statuses = [];
  for (let i = 0; i < 6; i++)
    statuses.push((await site.browser().post(paths.signIn(), { email: "ghost@exemple.fr", password: "wrong" })).status);
  expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
});

test("one network trying many accounts is slowed down; people next door are not", async () => {
  const statuses = [];
  for (let i = 0; i < 101; i++) {
    statuses.push(
      (await site.browser("198.51.100.9").post(paths.signIn(), { email: `guess${i}@exemple.fr`, password: "wrong" }))
        .status,
    );
  }
  expect(statuses.slice(-2)).toEqual([422, 429]);
  expect((await site.browser("198.51.100.10").post(paths.signIn(), { email: "ada@exemple.fr", password })).status).toBe(
    303,
  );
});

test("signing in takes one hash and six statements at most, in a browser that is remembered and in a new one", async () => {
  const email = "counted@exemple.fr";
  await createActiveUser(site.db, site.auth, { email, password, name: "Comptée" });
  const [fresh, known] = [site.browser(), site.browser()];
  await site.signIn(known, { email, password, souvenir: "oui" });
  await known.post(paths.signOut(), {});

  const check = vi.spyOn(passwordHash, "isPassword");
  const hash = vi.spyOn(passwordHash, "hashPassword");
  const statements = vi.spyOn((await import("pg")).default.Client.prototype, "query");
  const asked: string[] = [];
  for (const browser of [fresh, known]) {
    for (const spy of [check, hash, statements]) spy.mockClear();
    const answer = await browser.post(paths.signIn(), { email, password });
    asked.push(answer.headers.get("location")!);
    expect([check.mock.calls.length, hash.mock.calls.length]).toEqual([1, 0]);
    expect(statements.mock.calls.length).toBeLessThanOrEqual(6);
  }
  expect(asked).toEqual([paths.secondStep(), paths.myAppointments()]);
});

test("an address that nobody has is asked about in as many statements, and as many hashes, as one with a wrong password", async () => {
  const check = vi.spyOn(passwordHash, "isPassword");
  const hash = vi.spyOn(passwordHash, "hashPassword");
  const statements = vi.spyOn((await import("pg")).default.Client.prototype, "query");
  const work = [];
  for (const email of ["counted@exemple.fr", "uncounted@exemple.fr"]) {
    for (const spy of [check, hash, statements]) spy.mockClear();
    await site.browser().post(paths.signIn(), { email, password: "not-the-Password-1" });
    const texts = statements.mock.calls.map(([query]) => (query as unknown as { text?: string }).text ?? query);
    work.push([check.mock.calls.length + hash.mock.calls.length, texts]);
  }
  expect(work[0]).toEqual(work[1]);
});
