import { sql } from "kysely";
import { TOTP } from "otpauth";
import { beforeEach, expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import { forgetFactors } from "./forget-factors.ts";
import { newSite, type TestBrowser } from "./test-site.tsx";

/** A link by mail proves a mailbox. What it opens, and what it does not. */
const site = await newSite(await newDatabase());
const begun = site.time.now;
const fresh = "citron-Vert-88-train";

beforeEach(() => {
  site.time.now = begun;
});

type Someone = Awaited<ReturnType<typeof site.someone>>;

/** Chooses a new password by the link of the mail. */
async function recover({ email }: Someone, browser: TestBrowser = site.browser()) {
  await browser.post(paths.recovery(), { email, vers: "/compte" });
  await site.deliver();
  const mail = site.mails.findLast(({ to, subject }) => to === email && /nouveau mot de passe/.test(subject))!;
  const link = /http:\/\/\S+(\/nouveau-mot-de-passe\/\S+)/.exec(mail.text)![1]!;
  return { browser, answer: await browser.post(link, { password: fresh }) };
}

/** Gives this person an app; gives its secret. */
async function addApp(who: Someone): Promise<string> {
  const browser = site.browser();
  await site.signIn(browser, who);
  const page = await (await browser.get(paths.authenticator())).text();
  const cle = /name="cle" value="([^"]+)"/.exec(page)![1]!;
  const secret = /secret=([A-Z2-7]+)/.exec(page)![1]!;
  expect((await browser.post(paths.authenticator(), { faire: "confirmer", cle, code: shown(secret) })).status).toBe(
    303,
  );
  site.time.now = site.time.now.add({ seconds: 30 });
  return secret;
}

const shown = (secret: string) => new TOTP({ secret }).generate({ timestamp: site.time.now.epochMilliseconds });
const page = async (browser: TestBrowser) => (await (await browser.get(paths.secondStep())).text()).replace(/\s/g, " ");
const isIn = async (browser: TestBrowser) => (await browser.who()).signedIn !== null;

test("a patient who has nothing but a mailbox is in at once: another code by the same mail would prove nothing more", async () => {
  const { browser, answer } = await recover(await site.someone("plain"));
  expect(answer.headers.get("location")).toBe("/compte");
  expect(await isIn(browser)).toBe(true);
});

test("whoever has an app gives its code too: her mailbox alone opens nothing", async () => {
  const who = await site.someone("with-app");
  const secret = await addApp(who);
  const { browser, answer } = await recover(who);
  expect(answer.headers.get("location")).toBe(paths.secondStep({ vers: "/compte" }));
  expect(await isIn(browser)).toBe(false);
  expect(await page(browser)).not.toContain("par mail");
  await browser.post(paths.secondStepCode(), { par: "mail" });
  await site.deliver();
  expect(site.mails.at(-1)!.subject).not.toContain("Votre code");
  const entered = await browser.post(paths.secondStep(), { par: "app", code: shown(secret), vers: "/compte" });
  expect(entered.headers.get("location")).toBe("/compte");
});

test("the thief of a mailbox who recovers and then signs in with the new password is asked for the app as well", async () => {
  const who = await site.someone("mailbox-thief");
  const secret = await addApp(who);
  await recover(who);
  const thief = site.browser();
  await thief.post(paths.signIn(), { email: who.email, password: fresh });
  expect(await page(thief)).not.toContain("par mail");

  const owner = site.browser();
  await owner.post(paths.signIn(), { email: who.email, password: fresh });
  expect((await owner.post(paths.secondStep(), { par: "app", code: shown(secret) })).status).toBe(303);
  await thief.post(paths.signIn(), { email: who.email, password: fresh });
  expect(await page(thief)).toContain("par mail"); // the owner has shown to be there: as before
});

test("a confirmed mobile counts as well: the code comes by text", async () => {
  const { browser, answer } = await recover(await site.someone("with-phone", { phone: "+33639981234" }));
  expect(answer.headers.get("location")).toMatch(/^\/connexion\/verification/);
  expect(await page(browser)).toContain("•• •• •• •• 34");
  expect(await page(browser)).not.toContain("par mail");
});

test("a member of staff always gives a second step, by mail as long as there is nothing else", async () => {
  const who = await site.someone("sami", { isStaff: true });
  const { browser, answer } = await recover(who);
  expect(answer.headers.get("location")).toMatch(/^\/connexion\/verification/);
  expect(await isIn(browser)).toBe(false);
  const entered = await browser.post(paths.secondStep(), { par: "mail", code: await site.codeFor(who.email) });
  expect(entered.headers.get("location")).toBe(paths.security());
});

test("a member of staff who has an app is not let in by her mailbox", async () => {
  const who = await site.someone("lune", { isStaff: true });
  const secret = await addApp(who);
  const { browser } = await recover(who);
  expect(await page(browser)).not.toContain("par mail");
  expect((await browser.post(paths.secondStep(), { par: "mail", code: "123456" })).status).toBe(422);
  expect(await isIn(browser)).toBe(false);
  expect((await browser.post(paths.secondStep(), { par: "app", code: shown(secret) })).status).toBe(303);
});

test("whoever lost everything is let in by mail once the operator has seen to it, and a mail says so", async () => {
  const who = await site.someone("lost", { isStaff: true });
  await addApp(who);
  await recover(who);
  expect(await forgetFactors(site.ownerDb, { email: " LOST@exemple.fr", now: site.time.now })).toBe(true);
  expect((await site.deliver()).subject).toBe("Les preuves de votre compte ont été retirées");
  const browser = site.browser();
  const entered = await site.signIn(browser, { email: who.email, password: fresh });
  expect(entered.headers.get("location")).toBe(paths.security());
  expect(await forgetFactors(site.ownerDb, { email: "nobody@exemple.fr", now: site.time.now })).toBe(false);
});

test("a lost mobile, or a provider that somebody else linked, keeps nobody out once the operator has seen to it", async () => {
  const who = await site.someone("lost-mobile", { phone: "+33639980007" });
  await site.auth.pool.query(
    `insert into auth.account (id, user_id, account_id, provider_id) values (gen_random_uuid(), $1, 'theirs', 'franceconnect')`,
    [who.userId],
  );
  await forgetFactors(site.ownerDb, { email: who.email, now: site.time.now });
  const { rows } = await site.auth.pool.query("select provider_id from auth.account where user_id = $1", [who.userId]);
  expect(rows).toEqual([{ provider_id: "credential" }]);
  const { browser } = await recover(who);
  expect(await isIn(browser)).toBe(true);
});

test("what the browser that asked held follows through the second step to the one where it is passed", async () => {
  const claimed: string[] = [];
  const shop = await newSite(await newDatabase(), {
    afterSignIn: async (_, { visitor }) => void claimed.push(visitor),
  });
  const who = await shop.someone("two-devices", { isStaff: true });
  const [asking, opening] = [shop.browser(), shop.browser()];
  asking.cookies.set("amicare-visitor", "A".repeat(22));
  opening.cookies.set("amicare-visitor", "B".repeat(22));
  await asking.post(paths.recovery(), { email: who.email });
  const link = /http:\/\/\S+(\/nouveau-mot-de-passe\/\S+)/.exec((await shop.deliver()).text)![1]!;
  await opening.post(link, { password: fresh });
  expect(claimed).toEqual([]);
  await opening.post(paths.secondStep(), { par: "mail", code: await shop.codeFor(who.email) });
  const { createHash } = await import("node:crypto");
  expect(claimed).toEqual([createHash("sha256").update("A".repeat(22)).digest("hex")]);
});

test("wrong passwords of a stranger no longer keep the owner waiting once she has chosen a new one", async () => {
  const who = await site.someone("waited");
  const tryWith = async (password: string) =>
    (await site.browser().post(paths.signIn(), { email: who.email, password })).status;
  for (let i = 0; i < 5; i++) await tryWith("wrong");
  expect(await tryWith(who.password)).toBe(429);
  await recover(who);
  expect(await tryWith(fresh)).toBe(303);
});

test("whoever spends the mails of sign-up for an address leaves those of recovery to its owner", async () => {
  const who = await site.someone("spent");
  const statuses = [];
  for (let i = 0; i < 4; i++) statuses.push((await site.browser().post(paths.signUp(), { email: who.email })).status);
  expect(statuses.at(-1)).toBe(429);
  expect((await site.browser().post(paths.recovery(), { email: who.email })).status).toBe(303);
});

test("activating an account proves the mailbox and a password just chosen: one is in, and it is written how", async () => {
  const browser = site.browser();
  await browser.post(paths.signUp(), { email: "new@exemple.fr" });
  const link = /http:\/\/\S+(\/activation\/\S+)/.exec((await site.deliver()).text)![1]!;
  const form = { birthName: "Roche", nameUsed: "", firstNames: "Ada", birthDate: "14/03/1951", sex: "F" };
  const said = { ...form, phone: "06 39 98 12 34", noticed: "oui", password: fresh };
  expect((await browser.post(link, said)).status).toBe(303);
  expect(await isIn(browser)).toBe(true);
  const { rows } = await sql<{
    verifiedBy: string;
  }>`select verified_by from auth.session join auth."user" on "user".id = user_id
    where email = 'new@exemple.fr'`.execute(site.ownerDb);
  expect(rows).toEqual([{ verifiedBy: "activation" }]);
});
