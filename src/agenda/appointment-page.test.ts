import { expect, test } from "vitest";
import { formOf, textOf } from "../../test/desk-forms.ts";
import { newWorld } from "../../test/world.ts";
import { proPaths } from "../pro-paths.ts";

type World = Awaited<ReturnType<typeof newWorld>>;

const today = "2027-03-22";

async function statusOf({ ownerDb }: World, id: string) {
  const { status } = await ownerDb
    .selectFrom("appointment")
    .select("status")
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return status;
}

test("an appointment is opened with who, when, why and how it came about; that it was looked at is written down", async () => {
  const { as, appointment, ownerDb, cast } = await newWorld();
  const page = await as("sami").get(proPaths.appointment(appointment.id));
  const text = textOf(page);
  expect(text).toContain("ADABERG Ada 01/06/1985 , 41 ans");
  expect(page.body).toContain('href="tel:+33639980001"');
  expect(text).toContain("08:30 – 09:00 Mardi 30 mars Dre Camille Lune");
  expect(text).toContain("Consultation, 30 min");
  expect(text).toContain("Pris en ligne");
  const looks = await ownerDb.selectFrom("event").select(["kind", "actorStaffId"]).where("isLook", "=", true).execute();
  expect(looks).toEqual([{ kind: "appointment-viewed", actorStaffId: cast.sami.staffId }]);
});

test("arrived, called in, seen: a press a step, and one back for a wrong one; the history tells who did what", async () => {
  const world = await newWorld();
  const { as, book } = world;
  const { id } = await book({ at: `${today}T10:00` });
  const path = proPaths.appointment(id);
  const press = async (vers: string) => {
    const form = formOf(await as("sami").get(path), proPaths.attend(id));
    return as("sami").post(proPaths.attend(id), { ...form, vers });
  };
  for (const [vers, status] of [
    ["arrived", "arrived"],
    ["in-consultation", "in-consultation"],
    ["seen", "seen"],
    ["back", "in-consultation"],
  ] as const) {
    expect((await press(vers)).status).toBe(303);
    expect(await statusOf(world, id)).toBe(status);
  }
  const text = textOf(await as("lune").get(path));
  expect(text).toContain("Patient arrivé");
  expect(text).toContain("Sami Samiberg");
});

test("a press on a page that is no longer true changes nothing, and says who did what meanwhile", async () => {
  const world = await newWorld();
  const { as, book } = world;
  const { id } = await book({ at: `${today}T10:00` });
  const form = formOf(await as("sami").get(proPaths.appointment(id)), proPaths.attend(id));
  await as("lune").post(proPaths.attend(id), { ...form, vers: "arrived" });
  const late = await as("sami").post(proPaths.attend(id), { ...form, vers: "missed" });
  expect(late.status).toBe(409);
  expect(await statusOf(world, id)).toBe("arrived");
});

test("a step that is none, or does not follow, is refused with a sentence", async () => {
  const { as, appointment } = await newWorld();
  const form = formOf(
    await as("sami").get(proPaths.cancelAppointment(appointment.id)),
    proPaths.cancelAppointment(appointment.id),
  );
  const post = (vers: string) => as("sami").post(proPaths.attend(appointment.id), { version: form.version!, vers });
  expect((await post("teleported")).status).toBe(422);
  const tooSoon = await post("arrived");
  expect(tooSoon.status).toBe(409);
  expect(textOf(tooSoon)).toContain("Ce rendez-vous n’est pas d’aujourd’hui.");
});

test("what was just done can be taken back for a moment, without script as well; afterwards it says that it is too late", async () => {
  const world = await newWorld();
  const { as, book, clock, drainJobs, mails } = world;
  const { id } = await book({ at: `${today}T10:00` });
  await drainJobs();
  mails.length = 0;
  const cancel = async () => {
    const form = formOf(await as("sami").get(proPaths.cancelAppointment(id)), proPaths.cancelAppointment(id));
    return as("sami").post(proPaths.cancelAppointment(id), form);
  };
  const done = await cancel();
  expect(done.status).toBe(303);
  expect(await statusOf(world, id)).toBe("cancelled");
  const act = new URLSearchParams(done.location!.split("?")[1]).get("geste")!;
  const told = await as("sami").get(proPaths.appointment(id, { geste: act }));
  expect(textOf(told)).toContain("ADABERG Ada");
  const undone = await as("sami").post(proPaths.undo(act), formOf(told, proPaths.undo(act)));
  expect(undone.status).toBe(303);
  expect(await statusOf(world, id)).toBe("booked");
  expect(textOf(await as("sami").get(undone.location!))).toContain("Dernier geste repris");
  clock.advance({ minutes: 1 });
  await drainJobs();
  expect(mails).toEqual([]);

  const again = new URLSearchParams((await cancel()).location!.split("?")[1]).get("geste")!;
  clock.advance({ seconds: 11 });
  await drainJobs();
  const late = await as("sami").post(proPaths.undo(again));
  expect(late.status).toBe(409);
  expect(textOf(late)).toContain("Il est trop tard pour revenir en arrière");
  expect(await statusOf(world, id)).toBe("cancelled");
});

test("an act is taken back by whoever did it, and by nobody else", async () => {
  const world = await newWorld();
  const { as, appointment } = world;
  const path = proPaths.cancelAppointment(appointment.id);
  const done = await as("sami").post(path, formOf(await as("sami").get(path), path));
  const act = new URLSearchParams(done.location!.split("?")[1]).get("geste")!;
  for (const member of ["nina", "lune", "lou", "max", "ada"] as const)
    expect((await as(member).post(proPaths.undo(act))).status).toBe(404);
  expect((await as("sami").post(proPaths.undo("hier"))).status).toBe(404);
  expect(await statusOf(world, appointment.id)).toBe("cancelled");
});

test("a message for the patient that is far too long is not lost, and nothing is cancelled", async () => {
  const world = await newWorld();
  const { as, appointment } = world;
  const path = proPaths.cancelAppointment(appointment.id);
  const form = formOf(await as("sami").get(path), path);
  const answer = await as("sami").post(path, { ...form, message: "Désolée. ".repeat(200) });
  expect(answer.status).toBe(422);
  expect(answer.body).toContain("Désolée. Désolée.");
  expect(await statusOf(world, appointment.id)).toBe("booked");
});

test("the patient reads the practice's message with the appointment, and not in the mail", async () => {
  const world = await newWorld();
  const { as, appointment, clock, drainJobs, mails } = world;
  await drainJobs();
  mails.length = 0;
  const path = proPaths.cancelAppointment(appointment.id);
  const form = formOf(await as("sami").get(path), path);
  await as("sami").post(path, { ...form, message: "La docteure est souffrante." });
  clock.advance({ seconds: 11 });
  await drainJobs();
  expect(mails).toHaveLength(1);
  expect(JSON.stringify(mails)).not.toContain("souffrante");
  expect(textOf(await as("sami").get(proPaths.appointment(appointment.id)))).toContain("La docteure est souffrante.");
});

test("the second to change a note is shown the difference and chooses; nothing is overwritten", async () => {
  const world = await newWorld();
  const { as, appointment, ownerDb } = world;
  const path = proPaths.editAppointment(appointment.id);
  const ofSami = formOf(await as("sami").get(path), path);
  const ofNina = formOf(await as("nina").get(path), path);
  expect((await as("nina").post(path, { ...ofNina, note: "Fauteuil roulant" })).status).toBe(303);
  const stale = await as("sami").post(path, { ...ofSami, note: "Entend mal", minutes: "45" });
  expect(stale.status).toBe(409);
  const text = textOf(stale);
  for (const said of ["Fauteuil roulant", "Entend mal", "Nina Ninaberg", "45 min"]) expect(text).toContain(said);
  const noteNow = () => ownerDb.selectFrom("appointmentNote").select("note").executeTakeFirstOrThrow();
  expect(await noteNow()).toEqual({ note: "Fauteuil roulant" });
  expect((await as("sami").post(path, formOf(stale, path))).status).toBe(303);
  expect(await noteNow()).toEqual({ note: "Entend mal" });
});

test("a request is answered by one press, or declined with a word", async () => {
  const world = await newWorld();
  const { as, appointment, ownerDb } = world;
  await ownerDb.updateTable("appointment").set({ status: "requested" }).where("id", "=", appointment.id).execute();
  const page = await as("sami").get(proPaths.appointment(appointment.id));
  const path = proPaths.answerRequest(appointment.id);
  expect((await as("sami").post(path, { ...formOf(page, path), reponse: "peut-être" })).status).toBe(422);
  expect((await as("sami").get(path)).status).toBe(200);
  expect((await as("sami").post(path, { ...formOf(page, path), reponse: "confirm" })).status).toBe(303);
  expect(await statusOf(world, appointment.id)).toBe("booked");
  expect((await as("sami").get(path)).status).toBe(409);
});

test("nobody opens, moves, changes, cancels or calls in what is on no agenda of hers", async () => {
  const world = await newWorld();
  const { as, appointment, ownerDb } = world;
  const { id } = appointment;
  const version = "1";
  const before = await ownerDb.selectFrom("appointment").selectAll().where("id", "=", id).execute();
  const posts: [string, Record<string, string>][] = [
    [proPaths.moveAppointment(id), { version, jour: "2027-03-31", heure: "10:00", minutes: "30" }],
    [proPaths.editAppointment(id), { version, motif: world.cast.cerfVolant.lune.reasonIds.visit, note: "x" }],
    [proPaths.cancelAppointment(id), { version, message: "" }],
    [proPaths.attend(id), { version, vers: "arrived" }],
    [proPaths.answerRequest(id), { version, reponse: "decline" }],
  ];
  for (const member of ["lou", "max", "ada", "eve"] as const) {
    const reads = [proPaths.appointment(id), ...posts.slice(0, 3).map(([path]) => path), proPaths.answerRequest(id)];
    for (const path of reads) expect([member, path, (await as(member).get(path)).status]).toEqual([member, path, 404]);
    for (const [path, form] of posts)
      expect([member, path, (await as(member).post(path, form)).status]).toEqual([member, path, 404]);
  }
  for (const path of [
    proPaths.appointment("nouvelle"),
    proPaths.moveAppointment("%00"),
    proPaths.cancelAppointment(id.replace(/./, "z")),
  ])
    expect((await as("sami").get(path)).status).toBe(404);
  expect((await as("nobody").get(proPaths.appointment(id))).status).toBe(303);
  expect(await ownerDb.selectFrom("appointment").selectAll().where("id", "=", id).execute()).toEqual(before);
});
