import { expect, test } from "vitest";
import { fileOf } from "../../test/patient-invitations.ts";
import { plain } from "../../test/relatives.ts";
import { newWorld } from "../../test/world.ts";
import { paths } from "../paths.ts";
import { pinnedNotesOf } from "../patients/patient-notes.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { proPaths } from "../pro-paths.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

const rows = ({ ownerDb }: World) => ownerDb.selectFrom("patientNote").selectAll().orderBy("writtenAt").execute();

/** Sami's note, pinned. */
async function noted(world: World, texte = "Entend mal de l'oreille droite.") {
  const id = await fileOf(world);
  const address = proPaths.patientNotes(id);
  await world.as("sami").post(address, { texte, epinglee: "oui", cle: newId() });
  const [note] = await rows(world);
  return { id, address, note: note! };
}

test("a note is written once however often it is posted, signed, and shown first when it is pinned", async () => {
  const world = await newWorld();
  const { as, db, cast } = world;
  const id = await fileOf(world);
  const address = proPaths.patientNotes(id);
  const form = { texte: "Entend mal.\r\nL'appeler par son nom. <b>", epinglee: "oui", cle: newId() };
  const answers = await Promise.all([1, 2].map(() => as("sami").post(address, form)));
  expect(answers.map(({ location }) => location)).toEqual([address, address]);
  expect((await rows(world)).map(({ note }) => note)).toEqual(["Entend mal.\nL'appeler par son nom. <b>"]);
  const summary = (await as("lou").get(proPaths.patient(id))).body;
  expect(plain(summary)).toMatch(/Note pour l'équipe.*Entend mal.*Sami Samiberg/);
  expect(summary).toContain("par son nom. &lt;b>");
  expect((await as("sami").post(address, { ...form, texte: "Autre chose" })).status).toBe(409); // the key was used

  await as("lou").post(address, { texte: "Vient en fauteuil.", epinglee: "oui", cle: newId() });
  const pinned = await asActor(db, cast.sami.by, (tx) => pinnedNotesOf(tx, [id]));
  expect(pinned.get(id)).toMatchObject({ note: "Vient en fauteuil.", writtenBy: "Lou Louberg" });
  expect(await asActor(db, cast.max.by, (tx) => pinnedNotesOf(tx, [id]))).toEqual(new Map());
  expect(await asActor(db, cast.ada.by, (tx) => pinnedNotesOf(tx, [id]))).toEqual(new Map());
});

test.each([
  ["nothing", { texte: " \n " }, 422, "Écrivez la note"],
  ["too much", { texte: "x".repeat(2001) }, 422, "trop longue"],
  ["a note that is not there", { faire: "modifier", note: "rien", texte: "Bonjour", version: "x" }, 409, "Bonjour"],
  ["a note that is none", { faire: "effacer", note: "rien" }, 404, ""],
  ["a pin on nothing", { faire: "epingler", note: newId() }, 404, ""],
])("bad input, %s, is answered with a sentence and keeps what was typed", async (_, form, status, says) => {
  const world = await newWorld();
  const id = await fileOf(world);
  const answer = await world.as("sami").post(proPaths.patientNotes(id), form as unknown as Record<string, string>);
  expect([answer.status, plain(answer.body)]).toEqual([status, expect.stringContaining(says)]);
  expect(await rows(world)).toEqual([]);
});

test("its author changes a note, and is shown what a second window wrote meanwhile; nobody else changes the words", async () => {
  const world = await newWorld();
  const { as, db, cast, clock } = world;
  const { address, note } = await noted(world);
  const change = { faire: "modifier", note: note.id, version: "1" };
  clock.advance({ minutes: 5 });
  expect((await as("sami").post(address, { ...change, texte: "Entend mal des deux oreilles." })).status).toBe(303);
  const late = await as("sami").post(address, { ...change, texte: "Entend bien." });
  expect(late.status).toBe(409);
  expect(plain(late.body)).toMatch(/a changé pendant que vous écriviez.*Entend mal des deux oreilles/);
  expect(late.body).toContain("Entend bien.");
  const [now] = await rows(world);
  expect([now!.note, now!.version, now!.pinned]).toEqual(["Entend mal des deux oreilles.", 2, false]);

  const lous = await as("lou").post(address, { ...change, version: "2", texte: "Autre" });
  expect([lous.status, plain(lous.body)]).toEqual([
    409,
    expect.stringContaining("ne se modifie que par qui l'a écrite"),
  ]);
  expect((await as("lou").post(address, { ...change, version: "2", faire: "epingler" })).status).toBe(303); // but may pin it
  const forged = asActor(db, cast.lou.by, (tx) =>
    tx.updateTable("patientNote").set({ note: "Autre" }).where("id", "=", note.id).execute(),
  );
  await expect(forged).rejects.toThrow(/changed by its author/);
  expect((await rows(world))[0]!.note).toBe("Entend mal des deux oreilles.");
});

test("its author takes a note away, or a manager; the journal keeps that, without the words", async () => {
  const world = await newWorld();
  const { as, ownerDb } = world;
  const { id, address, note } = await noted(world);
  const away = { faire: "effacer", note: note.id };
  expect((await as("lou").post(address, away)).status).toBe(409);
  expect((await as("max").post(address, away)).status).toBe(404);
  expect((await as("nina").get(proPaths.patientNotes(id, { note: note.id }))).body).toContain("Effacer la note");
  expect((await as("nina").post(address, away)).status).toBe(303);
  expect(await rows(world)).toEqual([]);
  expect((await as("sami").post(address, away)).status).toBe(404);
  const kept = await ownerDb
    .selectFrom("event")
    .select(["kind", "detail"])
    .where("kind", "like", "patient-note%")
    .execute();
  expect(kept.map(({ kind }) => kind)).toEqual(["patient-note-written", "patient-note-deleted"]);
  expect(JSON.stringify(kept)).not.toContain("oreille");
});

test("no patient sees a note, nor that there is one: not in her pages, nor by the database", async () => {
  const world = await newWorld();
  const { as, db, cast, ownerDb } = world;
  const { id } = await ownerDb
    .selectFrom("patient")
    .select("id")
    .where("personId", "=", cast.ada.personId)
    .executeTakeFirstOrThrow();
  await as("sami").post(proPaths.patientNotes(id), { texte: "Très anxieuse.", epinglee: "oui", cle: newId() });
  for (const page of [paths.myAppointments(), paths.journal(), paths.appointment(world.appointment.id)]) {
    const { body } = await as("ada").get(page);
    expect(body).not.toMatch(/anxieuse|[Nn]ote/);
  }
  const seen = await asActor(db, cast.ada.by, (tx) => tx.selectFrom("patientNote").select("id").execute());
  expect(seen).toEqual([]);
});
