import { sql } from "kysely";
import { expect, test } from "vitest";
import { formOf, textOf } from "../../test/desk-forms.ts";
import { newWorld } from "../../test/world.ts";
import { proPaths } from "../pro-paths.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

const day = "2027-03-31";

/** Where Sami clicked: ten o'clock with Dre Lune. */
function clicked({ cast }: World) {
  const { lune, sites } = cast.cerfVolant;
  return { praticien: lune.practitionerId, lieu: sites.main.id, jour: day, heure: "10:00" };
}

/** Ada's file at the practice. */
async function fileOf({ ownerDb, cast }: World, who: "ada" | "ben" = "ada") {
  const { establishmentId } = cast.cerfVolant;
  const { personId } = cast[who];
  return ownerDb
    .selectFrom("patient")
    .selectAll()
    .where("establishmentId", "=", establishmentId)
    .where("personId", "=", personId)
    .executeTakeFirstOrThrow();
}

/** The form as it comes when a patient is chosen. */
async function opened(world: World, more: Record<string, string> = {}) {
  const { id: patient } = await fileOf(world);
  const page = await world.as("sami").get(proPaths.newAppointment({ ...clicked(world), patient, ...more }));
  expect(page.status).toBe(200);
  return { page, form: formOf(page, proPaths.newAppointment()), patient };
}

function visitsOn({ ownerDb }: World, on: string) {
  return ownerDb
    .selectFrom("appointment")
    .selectAll()
    .where("startsLocal", ">=", Temporal.PlainDateTime.from(`${on}T00:00`))
    .where("startsLocal", "<", Temporal.PlainDateTime.from(`${on}T23:59`))
    .orderBy("id")
    .execute();
}

test("from a click in the agenda to the appointment: a few letters, the patient, and it stands", async () => {
  const world = await newWorld();
  const { as, cast } = world;
  const page = await as("sami").get(proPaths.newAppointment(clicked(world)));
  expect(textOf(page)).toContain("10:00 – 10:30 , Dre Camille Lune");
  const form = formOf(page, proPaths.newAppointment());
  const listed = await as("sami").post(proPaths.newAppointment(), { ...form, q: "adab", geste: "chercher" });
  expect(textOf(listed)).toContain("ADABERG Ada 01/06/1985 , 41 ans");
  const choisi = listed.body.match(/name="choisi" value="([^"]+)"/)![1]!;
  const chosen = await as("sami").post(proPaths.newAppointment(), {
    ...formOf(listed, proPaths.newAppointment()),
    ...{ note: "Vient avec sa fille", choisi },
  });
  expect(chosen.body).toContain("Vient avec sa fille");
  const saved = await as("sami").post(proPaths.newAppointment(), {
    ...formOf(chosen, proPaths.newAppointment()),
    geste: "enregistrer",
  });
  expect(saved.status).toBe(303);
  expect(saved.location).toContain(`jour=${day}`);
  const [visit] = await visitsOn(world, day);
  const { practitionerId } = cast.cerfVolant.lune;
  expect(visit).toMatchObject({ practitionerId, origin: "staff", status: "booked", overbooked: false });
  expect(visit!.startsAt.toString()).toBe("2027-03-31T08:00:00Z");
  const note = await world.ownerDb.selectFrom("appointmentNote").select("note").execute();
  expect(note).toEqual([{ note: "Vient avec sa fille" }]);
});

test("pressing twice books once, and both presses end at the same place", async () => {
  const world = await newWorld();
  const { form } = await opened(world);
  const press = () => world.as("sami").post(proPaths.newAppointment(), { ...form, geste: "enregistrer" });
  const answers = await Promise.all([press(), press()]);
  expect(answers.map(({ status }) => status)).toEqual([303, 303]);
  expect(answers[0]!.location).toBe(answers[1]!.location);
  expect(await visitsOn(world, day)).toHaveLength(1);
});

test("someone who rings for the first time gets a file and an appointment by one press, and only one of each by two", async () => {
  const world = await newWorld();
  const { as, ownerDb } = world;
  const page = await as("sami").get(proPaths.newAppointment(clicked(world)));
  const empty = await as("sami").post(proPaths.newAppointment(), {
    ...formOf(page, proPaths.newAppointment()),
    ...{ q: "marchand hélène", geste: "nouveau" },
  });
  const form = {
    ...formOf(empty, proPaths.newAppointment()),
    ...{ nameUsed: "Marchand", firstNames: "Hélène", birthDate: "14/03/1951", sex: "F", phone: "06 39 98 41 07" },
    geste: "enregistrer",
  };
  const wrong = await as("sami").post(proPaths.newAppointment(), { ...form, birthDate: "31/02/1951" });
  expect(wrong.status).toBe(422);
  expect(wrong.body).toContain('value="Marchand"');
  const press = () => as("sami").post(proPaths.newAppointment(), form);
  expect((await Promise.all([press(), press()])).map(({ status }) => status)).toEqual([303, 303]);
  const files = await ownerDb.selectFrom("patient").selectAll().where("nameUsed", "=", "Marchand").execute();
  expect(files).toMatchObject([{ firstNames: "Hélène", phone: "+33639984107", createdBy: "staff" }]);
  expect(await visitsOn(world, day)).toMatchObject([{ patientId: files[0]!.id }]);
});

test("a new file that looks like one that is there asks first: it is her, or it is someone else", async () => {
  const world = await newWorld();
  const { as, ownerDb } = world;
  const file = await fileOf(world);
  const page = await as("sami").get(proPaths.newAppointment(clicked(world)));
  const empty = await as("sami").post(proPaths.newAppointment(), {
    ...formOf(page, proPaths.newAppointment()),
    ...{ q: "Adaberg", geste: "nouveau" },
  });
  const form = {
    ...formOf(empty, proPaths.newAppointment()),
    ...{ nameUsed: "ADABERG", firstNames: "Ada", birthDate: "1985-06-01", sex: "F", phone: "", email: "" },
  };
  const asked = await as("sami").post(proPaths.newAppointment(), { ...form, geste: "enregistrer" });
  expect(asked.status).toBe(409);
  expect(textOf(asked)).toContain("C’est elle : prendre ce dossier");
  const again = formOf(asked, proPaths.newAppointment());
  const hers = await as("sami").post(proPaths.newAppointment(), { ...again, choisi: file.id });
  expect(formOf(hers, proPaths.newAppointment()).patient).toBe(file.id);
  const other = await as("sami").post(proPaths.newAppointment(), { ...again, geste: "autre-personne" });
  expect(other.status).toBe(303);
  expect(await ownerDb.selectFrom("patient").select("id").where("nameUsed", "=", "ADABERG").execute()).toHaveLength(1);
});

test("a time that is taken is refused in plain words with the nearest free ones; overbooking is a second step, and flagged", async () => {
  const world = await newWorld();
  const { as, book } = world;
  await book({ by: "ben", at: `${day}T10:00` });
  const { form } = await opened(world);
  const refused = await as("sami").post(proPaths.newAppointment(), { ...form, geste: "enregistrer" });
  expect(refused.status).toBe(409);
  expect(textOf(refused)).toContain("Dre Camille Lune a déjà un rendez-vous à cette heure.");
  expect(refused.body).toContain('name="horaire"');
  expect(await visitsOn(world, day)).toHaveLength(1);
  const onPurpose = { ...formOf(refused, proPaths.newAppointment()), geste: "quand-meme" };
  const press = () => as("sami").post(proPaths.newAppointment(), onPurpose);
  expect((await Promise.all([press(), press()])).map(({ status }) => status)).toEqual([303, 303]);
  expect((await press()).status).toBe(303);
  expect((await visitsOn(world, day)).map(({ overbooked }) => overbooked)).toEqual([false, true]);
});

test("« quand même » passes over what was told, and over nothing else", async () => {
  const world = await newWorld();
  await world.book({ by: "ben", at: `${day}T10:00` });
  const { form } = await opened(world);
  const post = (more: object) => world.as("sami").post(proPaths.newAppointment(), { ...form, ...more });
  expect((await post({ geste: "quand-meme", malgre: "outside-openings" })).status).toBe(409);
  expect((await post({ geste: "quand-meme" })).status).toBe(409);
  expect(await visitsOn(world, day)).toHaveLength(1);
});

test("what must not be missed is shown, and whoever saves too fast to have seen it is asked to look first", async () => {
  const world = await newWorld();
  const { as, book, ownerDb } = world;
  await book({ by: "ada", at: `${day}T16:00` });
  const { id } = await fileOf(world);
  await sql`update patient set blocked_online_because = 'Trop de rendez-vous manqués' where id = ${id}`.execute(
    ownerDb,
  );
  const { page, form } = await opened(world);
  const text = textOf(page);
  expect(text).toContain("Déjà un rendez-vous ce jour-là");
  expect(text).toContain("16:00, Dre Camille Lune, Consultation");
  expect(text).toContain("Bloquée pour la réservation en ligne. Trop de rendez-vous manqués");
  const { vu: _, ...unseen } = form;
  const hasty = await as("sami").post(proPaths.newAppointment(), { ...unseen, geste: "enregistrer" });
  expect(hasty.status).toBe(409);
  expect(textOf(hasty)).toContain("Un point à voir avant d’enregistrer");
  const careful = { ...formOf(hasty, proPaths.newAppointment()), geste: "enregistrer" };
  expect((await as("sami").post(proPaths.newAppointment(), careful)).status).toBe(303);
});

test("the age a reason is meant for is told before it is booked", async () => {
  const world = await newWorld();
  const { reasonIds } = world.cast.cerfVolant.lune;
  await sql`update visit_reason set max_age_years = 15 where id = ${reasonIds.visit}`.execute(world.ownerDb);
  const { page } = await opened(world);
  expect(textOf(page)).toContain("s’adresse aux personnes de 15 ans au plus");
});

test("from the « Rendez-vous » button the next free times are offered, and a press on one keeps all that was typed", async () => {
  const world = await newWorld();
  const { as } = world;
  const page = await as("sami").get(proPaths.newAppointment());
  const horaire = page.body.match(/name="horaire" value="([^"]+)"/)![1]!;
  const form = { ...formOf(page, proPaths.newAppointment()), note: "À jeun", q: "ada" };
  const next = await as("sami").post(proPaths.newAppointment(), { ...form, horaire });
  const kept = formOf(next, proPaths.newAppointment());
  expect(kept).toMatchObject({ note: "À jeun", q: "ada" });
  expect([kept.lieu, kept.jour, kept.heure].join("|")).toBe(horaire);
});

test("hours and days that are none are told beside their fields, and nothing typed is lost", async () => {
  const world = await newWorld();
  const { form } = await opened(world);
  const post = (more: object) =>
    world.as("sami").post(proPaths.newAppointment(), { ...form, geste: "enregistrer", note: "Rappeler", ...more });
  for (const [more, sentence] of [
    [{ heure: "25:99" }, "Cette heure n’existe pas"],
    [{ jour: "2027-02-30" }, "Ce jour n’existe pas"],
    [{ heure: "" }, "Indiquez l’heure."],
    [{ minutes: "0" }, "Indiquez une durée entre 1 et 720 minutes."],
    [{ patient: "" }, "Choisissez le patient, ou créez-le."],
    [{ note: "a".repeat(1001) }, "raccourcissez-la"],
  ] as const) {
    const answer = await post(more);
    expect([sentence, answer.status]).toEqual([sentence, 422]);
    expect(textOf(answer)).toContain(sentence);
    if (!("note" in more)) expect(answer.body).toContain("Rappeler");
  }
  expect((await post({ jour: "2027-03-19" })).status).toBe(409);
  expect(await visitsOn(world, day)).toHaveLength(0);
});

test("the whole form comes back when the session ended meanwhile, to be sent once more", async () => {
  const world = await newWorld();
  const { as, clock, verifyNow } = world;
  const { form } = await opened(world);
  clock.advance({ minutes: 31 });
  const typed = { ...form, note: "Vient avec <sa> fille", geste: "enregistrer" };
  const ended = await as("sami").post(proPaths.newAppointment(), typed);
  expect(ended.status).toBe(401);
  const kept = formOf(ended, proPaths.newAppointment());
  expect(kept).toEqual(typed);
  await verifyNow("sami");
  expect((await as("sami").post(proPaths.newAppointment(), kept)).status).toBe(303);
});

test("nobody books in an agenda that is not hers, nor for a patient of elsewhere", async () => {
  const world = await newWorld();
  const { as, cast } = world;
  const { patient, form } = await opened(world);
  const lune = clicked(world);
  for (const member of ["lou", "max"] as const) {
    expect((await as(member).get(proPaths.newAppointment(lune))).status).toBe(404);
    expect((await as(member).post(proPaths.newAppointment(), { ...form, geste: "enregistrer" })).status).toBe(404);
  }
  expect((await as("max").get(proPaths.newAppointment({ patient }))).status).toBe(404);
  expect((await as("ada").get(proPaths.newAppointment(lune))).status).toBe(404);
  expect((await as("ada").post(proPaths.newAppointment(), { ...form, geste: "enregistrer" })).status).toBe(404);
  const strange = { ...form, praticien: cast.tilleuls.ott.practitionerId, geste: "enregistrer" };
  expect((await as("sami").post(proPaths.newAppointment(), strange)).status).toBe(404);
  expect(await visitsOn(world, day)).toHaveLength(0);
  expect((await as("lou").get(proPaths.newAppointment())).body).not.toContain("Camille Lune");
});

test("that a file was looked at while booking is written in its journal", async () => {
  const world = await newWorld();
  const { patient } = await opened(world);
  const looks = await world.ownerDb
    .selectFrom("event")
    .select(["kind", "actorStaffId"])
    .where("patientId", "=", patient)
    .where("isLook", "=", true)
    .execute();
  expect(looks).toContainEqual({ kind: "patient-file-viewed", actorStaffId: world.cast.sami.staffId });
});
