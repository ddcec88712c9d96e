import { beforeEach, expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import { employ, newSite, type TestBrowser } from "./test-site.tsx";

const site = await newSite(await newDatabase());
const begun = site.time.now;
const device = "amicare-device";
const fresh = "citron-Vert-88-train";

beforeEach(() => {
  site.time.now = begun;
});

type Someone = Awaited<ReturnType<typeof site.someone>>;

/** A browser that this person asked to be remembered, signed out since. */
async function remembered(who: Someone, browser: TestBrowser = site.browser()): Promise<TestBrowser> {
  expect((await site.signIn(browser, { ...who, souvenir: "oui" })).status).toBe(303);
  expect(browser.cookies.has(device)).toBe(true);
  await browser.post(paths.signOut(), {});
  return browser;
}

/** Whether the password alone lets this person in there. */
async function isEnough(browser: TestBrowser, { email, password }: { email: string; password: string }) {
  const answer = await browser.post(paths.signIn(), { email, password });
  return answer.headers.get("location") === paths.myAppointments() && (await browser.who()).signedIn !== null;
}

const row = async (userId: string) => {
  const { rows } = await site.auth.pool.query("select * from auth.remembered_device where user_id = $1", [userId]);
  return rows;
};

test("in a browser that she trusts the password is enough, for sixty days; only if she said so", async () => {
  const who = await site.someone("ada");
  const unasked = site.browser();
  await site.signIn(unasked, who);
  expect(unasked.cookies.has(device)).toBe(false);

  const browser = await remembered(who);
  expect(await isEnough(browser, who)).toBe(true);
  expect(await isEnough(unasked, who)).toBe(false);
  site.time.now = begun.add({ hours: 24 * 60 - 1 });
  expect(await isEnough(browser, who)).toBe(true);
  site.time.now = begun.add({ hours: 24 * 60 });
  expect(await isEnough(browser, who)).toBe(false);
});

test("a stranger who spends the tries of her account does not keep her out of a browser that she trusts", async () => {
  const who = await site.someone("tried");
  const browser = await remembered(who);
  for (let turn = 0; turn < 5; turn++)
    await site.browser().post(paths.signIn(), { email: who.email, password: "not-the-Password-1" });
  const elsewhere = await site.browser().post(paths.signIn(), who);
  expect(elsewhere.status).toBe(429);
  expect(await isEnough(browser, who)).toBe(true);
});

test("it is remembered for her alone: with another password in it, a code is asked", async () => {
  const [who, eve] = [await site.someone("hers"), await site.someone("eve")];
  const browser = await remembered(who);
  expect(await isEnough(browser, eve)).toBe(false);
  expect(await isEnough(browser, { ...who, password: "not hers" })).toBe(false);
});

test("two who share a browser are both remembered in it", async () => {
  const [one, other] = [await site.someone("one"), await site.someone("other")];
  const browser = await remembered(other, await remembered(one));
  expect([await isEnough(browser, one), await isEnough(browser, other)]).toEqual([true, true]);
});

test("a token planted beforehand is not the one that is remembered", async () => {
  const who = await site.someone("planted");
  const [victim, thief] = [site.browser(), site.browser()];
  const planted = "P".repeat(43);
  for (const browser of [victim, thief]) browser.cookies.set(device, planted);
  await site.signIn(victim, { ...who, souvenir: "oui" });
  expect(await isEnough(thief, who)).toBe(false);
});

test("the cookie of one stolen is worth nothing once the password was changed, or chosen anew", async () => {
  for (const how of ["changed", "recovered"]) {
    const who = await site.someone(how);
    const stolen = await remembered(who);
    const owner = site.browser();
    if (how === "changed") {
      await site.signIn(owner, who);
      await owner.post(paths.changePassword(), { current: who.password, password: fresh });
    } else {
      await owner.post(paths.recovery(), { email: who.email });
      const link = /http:\/\/\S+(\/nouveau-mot-de-passe\/\S+)/.exec((await site.deliver()).text)![1]!;
      expect((await owner.post(link, { password: fresh })).status).toBe(303);
    }
    expect(await row(who.userId)).toEqual([]);
    expect(await isEnough(stolen, { ...who, password: fresh })).toBe(false);
  }
});

test("no browser of the staff is remembered: neither asked for, nor when she joins them later", async () => {
  const sami = await site.someone("sami", { isStaff: true });
  const browser = site.browser();
  await browser.post(paths.signIn(), { email: sami.email, password: sami.password });
  expect(await (await browser.get(paths.secondStep())).text()).not.toContain('name="souvenir"');
  await browser.post(paths.secondStep(), { par: "mail", code: await site.codeFor(sami.email), souvenir: "oui" });
  expect([browser.cookies.has(device), await row(sami.userId)]).toEqual([false, []]);

  const lea = await site.someone("lea");
  const hers = await remembered(lea);
  await employ(site.ownerDb, lea.userId);
  expect(await isEnough(hers, lea)).toBe(false);
  await site.ownerDb.updateTable("staff").set({ removedAt: begun }).where("userId", "=", lea.userId).execute();
  expect(await isEnough(hers, lea)).toBe(true); // she has left
});

test("she sees which browsers are remembered, and has one, or all others, forgotten", async () => {
  const who = await site.someone("listed");
  const phone = site.browser();
  phone.userAgent = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5) Version/18.5 Mobile Safari/604.1";
  await remembered(who, phone);
  const [here, there] = [await remembered(who), await remembered(who)];
  await isEnough(here, who);
  const list = async () => await (await here.get(paths.openSessions())).text();
  const remembering = (await list()).split("Appareils de confiance")[1]!;
  expect(remembering).toMatch(/Firefox.*Safari sur iPhone/s);
  expect(remembering.match(/Cet appareil/g)).toHaveLength(1);

  const ofPhone = /Safari sur iPhone.*?name="appareil" value="([\w-]{36})"/s.exec(remembering)![1]!;
  const eve = site.browser();
  await site.signIn(eve, await site.someone("nosy"));
  expect((await eve.post(paths.openSessions(), { appareil: ofPhone })).status).toBe(404);
  expect((await here.post(paths.openSessions(), { appareil: ofPhone })).status).toBe(303);
  expect(await isEnough(phone, who)).toBe(false);
  expect((await here.post(paths.openSessions(), { appareil: "autres" })).status).toBe(303);
  expect([await isEnough(there, who), await isEnough(here, who)]).toEqual([false, true]);
});

test("the database keeps a fingerprint of the token, never the token", async () => {
  const who = await site.someone("leak");
  const browser = await remembered(who);
  expect(JSON.stringify(await row(who.userId))).not.toContain(browser.cookies.get(device));
});
