import { expect, test } from "vitest";
import { playProvider } from "../../test/identity-provider.ts";
import { goThrough } from "../../test/identity-round-trip.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";

const site = "http://localhost:3000";
const ada = {
  ...{ given_name: "Ada", family_name: "Adaberg", birthdate: "1985-06-01", gender: "female" },
  ...{ birthplace: "94080", birthcountry: "99100", email: "ada@exemple.fr" },
};
const camille = { SubjectNameID: "899700900006", SubjectRole: ["10^1.2.250.1.213.1.1.5.5"] };

const franceConnect = await playProvider("franceconnect", site + paths.franceConnectReturn(), ada);
const proSanteConnect = await playProvider("pro-sante-connect", site + paths.proSanteConnectReturn(), camille);

/** A world with both doors, and France Connect as sure as it is said. */
function openWorld({ acr = "eidas2" } = {}) {
  franceConnect.person.acr = acr;
  return newWorld({
    identityProviders: { franceconnect: franceConnect.settings, "pro-sante-connect": proSanteConnect.settings },
  });
}

async function linked(world: Awaited<ReturnType<typeof openWorld>>) {
  const browser = world.as("ada");
  const answer = await goThrough(browser, franceConnect, paths.franceConnect());
  expect(answer.location).toBe(paths.linkIdentity());
  expect((await browser.get(paths.linkIdentity())).body).toContain("Relier FranceConnect à mon compte");
  expect((await browser.post(paths.linkIdentity())).status).toBe(303);
}

test("linked once from her own account, FranceConnect opens it from any browser", async () => {
  const world = await openWorld();
  await linked(world);
  const elsewhere = world.newBrowser();
  const answer = await goThrough(elsewhere, franceConnect, paths.franceConnect({ vers: paths.account() }));
  expect(answer.location).toBe(paths.account());
  expect((await elsewhere.get(paths.myAppointments())).status).toBe(200);
});

test("an identity that rests on one factor still owes the second step", async () => {
  const world = await openWorld();
  await linked(world);
  franceConnect.person.acr = "eidas1";
  const elsewhere = world.newBrowser();
  const answer = await goThrough(elsewhere, franceConnect, paths.franceConnect());
  expect(answer.location).toBe(paths.secondStep());
  expect((await elsewhere.get(paths.myAppointments())).status).toBe(303);
});

test("the same mail opens nothing: the account is signed in to by its own means first", async () => {
  const world = await openWorld();
  const stranger = world.newBrowser();
  const answer = await goThrough(stranger, franceConnect, paths.franceConnect());
  expect(answer.location).toBe(paths.linkIdentity());
  const page = await stranger.get(paths.linkIdentity());
  expect(page.body).toContain("J’ai déjà un compte");
  expect((await stranger.post(paths.linkIdentity())).location).toContain(paths.signIn());
  expect((await stranger.get(paths.myAppointments())).status).toBe(303);
});

test("somebody else's identity is not linked to one's account, nor one identity to two accounts", async () => {
  const world = await openWorld();
  const ben = world.as("ben"); // born another day
  await goThrough(ben, franceConnect, paths.franceConnect());
  const refused = await ben.post(paths.linkIdentity());
  expect(refused.status).toBe(409);
  expect(refused.body).toContain("date de naissance");

  await linked(world);
  const answer = await goThrough(ben, franceConnect, paths.franceConnect());
  expect(answer.status).toBe(409);
});

test("what FranceConnect vouched for is hers to change no longer", async () => {
  const world = await openWorld();
  await linked(world);
  const form = { birthName: "Autre", nameUsed: "Autre", firstNames: "Ada", birthDate: "01/06/1985", sex: "F" };
  const answer = await world.as("ada").post(paths.identity(), form);
  expect(answer.status).toBe(409);
});

test("an answer brought to another browser, or brought twice, opens nothing", async () => {
  const world = await openWorld();
  await linked(world);
  const [mine, theirs] = [world.newBrowser(), world.newBrowser()];
  const out = await mine.get(paths.franceConnect());
  const back = await franceConnect.visit(out.location!);
  expect((await theirs.get(back.pathname + back.search)).status).toBe(400);
  expect((await theirs.get(paths.myAppointments())).status).toBe(303);
  expect((await mine.get(back.pathname + back.search)).status).toBe(303);
  expect((await mine.get(back.pathname + back.search)).status).toBe(400);
});

test("what a browser carried for too long is let go", async () => {
  const world = await openWorld();
  const browser = world.newBrowser();
  const out = await browser.get(paths.franceConnect());
  const back = await franceConnect.visit(out.location!);
  world.clock.advance({ minutes: 16 });
  expect((await browser.get(back.pathname + back.search)).status).toBe(400);
});

test("a professional is known by the national number, once linked, and nobody gains a practice by it", async () => {
  const world = await openWorld();
  const lune = world.as("lune");
  await goThrough(lune, proSanteConnect, paths.proSanteConnect());
  expect((await lune.post(paths.linkIdentity())).status).toBe(303);
  const elsewhere = world.newBrowser();
  const answer = await goThrough(elsewhere, proSanteConnect, paths.proSanteConnect());
  expect(answer.status).toBe(303);
  expect(answer.location).not.toBe(paths.linkIdentity());

  const stranger = await openWorld();
  const unknown = stranger.newBrowser();
  await goThrough(unknown, proSanteConnect, paths.proSanteConnect());
  const page = await unknown.get(paths.linkIdentity());
  expect(page.body).toContain("peut vous inviter");
  expect(page.body).not.toContain(paths.signUp());
});

test("signed out here, one may sign out there too", async () => {
  const world = await openWorld();
  await linked(world);
  const browser = world.newBrowser();
  await goThrough(browser, franceConnect, paths.franceConnect());
  const out = await browser.post(paths.signOut());
  expect(out.location).toBe(paths.signOutElsewhere());
  const page = await browser.get(paths.signOutElsewhere());
  expect(page.body).toContain("Se déconnecter aussi de FranceConnect");
  expect(page.body).toContain("id_token_hint=");
  expect((await browser.get(paths.signOutElsewhere())).location).toBe(paths.home());
});

test("where to go next is never another site", async () => {
  const world = await openWorld();
  await linked(world);
  const answer = await goThrough(world.newBrowser(), franceConnect, paths.franceConnect({ vers: "//evil.example/" }));
  expect(answer.location).toBe(paths.myAppointments());
});

test("the page of signing in shows the doors that are set up, and only those", async () => {
  const world = await openWorld();
  const page = await world.newBrowser().get(paths.signIn());
  expect(page.body).toContain("S’identifier avec FranceConnect");
  expect(page.body).toContain("Qu’est-ce que FranceConnect");
  const none = await newWorld();
  expect((await none.newBrowser().get(paths.signIn())).body).not.toContain("FranceConnect");
  expect((await none.newBrowser().get(paths.franceConnect())).status).toBe(404);
});

test("on a shared computer, whoever signs out leaves no identity behind for the account of the next", async () => {
  const world = await openWorld();
  const ada = world.as("ada");
  await goThrough(ada, franceConnect, paths.franceConnect());
  expect((await ada.get(paths.linkIdentity())).status).toBe(200);
  await ada.post(paths.signOut());
  expect((await ada.get(paths.linkIdentity())).status).toBe(400);
  expect((await ada.get(paths.signUp())).body).not.toContain("ada@exemple.fr");
});

test("the page of security says who is linked; linking and unlinking are told by mail, and end there", async () => {
  const world = await openWorld();
  const ada = world.as("ada");
  const before = await ada.get(paths.security());
  expect(before.body).toContain("Pas encore relié à votre compte");
  expect(before.body).not.toContain("Pro Santé Connect</h3>"); // for those who work somewhere
  expect((await world.as("lune").get(paths.security())).body).toContain("Pro Santé Connect</h3>");

  await linked(world);
  expect((await ada.get(paths.security())).body).toContain("Relié à votre compte");
  expect((await ada.post(paths.unlinkIdentity(), { provider: "franceconnect" })).location).toBe(paths.security());
  const after = await ada.get(paths.security());
  expect(after.body).toContain("Pas encore relié à votre compte");
  expect(after.body).toContain("retiré du compte");
  await world.drainJobs();
  expect(
    world.mails.filter(({ to }) => to === "ada@exemple.fr").map(({ subject }) => subject.replace(/\s/g, " ")),
  ).toEqual(
    expect.arrayContaining(["Une autre façon d’ouvrir votre compte", "Une façon d’ouvrir votre compte a été retirée"]),
  );
  expect((await goThrough(world.newBrowser(), franceConnect, paths.franceConnect())).location).toBe(
    paths.linkIdentity(),
  );
});

test("where no provider is set up, the page of security says nothing of them", async () => {
  const none = await newWorld();
  expect((await none.as("ada").get(paths.security())).body).not.toContain("FranceConnect");
});
