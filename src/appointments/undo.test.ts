import { expect, test } from "vitest";
import { done } from "../../seeds/done.ts";
import { newDesk } from "../../test/desk-work.ts";
import { paths } from "../paths.ts";
import { asActor } from "../platform/actor.ts";
import { actOf, beginAct } from "./act.ts";
import { cancelByStaff, cancelInAct } from "./cancel-by-staff.ts";
import { holdTime } from "./hold.ts";
import { moveByStaff, moveInAct } from "./move-by-staff.ts";
import { appointmentsOpenTo } from "./queries.ts";
import { undoAct } from "./undo.ts";

type Desk = Awaited<ReturnType<typeof newDesk>>;

const undo = ({ db, sami, clock }: Desk, actId: string, by = sami) => undoAct(db, { actId, by, now: clock.now() });

const move = async (
  { db, sami, clock, row, at }: Desk,
  id: string,
  local: string,
  more: { onPurpose?: boolean } = {},
) => {
  const { version } = await row(id);
  const to = { startsAt: at(local) };
  return done(await moveByStaff(db, { id, version, to, tell: true, by: sami, now: clock.now(), ...more })).actId!;
};

const cancel = async ({ db, sami, clock, row }: Desk, id: string) => {
  const { version } = await row(id);
  return done(
    await cancelByStaff(db, { id, version, message: "Dre Lune est absente", tell: true, by: sami, now: clock.now() }),
  ).actId!;
};

const kept = async ({ row, taken }: Desk, id: string) => {
  const { version: _, ...all } = await row(id);
  return { ...all, taken: await taken(id) };
};

test("moved by mistake: within ten seconds all stands as before, and nobody is told anything", async () => {
  const desk = await newDesk();
  const { appointment, clock, told, texts } = desk;
  const before = await kept(desk, appointment.id);
  const act = await move(desk, appointment.id, "2027-03-31T10:00");
  clock.advance({ seconds: 9 });
  expect(await undo(desk, act)).toEqual({ done: true, restored: [appointment.id], left: [] });
  expect(await kept(desk, appointment.id)).toEqual(before);
  clock.advance({ minutes: 1 });
  expect([await told(), texts]).toEqual([[], []]);
});

test("cancelled by mistake: it stands again, words and all, and its time is hers", async () => {
  const desk = await newDesk();
  const before = await kept(desk, desk.appointment.id);
  const act = await cancel(desk, desk.appointment.id);
  expect(await kept(desk, desk.appointment.id)).toMatchObject({ status: "cancelled", taken: [] });
  expect(await undo(desk, act)).toMatchObject({ done: true });
  expect(await kept(desk, desk.appointment.id)).toEqual(before);
});

test("booked by mistake: the time is free, and the patient never had it, in no list, no page, no calendar and no link", async () => {
  const desk = await newDesk();
  const { fileOf, booked, bookFor, row, as, told, clock, appointment } = desk;
  const ada = await fileOf("ada");
  const { appointmentId, actId } = await booked(ada, "2027-03-31T10:00");
  expect((await as("ada").get(paths.appointment(appointmentId))).status).toBe(200);
  expect(await undo(desk, actId)).toEqual({ done: true, restored: [appointmentId], left: [] });
  expect(await row(appointmentId)).toMatchObject({ status: "cancelled", cancelledBy: "practice" });
  expect((await row(appointmentId)).undoneAt).not.toBeNull();

  expect((await as("ada").get(paths.myAppointments())).body).toContain(appointment.id);
  expect((await as("ada").get(paths.myAppointments())).body).not.toContain(appointmentId);
  for (const page of [paths.appointment, paths.calendarFile, paths.cancellation, paths.move, paths.confirmed])
    expect((await as("ada").get(page(appointmentId))).status, page(":id")).toBe(404);
  clock.advance({ minutes: 1 });
  expect(await told()).toEqual([]);
  expect(await bookFor(ada, "2027-03-31T10:00")).toMatchObject({ done: true, overbooked: false });
});

test("two locks hide it, each alone, from whoever acts for her and from whoever had a link", async () => {
  const desk = await newDesk();
  const { appointmentId, actId } = await desk.booked(await desk.fileOf("ada"), "2027-03-31T10:00");
  const guest = { kind: "guest", appointmentId } as const;
  const seen = (by: Parameters<typeof asActor>[1]) =>
    asActor(desk.db, by, (tx) => tx.selectFrom("appointment").select("id").where("id", "=", appointmentId).execute());
  expect([(await seen(desk.cast.ada.by)).length, (await seen(guest)).length]).toEqual([1, 1]);
  await undo(desk, actId);
  expect([await seen(desk.cast.ada.by), await seen(guest)]).toEqual([[], []]);
  const throughTheDoor = (
    by: Parameters<typeof asActor>[1], // alone: the owner passes by row-level security
  ) =>
    desk.ownerDb
      .transaction()
      .execute((tx) => appointmentsOpenTo(tx, by).select("id").where("id", "=", appointmentId).execute());
  expect([await throughTheDoor(desk.cast.ada.by), await throughTheDoor(guest)]).toEqual([[], []]);
  expect(await seen(desk.sami)).toHaveLength(1);
});

test("undone twice is calm, also at once; only whoever did it takes it back", async () => {
  const desk = await newDesk();
  const { appointment, cast } = desk;
  const act = await move(desk, appointment.id, "2027-03-31T10:00");
  for (const { by } of [cast.nina, cast.lou, cast.max])
    expect(await undo(desk, act, by)).toEqual({ done: false, because: "not-found" });
  const outcomes = await Promise.all([undo(desk, act), undo(desk, act)]);
  expect(outcomes.map(({ done }) => done)).toEqual([true, true]);
  expect(outcomes.flatMap((outcome) => (outcome.done ? outcome.restored : []))).toEqual([appointment.id]);
  expect(await undo(desk, act)).toEqual({ done: true, restored: [], left: [] });
  const lines = await desk.ownerDb
    .selectFrom("event")
    .select(["kind", "actorRole"])
    .where("appointmentId", "=", appointment.id)
    .orderBy("number")
    .execute();
  expect(lines.filter(({ actorRole }) => actorRole === "secretary").map(({ kind }) => kind)).toEqual([
    "appointment-moved",
    "appointment-undone",
  ]);
});

test("once the notices may have left it is too late, by the clock or because they did", async () => {
  const desk = await newDesk();
  const { appointment, clock, told, ownerDb } = desk;
  const act = await move(desk, appointment.id, "2027-03-31T10:00");
  clock.advance({ seconds: 10 });
  const tooLate = { done: false, because: "too-late", appointmentIds: [appointment.id] };
  expect(await undo(desk, act)).toEqual(tooLate);
  expect(await told()).toEqual(["Rendez-vous déplacé au mercredi 31\u00a0mars à 10:00"]);
  await ownerDb
    .updateTable("agendaAct")
    .set({ noticesAt: clock.now().add({ minutes: 5 }) })
    .execute(); // a clock that lags behind
  expect(await undo(desk, act)).toEqual(tooLate);
});

test("what someone changed meanwhile is not overwritten, and an old time that was taken stays taken", async () => {
  const desk = await newDesk();
  const { appointment, newFile, booked, row, at, cast, db, clock } = desk;
  const act = await move(desk, appointment.id, "2027-03-31T10:00");
  await booked(await newFile("Marchand"), "2027-03-30T08:45");
  expect(await undo(desk, act)).toEqual({
    ...{ done: false, because: "nothing-restored", left: [{ appointmentId: appointment.id, because: "time-taken" }] },
  });
  expect((await row(appointment.id)).startsAt).toEqual(at("2027-03-31T10:00"));
  expect(await desk.taken(appointment.id)).toHaveLength(1);

  const { version } = await row(appointment.id);
  const to = { startsAt: at("2027-03-31T11:00") };
  done(await moveByStaff(db, { id: appointment.id, version, to, tell: true, by: cast.nina.by, now: clock.now() }));
  expect(await undo(desk, act)).toMatchObject({ left: [{ because: "changed-meanwhile" }] });
  expect((await row(appointment.id)).startsAt).toEqual(at("2027-03-31T11:00"));
});

test("an online booking and the undoing of a move want one time: exactly one has it", async () => {
  const desk = await newDesk();
  const { appointment, book, taken } = desk;
  const act = await move(desk, appointment.id, "2027-03-31T10:00");
  const [undone, bookedOnline] = await Promise.allSettled([
    undo(desk, act),
    book({ by: "ben", at: "2027-03-30T08:30" }),
  ]);
  const isUndone = undone.status === "fulfilled" && undone.value.done;
  expect([isUndone, bookedOnline.status === "fulfilled"].filter(Boolean)).toHaveLength(1);
  expect(await taken(appointment.id)).toHaveLength(1);
});

test("over another on purpose, and undone: what lay beneath is untouched", async () => {
  const desk = await newDesk();
  const { appointment, booked, newFile, taken } = desk;
  const { appointmentId } = await booked(await newFile("Marchand"), "2027-03-31T10:00");
  const before = await kept(desk, appointmentId);
  const act = await move(desk, appointmentId, "2027-03-30T08:30", { onPurpose: true });
  expect(await taken(appointmentId)).toMatchObject([{ overbooked: true }]);
  await undo(desk, act);
  expect(await kept(desk, appointmentId)).toEqual(before);
  expect(await taken(appointment.id)).toMatchObject([{ overbooked: false }]);
});

test("what was put on purpose over a neighbour, and so into the old time, is not pushed under again", async () => {
  const desk = await newDesk();
  const { appointment, booked, newFile } = desk;
  await booked(await newFile("Marchand"), "2027-03-30T09:00");
  const act = await move(desk, appointment.id, "2027-03-31T10:00");
  await booked(await newFile("Nguyen"), "2027-03-30T08:45", { onPurpose: true });
  expect(await undo(desk, act)).toMatchObject({ done: false, left: [{ because: "time-taken" }] });
});

test("a time that a patient holds is taken; once the hold is over, it stands in nobody's way", async () => {
  const desk = await newDesk();
  const { appointment, db, cast, slot, clock, ownerDb } = desk;
  const { by } = cast.ben;
  const act = await move(desk, appointment.id, "2027-03-31T10:00");
  const held = { slot: slot("2027-03-30T08:30"), by, visitor: by.visitor!, now: clock.now() };
  done(await holdTime(db, held));
  expect(await undo(desk, act)).toMatchObject({ left: [{ because: "time-taken" }] });
  await ownerDb.updateTable("hold").set({ expiresAt: clock.now() }).execute();
  await ownerDb.updateTable("occupation").set({ expiresAt: clock.now() }).where("holdId", "is not", null).execute();
  expect(await undo(desk, act)).toMatchObject({ done: true });
});

test("two acts in a row are taken back one after the other", async () => {
  const desk = await newDesk();
  const { appointment } = desk;
  const before = await kept(desk, appointment.id);
  const first = await move(desk, appointment.id, "2027-03-31T10:00");
  const second = await move(desk, appointment.id, "2027-03-31T11:00");
  expect(await undo(desk, first)).toMatchObject({ done: false, because: "nothing-restored" });
  expect(await undo(desk, second)).toMatchObject({ done: true });
  expect(await undo(desk, first)).toMatchObject({ done: true });
  expect(await kept(desk, appointment.id)).toEqual(before);
});

test("an absence over three appointments: one exchanged with another, one cancelled; ten minutes later all is taken back, but for whoever changed his own", async () => {
  const desk = await newDesk();
  const { db, sami, clock, at, booked, newFile, told, fileOf } = desk;
  const ids: string[] = [];
  for (const [name, local] of [
    ["Marchand", "10:00"],
    ["Nguyen", "10:30"],
    ["Ruiz", "11:00"],
  ] as const)
    ids.push((await booked(await newFile(name, { email: `${name}@exemple.fr` }), `2027-03-31T${local}`)).appointmentId);
  const online = await booked(await fileOf("ada"), "2027-03-31T14:00");
  clock.advance({ minutes: 1 });
  await told();
  const [marchand, nguyen, ruiz] = ids as [string, string, string];
  const before = await Promise.all(ids.map((id) => kept(desk, id)));
  const act = await asActor(db, sami, async (tx) => {
    const act = await beginAct(tx, { kind: "absence", by: sami, now: clock.now(), minutes: 10 });
    const to = (local: string) => ({ to: { startsAt: at(local) }, tell: true, version: 1 });
    done(await moveInAct(tx, act, { id: marchand, ...to("2027-04-01T09:00") }));
    done(await moveInAct(tx, act, { id: nguyen, ...to("2027-03-31T10:00") })); // where Marchand was
    done(await cancelInAct(tx, act, { id: ruiz, version: null, message: null, tell: true }));
    done(await moveInAct(tx, act, { id: online.appointmentId, ...to("2027-04-01T10:00") }));
    return act;
  });
  expect(await asActor(db, sami, (tx) => actOf(tx, sami, act.id))).toMatchObject({
    kind: "absence",
    tells: true,
    undoneAt: null,
  });
  clock.advance({ minutes: 9 });
  expect(await told()).toEqual([]);
  expect((await desk.as("ada").post(paths.cancellation(online.appointmentId), { pourquoi: "" })).status).toBe(303);
  const left = [{ appointmentId: online.appointmentId, because: "changed-meanwhile" }];
  expect(await undo(desk, act.id)).toEqual({ done: true, restored: ids.toSorted(), left });
  expect(await Promise.all(ids.map((id) => kept(desk, id)))).toEqual(before);
  clock.advance({ minutes: 5 });
  expect(await told()).toEqual(["Rendez-vous du jeudi 1er\u00a0avril à 10:00 annulé"]); // what Ada did herself
});

test("where one of them cannot have its old time, whoever stands in its way is not brought back over it", async () => {
  const desk = await newDesk();
  const { db, sami, clock, at, booked, newFile, taken, row } = desk;
  const one = (await booked(await newFile("Marchand"), "2027-03-31T10:00")).appointmentId;
  const other = (await booked(await newFile("Nguyen"), "2027-03-31T11:00")).appointmentId;
  const act = await asActor(db, sami, async (tx) => {
    const act = await beginAct(tx, { kind: "absence", by: sami, now: clock.now(), minutes: 10 });
    for (const [id, local] of [
      [one, "2027-03-31T14:00"],
      [other, "2027-03-31T10:00"],
    ] as const)
      done(await moveInAct(tx, act, { id, version: 1, to: { startsAt: at(local) }, tell: true }));
    return act;
  });
  await booked(await newFile("Ruiz"), "2027-03-31T11:00"); // the old time of the second
  expect(await undo(desk, act.id)).toEqual({
    ...{ done: false, because: "nothing-restored" },
    left: [one, other].toSorted().map((appointmentId) => ({ appointmentId, because: "time-taken" })),
  });
  expect([(await row(one)).startsAt, (await row(other)).startsAt]).toEqual([
    at("2027-03-31T14:00"),
    at("2027-03-31T10:00"),
  ]);
  expect([(await taken(one)).length, (await taken(other)).length]).toEqual([1, 1]);
});
