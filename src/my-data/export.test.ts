import { sql } from "kysely";
import { expect, test } from "vitest";
import { asksForExport, downloads, exportOf } from "../../test/export.ts";
import { newcomerIn } from "../../test/newcomer.ts";
import { sharedChild } from "../../test/shared-child.ts";
import { unzip } from "../../test/unzip.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { newId } from "../platform/ids.ts";
import { prepareExport } from "./prepare-export.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** The job, by hand. */
function prepares({ ownerDb, mails, clock, cast }: World, exportId: string, lastTry = false) {
  const mailer = { send: async (mail: World["mails"][number]) => void mails.push(mail), close() {} };
  const secret = "a secret of thirty-two characters at least";
  const sender = { db: ownerDb, mailer, texter: null, publicUrl: "http://localhost:3000", secret, now: clock.now };
  return prepareExport(sender, { exportId, userId: cast.ada.userId }, { lastTry });
}

const piecesOf = ({ ownerDb }: World) => ownerDb.selectFrom("dataExportPiece").selectAll().orderBy("number").execute();

/** Many mails, so that the file takes several pieces. */
async function adaWasWrittenTo({ ownerDb, cast }: World, times: number) {
  await sql`insert into notice (id, user_id, kind, channel, recipient, language, message_id, occasion, status, decided_at)
    select id, ${cast.ada.userId}, 'reminder', 'mail', 'ada@exemple.fr', 'fr', id, id, 'sending', now()
    from (select gen_random_uuid() as id from generate_series(1, ${times}::integer)) as many`.execute(ownerDb);
}

test("she asks, watches it come, is told by one mail with nothing in it, and takes it along", async () => {
  const world = await newWorld();
  const { as, drainJobs, mails } = world;
  expect((await as("ada").get(paths.myData())).body).toContain("Préparer mon fichier");
  const id = await asksForExport(as("ada"));
  const waiting = await as("ada").get(paths.dataExport(id));
  expect(waiting.body).toContain("Votre fichier se prépare");
  expect(waiting.body).toContain("data-reload"); // enriches; a link does the same without script
  expect((await downloads(world, as("ada"), id)).status).toBe(404);

  mails.length = 0;
  await drainJobs();
  const about = mails.filter(({ subject }) => subject === "Votre fichier est prêt");
  expect(about).toHaveLength(1);
  const [mail] = about;
  expect(mail!.to).toBe("ada@exemple.fr");
  expect(mail!.text).toContain(`http://localhost:3000${paths.dataExport(id)}`);
  expect(Object.keys(mail!)).not.toContain("attachments");
  for (const text of [mail!.text, mail!.html]) expect(text).not.toMatch(/Lune|Adaberg|Consultation|fichier\/|\.zip/);

  expect((await as("ada").get(paths.dataExport(id))).body).toContain("Télécharger");
  expect((await as("ada").get(paths.myData())).body).toContain("Prêt");
  const file = await downloads(world, as("ada"), id);
  expect([file.status, file.headers.get("content-type")]).toEqual([200, "application/zip"]);
  expect(file.headers.get("content-disposition")).toMatch(/^attachment; filename="mes-donnees-2027-03-22\.zip"$/);
  expect(file.headers.get("cache-control")).toContain("no-store");
  expect(file.headers.get("content-length")).toBe(String(file.bytes.length));
  expect([...unzip(file.bytes).keys()]).toEqual(["lisez-moi.txt", "amicare.json", "amicare.schema.json"]);
});

test("nobody else finds it: neither the page nor the file, whoever she is; nor she herself when it is too old", async () => {
  const world = await newWorld();
  const { as, drainJobs, clock, verifyNow } = world;
  const id = await asksForExport(as("ada"));
  await drainJobs();
  for (const member of ["ben", "eve", "sami"] as const)
    for (const path of [paths.dataExport(id), paths.dataExportFile(id)])
      expect((await as(member).get(path)).status, `${member} ${path}`).toBe(404);
  for (const path of [paths.dataExport(id), paths.dataExportFile(id)])
    expect((await as("nobody").get(path)).location).toContain(paths.signIn());
  for (const odd of ["x", newId(), `${id}%00`])
    expect((await as("ada").get(paths.dataExportFile(odd))).status).toBe(404);
  clock.advance({ hours: 24 * 7 });
  await verifyNow("ada");
  expect((await downloads(world, as("ada"), id)).status).toBe(404);
  expect((await as("ada").get(paths.myData())).body).not.toContain(id);
});

test("what she proved a while ago is not enough to ask for it, nor to take it", async () => {
  const world = await newWorld();
  const { as, clock, drainJobs, verifyNow, ownerDb } = world;
  const id = await asksForExport(as("ada"));
  await drainJobs();
  clock.advance({ minutes: 16 });
  const taken = await as("ada").get(paths.dataExportFile(id));
  expect([taken.status, taken.location]).toEqual([303, paths.confirmItIsYou({ vers: paths.dataExportFile(id) })]);
  expect((await as("ada").post(paths.myData())).location).toContain("/connexion/confirmer");
  expect(await ownerDb.selectFrom("dataExport").select("id").execute()).toHaveLength(1);
  await verifyNow("ada");
  expect((await downloads(world, as("ada"), id)).status).toBe(200);
});

test("it comes in pieces that are never large, which the database cannot read, and of which none can be exchanged", async () => {
  const world = await newWorld();
  const { as, drainJobs, ownerDb } = world;
  await adaWasWrittenTo(world, 5000);
  const id = await asksForExport(as("ada"));
  await drainJobs();
  const pieces = await piecesOf(world);
  expect(pieces.length).toBeGreaterThan(2);
  for (const { sealed } of pieces) {
    expect(sealed.length).toBeLessThanOrEqual(256 * 1024 + 28);
    expect(Buffer.from(sealed).toString("latin1")).not.toMatch(/Adaberg|ada@exemple|amicare\.json/);
  }
  const { bytes } = await downloads(world, as("ada"), id);
  expect(JSON.parse(unzip(bytes).get("amicare.json")!).notices.length).toBeGreaterThanOrEqual(5000);

  await ownerDb.updateTable("dataExportPiece").set({ sealed: pieces[0]!.sealed }).where("number", "=", 1).execute();
  await expect(downloads(world, as("ada"), id)).rejects.toThrow("cannot be opened");
});

test("killed in the middle and run again, the file is whole, and one mail tells of it; run once more, none does", async () => {
  const world = await newWorld();
  const { as, ownerDb, mails } = world;
  await adaWasWrittenTo(world, 5000);
  const id = await asksForExport(as("ada"));
  await sql`create function power_cut() returns trigger language plpgsql as $$ begin
      if new.number = 2 then raise exception 'power cut'; end if;
      return new;
    end $$`.execute(ownerDb);
  await sql`create trigger power_cut before insert on data_export_piece for each row execute function power_cut()`.execute(
    ownerDb,
  );
  await expect(prepares(world, id)).rejects.toThrow("power cut");
  expect(await piecesOf(world)).toHaveLength(2);
  expect((await as("ada").get(paths.dataExport(id))).body).toContain("Votre fichier se prépare");

  await sql`drop trigger power_cut on data_export_piece`.execute(ownerDb);
  await prepares(world, id);
  await prepares(world, id);
  const files = unzip((await downloads(world, as("ada"), id)).bytes);
  expect(JSON.parse(files.get("amicare.json")!).notices.length).toBeGreaterThanOrEqual(5000);
  expect(mails.filter(({ subject }) => subject === "Votre fichier est prêt")).toHaveLength(1);
});

test("when it cannot be prepared at all, she is told, and may ask again at once", async () => {
  const world = await newWorld();
  const { as, ownerDb, mails } = world;
  const id = await asksForExport(as("ada"));
  await sql`create function always_fails() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$`.execute(
    ownerDb,
  );
  await sql`create trigger always_fails before insert on data_export_piece for each row execute function always_fails()`.execute(
    ownerDb,
  );
  await expect(prepares(world, id, true)).rejects.toThrow("no room");
  expect((await as("ada").get(paths.dataExport(id))).body).toContain("pas pu être préparé");
  expect((await downloads(world, as("ada"), id)).status).toBe(404);
  expect(mails).toEqual([]);
  expect(await asksForExport(as("ada"))).not.toBe(id);
});

test("two clicks make one file, and five a day are enough", async () => {
  const world = await newWorld();
  const { as, clock, drainJobs, verifyNow } = world;
  const [one, other] = await Promise.all([asksForExport(as("ada")), asksForExport(as("ada"))]);
  expect(other).toBe(one);
  expect(await asksForExport(as("ada"))).toBe(one);
  for (let more = 0; more < 4; more++) {
    await drainJobs();
    await asksForExport(as("ada"));
  }
  await drainJobs();
  const refused = await as("ada").post(paths.myData());
  expect([refused.status, refused.body]).toEqual([429, expect.stringContaining("Attendez demain")]);
  expect((await as("ben").post(paths.myData())).status).toBe(303);
  clock.advance({ hours: 25 });
  await verifyNow("ada");
  expect((await as("ada").post(paths.myData())).status).toBe(303);
});

test("the journal tells whoever's data it holds that a copy was taken: hers, and those of whom she takes care", async () => {
  const world = await newWorld();
  const { as, cast, ownerDb, drainJobs } = world;
  const lia = await sharedChild(world);
  const id = await asksForExport(as("ben"));
  await drainJobs();
  await downloads(world, as("ben"), id);
  await downloads(world, as("ben"), id);
  const lines = await ownerDb.selectFrom("event").selectAll().where("kind", "=", "data-downloaded").execute();
  expect(lines.map(({ personId }) => personId).sort()).toEqual([cast.ben.personId, lia.personId].sort());
  for (const line of lines) expect(line).toMatchObject({ actorUserId: cast.ben.userId, actorProof: "mail" });
});

test("who no longer acts for someone does not take along what was gathered when she did", async () => {
  const world = await newWorld();
  const { as, cast, ownerDb, drainJobs, clock } = world;
  const lia = await sharedChild(world);
  const id = await asksForExport(as("ben"));
  await drainJobs();
  const yesterday = Temporal.Now.plainDateISO("Europe/Paris").subtract({ days: 1 });
  const ofBen = ownerDb
    .updateTable("actsFor")
    .where("userId", "=", cast.ben.userId)
    .where("personId", "=", lia.personId);
  await ownerDb
    .updateTable("dataExport")
    .set({ requestedAt: Temporal.Now.instant().subtract({ hours: 72 }) })
    .execute();
  clock.set(Temporal.Now.zonedDateTimeISO("Europe/Paris").toString());
  await ofBen.set({ untilOn: yesterday }).execute();
  expect((await as("ben").get(paths.dataExport(id))).status).toBe(404);
  await ofBen.set({ untilOn: null }).execute();
  expect((await as("ben").get(paths.dataExport(id))).status).toBe(200);

  await as("ben").post(paths.leaveRelative(lia.personId), { sure: "oui" });
  await ownerDb.deleteFrom("actsFor").where("userId", "=", cast.ben.userId).where("relation", "=", "child").execute();
  expect((await as("ben").get(paths.dataExport(id))).status).toBe(404);
  expect(await ownerDb.selectFrom("dataExport").select("id").execute()).toEqual([]);
});

test("whoever has read nothing yet of « Avant de continuer… » may take her data along all the same", async () => {
  const world = await newWorld();
  const { browser } = await newcomerIn(world);
  expect((await browser.get(paths.myAppointments())).location).toContain(paths.gate());
  expect((await browser.get(paths.myData())).status).toBe(200);
  const { data } = await exportOf(world, browser);
  expect(data.persons).toHaveLength(1);
});
