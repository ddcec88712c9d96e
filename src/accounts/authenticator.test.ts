import { randomUUID } from "node:crypto";
import { TOTP } from "otpauth";
import { beforeEach, expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import { passSecondStep } from "./second-step.ts";
import { sessionToken } from "./session.ts";
import { newSite, type TestBrowser } from "./test-site.tsx";

const site = await newSite(await newDatabase());
const begun = site.time.now;

beforeEach(() => {
  site.time.now = begun;
});

type Someone = Awaited<ReturnType<typeof site.someone>>;

/** What this app shows so many seconds from now. */
const shown = (secret: string, seconds = 0) =>
  new TOTP({ secret }).generate({ timestamp: site.time.now.epochMilliseconds + seconds * 1000 });

async function signedIn(who: Someone): Promise<TestBrowser> {
  const browser = site.browser();
  expect((await site.signIn(browser, who)).status).toBe(303);
  return browser;
}

/** The page that adds an app: the key it shows, and the same key as its form brings it back. */
async function offer(browser: TestBrowser) {
  const page = await (await browser.get(paths.authenticator())).text();
  const uri = /href="(otpauth:[^"]+)"/.exec(page)![1]!.replaceAll("&amp;", "&");
  return {
    page,
    uri,
    secret: new URL(uri).searchParams.get("secret")!,
    cle: /name="cle" value="([^"]+)"/.exec(page)![1]!,
  };
}

/** Adds an app to the account; gives its secret. */
async function addApp(browser: TestBrowser): Promise<string> {
  const { secret, cle } = await offer(browser);
  const answer = await browser.post(paths.authenticator(), { faire: "confirmer", cle, code: shown(secret) });
  expect(answer.status).toBe(303);
  site.time.now = site.time.now.add({ seconds: 30 }); // the code that confirmed it served
  return secret;
}

const give = (browser: TestBrowser, code: string) => browser.post(paths.secondStep(), { par: "app", code });

test("an app is added by its picture, its key or a link, all three the same; it counts once it showed a code", async () => {
  const who = await site.someone("ada");
  const browser = await signedIn(who);
  const { page, uri, secret, cle } = await offer(browser);
  expect(Object.fromEntries(new URL(uri).searchParams)).toMatchObject({ issuer: "AmiCare", digits: "6", period: "30" });
  expect(uri).toContain(encodeURIComponent(who.email));
  expect(secret).toMatch(/^[A-Z2-7]{32}$/); // 160 bits
  expect(page).toContain(secret.replace(/(.{4})(?=.)/g, "$1 "));
  expect(page).toMatch(/<svg role="img" aria-label="Image à viser[^"]*"/);
  expect(page).not.toMatch(/ style=|<style/);

  const wrong = await browser.post(paths.authenticator(), { faire: "confirmer", cle, code: shown(secret, 300) });
  expect([wrong.status, (await wrong.text()).includes(secret.slice(0, 4))]).toEqual([422, true]); // the same picture again
  expect((await site.owing(who)).cookies.size).toBe(1);
  await site.deliver();

  const right = await browser.post(paths.authenticator(), { faire: "confirmer", cle, code: shown(secret) });
  expect(right.headers.get("location")).toBe(paths.recoveryCodes());
  const notice = await site.deliver();
  expect([notice.to, notice.subject]).toEqual([who.email, "Une application protège votre compte"]);
  expect(notice.text + notice.html).not.toContain(secret);
});

test("from then on its code is asked first, no mail leaves by itself, and the code lets one in", async () => {
  const who = await site.someone("first");
  const secret = await addApp(await signedIn(who));
  await site.deliver();
  const mails = site.mails.length;
  const browser = await site.owing(who);
  await site.deliver();
  expect(site.mails.length).toBe(mails);
  const page = await (await browser.get(paths.secondStep())).text();
  expect(page).toMatch(/Le code de votre application.*Recevoir un code par mail.*Utiliser un code de secours/s);
  expect((await give(browser, shown(secret))).status).toBe(303);
});

test("the clock of a phone may be half a minute off, no more", async () => {
  const who = await site.someone("clock");
  const secret = await addApp(await signedIn(who));
  site.time.now = begun.add({ minutes: 5 });
  for (const [seconds, status] of [
    [-60, 422],
    [60, 422],
    [-30, 303],
    [0, 303],
    [30, 303],
  ] as const)
    expect([seconds, (await give(await site.owing(who), shown(secret, seconds))).status]).toEqual([seconds, status]);
});

test("a code serves once, in whichever session, and once a later one served, an earlier one does not", async () => {
  const who = await site.someone("replay");
  const secret = await addApp(await signedIn(who));
  const code = shown(secret);
  expect((await give(await site.owing(who), code)).status).toBe(303);
  const thief = await site.owing(who);
  expect((await give(thief, code)).status).toBe(422);
  expect((await give(thief, shown(secret, -30))).status).toBe(422);
  expect((await thief.who()).signedIn).toBeNull();
});

test("the code that confirmed the app lets nobody in", async () => {
  const who = await site.someone("confirmed");
  const secret = await addApp(await signedIn(who));
  site.time.now = begun;
  expect((await give(await site.owing(who), shown(secret))).status).toBe(422);
});

test("of two who give the same code at the same moment, one gets in", async () => {
  const who = await site.someone("race");
  const secret = await addApp(await signedIn(who));
  const browsers = await Promise.all([site.owing(who), site.owing(who), site.owing(who)]);
  const answers = await Promise.all(browsers.map((browser) => give(browser, shown(secret))));
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 422, 422]);
});

test("the secret stands nowhere in the database, and what stands there opens for nobody else", async () => {
  const [who, eve] = [await site.someone("sealed"), await site.someone("eve")];
  const secret = await addApp(await signedIn(who));
  const evesBrowser = await signedIn(eve);
  await addApp(evesBrowser);
  const { rows } = await site.auth.pool.query("select row_to_json(a)::text as kept from auth.authenticator a");
  for (const { kept } of rows) expect(kept).not.toContain(secret);
  await site.auth.pool.query(
    `update auth.authenticator set sealed_secret = (select sealed_secret from auth.authenticator where user_id = $1) where user_id = $2`,
    [eve.userId, who.userId],
  );
  expect((await give(await site.owing(who), shown(secret))).status).toBe(422);
});

test("a key that was offered to somebody else, or invented, is not taken", async () => {
  const [ada, eve] = [await signedIn(await site.someone("hers")), await signedIn(await site.someone("not-hers"))];
  const { secret, cle } = await offer(eve);
  for (const given of [cle, "", "A".repeat(80), `${cle}A`]) {
    const answer = await ada.post(paths.authenticator(), { faire: "confirmer", cle: given, code: shown(secret) });
    expect([answer.status, (await answer.text()).includes("trop ancienne")]).toEqual([422, true]);
  }
});

test("an app is replaced once the new one showed a code; the old one is worth nothing then", async () => {
  const who = await site.someone("replaced");
  const browser = await signedIn(who);
  const old = await addApp(browser);
  const { secret, cle } = await offer(browser);
  expect((await give(await site.owing(who), shown(old))).status).toBe(303);
  site.time.now = site.time.now.add({ seconds: 60 });
  const answer = await browser.post(paths.authenticator(), { faire: "confirmer", cle, code: shown(secret) });
  expect(answer.headers.get("location")).toBe(paths.recoveryCodes()); // still shown since they were made
  site.time.now = site.time.now.add({ seconds: 60 });
  expect((await give(await site.owing(who), shown(old))).status).toBe(422);
  expect((await give(await site.owing(who), shown(secret))).status).toBe(303);
});

test("an app is taken away by whoever proved lately to be there, and a mail says so", async () => {
  const who = await site.someone("removed");
  const browser = await signedIn(who);
  await addApp(browser);
  site.time.now = begun.add({ minutes: 20 });
  const late = await browser.post(paths.authenticator(), { faire: "retirer" });
  expect(late.headers.get("location")).toBe(paths.confirmItIsYou({ vers: paths.authenticator() }));
  expect(await (await (await site.owing(who)).get(paths.secondStep())).text()).toContain(
    "Le code de votre application",
  );

  site.time.now = begun.add({ minutes: 10 });
  expect((await browser.post(paths.authenticator(), { faire: "retirer" })).status).toBe(303);
  expect((await site.deliver()).subject).toBe("L’application de votre compte a été retirée");
  expect(await (await (await site.owing(who)).get(paths.secondStep())).text()).toContain("Votre code à six chiffres");
});

test("a member of staff is led to add one after a code by mail; then mail is no way in, and the last one stays", async () => {
  const who = await site.someone("sami", { isStaff: true });
  const browser = site.browser();
  const first = await site.signIn(browser, { ...who, vers: "/compte" });
  expect(first.headers.get("location")).toBe(paths.security({ vers: "/compte" }));
  expect(await (await browser.get(paths.security({ vers: "/compte" }))).text()).toMatch(
    /protégez mieux votre accès.*href="\/compte"/s,
  );
  const secret = await addApp(browser);
  await site.deliver();
  const mails = site.mails.length;

  const next = await site.owing(who);
  const page = await (await next.get(paths.secondStep())).text();
  expect(page).not.toContain("par mail");
  await next.post(paths.secondStepCode(), { par: "mail" });
  await site.deliver();
  expect(site.mails.length).toBe(mails);
  const answer = await give(next, shown(secret));
  expect(answer.headers.get("location")).toBe(paths.myAppointments());

  const refused = await browser.post(paths.authenticator(), { faire: "retirer" });
  expect([refused.status, (await refused.text()).includes("ne peut pas être retirée")]).toEqual([409, true]);
});

test("a code that was mailed before a member of staff had an app proves nothing once she has one", async () => {
  const who = await site.someone("late-mail", { isStaff: true });
  const before = await site.owing(who);
  const code = await site.codeFor(who.email);
  const browser = site.browser();
  await site.signIn(browser, who);
  await addApp(browser);
  expect((await before.post(paths.secondStep(), { par: "mail", code })).status).toBe(422);
  const cookie = decodeURIComponent(before.cookies.get("amicare-session")!);
  const answer = { userId: who.userId, token: sessionToken(site.auth, cookie)!, way: "mail" as const, code };
  const device = { network: "203.0.113.1", userAgent: "Firefox" };
  const asked = { ...answer, remember: false, device, smsOn: true, now: site.time.now };
  expect(await passSecondStep(site.db, site.auth, asked)).toEqual({ done: false, because: "way-closed" });
});

test("of an app and the last passkey removed at the same moment, whoever works somewhere keeps one", async () => {
  for (let round = 0; round < 3; round++) {
    const who = await site.someone(`both-${round}`, { isStaff: true });
    const browser = await signedIn(who);
    await addApp(browser);
    const id = randomUUID();
    await site.auth.pool.query(
      `insert into auth.passkey (id, user_id, credential_id, public_key, counter, name, device_type, backed_up, created_at)
        values ($1, $2, gen_random_uuid(), '', 0, 'mine', 'singleDevice', false, $3)`,
      [id, who.userId, site.time.now.toString()],
    );
    const answers = await Promise.all([
      browser.post(paths.authenticator(), { faire: "retirer" }),
      browser.post(paths.passkey(id), { geste: "retirer" }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409]);
  }
});
