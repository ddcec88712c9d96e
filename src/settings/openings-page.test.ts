import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { absencesOpenTo } from "../availability/absences.ts";
import { openingsOpenTo } from "../availability/openings.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { proPaths } from "../pro-paths.ts";
import { reasonField } from "./opening-typed.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

function openingsOf({ db, cast }: World, practitionerId: string) {
  return asActor(db, cast.nina.by, (tx) => openingsOpenTo(tx, { practitionerId }));
}
function absencesOf({ db, cast }: World, practitionerId: string) {
  return asActor(db, cast.nina.by, (tx) => absencesOpenTo(tx, { resourceIds: [practitionerId] }));
}

/** Every other Tuesday morning of Dre Lune, as the form says it. */
function tuesdays({ cast }: World): Record<string, string> {
  const { lune, sites } = cast.cerfVolant;
  return {
    ...{ praticien: lune.practitionerId, cle: newId(), de: "8h30", a: "12", lieu: sites.main.id, repetition: "2" },
    ...{ "j-TU": "on", semaines: "", rang: "", du: "2027-04-06", au: "", jour: "" },
    [reasonField(lune.reasonIds.visit)]: "on",
  };
}
const plain = (html: string) => html.replace(/&nbsp;|[\u00a0\u202f]/g, " ").replaceAll("’", "'");

test("Nina, Sami and Dre Lune see the week; Lou only that of Dr Fontanel; Max and Ada find nothing", async () => {
  const { as, cast } = await newWorld();
  const { lune, fontanel } = cast.cerfVolant;
  const week = proPaths.openings({ praticien: lune.practitionerId, semaine: "2027-03-31" });
  for (const who of ["nina", "sami", "lune"] as const) {
    const { status, body } = await as(who).get(week);
    expect(status).toBe(200);
    expect(plain(body)).toContain("Férié : lundi de Pâques");
    expect(body).toContain("08:30 – 12:00");
  }
  for (const who of ["lou", "max", "ada"] as const) expect((await as(who).get(week)).status).toBe(404);
  expect((await as("lou").get(proPaths.openings({ praticien: fontanel.practitionerId }))).status).toBe(200);
  expect((await as("lou").get(proPaths.openings())).body).not.toContain("Lune");
});

test("an opening is typed as one types, said back, added, and patients are offered it", async () => {
  const world = await newWorld();
  const { as, cast } = world;
  const { practitionerId } = cast.cerfVolant.lune;
  const before = await openingsOf(world, practitionerId);
  const form = { ...tuesdays(world), de: "19h", a: "20h30" };
  const said = await as("sami").post(proPaths.newOpening(), { ...form, geste: "apercu" });
  expect(said.status).toBe(200);
  expect(plain(said.body)).toContain(
    "Tous les mardis, une semaine sur deux, de 19:00 à 20:30, à partir du 6 avril 2027.",
  );
  expect(await openingsOf(world, practitionerId)).toHaveLength(before.length);

  const answer = await as("sami").post(proPaths.newOpening(), form);
  expect(answer.location).toBe(
    proPaths.openings({ praticien: practitionerId, semaine: "2027-04-06", fait: "plage-ajoutee" }),
  );
  await as("sami").post(proPaths.newOpening(), form); // a second click
  expect(await openingsOf(world, practitionerId)).toHaveLength(before.length + 1);
  const page = await as("sami").get(answer.location!);
  expect(page.body).toContain("La plage est ajoutée.");
  expect(page.body).toContain('<time datetime="2027-04-06T19:30">19:30</time>');
  expect(page.body).not.toContain('datetime="2027-04-13T19:30"');
});

test("what is missing or makes no sense is told beside its field, and nothing typed is lost", async () => {
  const world = await newWorld();
  const { as, cast } = world;
  const wrong: [Record<string, string>, string][] = [
    [{ de: "demain" }, "Écrivez une heure"],
    [{ de: "12:00", a: "08:30" }, "La fin vient avant le début"],
    [{ "j-TU": "", repetition: "99" }, "De 1 à 52 semaines"],
    [{ du: "" }, "Indiquez à partir de quel jour"],
    [{ du: "2027-02-31" }, "Écrivez un jour"],
    [{ au: "2027-01-01" }, "avant son début"],
    [{ lieu: cast.tilleuls.sites.main.id }, "Choisissez un lieu"],
    [{ repetition: "une-fois" }, "Indiquez le jour"],
    [{ repetition: "\u0000'; drop table opening" }, "De 1 à 52 semaines"],
  ];
  for (const [change, sentence] of wrong) {
    const answer = await as("sami").post(proPaths.newOpening(), { ...tuesdays(world), ...change });
    expect(answer.status).toBe(422);
    expect(plain(answer.body)).toContain(sentence);
    if (change.de === "demain") expect(answer.body).toContain('value="demain"');
  }
  const without = tuesdays(world);
  delete without[reasonField(cast.cerfVolant.lune.reasonIds.visit)];
  expect((await as("sami").post(proPaths.newOpening(), without)).status).toBe(422);
  expect((await as("sami").post(proPaths.newOpening(), {})).status).toBe(422);
});

test("nobody plans, changes or takes away what is not hers to keep", async () => {
  const world = await newWorld();
  const { as, cast } = world;
  const [opening] = await openingsOf(world, cast.cerfVolant.lune.practitionerId);
  const { id } = opening!;
  for (const who of ["lou", "max", "ada"] as const) {
    expect((await as(who).post(proPaths.newOpening(), tuesdays(world))).status).toBe(404);
    for (const address of [proPaths.opening(id), proPaths.endOpening(id)]) {
      expect((await as(who).get(address)).status).toBe(404);
      expect((await as(who).post(address, { ...tuesdays(world), version: "1", portee: "all" })).status).toBe(404);
    }
  }
  for (const strange of [newId(), "apercu-2", "nouvelle'"]) {
    expect((await as("sami").get(proPaths.opening(strange))).status).toBe(404);
    expect((await as("sami").post(proPaths.endOpening(strange), {})).status).toBe(404);
  }
  expect((await openingsOf(world, cast.cerfVolant.lune.practitionerId)).map((each) => each.id)).toContain(id);
});

test("this Tuesday only: the form says how many appointments stay, the day becomes an exception, and may be put back", async () => {
  const world = await newWorld();
  const { as, cast, appointment } = world;
  const { practitionerId } = cast.cerfVolant.lune;
  const [morning] = await openingsOf(world, practitionerId);
  const address = proPaths.opening(morning!.id, { jour: "2027-03-30" });
  const form = await as("sami").get(address);
  expect(plain(form.body)).toContain("1 rendez-vous est dans cette plage. Il est conservé.");
  expect(form.body).toContain(proPaths.appointment(appointment.id));

  const change = { ...tuesdays(world), de: "10:00", portee: "day", le: "2027-03-30", version: "1" };
  const answer = await as("sami").post(address, change);
  expect(answer.location).toContain("fait=plage-enregistree");
  const week = await as("sami").get(answer.location!);
  expect(plain(week.body)).toContain("1 rendez-vous n'est dans aucune plage.");
  expect(plain(week.body)).toContain("Ce jour-là, de 10:00 à 12:00");
  expect((await as("sami").post(address, change)).status).toBe(409);

  await as("sami").post(address, { le: "2027-03-30", geste: "retablir" });
  expect(plain((await as("sami").get(answer.location!)).body)).not.toContain("n'est dans aucune plage");
  expect((await as("sami").post(address, { ...change, version: "3", le: "2027-03-28" })).status).toBe(422);
  expect((await as("sami").post(address, { ...change, version: "3", portee: "toujours" })).status).toBe(422);
});

test("of two who edit the same opening the second sees what the first made of it, and what she asked for", async () => {
  const world = await newWorld();
  const { as, cast } = world;
  const [morning] = await openingsOf(world, cast.cerfVolant.lune.practitionerId);
  const address = proPaths.opening(morning!.id);
  const asked = { ...tuesdays(world), repetition: "1", du: "", portee: "all", version: "1" };
  expect((await as("sami").post(address, { ...asked, a: "13:00" })).status).toBe(303);
  const answer = await as("nina").post(address, { ...asked, a: "11:00" });
  expect(answer.status).toBe(409);
  expect(plain(answer.body)).toContain("Elle est maintenant : Tous les mardis, de 08:30 à 13:00.");
  expect(plain(answer.body)).toContain("Vous demandiez : Tous les mardis, de 08:30 à 11:00.");
  expect(answer.body).toContain('name="version" value="2"');
  const gone = await as("nina").post(proPaths.endOpening(morning!.id), { portee: "all", version: "1" });
  expect(gone.status).toBe(409);
  expect((await as("nina").post(proPaths.endOpening(morning!.id), { portee: "all", version: "2" })).status).toBe(303);
});

test("what overlaps, what is too short and what nobody can book is warned of; nothing is refused", async () => {
  const world = await newWorld();
  const { as, cast, ownerDb } = world;
  const { practitionerId, reasonIds } = cast.cerfVolant.lune;
  await as("sami").post(proPaths.newOpening(), { ...tuesdays(world), de: "11:00", a: "13:00", repetition: "1" });
  await as("sami").post(proPaths.newOpening(), {
    ...tuesdays(world),
    cle: newId(),
    repetition: "une-fois",
    jour: "2027-05-06",
  });
  const page = plain((await as("sami").get(proPaths.openings({ praticien: practitionerId }))).body);
  expect(page).toContain("Deux plages se chevauchent le mardi 6 avril, de 11:00 à 12:00.");
  expect(page).toContain("La plage du jeudi 6 mai tombe un jour férié (Ascension).");
  await ownerDb
    .updateTable("visitReason")
    .set({ newPatientDurationMin: 600 })
    .where("id", "=", reasonIds.visit)
    .execute();
  const then = plain((await as("sami").get(proPaths.openings({ praticien: practitionerId }))).body);
  expect(then).toContain("dure 10 h pour un nouveau patient et ne tient dans aucune plage.");
});

test("a week is copied to another one", async () => {
  const world = await newWorld();
  const { as, cast } = world;
  const { practitionerId: praticien } = cast.cerfVolant.lune;
  await as("sami").post(proPaths.newOpening(), { ...tuesdays(world), repetition: "une-fois", jour: "2027-04-10" });
  const copy = { praticien, semaine: "2027-04-05", vers: "2027-04-12" };
  expect((await as("sami").post(proPaths.openings(), copy)).location).toContain("fait=semaine-copiee");
  expect((await as("sami").post(proPaths.openings(), copy)).location).toContain("fait=rien-copie");
  expect((await as("sami").post(proPaths.openings(), { ...copy, vers: "" })).status).toBe(422);
  expect((await as("sami").post(proPaths.openings(), { ...copy, vers: "2027-04-07" })).status).toBe(422);
  expect((await as("lou").post(proPaths.openings(), copy)).status).toBe(404);
});

test("an absence is declared and listed; over an appointment one is led to it; times go and come back", async () => {
  const world = await newWorld();
  const { as, cast, appointment } = world;
  const { practitionerId } = cast.cerfVolant.lune;
  const form = {
    ressource: practitionerId,
    cle: newId(),
    moment: "matin",
    du: "2027-04-08",
    au: "",
    repetition: "une-fois",
    note: "Congrès",
  };
  const plainDay = await as("sami").post(proPaths.newAbsence(), form);
  expect(plainDay.location).toBe(proPaths.absences({ fait: "absence-declaree" }));
  const list = plain((await as("sami").get(plainDay.location!)).body);
  expect(list).toContain("Le jeudi 8 avril, de 00:00 à 13:00");
  expect(list).toContain("Congrès");

  const over = { ...form, cle: newId(), moment: "journee", du: "2027-03-30", au: "2027-03-31" };
  const said = plain((await as("sami").post(proPaths.newAbsence(), { ...over, geste: "apercu" })).body);
  expect(said).toContain("Du mardi 30 mars au mercredi 31 mars, journées entières.");
  expect(said).toContain("1 rendez-vous est pris sur cette absence.");
  expect(said).toContain(proPaths.appointment(appointment.id));
  const led = await as("sami").post(proPaths.newAbsence(), over);
  const absence = (await absencesOf(world, practitionerId)).find(
    ({ time }) => !("weekdays" in time) && time.from.day === 30,
  )!;
  expect(led.location).toBe(proPaths.absenceAppointments(absence.id));
  expect(plain((await as("sami").get(proPaths.absences())).body)).toContain("1 rendez-vous dessous");

  const shown = await as("sami").get(proPaths.absence(absence.id));
  expect(shown.body).toContain('value="2027-03-31"');
  const kept = { ...over, version: "1", moment: "heures", de: "14:00", a: "12:00" };
  expect((await as("sami").post(proPaths.absence(absence.id), kept)).status).toBe(303);
  const stale = await as("nina").post(proPaths.absence(absence.id), { ...kept, a: "18:00" });
  expect(stale.status).toBe(409);
  expect(plain(stale.body)).toContain("Elle est maintenant : Du mardi 30 mars à 14:00 au mercredi 31 mars à 12:00.");
  expect((await as("sami").get(proPaths.endAbsence(absence.id))).status).toBe(200);
  expect((await as("sami").post(proPaths.endAbsence(absence.id), { version: "2" })).location).toContain(
    "absence-supprimee",
  );
  expect(await absencesOf(world, practitionerId)).toHaveLength(1);
});

test("absences of another’s agenda are not there; what makes no sense is told", async () => {
  const world = await newWorld();
  const { as, cast } = world;
  const { practitionerId } = cast.cerfVolant.lune;
  const form = { ressource: practitionerId, cle: newId(), moment: "journee", du: "2027-04-08", repetition: "une-fois" };
  await as("sami").post(proPaths.newAbsence(), form);
  const [absence] = await absencesOf(world, practitionerId);
  for (const who of ["lou", "max", "ada"] as const) {
    expect((await as(who).get(proPaths.absences({ praticien: practitionerId }))).status).toBe(404);
    expect((await as(who).post(proPaths.newAbsence(), { ...form, cle: newId() })).status).toBe(404);
    for (const address of [proPaths.absence(absence!.id), proPaths.endAbsence(absence!.id)]) {
      expect((await as(who).get(address)).status).toBe(404);
      expect((await as(who).post(address, { ...form, version: "1" })).status).toBe(404);
    }
  }
  expect((await as("lou").get(proPaths.absences())).body).not.toContain("8 avril");
  const wrong: Record<string, string>[] = [
    { du: "" },
    { du: "08/04/2027", au: "2027-04-01" },
    { moment: "heures", de: "x", a: "12:00" },
    { moment: "heures", de: "12:00", a: "08:00" },
    { repetition: "1" },
    { note: "x".repeat(201) },
    { ressource: "" },
  ];
  for (const change of wrong)
    expect((await as("sami").post(proPaths.newAbsence(), { ...form, ...change })).status).toBe(422);
  expect((await as("sami").get(proPaths.absence("rien"))).status).toBe(404);
});
