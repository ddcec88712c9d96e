import { sql } from "kysely";
import { expect, test, vi } from "vitest";
import { openBrowser } from "../../test/browser.ts";
import { newcomerIn, proofsOf, signIn, siteWith, textsWith } from "../../test/newcomer.ts";
import { newWorld } from "../../test/world.ts";
import { openTexts } from "../help/texts.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { passGate } from "./pass-gate.ts";

const world = await newWorld();
const { app, cast, clock, db, ownerDb } = world;
const texts = openTexts({ now: clock.now });
const [privacy, terms] = [texts.legalText("privacy", "fr"), texts.legalText("terms", "fr")];
const ticks = { information: privacy.sha256, conditions: terms.sha256 };
const gatePath = paths.gate();

const routes = app.routes.filter(({ method, path }) => method !== "ALL" && !path.includes("*"));
const addresses = [...new Set(routes.map(({ method, path }) => `${method} ${path}`))];

/** What whoever refuses may still do, what is for whoever comes next, and what asks for no account. */
const open =
  /^(\/avant-de-continuer|\/deconnexion|\/langue|\/aide|\/confidentialite|\/conditions|\/mentions-legales|\/accessibilite|\/compte\/mes-donnees|\/compte\/fermer|\/connexion|\/inscription|\/activation|\/mot-de-passe-oublie|\/nouveau-mot-de-passe|\/rendez-vous|\/ce-n-etait-pas-moi|\/boite-aux-lettres|\/health|\/api|\/sms)(\/|$)/;

test("nothing else opens before: every address of the site, asked or posted to, leads to « Avant de continuer… »", async () => {
  const { browser } = await newcomerIn(world);
  const before = await everything();
  const gated = addresses.filter((address) => !open.test(address.split(" ")[1]!));
  expect(gated.length).toBeGreaterThan(30);
  for (const address of gated) {
    const [method, path] = address.split(" ") as ["GET" | "POST", string];
    const filled = path.replaceAll(/:\w+/g, world.appointment.id);
    const answer =
      method === "GET" ? await browser.get(filled) : await browser.post(filled, { soignant: "camille-lune" });
    expect([answer.status, answer.location?.split("?")[0]], address).toEqual([303, gatePath]);
  }
  expect(await everything()).toEqual(before);
});

test("what whoever refuses may still do stays open, and so do help, texts and the pages of signing in", async () => {
  for (const address of addresses.filter((address) => open.test(address.split(" ")[1]!))) {
    const { browser } = await newcomerIn(world);
    const [method, path] = address.split(" ") as ["GET" | "POST", string];
    const filled = path.replaceAll(/:\w+/g, newId());
    const answer = method === "GET" ? await browser.get(filled) : await browser.post(filled);
    if (filled !== gatePath) expect(answer.location ?? "", address).not.toContain(gatePath);
  }
  const { browser } = await newcomerIn(world);
  expect((await browser.get(paths.help())).status).toBe(200);
  expect((await browser.get(paths.privacy())).status).toBe(200);
  expect((await browser.get(paths.language("en", gatePath))).location).toBe(gatePath);
  expect((await browser.post(paths.signOut())).location).toBe(paths.home());
  expect((await browser.get(gatePath)).location).toBe(paths.signIn());
});

test("the page asks for two acknowledgements and leaves every optional box empty; nothing is lost when one was forgotten", async () => {
  const { browser, userId } = await newcomerIn(world);
  const page = await browser.get(gatePath);
  expect(page.status).toBe(200);
  expect(page.body).toContain("<h1>Avant de continuer…</h1>");
  expect(page.body).not.toMatch(/ checked/);

  const half = await browser.post(gatePath, { information: privacy.sha256, survey: "oui" });
  expect(half.status).toBe(422);
  expect(half.body).toContain('href="#conditions"');
  expect(half.body).not.toContain('href="#information"');
  expect(half.body.match(/<input[^>]*name="(information|survey)"[^>]*checked/g)).toHaveLength(2);
  expect(await proofsOf(world, userId)).toEqual([]);
  expect((await browser.get(paths.account())).location).toContain(gatePath);
});

test("whoever reads, accepts and allows nothing goes on to where she was going, with proof of all of it", async () => {
  const { browser, userId, personId } = await newcomerIn(world);
  const { location } = await browser.get(`${paths.account()}?fait=langue`);
  expect(location).toBe(paths.gate({ vers: `${paths.account()}?fait=langue` }));
  const passed = await browser.post(location!, ticks, { "user-agent": "Firefox de Nour" });
  expect([passed.status, passed.location]).toEqual([303, `${paths.account()}?fait=langue`]);
  expect((await browser.get(paths.account())).status).toBe(200);

  const said = await proofsOf(world, userId);
  expect(said.map(({ kind, purpose, decision, version }) => ({ kind, purpose, decision, version }))).toEqual([
    { kind: "notice", purpose: "account", decision: "acknowledged", version: privacy.version },
    { kind: "terms", purpose: "use", decision: "accepted", version: terms.version },
    ...["survey", "newsletter", "premium"].map((purpose) => {
      return { kind: "consent", purpose, decision: "refused", version: "2026-11-22" };
    }),
  ]);
  for (const proof of said)
    expect(proof).toMatchObject({ personId, language: "fr", channel: "gate", userAgent: "Firefox de Nour" });
  expect(said.every(({ decidedAt }) => decidedAt.equals(clock.now()))).toBe(true);
});

test("a proof knows the neighbourhood of a network address, never the address", async () => {
  const { userId, by } = await newcomerIn(world);
  const elsewhere = openBrowser(async (request) => siteBehindProxy.fetch(request), { origin: "http://localhost:3000" });
  const siteBehindProxy = siteWith(world, texts, { trustProxy: 1 });
  await signIn(world, userId, elsewhere);
  await elsewhere.post(gatePath, ticks, { "x-forwarded-for": "203.0.113.77" });
  expect((await proofsOf(world, userId))[0]!.network).toBe("203.0.113.0/24");
  const whole = asActor(db, by, (tx) =>
    sql`update consent_proof set network = '203.0.113.77/32' where user_id = ${userId}`.execute(tx),
  );
  await expect(whole).rejects.toThrow();
});

test("two clicks leave one proof of each", async () => {
  const { browser, userId } = await newcomerIn(world);
  const answers = await Promise.all([browser.post(gatePath, ticks), browser.post(gatePath, ticks)]);
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect(await proofsOf(world, userId)).toHaveLength(5);
});

test("an optional box that was ticked is a consent given; the others are refusals", async () => {
  const { browser, userId } = await newcomerIn(world);
  expect((await browser.post(gatePath, { ...ticks, newsletter: "oui" })).location).toBe(paths.myAppointments());
  const said = (await proofsOf(world, userId)).filter(({ kind }) => kind === "consent");
  expect(Object.fromEntries(said.map(({ purpose, decision }) => [purpose, decision]))).toEqual({
    newsletter: "given",
    survey: "refused",
    premium: "refused",
  });
});

test("nobody is led to another site afterwards, nor round in circles", async () => {
  for (const vers of [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "/connexion",
    gatePath,
    "javascript:alert(1)",
  ]) {
    const { browser } = await newcomerIn(world);
    const page = await browser.get(paths.gate({ vers }));
    expect(page.body).not.toMatch(/(href|action)="[^"/?]*\/?[/\\][^"?]*evil/);
    expect((await browser.post(paths.gate({ vers }), ticks)).location, vers).toBe(paths.myAppointments());
    expect((await browser.get(paths.gate({ vers }))).location, vers).toBe(paths.myAppointments());
  }
});

test("a form posted too early does nothing, and leads back to the page it stood on", async () => {
  const { browser } = await newcomerIn(world);
  const sheet = paths.practitioner(cast.cerfVolant.lune.slug);
  const early = await browser.post(paths.choice(), {}, { referer: `http://localhost:3000${sheet}` });
  expect(early.location).toBe(paths.gate({ vers: sheet }));
  const foreign = await browser.post(paths.choice(), {}, { referer: "https://evil.example/page" });
  expect(foreign.location).toBe(paths.gate({ vers: paths.choice() }));
});

test("a time that is held stays held while someone reads, and the page says until when", async () => {
  const { browser, userId, by } = await newcomerIn(world);
  const holdId = await hold(userId);
  const { location } = await browser.get(paths.booking(holdId));
  const page = await browser.get(location!);
  expect(page.body).toContain("Votre horaire est gardé jusqu’à 09:10.");
  expect((await browser.post(location!, ticks)).location).toBe(paths.booking(holdId));
  const form = await browser.get(paths.booking(holdId));
  expect(form.status).toBe(200);
  expect(form.body).toContain("Cet horaire est à vous jusqu’à 09:10.");
  const others = await world.as("eve").get(paths.gate({ vers: paths.booking(holdId) }));
  expect(others.status).toBe(303);
  expect(by.userId).toBe(userId);
});

test("a new version shows the page once more, in either language; whoever reads one language has read it", async () => {
  const { userId } = await newcomerIn(world);
  await passGate(db, { by: { kind: "user", userId, visitor: null }, texts, now: clock.now() });
  const newer = textsWith(
    {
      "privacy.2027-03-01.fr.md": "# Politique\n\n## Nouveau\n\nTout a changé.\n",
      "privacy.2027-03-01.en.md": "# Policy\n\n## New\n\nEverything changed.\n",
    },
    clock.now,
  );
  const browser = browserOn(siteWith(world, newer));
  await signIn(world, userId, browser);
  const { location } = await browser.get(paths.account());
  const page = await browser.get(location!);
  expect(page.body).toContain("Ce que vous aviez lu a changé.");
  expect(page.body).toContain("Tout a changé.");
  expect(page.body).not.toContain('name="conditions"');
  expect(page.body).not.toContain('name="survey"');

  const stale = await browser.post(location!, { information: privacy.sha256 });
  expect(stale.status).toBe(422);
  expect(stale.body).toContain("Ce texte vient de changer");
  const english = newer.legalText("privacy", "en").sha256;
  expect((await browser.post(location!, { information: english })).status).toBe(303);
  expect((await browser.get(paths.account())).status).toBe(200);
  await browser.get(paths.language("en"));
  expect((await browser.get(paths.account())).status).toBe(200);
  expect((await proofsOf(world, userId)).at(-1)).toMatchObject({ version: "2027-03-01", language: "en" });
});

test("a version that changes nothing of substance shows nothing to whoever read the one before", async () => {
  const { userId } = await newcomerIn(world);
  await passGate(db, { by: { kind: "user", userId, visitor: null }, texts, now: clock.now() });
  const same = "---\nsubstance: false\n---\n";
  const newer = textsWith(
    {
      "terms.2027-03-01.fr.md": `${same}# Conditions\n\nUne faute de moins.\n`,
      "terms.2027-03-01.en.md": `${same}# Terms\n\nOne mistake less.\n`,
    },
    clock.now,
  );
  const browser = browserOn(siteWith(world, newer));
  await signIn(world, userId, browser);
  expect((await browser.get(paths.account())).status).toBe(200);

  const late = await newcomerIn(world);
  const lateBrowser = browserOn(siteWith(world, newer));
  await signIn(world, late.userId, lateBrowser);
  expect((await lateBrowser.get(gatePath)).body).toContain("Une faute de moins.");
});

test("a text that comes into force later shows the page on its day, to every process at once", async () => {
  const { userId } = await newcomerIn(world);
  await passGate(db, { by: { kind: "user", userId, visitor: null }, texts, now: clock.now() });
  const files = {
    "terms.2027-03-23.fr.md": "# Conditions\n\nDemain.\n",
    "terms.2027-03-23.en.md": "# Terms\n\nTomorrow.\n",
  };
  const browser = browserOn(siteWith(world, textsWith(files, clock.now)));
  await signIn(world, userId, browser);
  expect((await browser.get(paths.account())).status).toBe(200);
  clock.advance({ hours: 15 });
  expect((await browser.get(paths.account())).location).toContain(gatePath);
  clock.advance({ hours: -15 });
});

test("who speaks for a child reads for the child too; terms and consents are one’s own", async () => {
  const { browser, userId, personId } = await newcomerIn(world);
  const child = newId();
  const born = { birthDate: Temporal.PlainDate.from("2020-02-02"), sex: "U" as const };
  const names = { birthName: "Nouvelle", nameUsed: "Nouvelle", firstNames: "Tim" };
  await ownerDb
    .insertInto("person")
    .values({ id: child, ...names, ...born })
    .execute();
  await ownerDb.insertInto("actsFor").values({ userId, personId: child, relation: "child" }).execute();
  expect((await browser.get(gatePath)).body).toContain("Vous le lisez aussi pour Tim Nouvelle.");
  await browser.post(gatePath, ticks);
  const said = await proofsOf(world, userId);
  const concerned = (about: string) => said.filter(({ purpose }) => purpose === about).map((proof) => proof.personId);
  expect(concerned("account").sort()).toEqual([personId, child].sort());
  expect(concerned("use")).toEqual([personId]);
  expect(concerned("survey")).toEqual([personId]);
});

test("a member of staff without a profile passes too", async () => {
  const { userId } = cast.sami;
  expect(await proofsOf(world, userId)).toHaveLength(5);
  expect((await proofsOf(world, userId)).every(({ personId }) => personId === null)).toBe(true);
  expect((await world.as("sami").get(paths.account())).status).toBe(200);
});

test("looking whether someone passed costs one prepared query, and none where everything is open", async () => {
  const queries = vi.spyOn(app.auth.pool, "query");
  await world.as("ada").get(paths.help());
  const openPage = queries.mock.calls.length;
  await world.as("ada").get(paths.myAppointments());
  const asked = queries.mock.calls.slice(openPage).map(([query]) => (query as unknown as { name?: string }).name);
  queries.mockRestore();
  expect(openPage).toBe(1);
  expect(asked.filter((name) => name === "gate-passed")).toHaveLength(1);
});

function browserOn(site: typeof app) {
  return openBrowser((request) => site.fetch(request), { origin: "http://localhost:3000" });
}

async function hold(userId: string): Promise<string> {
  const { lune, establishmentId, sites } = cast.cerfVolant;
  const startsAt = Temporal.Instant.from("2027-04-08T07:00:00Z");
  const id = newId();
  await ownerDb
    .insertInto("hold")
    .values({
      ...{ id, establishmentId, userId, visitor: "0".repeat(64), practitionerId: lune.practitionerId },
      ...{
        siteId: sites.main.id,
        visitReasonId: lune.reasonIds.visit,
        startsAt,
        endsAt: startsAt.add({ minutes: 30 }),
      },
      ...{ heldAt: clock.now(), expiresAt: clock.now().add({ minutes: 10 }) },
    })
    .execute();
  return id;
}

function everything() {
  return Promise.all(
    (["appointment", "hold", "occupation", "consentProof", "person", "actsFor"] as const).map((table) =>
      ownerDb.selectFrom(table).selectAll().execute(),
    ),
  );
}
