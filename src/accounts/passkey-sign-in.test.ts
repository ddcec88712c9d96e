import { expect, test } from "vitest";
import { openPasskeySite } from "../../test/passkey-site.ts";
import type { Saying } from "../../test/software-authenticator.ts";
import { paths } from "../paths.ts";
import { relyingPartyAt } from "./passkey.ts";
import { tidyAccounts } from "./tidy.ts";

const {
  site,
  morning,
  session,
  newDevice,
  someoneWithPasskey,
  browserOf,
  giveSession,
  asked,
  askedToCreate,
  signIn,
  isRefused,
} = await openPasskeySite();

test("a passkey alone signs one in, verified, and back to where one was going; nothing else is asked", async () => {
  const { device, userId } = await someoneWithPasskey();
  const browser = site.browser();
  const question = await asked(browser);
  expect(question).toMatchObject({ rpId: "rdv.example.fr", userVerification: "required", allowCredentials: [] });

  const answer = await signIn(browser, device.get(question), { vers: "/mes-rendez-vous/42" });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, "/mes-rendez-vous/42"]);
  expect((await browser.who()).signedIn).toMatchObject({ userId, verifiedAt: morning.toString() });
  const { rows } = await site.auth.pool.query("select verified_by from auth.session where user_id = $1", [userId]);
  expect(rows).toContainEqual({ verified_by: "passkey" });
});

test.each<[string, Saying]>([
  ["made for another site's address", { origin: "https://rdv.example.fr.attacker.example" }],
  ["made for another domain", { rpId: "attacker.example" }],
  ["that no finger and no code unlocked", { isVerified: false }],
  ["that says it is somebody else's", { userHandle: Buffer.from("somebody else").toString("base64url") }],
  ["that does not say whose it is", { userHandle: null }],
  ["given inside a frame of another site", { crossOrigin: true }],
])("an answer %s opens nothing", async (_, saying) => {
  const { device } = await someoneWithPasskey();
  const browser = site.browser();
  await isRefused(browser, device.get(await asked(browser), saying));
  expect((await signIn(browser, device.get(await asked(browser)))).status).toBe(303);
});

test("an answer serves once, even when it comes several times at the same moment", async () => {
  const { device } = await someoneWithPasskey({ counter: 0 });
  const browser = site.browser();
  const answer = device.get(await asked(browser), { counter: 0 });
  const statuses = await Promise.all([1, 2, 3].map(async () => (await signIn(browser, answer)).status));
  expect(statuses.toSorted()).toEqual([303, 422, 422]);
  browser.cookies.delete("__Host-amicare-session");
  await isRefused(browser, answer);
});

test("a question that was answered wrongly is spent too", async () => {
  const { device } = await someoneWithPasskey();
  const browser = site.browser();
  const question = await asked(browser);
  await isRefused(browser, device.get(question, { isVerified: false }));
  await isRefused(browser, device.get(question));
});

test("a question waits five minutes, and only for the browser that was asked", async () => {
  const { device } = await someoneWithPasskey();
  const browser = site.browser();
  const [late, elsewhere, inTime] = [await asked(browser), await asked(browser), await asked(browser)];
  const another = site.browser();
  await asked(another);
  await isRefused(another, device.get(elsewhere));
  site.time.now = morning.add({ minutes: 5 });
  await isRefused(browser, device.get(late));
  site.time.now = morning.add({ minutes: 4, seconds: 59 });
  expect((await signIn(browser, device.get(inTime))).status).toBe(303);
});

test("a question of one's own making opens nothing", async () => {
  const { device } = await someoneWithPasskey();
  const browser = site.browser();
  await asked(browser);
  await isRefused(browser, device.get({ challenge: Buffer.alloc(32, 7).toString("base64url") }));
});

test("the question of a creation does not sign in", async () => {
  const { browser, device } = await someoneWithPasskey();
  const { challenge } = await askedToCreate(browser);
  await isRefused(browser, device.get({ challenge }));
});

test("a device whose count goes back, or stands still, may be a copy: it opens nothing", async () => {
  const { device } = await someoneWithPasskey();
  const browser = site.browser();
  expect((await signIn(browser, device.get(await asked(browser), { counter: 9 }))).status).toBe(303);
  const thief = site.browser();
  for (const counter of [8, 9, 0]) await isRefused(thief, device.get(await asked(thief), { counter }));
  expect((await signIn(thief, device.get(await asked(thief), { counter: 10 }))).status).toBe(303);
});

test("a device that never counts signs in as often as one likes", async () => {
  const { device } = await someoneWithPasskey({ counter: 0 });
  for (let i = 0; i < 3; i++) {
    const browser = site.browser();
    expect((await signIn(browser, device.get(await asked(browser), { counter: 0 }))).status).toBe(303);
  }
});

test("a signature by another key opens nothing", async () => {
  const { device } = await someoneWithPasskey();
  const browser = site.browser();
  const right = JSON.parse(device.get(await asked(browser)));
  const forged = JSON.parse(newDevice().get(await asked(browser), { counter: 50 }));
  right.response = { ...forged.response, userHandle: right.response.userHandle };
  await isRefused(browser, JSON.stringify(right));
});

test("an unknown passkey gets the words of a wrong one, and so does nonsense", async () => {
  const { device } = await someoneWithPasskey();
  const browser = site.browser();
  const pages = [];
  for (const answer of [
    newDevice().get(await asked(browser), { userHandle: "AAAA" }),
    device.get(await asked(browser), { isVerified: false }),
    ...["", "null", "{}", '{"id":1}', '"x"', "x".repeat(40_000)],
  ]) {
    const page = await signIn(browser, answer);
    pages.push([page.status, await page.text()]);
  }
  expect(new Set(pages.map(String)).size).toBe(1);
  expect(pages[0]).toEqual([422, expect.stringContaining("Clé d’accès non reconnue")]);
});

test("as the second step one's own passkey does, under a new token; somebody else's does not", async () => {
  const [ada, eve] = [await someoneWithPasskey(), await someoneWithPasskey()];
  const browser = await browserOf(ada.userId, null);
  expect((await browser.who()).signedIn).toBeNull();
  const question = await asked(browser);
  expect(question.allowCredentials).toMatchObject([
    { id: ada.device.id, type: "public-key", transports: ["internal"] },
  ]);
  await isRefused(browser, eve.device.get(question));

  const before = browser.cookies.get(session);
  expect((await signIn(browser, ada.device.get(await asked(browser)))).status).toBe(303);
  expect((await browser.who()).signedIn).toMatchObject({ userId: ada.userId });
  expect(browser.cookies.get(session)).not.toBe(before);
});

test("a question that was asked before the password was given does not serve as the second step", async () => {
  const ada = await someoneWithPasskey();
  const browser = site.browser();
  const question = await asked(browser);
  await giveSession(browser, ada.userId, null);
  await isRefused(browser, ada.device.get(question));
});

test("whoever signed in a while ago proves by her passkey to be there, and comes back; somebody else's does not do", async () => {
  const [ada, eve] = [await someoneWithPasskey(), await someoneWithPasskey()];
  site.time.now = morning.add({ minutes: 16 });
  expect((await ada.browser.get(paths.passkeys())).headers.get("location")).toBe(
    paths.confirmItIsYou({ vers: paths.passkeys() }),
  );
  await isRefused(ada.browser, eve.device.get(await asked(ada.browser)));
  expect((await ada.browser.get(paths.passkeys())).status).toBe(303);

  const answer = await signIn(ada.browser, ada.device.get(await asked(ada.browser)), { vers: paths.passkeys() });
  expect([answer.status, answer.headers.get("location")]).toEqual([303, paths.passkeys()]);
  expect((await ada.browser.get(paths.passkeys())).status).toBe(200);
  const { rows } = await site.auth.pool.query(
    "select count(*)::integer as times from auth.security_event where user_id = $1 and kind = 'signed-in'",
    [ada.userId],
  );
  expect(rows).toEqual([{ times: 1 }]); // she was signed in already
});

test("on the page of the first step somebody else may begin, where a password was given and no more", async () => {
  const [ada, eve] = [await someoneWithPasskey(), await someoneWithPasskey()];
  const browser = await browserOf(ada.userId, null);
  const question = await asked(browser, { qui: "libre" });
  expect(question.allowCredentials).toEqual([]);
  expect((await signIn(browser, eve.device.get(question), { qui: "libre" })).status).toBe(303);
  expect((await browser.who()).signedIn).toMatchObject({ userId: eve.userId });
});

test("nobody who is signed in becomes somebody else by a passkey, whatever the form says", async () => {
  const [ada, eve] = [await someoneWithPasskey(), await someoneWithPasskey()];
  for (const more of [{}, { qui: "libre" }]) {
    const answer = eve.device.get(await asked(ada.browser, { qui: "libre" }));
    expect((await signIn(ada.browser, answer, more)).status).toBe(422);
  }
  expect((await ada.browser.who()).signedIn).toMatchObject({ userId: ada.userId });
});

test("nobody is sent to another site after signing in", async () => {
  const { device } = await someoneWithPasskey();
  const browser = site.browser();
  const answer = await signIn(browser, device.get(await asked(browser)), { vers: "//attacker.example" });
  expect(answer.headers.get("location")).toBe(paths.myAppointments());
});

test("questions and answers from one network are slowed down", async () => {
  const [asker, guesser] = [site.browser("198.51.100.21"), site.browser("198.51.100.22")];
  const statuses = [];
  for (let i = 0; i < 201; i++) statuses.push((await asker.post(paths.passkeyQuestion(), {})).status);
  expect(statuses.slice(-2)).toEqual([200, 429]);
  statuses.length = 0;
  for (let i = 0; i < 41; i++) statuses.push((await signIn(guesser, "x")).status);
  expect(statuses.slice(-2)).toEqual([422, 429]);
});

test("questions nobody answered are cleared away", async () => {
  await asked(site.browser());
  site.time.now = morning.add({ hours: 24 });
  await tidyAccounts(site.db, { now: site.time.now });
  const { rows } = await site.auth.pool.query("select from auth.passkey_question");
  expect(rows).toHaveLength(0);
});

test("on the loopback, passkeys are bound to localhost", () => {
  expect(relyingPartyAt("http://127.0.0.1:3000")).toEqual({ id: "localhost", origin: "http://localhost:3000" });
  expect(relyingPartyAt("http://localhost:3000")).toEqual({ id: "localhost", origin: "http://localhost:3000" });
});
