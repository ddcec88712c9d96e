import { expect, test } from "vitest";
import { newDatabase } from "../../test/database.ts";
import { paths } from "../paths.ts";
import { newId } from "../platform/ids.ts";
import { createActiveUser } from "./activate.ts";
import { ago } from "./ago.ts";
import { deviceSeen } from "./device.ts";
import { newSite } from "./test-site.tsx";

const site = await newSite(await newDatabase());
const password = "tasse-Lune-47-vélo";
const agents = {
  phone:
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
  office:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36 Edg/148.0.0.0",
};
for (const name of ["ada", "eve", "ben"])
  await createActiveUser(site.db, site.auth, { email: `${name}@exemple.fr`, password, name });

async function browserOf(name: string, agent = agents.phone) {
  const browser = site.browser();
  const form = { email: `${name}@exemple.fr`, password };
  browser.userAgent = agent;
  expect((await site.signIn(browser, form)).status).toBe(303);
  return browser;
}

const list = async (browser: Awaited<ReturnType<typeof browserOf>>) =>
  (await (await browser.get(paths.openSessions())).text()).replaceAll("\u00a0", " ");
const idsIn = (page: string) => [...page.matchAll(/name="appareil" value="([\w-]{36})"/g)].map(([, id]) => id!);

test("one sees where one is signed in, this browser first, with the device and its age", async () => {
  const office = await browserOf("ada", agents.office);
  await site.auth.pool.query("update auth.session set created_at = $1", [
    site.time.now.subtract({ hours: 3 }).toString(),
  ]);
  const phone = await browserOf("ada");
  await site.auth.pool.query("update auth.session set created_at = $1 where user_agent like '%iPhone%'", [
    site.time.now.subtract({ minutes: 20 }).toString(),
  ]);
  const page = await list(phone);
  expect(page).toMatch(/Safari sur iPhone.*il y a 20 minutes.*Cet appareil.*Edge sur Windows.*il y a 3 heures/s);
  expect(await list(office)).toMatch(/Edge sur Windows.*Cet appareil.*Safari sur iPhone/s);
  expect(page.match(/Cet appareil/g)).toHaveLength(1);
  expect(await (await phone.get(paths.account())).text()).toContain("2 appareils, dont celui-ci");
});

test("one device is signed out alone, or all others at once", async () => {
  const [here, there, yonder] = [await browserOf("ben"), await browserOf("ben"), await browserOf("ben", agents.office)];
  const yonderId = idsIn(await list(yonder))[0]!;
  expect((await here.post(paths.openSessions(), { appareil: yonderId })).status).toBe(303);
  expect((await yonder.who()).signedIn).toBeNull();
  expect((await there.who()).signedIn).not.toBeNull();
  expect((await here.post(paths.openSessions(), { appareil: "autres" })).status).toBe(303);
  expect([(await here.who()).signedIn === null, (await there.who()).signedIn === null]).toEqual([false, true]);
  expect(await list(here)).not.toContain("Déconnecter tous les autres");
});

test("whoever gave the password and no more is signed in nowhere: that browser is not in the list", async () => {
  const who = await site.someone("half-listed");
  const browser = site.browser();
  await site.signIn(browser, who);
  await site.owing(who);
  expect(idsIn(await list(browser))).toHaveLength(1);
  expect(await (await browser.get(paths.account())).text()).toContain("Celui-ci seulement");
});

test("Eve closes nothing of Ada’s, and sees nothing of it", async () => {
  const [ada, eve] = [await browserOf("ada", agents.office), await browserOf("eve")];
  const [hers] = idsIn(await list(ada));
  expect(await list(eve)).not.toContain("Windows");
  for (const appareil of [hers!, newId(), "x", ""])
    expect((await eve.post(paths.openSessions(), { appareil })).status).toBe(404);
  await eve.post(paths.openSessions(), { appareil: "autres" });
  expect((await ada.who()).signedIn).not.toBeNull();
  expect((await eve.who()).signedIn).not.toBeNull();
  expect((await site.browser().get(paths.openSessions())).headers.get("location")).toMatch(/^\/connexion/);
});

test.each([
  [agents.phone, "Safari", "iPhone"],
  [agents.office, "Edge", "Windows"],
  ["Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0", "Firefox", "Linux"],
  [
    "Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/29.0 Chrome/136.0.0.0 Mobile Safari/537.36",
    "Samsung Internet",
    "Android",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/148.0.0.0 Safari/537.36",
    "Chrome",
    "Mac",
  ],
  ["curl/8.9", null, null],
  [null, null, null],
])("%s is seen as %s on %s", (agent, browser, system) => {
  expect(deviceSeen(agent)).toEqual({ browser, system });
});

test("an age is told roughly, and never ahead", () => {
  const now = Temporal.Instant.from("2026-11-23T09:00:00Z");
  const told = (minutes: number) => ago(now.subtract({ minutes }), now, "fr").replaceAll("\u00a0", " ");
  expect([-5, 0, 2, 59, 60, 100, 700].map(told)).toEqual([
    ...["maintenant", "maintenant", "il y a 2 minutes", "il y a 59 minutes"],
    ...["il y a 1 heure", "il y a 2 heures", "il y a 12 heures"],
  ]);
});
