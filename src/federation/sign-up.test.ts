import { expect, test } from "vitest";
import type { Browser } from "../../test/browser.ts";
import { playProvider } from "../../test/identity-provider.ts";
import { goThrough } from "../../test/identity-round-trip.ts";
import { plain } from "../../test/relatives.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";

const site = "http://localhost:3000";
const angela = {
  ...{ given_name: "Angela Claire", family_name: "DUBOIS", preferred_username: "Martin", gender: "female" },
  ...{ birthdate: "1962-08-24", birthplace: "94080", birthcountry: "99100", email: "angela@exemple.fr" },
};
const franceConnect = await playProvider("franceconnect", site + paths.franceConnectReturn(), angela);
const proSanteConnect = await playProvider("pro-sante-connect", site + paths.proSanteConnectReturn(), {
  SubjectNameID: "899700900006",
});

type World = Awaited<ReturnType<typeof newWorld>>;

async function openWorld(said: Partial<typeof angela> = {}): Promise<World> {
  Object.assign(franceConnect.person, { acr: "eidas2", claims: { ...angela, ...said } });
  const world = await newWorld({
    identityProviders: { franceconnect: franceConnect.settings, "pro-sante-connect": proSanteConnect.settings },
  });
  await world.ownerDb
    .insertInto("commune")
    .values({ inseeCode: "94080", name: "Vincennes", postalCodes: ["94300"], department: "94", population: 48_000 })
    .execute();
  return world;
}

/** Comes by FranceConnect, asks for an account; the link of the mail. */
async function asks({ mails, drainJobs }: World, browser: Browser, email = "angela@exemple.fr"): Promise<string> {
  await goThrough(browser, franceConnect, paths.franceConnect());
  expect((await browser.get(paths.linkIdentity())).body).toContain(`href="${paths.signUp()}"`);
  expect((await browser.post(paths.signUp(), { email })).status).toBe(303);
  await drainJobs();
  return /http:\/\/localhost:3000(\/activation\/\S+)/.exec(mails.at(-1)!.text)![1]!;
}

const answer = { password: "tasse-Lune-47-vélo", nameUsed: "Martin", phone: "06 39 98 12 34" };

const personNamed = ({ ownerDb }: World, nameUsed: string) =>
  ownerDb.selectFrom("person").selectAll().where("nameUsed", "=", nameUsed).executeTakeFirst();

test("whoever has no account comes by FranceConnect: who she is stands there, and she says the rest", async () => {
  const world = await openWorld();
  const browser = world.newBrowser();
  await goThrough(browser, franceConnect, paths.franceConnect());
  expect((await browser.get(paths.signUp())).body).toContain('value="angela@exemple.fr"');

  const link = await asks(world, browser, "angela@autre.exemple.fr");
  const page = await browser.get(link);
  for (const fact of ["DUBOIS", "Angela Claire", "24 août 1962", "Féminin", "Vincennes (94300)"])
    expect(plain(page.body)).toContain(fact);
  expect(page.body).toContain('value="Martin"');
  expect(page.body).not.toMatch(/name="(birthName|firstNames|birthDate|sex|birthplace|birthCountry)"/);

  const weak = await browser.post(link, { ...answer, password: "Dubois-24081962" });
  expect([weak.status, plain(weak.body)]).toEqual([422, expect.stringContaining("ressemble trop")]);
  const forged = { ...answer, birthName: "Autre", birthDate: "01/01/1990", sex: "M" };
  const opened = await browser.post(link, forged);
  expect([opened.status, opened.location]).toEqual([303, paths.myAppointments()]);
  expect(await personNamed(world, "Martin")).toMatchObject({
    ...{ birthName: "DUBOIS", firstNames: "Angela Claire", sex: "F", birthplaceInsee: "94080" },
    ...{ birthDate: Temporal.PlainDate.from("1962-08-24"), phone: "+33639981234", vouchedBy: "franceconnect" },
  });
  const elsewhere = world.newBrowser();
  expect((await goThrough(elsewhere, franceConnect, paths.franceConnect())).location).toBe(paths.myAppointments());
});

test("in another browser nobody is vouched for: else a stranger would open, and share, an account asked for at her address", async () => {
  const world = await openWorld();
  const attacker = world.newBrowser();
  const link = await asks(world, attacker, "victim@exemple.fr");
  const victim = world.newBrowser();
  const page = await victim.get(link);
  expect(page.body).toContain('name="birthDate"');
  expect(plain(page.body)).not.toMatch(/DUBOIS|Angela/);
  expect(plain(page.body)).toContain("relier FranceConnect ensuite");
  const herself = { birthName: "Victor", nameUsed: "", firstNames: "Zoé", birthDate: "03/03/1980", sex: "F" };
  expect((await victim.post(link, { ...answer, ...herself })).status).toBe(303);
  expect((await personNamed(world, "Victor"))?.vouchedBy).toBeNull();
  expect((await goThrough(attacker, franceConnect, paths.franceConnect())).location).toBe(paths.linkIdentity());
});

test("a birth date that is not whole: all is asked, filled in as far as it was said, and stays hers to change", async () => {
  const world = await openWorld({ birthdate: "1962-00-00", birthplace: "", birthcountry: "99350" });
  const browser = world.newBrowser();
  const link = await asks(world, browser);
  const page = await browser.get(link);
  for (const filled of ['value="DUBOIS"', 'value="Angela Claire"', 'value="Martin"'])
    expect(page.body).toContain(filled);
  expect(page.body).toMatch(/<option value="99350" selected[^>]*>Maroc/);
  expect((await browser.post(link, answer)).status).toBe(422);
  const said = { birthName: "Dubois", firstNames: "Angela", birthDate: "01/07/1962", sex: "F", birthCountry: "99350" };
  expect((await browser.post(link, { ...answer, ...said })).status).toBe(303);
  expect(await personNamed(world, "Martin")).toMatchObject({ birthName: "Dubois", vouchedBy: null });
  expect((await goThrough(world.newBrowser(), franceConnect, paths.franceConnect())).location).toBe(
    paths.myAppointments(),
  );
});

test("one identity opens one account: the second request is told so", async () => {
  const world = await openWorld();
  const [one, other] = [world.newBrowser(), world.newBrowser()];
  const first = await asks(world, one);
  const second = await asks(world, other, "angela@autre.exemple.fr");
  expect((await one.post(first, answer)).status).toBe(303);
  const taken = await other.post(second, answer);
  expect([taken.status, plain(taken.body)]).toEqual([409, expect.stringContaining("Cette identité a déjà un compte")]);
});

test("what FranceConnect said is kept sealed, and for as long as the link lives", async () => {
  const world = await openWorld();
  const browser = world.newBrowser();
  const link = await asks(world, browser);
  const { rows } = await world.app.auth.pool.query<{ vouched: string }>("select vouched from auth.account_request");
  expect(rows[0]!.vouched).not.toMatch(/DUBOIS|Angela|1962/);
  expect(Buffer.from(rows[0]!.vouched, "base64url").toString()).not.toMatch(/DUBOIS|Angela|1962/);
  world.clock.advance({ hours: 24 * 7 });
  const expired = await browser.get(link);
  expect(expired.status).toBe(410);
  await browser.post(paths.resendActivation(), { jeton: link.split("/").at(-1)! });
  await world.drainJobs();
  const again = /http:\/\/localhost:3000(\/activation\/\S+)/.exec(
    world.mails.findLast(({ to }) => to === "angela@exemple.fr")!.text,
  )![1]!;
  expect((await browser.get(again)).body).toContain('name="birthDate"'); // too long ago: she says it herself
});

test("Pro Santé Connect opens no account: nothing goes with the request", async () => {
  const world = await openWorld();
  const browser = world.newBrowser();
  await goThrough(browser, proSanteConnect, paths.proSanteConnect());
  const page = await browser.get(paths.linkIdentity());
  expect(page.body).not.toContain(paths.signUp());
  await browser.post(paths.signUp(), { email: "dr@exemple.fr" });
  const { rows } = await world.app.auth.pool.query("select vouched from auth.account_request");
  expect(rows).toEqual([{ vouched: null }]);
});
