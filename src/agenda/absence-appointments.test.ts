import { expect, test } from "vitest";
import { done } from "../../seeds/done.ts";
import { newWorld } from "../../test/world.ts";
import { addAbsence } from "../availability/add-absence.ts";
import { newId } from "../platform/ids.ts";
import { proPaths } from "../pro-paths.ts";

/** Dre Lune is away on Tuesday 30 March 2027 until 10:30: Ada's visit of 08:30 and Ben's of 09:00 stand in the way. */
async function worldWithAbsence() {
  const world = await newWorld();
  const { cast, db, clock, book, appointment } = world;
  const ben = await book({ by: "ben", at: "2027-03-30T09:00" });
  await world.drainJobs();
  world.mails.length = 0;
  const time = {
    from: Temporal.PlainDateTime.from("2027-03-30T08:00"),
    to: Temporal.PlainDateTime.from("2027-03-30T10:30"),
  };
  const resourceId = cast.cerfVolant.lune.practitionerId;
  const { absenceId } = done(
    await addAbsence(db, { resourceId, time, label: "Formation", key: newId(), by: cast.sami.by, now: clock.now() }),
  );
  const page = proPaths.absenceAppointments(absenceId);
  const versions = { [`version-${appointment.id}`]: "1", [`version-${ben.id}`]: "1" };
  const rows = () =>
    world.ownerDb.selectFrom("appointment").select(["id", "status", "startsLocal", "version"]).orderBy("id").execute();
  return { ...world, ada: appointment, ben, page, versions, rows };
}

test("each appointment under an absence is listed with a time to come, no two alike; kept ones stay", async () => {
  const { as, page, ada, ben } = await worldWithAbsence();
  const { body } = await as("sami").get(`${page}?tout=deplacer`);
  expect(body).toContain("ADABERG Ada");
  const [first, second] = [ada, ben].map(({ id }) => {
    const day = new RegExp(`id="jour-${id}"[^>]*value="([^"]+)"`).exec(body)?.[1];
    const hour = new RegExp(`id="heure-${id}"[^>]*value="([^"]+)"`).exec(body)?.[1];
    return `${day} ${hour}`;
  });
  expect(first).toBe("2027-03-22 09:00");
  expect(second).toBe("2027-03-22 09:30");
});

test("one is moved, one cancelled; nobody is told for ten minutes, then each once", async () => {
  const { as, page, ada, ben, versions, rows, drainJobs, mails, clock } = await worldWithAbsence();
  const answer = await as("sami").post(page, {
    ...versions,
    [`faire-${ada.id}`]: "deplacer",
    [`jour-${ada.id}`]: "2027-03-31",
    [`heure-${ada.id}`]: "10h",
    [`faire-${ben.id}`]: "annuler",
    message: "La docteure est absente.",
    prevenir: "oui",
    cle: newId(),
  });
  expect(answer.location).toContain(`${page}?geste=`);
  expect((await rows()).map(({ id, status, startsLocal }) => `${id === ada.id} ${status} ${startsLocal}`)).toEqual([
    "true booked 2027-03-31T10:00:00",
    "false cancelled 2027-03-30T09:00:00",
  ]);
  clock.advance({ minutes: 9 });
  await drainJobs();
  expect(mails).toHaveLength(0);
  clock.advance({ minutes: 2 });
  await drainJobs();
  expect(mails.map(({ to }) => to).sort()).toEqual(["ada@exemple.fr", "ben@exemple.fr"]);
  expect(mails.map(({ text }) => text).join()).not.toContain("La docteure est absente");
});

test("all of it is taken back within ten minutes, and nobody ever hears of it", async () => {
  const { as, page, ada, ben, versions, rows, drainJobs, mails, clock } = await worldWithAbsence();
  const before = await rows();
  const cancelAll = { [`faire-${ada.id}`]: "annuler", [`faire-${ben.id}`]: "annuler", prevenir: "oui", cle: newId() };
  const { location } = await as("sami").post(page, { ...versions, ...cancelAll });
  const act = /geste=([\w-]+)/.exec(location!)![1]!;
  expect((await as("sami").get(location!)).body).toContain(proPaths.undo(act));
  expect((await as("lune").post(proPaths.undo(act))).status).toBe(404);
  clock.advance({ minutes: 8 });
  await as("sami").post(proPaths.undo(act));
  const after = await rows();
  expect(after.map(({ version: _, ...row }) => ({ ...row, startsLocal: String(row.startsLocal) }))).toEqual(
    before.map(({ version: _, ...row }) => ({ ...row, startsLocal: String(row.startsLocal) })),
  );
  clock.advance({ hours: 1 });
  await drainJobs();
  expect(mails).toHaveLength(0);
});

test("a time that is not free, and an appointment that someone changed, are named and stay; the others are done", async () => {
  const { as, page, ada, ben, versions, rows, book } = await worldWithAbsence();
  await book({ by: "eve", at: "2027-03-31T10:00" });
  const answer = await as("sami").post(page, {
    ...versions,
    [`version-${ben.id}`]: "7",
    [`faire-${ada.id}`]: "deplacer",
    [`jour-${ada.id}`]: "2027-03-31",
    [`heure-${ada.id}`]: "10:00",
    [`faire-${ben.id}`]: "annuler",
    cle: newId(),
  });
  expect(answer.status).toBe(409);
  expect(answer.body).toContain("pas libre");
  expect(answer.body).toContain("vient de le modifier");
  expect((await rows()).filter(({ status }) => status === "cancelled")).toEqual([]);
});

test("what makes no sense is said beside its field, nothing chosen too, and what was typed stays", async () => {
  const { as, page, ada, versions } = await worldWithAbsence();
  const move = {
    ...versions,
    [`faire-${ada.id}`]: "deplacer",
    [`jour-${ada.id}`]: "demain",
    [`heure-${ada.id}`]: "25:00",
  };
  const answer = await as("sami").post(page, { ...move, message: "Bonjour" });
  expect(answer.status).toBe(422);
  expect(answer.body).toContain("Bonjour");
  expect((await as("sami").post(page, versions)).status).toBe(422);
});

test("sent twice, it is done once", async () => {
  const { as, page, ada, versions, ownerDb } = await worldWithAbsence();
  const form = { ...versions, [`faire-${ada.id}`]: "annuler", cle: newId() };
  const [one, two] = await Promise.all([as("sami").post(page, form), as("sami").post(page, form)]);
  expect(one.location).toBe(two.location);
  expect(await ownerDb.selectFrom("agendaAct").select("id").where("kind", "=", "absence").execute()).toHaveLength(1);
});

test("whoever does not keep that agenda finds nothing there", async () => {
  const { as, page, ada, versions, rows } = await worldWithAbsence();
  const before = JSON.stringify(await rows());
  for (const who of ["lou", "max", "ada"] as const) {
    expect((await as(who).get(page)).status).toBe(404);
    expect((await as(who).post(page, { ...versions, [`faire-${ada.id}`]: "annuler" })).status).toBe(404);
  }
  expect(JSON.stringify(await rows())).toBe(before);
});
