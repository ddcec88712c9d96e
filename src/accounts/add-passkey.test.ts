import { expect, test } from "vitest";
import { openPasskeySite } from "../../test/passkey-site.ts";
import type { Saying } from "../../test/software-authenticator.ts";
import { paths } from "../paths.ts";
import { removePasskey, renamePasskey } from "./change-passkey.ts";
import { algorithms, mostPasskeys, userHandleOf } from "./passkey.ts";

const {
  site,
  morning,
  visitor,
  newDevice,
  someoneSignedIn,
  someoneWithPasskey,
  asked,
  askedToCreate,
  add,
  isRefused,
  idsOn,
} = await openPasskeySite();

test("what a device stores of someone is an opaque id: neither her mail nor her name is the handle", async () => {
  const { browser, userId } = await someoneSignedIn();
  const question = await askedToCreate(browser);
  expect(question.user.id).toBe(Buffer.from(userHandleOf(userId)).toString("base64url"));
  expect(question).toMatchObject({
    rp: { id: "rdv.example.fr" },
    attestation: "none",
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    pubKeyCredParams: algorithms.map((alg) => ({ alg, type: "public-key" })),
  });
});

test("a passkey that was removed opens nothing, and a mail says so", async () => {
  const { browser, device, email } = await someoneWithPasskey();
  const [id] = await idsOn(browser);
  expect((await browser.post(paths.passkey(id!), { geste: "retirer" })).headers.get("location")).toBe(
    paths.passkeysAfter("retiree"),
  );
  await site.deliver();
  const told = site.mails.filter(({ to }) => to.includes(email)).map(({ subject }) => subject.replaceAll("’", "'"));
  expect(told).toEqual([expect.stringMatching(/clé d'accès.*ajoutée/), expect.stringMatching(/clé d'accès.*retirée/)]);
  const another = site.browser();
  await isRefused(another, device.get(await asked(another)));
  expect((await browser.get(paths.passkey(id!))).status).toBe(404);
});

test.each<[string, Saying]>([
  ["for another site's address", { origin: "https://attacker.example" }],
  ["for another domain", { rpId: "attacker.example" }],
  ["without finger or code", { isVerified: false }],
  ["inside a frame of another site", { crossOrigin: true }],
])("a passkey made %s is not kept", async (_, saying) => {
  const { browser } = await someoneSignedIn();
  const answer = newDevice().create(await askedToCreate(browser), saying);
  expect((await add(browser, answer)).status).toBe(422);
  expect(await idsOn(browser)).toEqual([]);
});

test("certificates that come with a passkey all the same are not looked into: they name addresses to fetch", async () => {
  const { browser } = await someoneSignedIn();
  const answer = newDevice().create(await askedToCreate(browser), { isAttested: true });
  expect((await add(browser, answer)).status).toBe(422);
});

test("a passkey of a kind that was not asked for is not kept", async () => {
  const { browser } = await someoneSignedIn();
  const ed25519 = newDevice("Ed25519");
  expect((await add(browser, ed25519.create(await askedToCreate(browser)))).status).toBe(422);
});

test("a passkey made for a question asked of somebody else, or asked before, is not kept", async () => {
  const [ada, eve] = [await someoneSignedIn(), await someoneSignedIn()];
  eve.browser.cookies.set(visitor, ada.browser.cookies.get(visitor)!);
  const question = await askedToCreate(ada.browser);
  eve.browser.cookies.set(visitor, ada.browser.cookies.get(visitor)!);
  expect((await add(eve.browser, newDevice().create(question))).status).toBe(422);
  expect((await add(ada.browser, newDevice().create(question))).status).toBe(422);
  const late = await askedToCreate(ada.browser);
  site.time.now = morning.add({ minutes: 5 });
  expect((await add(ada.browser, newDevice().create(late))).status).toBe(422);
});

test("the same answer posted twice adds one passkey, and tells once", async () => {
  const { browser, email } = await someoneSignedIn();
  const answer = newDevice().create(await askedToCreate(browser));
  expect((await add(browser, answer)).status).toBe(303);
  expect((await add(browser, answer)).headers.get("location")).toBe(paths.passkeysAfter("ajoutee"));
  expect(await idsOn(browser)).toHaveLength(1);
  await site.deliver();
  expect(site.mails.filter(({ to }) => to.includes(email))).toHaveLength(1);
});

test("one device is one person's: another account cannot claim its passkey", async () => {
  const [ada, eve] = [await someoneWithPasskey(), await someoneSignedIn()];
  expect((await add(eve.browser, ada.device.create(await askedToCreate(eve.browser)))).status).toBe(422);
  expect(await idsOn(ada.browser)).toHaveLength(1);
});

test("ten are enough; devices that have one already are named to the browser", async () => {
  const { browser } = await someoneSignedIn();
  const devices = Array.from({ length: mostPasskeys }, () => newDevice());
  for (const device of devices) await add(browser, device.create(await askedToCreate(browser)));
  const question = await askedToCreate(browser);
  expect(question.excludeCredentials.map(({ id }) => id).toSorted()).toEqual(devices.map(({ id }) => id).toSorted());
  expect((await add(browser, newDevice().create(question))).status).toBe(409);
  const page = await (await browser.get(paths.passkeys())).text();
  expect(page).toContain("c’est le plus possible");
  expect(page).not.toContain("data-passkey");
});

test("a new passkey is named after the device, and may be called otherwise", async () => {
  const { browser } = await someoneWithPasskey();
  const [id] = await idsOn(browser);
  expect(await (await browser.get(paths.passkeys())).text()).toContain("Firefox");
  const empty = await browser.post(paths.passkey(id!), { name: "  " });
  expect([empty.status, await empty.text()]).toEqual([422, expect.stringContaining("Donnez un nom")]);
  expect((await browser.post(paths.passkey(id!), { name: "n".repeat(61) })).status).toBe(422);
  expect((await browser.post(paths.passkey(id!), { name: " Téléphone de Léa " })).headers.get("location")).toBe(
    paths.passkeysAfter("renommee"),
  );
  expect(await (await browser.get(paths.passkeys())).text()).toContain(">Téléphone de Léa<");
});

test("nobody sees, renames or removes another person's passkey", async () => {
  const [ada, eve] = [await someoneWithPasskey(), await someoneWithPasskey()];
  const [id] = await idsOn(ada.browser);
  expect((await eve.browser.get(paths.passkey(id!))).status).toBe(404);
  expect((await eve.browser.post(paths.passkey(id!), { name: "Eve" })).status).toBe(404);
  expect((await eve.browser.post(paths.passkey(id!), { geste: "retirer" })).status).toBe(404);
  expect((await eve.browser.get(paths.passkey("anything"))).status).toBe(404);
  const verb = { userId: eve.userId, id: id!, device: { network: "", userAgent: "" }, now: morning };
  expect(await removePasskey(site.db, site.auth, verb)).toEqual({ done: false, because: "not-found" });
  expect(await renamePasskey(site.db, { ...verb, name: "Eve" })).toBe(false);
  expect(await idsOn(ada.browser)).toEqual([id]);
});

test("only someone who proved lately to be there asks for, adds, renames or removes a passkey", async () => {
  const { browser, device } = await someoneWithPasskey();
  const [id] = await idsOn(browser);
  const answer = device.create(await askedToCreate(browser));
  site.time.now = morning.add({ minutes: 16 });
  const tries = [
    browser.post(paths.passkeyCreation(), {}),
    browser.post(paths.passkeys(), { reponse: answer }),
    browser.post(paths.passkey(id!), { name: "x" }),
    browser.post(paths.passkey(id!), { geste: "retirer" }),
    browser.get(paths.passkey(id!)),
  ];
  for (const { status, headers } of await Promise.all(tries)) {
    expect([status, headers.get("location")]).toEqual([303, expect.stringContaining("/connexion/confirmer")]);
  }
  const nobody = site.browser();
  for (const path of [paths.passkeyCreation(), paths.passkeys(), paths.passkey(id!)]) {
    expect((await nobody.post(path, {})).headers.get("location")).toContain("/connexion?");
  }
});
