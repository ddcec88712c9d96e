import { expect, test } from "vitest";
import { done } from "../../seeds/done.ts";
import { emailOf } from "../../test/cast.ts";
import { addedBy, linkIn, plain } from "../../test/relatives.ts";
import { newWorld } from "../../test/world.ts";
import { bookAppointment } from "../appointments/book.ts";
import { paths } from "../paths.ts";
import { newId } from "../platform/ids.ts";

type World = Awaited<ReturnType<typeof newWorld>>;
const yes = { as: "parent", states: "oui" };

/** Ada invites this address to share Lia; gives the child, and the link of the mail. */
async function adaInvites({ as, ownerDb, drainJobs, mails }: World, email = emailOf("Ben")) {
  const id = await addedBy(as("ada"), ownerDb);
  const asked = await as("ada").post(paths.shareRelative(id), { email });
  expect([asked.status, asked.location]).toEqual([303, paths.shareRelative(id)]);
  await drainJobs();
  return { id, link: linkIn(mails) };
}

const adultsOf = (ownerDb: World["ownerDb"], personId: string) =>
  ownerDb
    .selectFrom("actsFor")
    .select(["userId", "relation", "representation", "untilOn"])
    .where("personId", "=", personId)
    .orderBy("since")
    .execute();

test("two adults share a child: the second accepts, sees who the first is, and both see every appointment", async () => {
  const world = await newWorld();
  const { as, ownerDb, db, cast, clock, mails, drainJobs } = world;
  const { id, link } = await adaInvites(world);
  expect(plain((await as("ada").get(paths.shareRelative(id))).body)).toContain("Invitation envoyée à ben@exemple.fr");
  const mail = mails.splice(0).at(-1)!;
  expect([mail.to, mail.text]).toEqual(["ben@exemple.fr", expect.stringContaining("Ada Adaberg")]);
  expect(mail.text + mail.subject).not.toContain("Lia"); // the address may have been mistyped

  const offer = await as("ben").get(link);
  expect(plain(offer.body)).toMatch(/Ada Adaberg vous propose de vous occuper aussi des rendez-vous de Lia/);
  expect(plain(offer.body)).not.toMatch(/2017|Rose/);
  expect((await as("ben").post(link, { as: "parent" })).status).toBe(422); // the box
  expect((await as("ben").post(link, yes)).location).toBe(paths.relatives({ fait: "partage" }));
  clock.advance({ minutes: 1 });

  const adults = await adultsOf(ownerDb, id);
  expect(adults.map(({ userId }) => userId)).toEqual([cast.ada.userId, cast.ben.userId]);
  expect(adults.map(({ untilOn }) => untilOn?.toString())).toEqual(["2035-05-04", "2035-05-04"]);
  expect(adults[1]).toMatchObject({ relation: "child", representation: "parental-authority" });
  expect(plain((await as("ben").get(paths.relatives())).body)).toMatch(/Lia Adaberg.*Partagé avec Ada Adaberg/);
  expect(plain((await as("ada").get(paths.relatives())).body)).toMatch(/Lia Adaberg.*Partagé avec Ben Benberg/);
  await drainJobs();
  expect(mails.splice(0).map(({ to, subject }) => [to, plain(subject)])).toEqual([
    ["ada@exemple.fr", "Ben Benberg s'occupe aussi de Lia"],
  ]);

  const { lune, sites } = cast.cerfVolant;
  const startsAt = Temporal.Instant.from("2027-04-01T08:00:00Z");
  const slot = { practitionerId: lune.practitionerId, siteId: sites.main.id, reasonId: lune.reasonIds.visit, startsAt };
  const choice = { slot, holdId: null, personId: id, wordsForPractice: null, whenClose: "keep" as const, key: newId() };
  const { appointmentId } = done(await bookAppointment(db, { ...choice, by: cast.ben.by, now: clock.now() }));
  await drainJobs();
  expect(mails.map(({ to }) => to).sort()).toEqual(["ada@exemple.fr", "ben@exemple.fr"]);
  for (const { text } of mails) expect(text).toContain("Pour Lia");
  for (const adult of ["ada", "ben"] as const)
    expect((await as(adult).get(paths.appointment(appointmentId))).status, adult).toBe(200);
  expect((await as("ada").post(paths.cancellation(appointmentId), { pourquoi: "" })).status).toBe(303);
  expect(plain((await as("ben").get(paths.myAppointments())).body)).toContain("Annulé de votre côté");
});

test("either adult may stop alone; neither can remove the other, and the page says why", async () => {
  const world = await newWorld();
  const { as, ownerDb, cast } = world;
  const { id, link } = await adaInvites(world);
  await as("ben").post(link, yes);
  const page = plain((await as("ada").get(paths.shareRelative(id))).body);
  expect(page).toMatch(/Vous partagez Lia avec Ben Benberg, depuis le.*aucun ne peut retirer l'autre/);
  expect((await as("ada").post(paths.shareRelative(id), { email: "autre@exemple.fr" })).status).toBe(409);
  expect((await as("ada").post(paths.shareRelative(id), { faire: "retirer" })).status).toBe(303);
  expect(await adultsOf(ownerDb, id)).toHaveLength(2);

  expect(plain((await as("ada").get(paths.leaveRelative(id))).body)).toContain("Ben Benberg continue.");
  await as("ada").post(paths.leaveRelative(id));
  expect((await adultsOf(ownerDb, id)).map(({ userId }) => userId)).toEqual([cast.ben.userId]);
  expect((await as("ada").get(paths.relative(id))).status).toBe(404);
  expect((await as("ben").get(paths.relative(id))).status).toBe(200);
});

test("both leave at once: no profile is left that nobody acts for", async () => {
  const world = await newWorld();
  const { as, ownerDb } = world;
  const { id, link } = await adaInvites(world);
  await as("ben").post(link, yes);
  await Promise.all((["ada", "ben"] as const).map((adult) => as(adult).post(paths.leaveRelative(id))));
  expect(await ownerDb.selectFrom("person").select("id").where("id", "=", id).execute()).toEqual([]);
});

test("whoever has not signed in signs in, or up, and comes back; looking uses nothing up", async () => {
  const world = await newWorld();
  const { newBrowser } = world;
  const { link } = await adaInvites(world);
  const scanner = newBrowser();
  for (let look = 0; look < 3; look++) expect((await scanner.get(link)).status).toBe(200);
  const page = await scanner.post(link, yes);
  expect(page.body).toContain(paths.signIn({ vers: link }));
  expect(page.body).toContain(paths.signUp({ vers: link }));
  expect((await world.as("ben").post(link, yes)).status).toBe(303);
});

test("it is for the address it was sent to: whoever else follows it is told calmly, and acts for nobody", async () => {
  const world = await newWorld();
  const { as, ownerDb } = world;
  const { id, link } = await adaInvites(world);
  for (const stranger of ["eve", "ada", "max"] as const) {
    for (const answer of [await as(stranger).get(link), await as(stranger).post(link, yes)]) {
      if (stranger === "ada") expect(answer.status).toBe(409);
      else expect([answer.status, plain(answer.body)]).toEqual([409, expect.stringContaining("b•••••n@exemple.fr")]);
    }
  }
  expect(await adultsOf(ownerDb, id)).toHaveLength(1);
});

test("it serves once, even of two presses at the same moment", async () => {
  const world = await newWorld();
  const { id, link } = await adaInvites(world);
  const both = await Promise.all([1, 2].map(() => world.as("ben").post(link, yes)));
  expect(both.map(({ status }) => status)).toEqual([303, 303]); // the second finds that she is in the list already
  expect(await adultsOf(world.ownerDb, id)).toHaveLength(2);
  await world.as("ben").post(paths.leaveRelative(id));
  const again = await world.as("ben").post(link, yes);
  expect([again.status, plain(again.body)]).toEqual([410, expect.stringContaining("a déjà servi")]);
});

test("a newer one replaces it, whoever invited takes it back, and after seven days it has ended: each says so", async () => {
  const world = await newWorld();
  const { as, clock, mails, drainJobs } = world;
  const { id, link: first } = await adaInvites(world);
  clock.advance({ minutes: 5 });
  await as("ada").post(paths.shareRelative(id), { email: emailOf("Ben") });
  await drainJobs();
  const second = linkIn(mails);
  const old = await as("ben").post(first, yes);
  expect([old.status, plain(old.body)]).toEqual([410, expect.stringContaining("plus récente est partie")]);
  expect(plain(old.body)).toContain("à 09:05");

  await as("ada").post(paths.shareRelative(id), { faire: "retirer" });
  const withdrawn = await as("ben").post(second, yes);
  expect([withdrawn.status, plain(withdrawn.body)]).toEqual([410, expect.stringContaining("a été retirée")]);
  expect((await as("ada").get(paths.shareRelative(id))).body).not.toContain("Invitation envoyée");

  await as("ada").post(paths.shareRelative(id), { email: emailOf("Ben") });
  await drainJobs();
  const third = linkIn(mails);
  clock.advance({ hours: 7 * 24 });
  const late = await as("ben").post(third, yes);
  expect([late.status, plain(late.body)]).toEqual([410, expect.stringContaining("a expiré")]);
  const unknown = await as("ben").get(paths.relativeInvitation("x"));
  expect([unknown.status, plain(unknown.body)]).toEqual([404, expect.stringContaining("incomplet")]);
});

test("an invitation withdrawn before its mail left sends none; whoever left the child invites nobody any more", async () => {
  const world = await newWorld();
  const { as, ownerDb, mails, drainJobs } = world;
  const id = await addedBy(as("ada"), ownerDb);
  await as("ada").post(paths.shareRelative(id), { email: emailOf("Ben") });
  await as("ada").post(paths.shareRelative(id), { faire: "retirer" });
  await drainJobs();
  expect(mails.filter(({ to }) => to === emailOf("Ben"))).toEqual([]);

  await as("ada").post(paths.shareRelative(id), { email: emailOf("Ben") });
  await drainJobs();
  const link = linkIn(mails);
  await ownerDb
    .updateTable("actsFor")
    .set({ untilOn: Temporal.PlainDate.from("2026-01-01") })
    .where("personId", "=", id)
    .execute();
  expect((await as("ben").post(link, yes)).status).toBe(410);
});

test("the same page whether the address has an account or not; one's own is refused, and a flood is stopped", async () => {
  const world = await newWorld();
  const { as, ownerDb } = world;
  const id = await addedBy(as("ada"), ownerDb);
  const shown = async (email: string) => {
    const { status, location } = await as("ada").post(paths.shareRelative(id), { email });
    return [status, location, plain((await as("ada").get(location!)).body).replaceAll(email, "…")];
  };
  expect(await shown("personne@exemple.fr")).toEqual(await shown("ben@exemple.fr"));
  const own = await as("ada").post(paths.shareRelative(id), { email: "ADA@exemple.fr" });
  expect([own.status, plain(own.body)]).toEqual([422, expect.stringContaining("C'est votre adresse")]);
  const answers = [];
  for (let mail = 0; mail < 4; mail++)
    answers.push((await as("ada").post(paths.shareRelative(id), { email: "trop@exemple.fr" })).status);
  expect(answers).toEqual([303, 303, 303, 429]);
});

test("only a child is shared, and nobody becomes responsible for herself or in a circle", async () => {
  const world = await newWorld();
  const { as, ownerDb, cast } = world;
  const adult = { lien: "autre", firstNames: "Rosa", birthDate: "03/02/1946", representation: "agreement" };
  const rosa = await addedBy(as("ada"), ownerDb, adult);
  expect((await as("ada").post(paths.shareRelative(rosa), { email: emailOf("Ben") })).status).toBe(409);

  const { id, link } = await adaInvites(world);
  // Lia has an account, Ben’s: he cannot act for himself.
  await ownerDb.deleteFrom("actsFor").where("userId", "=", cast.ben.userId).execute();
  await ownerDb.insertInto("actsFor").values({ userId: cast.ben.userId, personId: id, relation: "self" }).execute();
  expect((await as("ben").post(link, yes)).location).toBe(paths.relatives()); // he is in it already
  expect((await adultsOf(ownerDb, id)).filter(({ relation }) => relation !== "self")).toHaveLength(1);
});

test("whom a child acts for cannot act for the child: that would be a circle", async () => {
  const world = await newWorld();
  const { as, ownerDb, cast } = world;
  const { id, link } = await adaInvites(world);
  await ownerDb.deleteFrom("actsFor").where("userId", "=", cast.eve.userId).execute();
  await ownerDb
    .insertInto("actsFor")
    .values([
      { userId: cast.eve.userId, personId: id, relation: "self" }, // Lia’s own account…
      { userId: cast.eve.userId, personId: cast.ben.personId, relation: "other" }, // …acts for Ben
    ])
    .execute();
  const answer = await as("ben").post(link, yes);
  expect([answer.status, plain(answer.body)]).toEqual([409, expect.stringContaining("Vous ne pouvez pas accepter")]);
});

test("who proved long ago to be there proves it again before someone else may act for a child", async () => {
  const { as, ownerDb, clock } = await newWorld();
  const id = await addedBy(as("ada"), ownerDb);
  clock.advance({ minutes: 16 });
  const asked = await as("ada").post(paths.shareRelative(id), { email: emailOf("Ben") });
  expect(asked.location).toContain(paths.confirmItIsYou());
});
