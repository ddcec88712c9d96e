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

test("the right password lets one in, whatever the case of the address, and back to where one was going", async () => {
  const browser = site.browser();
  const answer = await browser.post(paths.signIn(), { email: " ADA@exemple.fr ", password, vers: "/reserver/42?a=1" });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/reserver/42?a=1"]);
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
    const answer = await site.browser().post(paths.signIn(), { email: "ada@exemple.fr", password, vers });
    expect(answer.headers.get("location"), vers).toBe(paths.myAppointments());
  }
});

test("a session planted before signing in is worth nothing after it", async () => {
  const [attacker, victim] = [site.browser(), site.browser()];
  await attacker.post(paths.signIn(), { email: "eve@exemple.fr", password });
  const planted = attacker.cookies.get(session)!;
  victim.cookies.set(session, planted);
  await victim.post(paths.signIn(), { email: "ada@exemple.fr", password });
  expect(victim.cookies.get(session)).not.toBe(planted);
  expect((await attacker.who()).signedIn).toBeNull();
  expect((await victim.who()).signedIn).toMatchObject({ email: "ada@exemple.fr" });
});

test("a session cookie with another signature, or none, is nobody's", async () => {
  const browser = site.browser();
  await browser.post(paths.signIn(), { email: "ada@exemple.fr", password });
  const cookie = browser.cookies.get(session)!;
  const token = cookie.split(".")[0]!;
  for (const forged of [token, `${token}.`, `${token}.${"A".repeat(44)}`, `x${cookie}`, ""]) {
    browser.cookies.set(session, forged);
    expect((await browser.who()).signedIn, forged).toBeNull();
  }
});

test("signing out ends the session on the server too", async () => {
  const browser = site.browser();
  await browser.post(paths.signIn(), { email: "ada@exemple.fr", password });
  const cookie = browser.cookies.get(session)!;
  expect((await browser.post(paths.signOut(), {})).status).toBe(303);
  expect(browser.cookies.has(session)).toBe(false);
  browser.cookies.set(session, cookie);
  expect((await browser.who()).signedIn).toBeNull();
});

test("a session lives twelve hours and no longer", async () => {
  const browser = site.browser();
  await browser.post(paths.signIn(), { email: "ada@exemple.fr", password });
  const token = decodeURIComponent(browser.cookies.get(session)!).split(".")[0];
  const { rows } = await site.auth.pool.query("select expires_at - now() as left from auth.session where token = $1", [
    token,
  ]);
  expect(rows[0].left.hours).toBe(11);
  await site.auth.pool.query("update auth.session set expires_at = now() where token = $1", [token]);
  expect((await browser.who()).signedIn).toBeNull();
});

test("cookies are out of reach of scripts and other sites; on https, bound to this host", async () => {
  const [plain, secure] = await Promise.all(
    [site, secureSite].map(
      async (each) =>
        (await each.browser().post(paths.signIn(), { email: "ada@exemple.fr", password })).headers.getSetCookie()[0]!,
    ),
  );
  expect(plain).toMatch(/^amicare-session=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/);
  expect(secure).toMatch(/^__Host-amicare-session=[^;]+; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
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

test("signing in takes one hash and six statements at most", async () => {
  await site.browser().post(paths.signIn(), { email: "ada@exemple.fr", password });
  const { rows: before } = await site.auth.pool.query("select 1");
  expect(before).toHaveLength(1);
  const check = vi.spyOn(passwordHash, "isPassword");
  const statements = vi.spyOn((await import("pg")).default.Client.prototype, "query");
  await site.browser().post(paths.signIn(), { email: "ada@exemple.fr", password });
  expect(check).toHaveBeenCalledTimes(1);
  expect(statements.mock.calls.length).toBeLessThanOrEqual(6);
});
