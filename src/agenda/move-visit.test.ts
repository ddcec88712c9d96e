import { expect, test } from "vitest";
import { formOf, textOf } from "../../test/desk-forms.ts";
import { newWorld } from "../../test/world.ts";
import { proPaths } from "../pro-paths.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

/** Spaces that do not break are spaces. */
function said({ body }: { body: string }) {
  return JSON.parse(body.replaceAll(/[\u00a0\u202f]/g, " "));
}

const json = { accept: "application/json" };

async function stands({ ownerDb, appointment }: World) {
  const { startsLocal, endsAt, startsAt, practitionerId, version } = await ownerDb
    .selectFrom("appointment")
    .select(["startsLocal", "startsAt", "endsAt", "practitionerId", "version"])
    .where("id", "=", appointment.id)
    .executeTakeFirstOrThrow();
  const minutes = startsAt.until(endsAt).total("minutes");
  return { at: startsLocal.toString({ smallestUnit: "minute" }), minutes, practitionerId, version };
}

test("without dragging: another day is looked at, a free time pressed, and it is moved", async () => {
  const world = await newWorld();
  const { as, appointment } = world;
  const path = proPaths.moveAppointment(appointment.id);
  const page = await as("sami").get(path);
  expect(textOf(page)).toContain("mardi 30 mars à 08:30");
  const looked = await as("sami").post(path, { ...formOf(page, path), jour: "2027-03-31", geste: "actualiser" });
  const horaire = looked.body.match(/name="horaire" value="([^"]+\|11:00)"/)![1]!;
  const picked = await as("sami").post(path, { ...formOf(looked, path), horaire });
  expect(formOf(picked, path)).toMatchObject({ jour: "2027-03-31", heure: "11:00" });
  const moved = await as("sami").post(path, { ...formOf(picked, path), geste: "deplacer" });
  expect(moved.status).toBe(303);
  expect(moved.location).toContain("jour=2027-03-31");
  expect(await stands(world)).toMatchObject({ at: "2027-03-31T11:00", minutes: 30 });
});

test("the grid is answered in the words of its contract: done, refused, changed meanwhile, bad input", async () => {
  const world = await newWorld();
  const { as, appointment, book, cast } = world;
  const path = proPaths.moveAppointment(appointment.id);
  const praticien = cast.cerfVolant.lune.practitionerId;
  await book({ by: "ben", at: "2027-03-30T10:00" });
  const drop = (more: object) =>
    as("sami").post(
      path,
      { praticien, jour: "2027-03-30", heure: "09:00", minutes: "30", version: "1", ...more },
      json,
    );

  const bad = await drop({ heure: "99" });
  expect([bad.status, said(bad).because]).toEqual([422, "bad-input"]);

  const over = await drop({ heure: "10:00" });
  expect(over.status).toBe(409);
  expect(said(over)).toMatchObject({
    ...{ done: false, because: "only-on-purpose", onPurposePossible: true },
    sentence: "Dre Camille Lune a déjà un rendez-vous à cette heure.",
  });

  const done = await drop({});
  expect(said(done)).toMatchObject({ done: true, sentence: "Déplacé à 09:00, Dre Camille Lune.", seconds: 10 });
  const again = await drop({});
  expect(said(again)).toMatchObject({ done: true, act: null });

  const stale = await drop({ heure: "11:00" });
  expect(stale.status).toBe(409);
  const difference = said(stale);
  expect(difference).toMatchObject({ because: "changed-meanwhile", version: 2 });
  expect(difference.theirs).toEqual([
    { label: "Jour et heure", yours: "mardi 30 mars à 11:00", now: "mardi 30 mars à 09:00" },
  ]);
  expect(await stands(world)).toMatchObject({ at: "2027-03-30T09:00" });

  const { act } = said(done);
  const undone = await as("sami").post(proPaths.undo(act), {}, json);
  expect(said(undone)).toMatchObject({ done: true });
  expect(await stands(world)).toMatchObject({ at: "2027-03-30T08:30" });
});

test("to another practitioner: her site is found, and her name said", async () => {
  const world = await newWorld();
  const { as, appointment, cast } = world;
  const { practitionerId } = cast.cerfVolant.fontanel;
  const path = proPaths.moveAppointment(appointment.id);
  const form = { praticien: practitionerId, jour: "2027-03-30", heure: "08:30", minutes: "45", version: "1" };
  expect(said(await as("sami").post(path, form, json))).toMatchObject({
    sentence: "Déplacé à 08:30, Dr Idris Fontanel.",
  });
  expect(await stands(world)).toMatchObject({ practitionerId, minutes: 45 });
  expect((await as("lou").get(path)).status).toBe(200);
});

test("the second of two is shown what the first did and what she was about to do; pressing again applies it", async () => {
  const world = await newWorld();
  const { as, appointment } = world;
  const path = proPaths.moveAppointment(appointment.id);
  const [ofSami, ofLune] = [formOf(await as("sami").get(path), path), formOf(await as("lune").get(path), path)];
  expect((await as("lune").post(path, { ...ofLune, heure: "09:00", geste: "deplacer" })).status).toBe(303);
  const stale = await as("sami").post(path, { ...ofSami, heure: "10:30", geste: "deplacer" });
  expect(stale.status).toBe(409);
  for (const said of ["Ce rendez-vous a changé entre-temps", "Dre Camille Lune", "09:00", "10:30"])
    expect(textOf(stale)).toContain(said);
  expect(await stands(world)).toMatchObject({ at: "2027-03-30T09:00" });
  expect((await as("sami").post(path, { ...formOf(stale, path), geste: "deplacer" })).status).toBe(303);
  expect(await stands(world)).toMatchObject({ at: "2027-03-30T10:30" });
});

test("outside the openings it is placed on purpose only; into an agenda one does not keep, never", async () => {
  const world = await newWorld();
  const { as, appointment, book, cast } = world;
  const path = proPaths.moveAppointment(appointment.id);
  const form = { ...formOf(await as("sami").get(path), path), heure: "19:00", geste: "deplacer" };
  const refused = await as("sami").post(path, form);
  expect(refused.status).toBe(409);
  expect(textOf(refused)).toContain("hors de ses ouvertures");
  expect((await as("sami").post(path, { ...formOf(refused, path), geste: "quand-meme" })).status).toBe(303);
  expect(await stands(world)).toMatchObject({ at: "2027-03-30T19:00" });

  const ofFontanel = await book({ by: "ben", with: "fontanel", at: "2027-03-30T09:00" });
  const hers = proPaths.moveAppointment(ofFontanel.id);
  const away = { ...formOf(await as("lou").get(hers), hers), praticien: cast.cerfVolant.lune.practitionerId };
  expect((await as("lou").post(hers, { ...away, geste: "deplacer" })).status).toBe(404);
  expect((await as("lou").get(hers)).body).not.toContain("Camille Lune");
});
