import { expect, test } from "vitest";
import { addReasons, settle } from "../../seeds/house.ts";
import { newDesk } from "../../test/desk-work.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { cancelAppointment } from "./cancel.ts";
import { editAppointment } from "./edit-appointment.ts";
import { moveAppointment } from "./move.ts";
import { type MoveByStaff, moveByStaff } from "./move-by-staff.ts";

type Desk = Awaited<ReturnType<typeof newDesk>>;

const move = ({ db, sami, clock }: Desk, id: string, to: MoveByStaff["to"], more: Partial<MoveByStaff> = {}) =>
  moveByStaff(db, { id, version: 1, to, tell: false, by: sami, now: clock.now(), ...more });
const notFound = { done: false, because: "not-found" };

test("to another time, day and practitioner in one step; it keeps its identity, its patient’s moves are not counted", async () => {
  const desk = await newDesk();
  const { appointment, at, cast, row, taken, ownerDb } = desk;
  const { practitionerId } = cast.cerfVolant.fontanel;
  expect(await move(desk, appointment.id, { startsAt: at("2027-04-01T15:07"), practitionerId })).toMatchObject({
    ...{ done: true, actId: expect.any(String), overbooked: false },
  });
  const stands = await row(appointment.id);
  expect(stands).toMatchObject({ practitionerId, version: 2, sequence: 1, moves: 0, status: "booked" });
  expect(stands.cancellableUntil).toEqual(at("2027-03-30T15:07"));
  expect(stands.startsLocal.toString()).toBe("2027-04-01T15:07:00");
  expect(await taken(appointment.id)).toMatchObject([
    { resourceId: practitionerId, occupiedFrom: at("2027-04-01T15:07"), occupiedTo: at("2027-04-01T15:37") },
  ]);
  const [line] = await ownerDb
    .selectFrom("event")
    .select(["kind", "detail"])
    .where("appointmentId", "=", appointment.id)
    .orderBy("number", "desc")
    .limit(1)
    .execute();
  expect(line).toMatchObject({ kind: "appointment-moved", detail: { version: 2, to: "2027-04-01T13:07:00Z" } });
});

test("longer and shorter: its own time is no obstacle, the next one is, unless on purpose", async () => {
  const desk = await newDesk();
  const { appointment, booked, newFile, taken, at, row } = desk;
  await booked(await newFile("Marchand"), "2027-03-30T09:00");
  expect(await move(desk, appointment.id, { durationMin: 20 })).toMatchObject({ done: true });
  expect(await move(desk, appointment.id, { durationMin: 45 }, { version: 2 })).toEqual({
    ...{ done: false, because: "only-on-purpose", warnings: ["taken"] },
  });
  expect(await move(desk, appointment.id, { durationMin: 45 }, { version: 2, onPurpose: true })).toMatchObject({
    overbooked: true,
  });
  expect(await taken(appointment.id)).toMatchObject([{ occupiedTo: at("2027-03-30T09:15"), overbooked: true }]);
  expect(await move(desk, appointment.id, { durationMin: 30 }, { version: 3 })).toMatchObject({
    done: true,
    overbooked: false,
  });
  expect(await row(appointment.id)).toMatchObject({ overbooked: false, version: 4 });
});

test("two sites of one practitioner: on the road between them nobody is seen, unless on purpose; the flag is for time that is taken", async () => {
  const desk = await newDesk();
  const { appointment, cast, ownerDb, at, taken, booked, newFile } = desk;
  const { cerfVolant } = cast;
  const { lune, establishmentId } = cerfVolant;
  const second = newId();
  const first = await ownerDb
    .selectFrom("site")
    .selectAll()
    .where("id", "=", cerfVolant.sites.main.id)
    .executeTakeFirstOrThrow();
  await ownerDb
    .insertInto("site")
    .values({ ...first, id: second, name: "Annexe" })
    .execute();
  const { practitionerId } = lune;
  await ownerDb.insertInto("practitionerSite").values({ establishmentId, practitionerId, siteId: second }).execute();
  await ownerDb.updateTable("practitioner").set({ travelMin: 30 }).where("id", "=", practitionerId).execute();
  await booked(await newFile("Marchand"), "2027-03-31T10:00");

  const to = { startsAt: at("2027-03-31T10:45"), siteId: second };
  expect(await move(desk, appointment.id, to)).toEqual({
    ...{ done: false, because: "only-on-purpose", warnings: ["outside-openings", "on-the-road"] },
  });
  expect(await move(desk, appointment.id, to, { onPurpose: true })).toMatchObject({ done: true, overbooked: false });
  expect(await taken(appointment.id)).toMatchObject([{ siteId: second, overbooked: false }]);
});

test("a practitioner who does not offer the reason is refused, until it becomes one that she offers", async () => {
  const desk = await newDesk();
  const { appointment, cast, ownerDb, at, row } = desk;
  const { cerfVolant } = cast;
  const { vaccine, other } = await asActor(ownerDb, { kind: "system", job: "test" }, async (tx) => {
    const reasons = await addReasons(tx, cerfVolant, {
      vaccine: { name: "Vaccin", durationMin: 10, bufferAfterMin: 5 },
    });
    const other = await settle(tx, cerfVolant, reasons, {
      ...{ title: "Dr", firstName: "Noé", lastName: "Roux", professionCode: "10", offers: { vaccine: {} } },
      openings: [{ at: "main", weekdays: ["WE"], from: "09:00", to: "12:00" }],
    });
    return { ...reasons, other };
  });
  const to = { startsAt: at("2027-03-31T09:30"), practitionerId: other.practitionerId };
  const refused = { done: false, because: "not-for-this-practitioner" };
  expect(await move(desk, appointment.id, to)).toEqual(refused);
  expect(await move(desk, appointment.id, to, { onPurpose: true })).toEqual(refused);
  expect(await move(desk, appointment.id, { ...to, reasonId: vaccine })).toMatchObject({ done: true });
  expect(await row(appointment.id)).toMatchObject({ visitReasonId: vaccine, endsAt: at("2027-03-31T09:40") });
  expect(await desk.taken(appointment.id)).toMatchObject([{ occupiedTo: at("2027-03-31T09:45") }]);
});

test("where it stands already, and pressed twice: calm; the same gesture gets its first answer again", async () => {
  const desk = await newDesk();
  const { appointment, at } = desk;
  const to = { startsAt: at("2027-03-31T10:00") };
  expect(await move(desk, appointment.id, { startsAt: appointment.startsAt })).toEqual({
    done: true,
    actId: null,
    overbooked: false,
  });
  const key = newId();
  const [first, again] = await Promise.all([
    move(desk, appointment.id, to, { key }),
    move(desk, appointment.id, to, { key }),
  ]);
  expect(again).toEqual(first);
  expect(await move(desk, appointment.id, to)).toEqual({ done: true, actId: null, overbooked: false });
});

test("two people change one appointment: the second is shown what the first did, and overwrites nothing", async () => {
  const desk = await newDesk();
  const { appointment, at, cast, row, db, clock } = desk;
  await move(desk, appointment.id, { startsAt: at("2027-03-31T10:00") }, { by: cast.nina.by });
  const stale = await move(desk, appointment.id, { startsAt: at("2027-03-31T11:00") });
  expect(stale).toMatchObject({
    ...{ done: false, because: "changed-meanwhile" },
    theirs: {
      now: { version: 2, startsAt: at("2027-03-31T10:00"), practitioner: "Dre\u00a0Camille Lune" },
      since: [
        {
          kind: "appointment-moved",
          by: { kind: "staff", name: "Nina Ninaberg" },
          from: appointment.startsAt,
          to: at("2027-03-31T10:00"),
        },
      ],
    },
  });
  expect((await row(appointment.id)).startsAt).toEqual(at("2027-03-31T10:00"));

  await moveAppointment(db, { id: appointment.id, to: at("2027-04-07T10:00"), by: cast.ada.by, now: clock.now() });
  await cancelAppointment(db, { id: appointment.id, by: cast.ada.by, reason: null, now: clock.now() });
  const stale2 = await editAppointment(db, {
    id: appointment.id,
    version: 2,
    note: "Rappeler",
    by: desk.sami,
    now: clock.now(),
  });
  expect(stale2).toMatchObject({
    ...{ done: false, because: "changed-meanwhile" },
    theirs: {
      now: { status: "cancelled" },
      since: [{ by: { kind: "patient", name: null } }, { kind: "appointment-cancelled" }],
    },
  });
});

test("two secretaries at once: one moves it, the other is told", async () => {
  const desk = await newDesk();
  const { appointment, at, cast } = desk;
  const outcomes = await Promise.all([
    move(desk, appointment.id, { startsAt: at("2027-03-31T10:00") }),
    move(desk, appointment.id, { startsAt: at("2027-03-31T11:00") }, { by: cast.nina.by }),
  ]);
  expect(outcomes.map((outcome) => (outcome.done ? "done" : outcome.because)).toSorted()).toEqual([
    "changed-meanwhile",
    "done",
  ]);
});

test("two appointments, one place: exactly one goes there; exchanging them at once leaves nobody without a place", async () => {
  const desk = await newDesk();
  const { at, booked, newFile, taken } = desk;
  const ids = [
    await booked(await newFile("Marchand"), "2027-03-31T10:00"),
    await booked(await newFile("Nguyen"), "2027-03-31T11:00"),
  ].map(({ appointmentId }) => appointmentId);
  const outcomes = await Promise.all(ids.map((id) => move(desk, id, { startsAt: at("2027-03-31T14:00") })));
  expect(outcomes.filter(({ done }) => done)).toHaveLength(1);
  for (const id of ids) expect(await taken(id)).toHaveLength(1);
});

test("what is over, cancelled or missed is not moved; who is there stays on that day; earlier today may become later today", async () => {
  const desk = await newDesk();
  const { ownerDb, at, booked, newFile, clock } = desk;
  const { appointmentId: id } = await booked(await newFile("Marchand"), "2027-03-22T08:30");
  clock.set("2027-03-22T10:00+01:00[Europe/Paris]");
  const tomorrow = { startsAt: at("2027-03-23T10:00") };
  const become = (status: "arrived" | "seen" | "booked") =>
    ownerDb.updateTable("appointment").set({ status }).where("id", "=", id).execute();
  await become("arrived");
  expect(await move(desk, id, tomorrow)).toEqual({ done: false, because: "has-arrived" });
  expect(await move(desk, id, { startsAt: at("2027-03-22T11:00") })).toMatchObject({ done: true });
  await become("seen");
  expect(await move(desk, id, tomorrow, { version: 2 })).toEqual({ done: false, because: "not-movable" });
  await become("booked");
  clock.set("2027-03-23T10:00+01:00[Europe/Paris]");
  expect(await move(desk, id, { startsAt: at("2027-03-23T11:00") }, { version: 2 })).toEqual({
    done: false,
    because: "already-over",
  });
  clock.set("2027-03-22T12:00+01:00[Europe/Paris]");
  expect(await move(desk, id, { startsAt: at("2027-03-19T11:00") }, { version: 2 })).toEqual({
    done: false,
    because: "before-today",
  });
});

test("for Lou, Max and patients it is not there; nor is an agenda that Lou does not keep a place to bring hers to", async () => {
  const desk = await newDesk();
  const { appointment, at, cast, booked, newFile, db, clock } = desk;
  const to = { startsAt: at("2027-03-31T10:00") };
  for (const { by } of [cast.lou, cast.max]) {
    expect(await move(desk, appointment.id, to, { by })).toEqual(notFound);
    expect(await editAppointment(db, { id: appointment.id, version: 1, note: "x", by, now: clock.now() })).toEqual(
      notFound,
    );
  }
  expect(await move(desk, appointment.id, to, { by: { ...cast.sami.by, userId: cast.ada.userId } })).toEqual(notFound);
  expect(await move(desk, newId(), to)).toEqual(notFound);
  const { appointmentId } = await booked(await newFile("Marchand"), "2027-03-31T10:00", { with: "fontanel" });
  const { practitionerId } = cast.cerfVolant.lune;
  expect(await move(desk, appointmentId, { practitionerId }, { by: cast.lou.by })).toEqual(notFound);
  expect(await move(desk, appointmentId, { startsAt: at("2027-03-31T11:00") }, { by: cast.lou.by })).toMatchObject({
    done: true,
  });
});

test("a patient whose visit was put over another may still move and cancel it", async () => {
  const desk = await newDesk();
  const { booked, fileOf, db, cast, clock, at, row, taken, newFile } = desk;
  await booked(await newFile("Marchand"), "2027-04-07T10:00");
  const { appointmentId: id } = await booked(await fileOf("ada"), "2027-04-07T10:15", { onPurpose: true });
  const mine = { id, by: cast.ada.by, now: clock.now() };
  expect(await moveAppointment(db, { ...mine, to: at("2027-04-07T11:00") })).toEqual({ done: true });
  expect([(await row(id)).overbooked, await taken(id)]).toMatchObject([false, [{ overbooked: false }]]);
  await move(desk, id, { startsAt: at("2027-04-07T10:15") }, { version: 2, onPurpose: true });
  expect(await cancelAppointment(db, { ...mine, reason: null })).toEqual({ done: true });
});

test("another reason: it lasts as long as that one, unless it is said; a note comes and goes; nobody is written to", async () => {
  const desk = await newDesk();
  const { appointment, ownerDb, cast, db, sami, clock, row, told } = desk;
  const { cerfVolant } = cast;
  const { vaccine } = await asActor(ownerDb, { kind: "system", job: "test" }, (tx) =>
    addReasons(tx, cerfVolant, { vaccine: { name: "Vaccin", durationMin: 20, discreet: true } }),
  );
  const { establishmentId } = cerfVolant;
  await ownerDb
    .insertInto("practitionerReason")
    .values({ establishmentId, visitReasonId: vaccine, practitionerId: cerfVolant.lune.practitionerId })
    .execute();
  const edit = (
    version: number,
    what: { reasonId?: string; durationMin?: number; note?: string | null; onPurpose?: boolean },
  ) => editAppointment(db, { id: appointment.id, version, by: sami, now: clock.now(), ...what });
  const note = () =>
    ownerDb.selectFrom("appointmentNote").select("note").where("appointmentId", "=", appointment.id).executeTakeFirst();
  const minutes = async () =>
    (await row(appointment.id)).startsAt.until((await row(appointment.id)).endsAt).total("minutes");

  expect(await edit(1, { reasonId: vaccine, note: " À jeun " })).toMatchObject({
    done: true,
    actId: expect.any(String),
  });
  expect([await minutes(), await note()]).toEqual([20, { note: "À jeun" }]);
  expect(await row(appointment.id)).toMatchObject({ visitReasonId: vaccine, isDiscreet: true, version: 3 });
  expect(await edit(1, { note: "Autre chose" })).toMatchObject({
    because: "changed-meanwhile",
    theirs: { now: { note: { text: "À jeun", by: "Sami Samiberg" } } },
  });
  expect(await edit(3, { durationMin: 15 })).toMatchObject({ done: true });
  expect(await edit(4, { note: "" })).toEqual({ done: true, actId: null, overbooked: false });
  expect([await minutes(), await note()]).toEqual([15, undefined]);
  clock.advance({ minutes: 1 });
  expect(await told()).toEqual([]);
});
