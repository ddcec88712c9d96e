import { expect, test } from "vitest";
import { done } from "../../seeds/done.ts";
import { asksForExport, downloads } from "../../test/export.ts";
import { forge } from "../../test/journal.ts";
import { addFile } from "../../test/patient-files.ts";
import { addedBy, plain } from "../../test/relatives.ts";
import { sharedChild } from "../../test/shared-child.ts";
import { newWorld } from "../../test/world.ts";
import { guestToken } from "../appointments/guest.ts";
import { look } from "../audit/look.ts";
import { paths } from "../paths.ts";
import { mergePatients } from "../patients/merge-patients.ts";
import { unmergePatients } from "../patients/unmerge-patients.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** What a page says, line by line, as far as the lines go. */
async function linesFor({ as }: World, member: "ada" | "ben" | "eve", of: Parameters<typeof paths.journal>[0] = {}) {
  const { body } = await as(member).get(paths.journal(of));
  return [...body.matchAll(/<li[^>]*><time.*?<\/li>/gs)].map(([line]) => plain(line).trim());
}

async function staffLook({ db, ownerDb, cast, clock, appointment }: World, by: "sami" | "lune") {
  const found = await ownerDb
    .selectFrom("appointment")
    .select(["establishmentId", "patientId"])
    .where("id", "=", appointment.id)
    .executeTakeFirstOrThrow();
  const visit = { ...found, appointmentId: appointment.id };
  await asActor(db, cast[by].by, (tx) => look(tx, "appointment-viewed", visit, clock.now()));
}

const safari = {
  "user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1",
};

test("whoever opens it reads, day by day, what was done with her data and by whom, in plain words", async () => {
  const world = await newWorld();
  const { as, clock, newBrowser, appointment } = world;
  await staffLook(world, "lune");
  clock.advance({ minutes: 5 });
  await staffLook(world, "sami");
  clock.set("2027-03-23T10:30+01:00[Europe/Paris]");
  const browser = newBrowser();
  const link = paths.linkedAppointment(guestToken("a secret of thirty-two characters at least", appointment.id));
  await browser.post(link, { lettres: "zzz" }, safari);
  await browser.post(link, { lettres: "ada" }, safari);
  await browser.get(paths.appointment(appointment.id), safari);

  const page = await as("ada").get(paths.journal());
  const text = plain(page.body);
  expect(text).toMatch(/Qui a consulté mes données.*mardi 23 mars.*10:30.*lundi 22 mars.*09:05.*09:00/s);
  const lines = await linesFor(world, "ada");
  const visit = "mardi 30 mars à 08:30, avec dre camille lune · cabinet du cerf-volant";
  const guest = "par quelqu'un qui avait le lien, avec safari sur iphone";
  expect(lines.map((line) => line.toLowerCase())).toEqual([
    `10:30 rendez-vous consulté ${guest} ${visit}`,
    `10:30 lien d'un mail ou d'un sms ouvert ${guest} ${visit}`,
    `10:30 lien ouvert avec un autre nom : rien n'a été montré ${guest} ${visit}`,
    `09:05 rendez-vous consulté par le secrétariat ${visit}`,
    `09:00 rendez-vous consulté par dre camille lune ${visit}`,
    `09:00 rendez-vous pris par vous ${visit}`,
    "09:00 dossier ouvert par vous cabinet du cerf-volant",
  ]);
  expect(text).not.toContain("Sami"); // she acts in the name of the practice
  expect(lines.join()).not.toMatch(/Consultation|généraliste|203\.0/);
  expect(text).toMatch(/Une ligne vous surprend \? Appelez l'établissement concerné.*01 99 00 12 34/);
  expect(page.body).toContain(`href="${paths.privacy()}"`);
  expect(text).toContain("Seule la dernière minute ne l'est pas encore");
  expect(text).toContain("gardée 3 ans");
});

test("Ada reads that Ben looked at the child they share, and took a copy; of what he is, or does for himself, nothing", async () => {
  const world = await newWorld();
  const { as, ownerDb, cast, clock, drainJobs, book } = world;
  const lia = await sharedChild(world);
  await book({ by: "ben", with: "ott", at: "2027-04-02T10:00" });
  clock.advance({ minutes: 1 });
  await as("ben").get(paths.appointment(lia.appointmentId), safari);
  const id = await asksForExport(as("ben"));
  await drainJobs();
  await downloads(world, as("ben"), id);

  const hers = await linesFor(world, "ada", { pour: lia.personId });
  expect(hers.slice(0, 2).sort()).toEqual([
    "09:01 Copie des données téléchargée · Lia Par Ben Benberg, qui s'occupe aussi de Lia",
    expect.stringMatching(
      /^09:01 Rendez-vous consulté · Lia Par Ben Benberg, qui s'occupe aussi de Lia mercredi 31 mars à 10:00/,
    ),
  ]);
  const all = (await linesFor(world, "ada")).join("\n");
  expect(all).not.toMatch(/Safari|Ott|Trois-Tilleuls/);
  const his = await linesFor(world, "ben");
  expect(his.filter((line) => line.includes("Copie des données"))).toHaveLength(2); // his own, and Lia's
  expect(his.join("\n")).not.toContain("Rendez-vous consulté"); // by himself

  await ownerDb.deleteFrom("actsFor").where("userId", "=", cast.ben.userId).where("relation", "=", "child").execute();
  expect((await linesFor(world, "ada", { pour: lia.personId }))[0]).toContain(
    "Par quelqu'un qui ne s'occupe plus de Lia",
  );
  expect((await linesFor(world, "ben")).join("\n")).not.toContain("Lia");
});

test("whom someone acts for reads it too, and she reads of her what is about both; not what she does in her own account", async () => {
  const world = await newWorld();
  const { as, cast, ownerDb, drainJobs, book } = world;
  await ownerDb
    .insertInto("actsFor")
    .values({ userId: cast.ada.userId, personId: cast.ben.personId, relation: "partner" })
    .execute();
  const { id } = await book({ by: "ben", at: "2027-04-01T10:00" });
  await as("ada").get(paths.appointment(id));
  const file = await asksForExport(as("ben"));
  await drainJobs();
  await downloads(world, as("ben"), file);
  expect(await linesFor(world, "ben")).toEqual([
    expect.stringContaining("Copie des données téléchargée Par vous"),
    expect.stringContaining("Rendez-vous consulté Par Ada Adaberg, qui agit aussi pour vous"),
    expect.stringContaining("Rendez-vous pris Par vous"),
    expect.stringContaining("Dossier ouvert Par vous"),
  ]);
  expect(await linesFor(world, "ada", { pour: cast.ben.personId })).toEqual([
    expect.stringContaining("Rendez-vous pris · Ben Par Ben"),
    expect.stringContaining("Dossier ouvert · Ben Par Ben"),
  ]);
  const copies = await asActor(world.db, cast.ada.by, (tx) =>
    tx.selectFrom("event").select("id").where("kind", "=", "data-downloaded").execute(),
  );
  expect(copies).toEqual([]); // nor does the database show her
});

test("visits that no list shows are not in this one either, nor a practice that is known by them alone", async () => {
  const world = await newWorld();
  const { ownerDb, book, as } = world;
  const { id } = await book({ with: "ott", at: "2027-04-02T10:00" });
  expect((await linesFor(world, "ada")).join("\n")).toContain("Trois-Tilleuls");
  await ownerDb.updateTable("appointment").set({ isDiscreet: true }).where("id", "=", id).execute();
  expect((await linesFor(world, "ada")).join("\n")).not.toMatch(/Trois-Tilleuls|Ott/);
  expect((await as("ada").get(paths.journal())).body).not.toContain("Trois-Tilleuls");
});

test("Eve reads nothing of anyone's, whatever person she asks for; a visitor signs in first", async () => {
  const world = await newWorld();
  const { as, cast } = world;
  await sharedChild(world);
  const page = await as("eve").get(paths.journal());
  expect(plain(page.body)).toContain("Rien à lire pour l'instant");
  expect(await linesFor(world, "eve")).toEqual([]);
  for (const pour of [cast.ada.personId, newId(), "x", "' or 1=1 --"])
    expect((await as("eve").get(paths.journal({ pour }))).status).toBe(404);
  expect((await as("nobody").get(paths.journal())).location).toBe(paths.signIn({ vers: paths.journal() }));
  expect(plain((await as("sami").get(paths.journal())).body)).toContain("Rien à lire pour l'instant");
});

test("fifty lines a page, with the way to the others; a page that is none is the first, one too far leads back", async () => {
  const world = await newWorld();
  const { as, cast, appointment } = world;
  const lia = await addedBy(as("ada"), world.ownerDb);
  await forge(
    world,
    `insert into event (id, kind, establishment_id, patient_id, appointment_id, actor_kind, happened_at)
      select gen_random_uuid(), 'appointment-moved', establishment_id, patient_id, id, 'system', now() + make_interval(secs => n)
      from appointment, generate_series(1, 118) as n where id = '${appointment.id}'`,
  );
  const first = await as("ada").get(paths.journal());
  expect(plain(first.body)).toMatch(/1 à 50 sur 120/);
  expect(first.body).toContain(`href="${paths.journal({ page: "2" })}"`);
  const last = await as("ada").get(paths.journal({ pour: cast.ada.personId, page: "3" }));
  expect(plain(last.body)).toMatch(/101 à 120 sur 120/);
  expect(last.body.replaceAll("&amp;", "&")).toContain(
    `href="${paths.journal({ pour: cast.ada.personId, page: "2" })}"`,
  );
  for (const page of ["0", "-1", "1e9", "x"])
    expect(plain((await as("ada").get(paths.journal({ page }))).body)).toMatch(/1 à 50 sur 120/);
  expect(plain((await as("ada").get(paths.journal({ page: "9" }))).body)).toContain("Voir les plus récentes");
  expect(plain((await as("ada").get(paths.journal({ pour: lia }))).body)).toContain("Rien à lire");
});

test("all of it is in English too", async () => {
  const world = await newWorld();
  const { as, clock } = world;
  await sharedChild(world);
  clock.advance({ minutes: 1 });
  await as("ada").get(paths.language("en", paths.journal()));
  const text = plain((await as("ada").get(paths.journal())).body);
  expect(text).toMatch(/Who looked at my data.*Appointment booked · Lia By you/s);
  expect(text).toContain("Does a line surprise you?");
});

test("what was done with a file that was joined to hers is hers to read, until the two are separated", async () => {
  const world = await newWorld();
  const { cast, db, ownerDb, clock } = world;
  const { by } = cast.sami;
  const gone = await addFile(world, { nameUsed: "Adaberg", firstNames: "Ada", birthDate: "1985-06-01" });
  const establishmentId = cast.cerfVolant.establishmentId;
  const whence = { proof: "mail", network: "203.0.113.0/24", client: "Firefox/Windows" };
  await asActor(db, { ...by, whence }, (tx) =>
    look(tx, "patient-file-viewed", { establishmentId, patientId: gone }, clock.now()),
  );
  const before = (await linesFor(world, "ada")).length;
  const kept = await ownerDb
    .selectFrom("patient")
    .select(["id", "version"])
    .where("personId", "=", cast.ada.personId)
    .executeTakeFirstOrThrow();
  const files = { kept, gone: { id: gone, version: 1 }, fromGone: [] };
  const { mergeId } = done(await mergePatients(db, { ...files, by, now: clock.now() }));
  const joined = await linesFor(world, "ada");
  expect(joined.length).toBeGreaterThan(before + 1); // the look, and the joining itself
  done(await unmergePatients(db, { mergeId, by, now: clock.now() }));
  const looks = (lines: string[]) => lines.filter((line) => line.includes("Dossier consulté")).length;
  expect(looks(await linesFor(world, "ada"))).toBeLessThan(looks(joined));
  expect(await linesFor(world, "eve")).toEqual([]);
});
