import { expect, test } from "vitest";
import { emailOf } from "../../test/cast.ts";
import {
  appointmentOf,
  eventsOf,
  fileOf,
  herAnswer,
  inside,
  inviteTo,
  linkTo,
  odette,
  personOf,
  sayAndLook,
  saying,
  wrong,
} from "../../test/patient-invitations.ts";
import { plain } from "../../test/relatives.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { withdrawPatientInvitation } from "./invite-patient.ts";
import { standingOf } from "./patient-invitation.ts";

test("the practice invites: a birth date, a password, and Odette finds the appointment it made for her", async () => {
  const world = await newWorld();
  const { newBrowser, mails, ownerDb } = world;
  const patientId = await fileOf(world);
  const appointmentId = await appointmentOf(world, patientId);
  const link = await linkTo(world, patientId);
  const mail = mails.at(-1)!;
  expect([mail.to, mail.subject]).toEqual([
    "odette.perrin@exemple.fr",
    expect.stringContaining("Cabinet du Cerf-Volant"),
  ]);
  for (const said of ["odette.perrin@exemple.fr", "30 jours", "01 99 00 12 34", "jamais de mot de passe"])
    expect(plain(mail.text)).toContain(said);
  expect(mail.text + mail.html + mail.subject).not.toMatch(/Odette |Roussel|1939/); // the address may have been mistyped

  const browser = newBrowser();
  const first = plain((await browser.get(link)).body);
  expect(first).toContain("Confirmer une date de naissance");
  expect(first).not.toMatch(/Odette|Roussel|Perrin|1939|Cerf-Volant|exemple\.fr|12 12/);
  const form = await sayAndLook(browser, link);
  for (const filled of ['value="Roussel"', 'value="Perrin"', 'value="Odette, Jeanne"', "12 avril 1939", "Cerf-Volant"])
    expect(form.body.replace(/\s/g, " ")).toContain(filled);
  expect(form.body).not.toContain('name="birthDate"');

  const answer = await browser.post(link, herAnswer);
  expect([answer.status, answer.location]).toEqual([303, inside]);
  expect((await browser.get(inside)).location).toBe(paths.gate({ vers: inside }));
  const personId = await personOf(world, patientId);
  const person = await ownerDb.selectFrom("person").selectAll().where("id", "=", personId!).executeTakeFirstOrThrow();
  expect(person).toMatchObject({
    birthName: "Roussel",
    nameUsed: "Perrin",
    birthDate: odette.birthDate,
    phone: odette.phone,
  });
  const hers = await ownerDb.selectFrom("actsFor").selectAll().where("personId", "=", personId!).execute();
  expect(hers.map(({ relation }) => relation)).toEqual(["self"]);
  expect(await eventsOf(world, patientId)).toEqual([
    ["patient-invited", "staff"],
    ["patient-linked", "user"],
  ]);
  const by = { kind: "user" as const, userId: hers[0]!.userId, visitor: null };
  const seen = await asActor(world.db, by, (tx) => tx.selectFrom("appointment").select("id").execute());
  expect(seen).toEqual([{ id: appointmentId }]);
});

test("a scanner that opens the link first uses nothing up", async () => {
  const world = await newWorld();
  const patientId = await fileOf(world);
  const link = await linkTo(world, patientId);
  const scanner = world.newBrowser();
  for (let look = 0; look < 4; look++) expect((await scanner.get(link)).status).toBe(200);
  expect((await world.app.request(link, { method: "HEAD" })).status).toBe(200);
  const { headers } = await scanner.get(link);
  expect([headers.get("referrer-policy"), headers.get("cache-control")]).toEqual([
    "same-origin",
    "private, no-store, no-transform",
  ]);
  const browser = world.newBrowser();
  await sayAndLook(browser, link);
  expect((await browser.post(link, herAnswer)).location).toBe(inside);
});

test("the link of the mail leads to the site’s own address, and the database keeps nothing of its secret", async () => {
  const world = await newWorld();
  const link = await linkTo(world, await fileOf(world));
  expect(world.mails.at(-1)!.html).toContain(`http://localhost:3000${link}`);
  const kept = await world.ownerDb.selectFrom("patientInvitation").selectAll().executeTakeFirstOrThrow();
  expect(JSON.stringify(kept)).not.toContain(link.split("/").at(-1));
});

test("a wrong birth date is wrong in the same words for everyone; after five the link is dead, for the right one too", async () => {
  const world = await newWorld();
  const { newBrowser } = world;
  const link = await linkTo(world, await fileOf(world));
  const answers = [];
  for (const day of [1, 2, 3, 4]) answers.push(await newBrowser().post(link, { birthDate: `0${day}/04/1939` }));
  expect(answers.map(({ status }) => status)).toEqual([422, 422, 422, 422]);
  for (const { body } of answers) {
    expect(plain(body)).toContain("Ce n'est pas la date attendue");
    expect(plain(body)).not.toMatch(/Odette|Roussel|Perrin|Cerf-Volant/);
  }
  expect((await newBrowser().post(link, { birthDate: "31/02/1939" })).status).toBe(422); // no such day: no mistake
  expect((await newBrowser().post(link, wrong)).status).toBe(410);
  const right = await newBrowser().post(link, saying);
  expect([right.status, plain(right.body)]).toEqual([410, expect.stringContaining("essayée trop souvent")]);
});

test("of fifty guesses at the same moment five are compared", async () => {
  const world = await newWorld();
  const link = await linkTo(world, await fileOf(world));
  const guesses = Array.from({ length: 50 }, (_, index) => ({ birthDate: `12/04/${1950 + index}` }));
  await Promise.all(guesses.map((guess) => world.newBrowser().post(link, guess)));
  const kept = await world.ownerDb.selectFrom("patientInvitation").select("birthDateTries").executeTakeFirstOrThrow();
  expect(kept.birthDateTries).toBe(5);
});

test("that the birth date was said is known in the browser that said it, of that invitation, for an hour", async () => {
  const world = await newWorld();
  const { newBrowser, clock } = world;
  const link = await linkTo(world, await fileOf(world));
  const other = await linkTo(world, await fileOf(world, { email: "autre@exemple.fr" }));
  const browser = newBrowser();
  await sayAndLook(browser, link);
  for (const page of [await browser.get(other), await newBrowser().get(link)])
    expect(plain(page.body)).toContain("Confirmer une date de naissance");
  expect((await newBrowser().post(link, herAnswer)).status).toBe(409); // the answer, without the birth date
  clock.advance({ minutes: 61 });
  expect(plain((await browser.get(link)).body)).toContain("Confirmer une date de naissance");
  const late = await browser.post(link, herAnswer);
  expect([late.status, plain(late.body)]).toEqual([409, expect.stringContaining("Confirmez encore une fois.")]);
});

test("each link that opens nothing says why: newer, withdrawn, used, another address by now, unknown", async () => {
  const world = await newWorld();
  const { newBrowser, db, cast, clock, ownerDb, mails, drainJobs } = world;
  const patientId = await fileOf(world);
  const told = async (link: string) => {
    const page = await newBrowser().get(link);
    expect(plain(page.body)).not.toMatch(/Odette|Roussel|Perrin|1939/);
    return [page.status, plain(page.body)];
  };
  const first = await linkTo(world, patientId);
  clock.advance({ minutes: 5 });
  const second = await linkTo(world, patientId);
  expect(await told(first)).toEqual([410, expect.stringMatching(/plus récente est partie.*à 09:05/)]);
  expect((await newBrowser().post(first, saying)).status).toBe(410);

  const by = cast.sami.by;
  expect(await withdrawPatientInvitation(db, { patientId, by: cast.max.by, now: clock.now() })).toMatchObject({
    done: false,
  });
  expect((await newBrowser().get(second)).status).toBe(200);
  expect(await withdrawPatientInvitation(db, { patientId, by, now: clock.now() })).toEqual({ done: true });
  expect(await told(second)).toEqual([410, expect.stringContaining("ne vaut plus")]);

  mails.splice(0);
  await inviteTo(world, patientId);
  await withdrawPatientInvitation(db, { patientId, by, now: clock.now() });
  await drainJobs();
  expect(mails).toEqual([]); // withdrawn before it left

  const other = await fileOf(world, { email: "a@exemple.fr" });
  const mistyped = await linkTo(world, other);
  await ownerDb.updateTable("patient").set({ email: "b@exemple.fr" }).where("id", "=", other).execute();
  expect(await told(mistyped)).toEqual([410, expect.stringContaining("une autre adresse")]);
  expect((await newBrowser().post(mistyped, saying)).status).toBe(410);

  const used = await linkTo(world, await fileOf(world, { email: "c@exemple.fr" }));
  const browser = newBrowser();
  await sayAndLook(browser, used);
  await browser.post(used, herAnswer);
  expect(await told(used)).toEqual([410, expect.stringContaining("a déjà servi")]);
  expect(await told(paths.patientInvitation("x"))).toEqual([404, expect.stringContaining("incomplet")]);
});

test("the address has an account: she signs in, comes back and links; her profile stays hers, the file the practice's", async () => {
  const world = await newWorld();
  const { as, newBrowser, ownerDb, cast, db, actor } = world;
  const { birthDate } = await ownerDb
    .selectFrom("person")
    .select("birthDate")
    .where("id", "=", cast.ben.personId)
    .executeTakeFirstOrThrow();
  const patientId = await fileOf(world, { email: emailOf("Ben"), birthDate, phone: "+33639987777" });
  const link = await linkTo(world, patientId);
  const said = { birthDate: "17/02/1990" };
  const stranger = newBrowser();
  const page = await sayAndLook(stranger, link, said);
  expect(page.body).toContain(paths.signIn({ vers: link }));
  expect(page.body).not.toContain('name="password"');
  expect((await stranger.post(link, herAnswer)).status).toBe(200); // no second account

  const before = await ownerDb.selectFrom("person").selectAll().where("id", "=", cast.ben.personId).execute();
  const offer = await sayAndLook(as("ben"), link, said);
  expect(plain(offer.body)).toContain("Relier à mon compte");
  expect((await as("ben").post(link, { faire: "relier" })).location).toBe(inside);
  expect(await personOf(world, patientId)).toBe(cast.ben.personId);
  expect(await ownerDb.selectFrom("person").selectAll().where("id", "=", cast.ben.personId).execute()).toEqual(before);
  expect((await as("ben").post(link, { faire: "relier" })).location).toBe(inside); // calm
  await world.drainJobs();
  const told = await asActor(db, actor("sami"), (tx) =>
    tx.selectFrom("profileChange").select(["field", "value"]).execute(),
  );
  expect(told).toContainEqual({ field: "phone", value: "+33639980001" });
  expect(told.every(({ field }) => field !== "birth_date")).toBe(true);
});

test("whoever else opens the link gets nothing: another account, an account born another day, one without profile", async () => {
  const world = await newWorld();
  const { as, newBrowser } = world;
  const patientId = await fileOf(world, { email: emailOf("Ben") });
  const link = await linkTo(world, patientId);
  for (const [who, because] of [
    ["eve", /pour une autre adresse.*b•••••n@exemple\.fr/],
    ["sami", /pour une autre adresse/],
    ["ben", /à une autre personne.*01 99 00 12 34/],
  ] as const) {
    const page = await sayAndLook(as(who), link);
    expect([page.status, plain(page.body)]).toEqual([409, expect.stringMatching(because)]);
    for (const faire of ["relier", "rattacher", "activer", "ouvrir"]) {
      const answer = await as(who).post(link, { ...herAnswer, faire, qui: "nouveau", as: "parent", states: "oui" });
      expect(answer.status, `${who} ${faire}`).toBe(409);
    }
  }
  const ofStaff = await linkTo(world, await fileOf(world, { email: emailOf("Sami") }));
  expect(plain((await sayAndLook(as("sami"), ofStaff)).body)).toContain("Ce compte sert à votre travail");
  expect(await personOf(world, patientId)).toBeNull();
  expect((await newBrowser().get(link)).status).toBe(200);
});

test("someone who signs up the invited address first gains nothing: the mailbox decides, and the link still serves", async () => {
  const world = await newWorld();
  const { newBrowser, mails, drainJobs } = world;
  const patientId = await fileOf(world);
  const attacker = newBrowser();
  expect((await attacker.post(paths.signUp(), { email: "odette.perrin@exemple.fr" })).status).toBe(303);
  await drainJobs();
  const activation = /http:\/\/localhost:3000(\/activation\/\S+)/.exec(mails.at(-1)!.text)![1]!;
  const link = await linkTo(world, patientId);
  const browser = newBrowser();
  await sayAndLook(browser, link);
  expect((await browser.post(link, herAnswer)).location).toBe(inside);
  expect((await newBrowser().get(activation)).status).toBe(410); // already active
  expect(await personOf(world, patientId)).not.toBeNull();
});

test("two devices at once make one account and link once", async () => {
  const world = await newWorld();
  const { newBrowser, ownerDb } = world;
  const patientId = await fileOf(world);
  const link = await linkTo(world, patientId);
  const both = [newBrowser(), newBrowser()];
  for (const browser of both) await sayAndLook(browser, link);
  const answers = await Promise.all(both.map((browser) => browser.post(link, herAnswer)));
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 410]);
  expect(await eventsOf(world, patientId)).toHaveLength(2);
  expect(await ownerDb.selectFrom("person").select("id").where("birthName", "=", "Roussel").execute()).toHaveLength(1);
});

test("a weak password, or names cleared, come back beside their fields; the birth date is not hers to send", async () => {
  const world = await newWorld();
  const { newBrowser, ownerDb } = world;
  const link = await linkTo(world, await fileOf(world));
  const browser = newBrowser();
  await sayAndLook(browser, link);
  const answer = await browser.post(link, { ...herAnswer, password: "court", birthName: "" });
  expect(answer.status).toBe(422);
  for (const field of ["password", "birthName"]) expect(answer.body).toContain(`href="#${field}"`);
  expect((await browser.post(link, { ...herAnswer, birthDate: "01/01/2000" })).status).toBe(303);
  const born = await ownerDb
    .selectFrom("person")
    .select("birthDate")
    .where("birthName", "=", "Roussel")
    .executeTakeFirstOrThrow();
  expect(born.birthDate.toString()).toBe("1939-04-12");
});

test.each([
  ["1939-04-12", "own-account"],
  ["2009-03-22", "own-account"], // eighteen today
  ["2009-03-23", "whose"],
  ["2011-03-22", "whose"], // sixteen today
  ["2011-03-23", "parent-account"],
  ["2020-01-01", "parent-account"],
])("born on %s, whoever has no account is offered %s", (birthDate, standing) => {
  const file = { birthDate: Temporal.PlainDate.from(birthDate), ownBirthDate: null };
  const today = Temporal.PlainDate.from("2027-03-22");
  const invitation = { hasAccount: false, isAddressee: false };
  expect(standingOf({ invitation, file, isSignedIn: false, whose: null, today })).toBe(standing);
});
