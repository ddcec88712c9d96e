import { expect, test } from "vitest";
import { done } from "../../seeds/done.ts";
import { newDesk } from "../../test/desk-work.ts";
import { asActor } from "../platform/actor.ts";
import { type Attendance, attend } from "./attend.ts";
import { nextSteps } from "./course-of-visit.ts";
import { standingOf } from "./standing.ts";
import { undoAct } from "./undo.ts";
import { waitingRoomOf } from "./waiting-room.ts";

type Desk = Awaited<ReturnType<typeof newDesk>>;

const note = async ({ db, sami, clock, row }: Desk, id: string, to: Attendance["to"], more: Partial<Attendance> = {}) =>
  attend(db, { id, version: (await row(id)).version, to, by: sami, now: clock.now(), ...more });

/** It is the day of Ada's visit, a quarter of an hour before. */
async function onTheDay() {
  const desk = await newDesk();
  desk.clock.set("2027-03-30T08:15+02:00[Europe/Paris]");
  return { ...desk, id: desk.appointment.id };
}

test("arrived, called, seen: each at its time; then she is known here", async () => {
  const desk = await onTheDay();
  const { id, clock, row, db, cast, ownerDb } = desk;
  const { establishmentId } = cast.cerfVolant;
  const isKnown = () =>
    asActor(db, cast.ada.by, (tx) =>
      standingOf(tx, { personId: cast.ada.personId, establishmentId, now: clock.now() }),
    );
  const times = [clock.now()];
  expect(await note(desk, id, "arrived")).toMatchObject({ done: true, status: "arrived" });
  for (const step of ["in-consultation", "seen"] as const) {
    expect((await isKnown())?.isKnown).toBe(false);
    clock.advance({ minutes: 20 });
    times.push(clock.now());
    expect(await note(desk, id, step)).toMatchObject({ done: true, status: step });
  }
  const { arrivedAt, calledAt, seenAt } = await row(id);
  expect([arrivedAt, calledAt, seenAt]).toEqual(times);
  expect((await isKnown())?.isKnown).toBe(true);
  const told = await ownerDb
    .selectFrom("event")
    .select(["kind", "actorStaffId"])
    .where("appointmentId", "=", id)
    .orderBy("number")
    .execute();
  expect(told.slice(1).map(({ kind }) => kind)).toEqual([
    "appointment-arrived",
    "appointment-called",
    "appointment-seen",
  ]);
});

test("every wrong click goes back one step, and what was noted after is forgotten", async () => {
  const desk = await onTheDay();
  const { id, clock, row } = desk;
  for (const step of ["arrived", "in-consultation", "seen"] as const) await note(desk, id, step);
  const back = async () => {
    done(await note(desk, id, "back"));
    const { status, arrivedAt, calledAt, seenAt, missedAt } = await row(id);
    return [status, ...[arrivedAt, calledAt, seenAt, missedAt].map(Boolean)];
  };
  expect(await back()).toEqual(["in-consultation", true, true, false, false]);
  expect(await back()).toEqual(["arrived", true, false, false, false]);
  expect(await back()).toEqual(["booked", false, false, false, false]);
  expect(await note(desk, id, "back")).toEqual({ done: false, because: "no-step-back" });
  clock.advance({ minutes: 30 });
  expect(await note(desk, id, "missed")).toMatchObject({ done: true, status: "missed" });
  expect((await row(id)).missedAt).toEqual(clock.now());
  expect(await back()).toEqual(["booked", false, false, false, false]);
  await note(desk, id, "seen"); // nobody noted that she arrived
  expect(await back()).toEqual(["booked", false, false, false, false]);
});

test("a step can be taken back like any act, within its seconds", async () => {
  const desk = await onTheDay();
  const { id, db, sami, clock, row } = desk;
  const { actId } = done(await note(desk, id, "arrived"));
  expect(await undoAct(db, { actId: actId!, by: sami, now: clock.now() })).toMatchObject({ done: true });
  expect(await row(id)).toMatchObject({ status: "booked", arrivedAt: null });
});

test("not before the day, not missed before the hour, not cancelled, not a mere request; a day later it may still be noted", async () => {
  const desk = await newDesk();
  const { appointment, clock, ownerDb } = desk;
  const { id } = appointment;
  const because = async (to: Attendance["to"]) => {
    const outcome = await note(desk, id, to);
    return outcome.done ? outcome.status : outcome.because;
  };
  for (const step of ["arrived", "in-consultation", "seen"] as const) expect(await because(step)).toBe("another-day");
  clock.set("2027-03-30T08:29+02:00[Europe/Paris]");
  expect(await because("missed")).toBe("not-begun");
  await ownerDb.updateTable("appointment").set({ status: "requested" }).where("id", "=", id).execute();
  expect(await because("arrived")).toBe("not-confirmed");
  await ownerDb
    .updateTable("appointment")
    .set({ status: "cancelled", cancelledAt: clock.now() })
    .where("id", "=", id)
    .execute();
  expect(await because("arrived")).toBe("cancelled");
  await ownerDb.updateTable("appointment").set({ status: "booked", cancelledAt: null }).where("id", "=", id).execute();
  clock.set("2027-03-31T09:00+02:00[Europe/Paris]");
  expect(await because("arrived")).toBe("another-day");
  expect(await because("missed")).toBe("missed");
  expect(await because("seen")).toBe("not-in-that-order");
  expect(await because("back")).toBe("booked");
  expect(await because("seen")).toBe("seen");
});

test("pressed twice is calm; two who press different things: the second is told what the first did", async () => {
  const desk = await onTheDay();
  const { id, cast, row } = desk;
  const both = await Promise.all([
    note(desk, id, "arrived", { version: 1 }),
    note(desk, id, "arrived", { version: 1, by: cast.nina.by }),
  ]);
  expect(both.map((outcome) => outcome.done && outcome.status)).toEqual(["arrived", "arrived"]);
  expect((await row(id)).version).toBe(2);
  expect(await note(desk, id, "seen", { version: 1 })).toMatchObject({
    ...{
      done: false,
      because: "changed-meanwhile",
      theirs: { now: { status: "arrived" }, since: [{ kind: "appointment-arrived" }] },
    },
  });
});

test("for Lou, Max and patients nobody is there", async () => {
  const desk = await onTheDay();
  const { id, cast, db, clock } = desk;
  for (const by of [cast.lou.by, cast.max.by, { ...cast.sami.by, userId: cast.ada.userId }])
    expect(await note(desk, id, "arrived", { by })).toEqual({ done: false, because: "not-found" });
  await note(desk, id, "arrived");
  const room = (by: Desk["sami"]) => asActor(db, by, (tx) => waitingRoomOf(tx, by, { now: clock.now() }));
  expect([await room(cast.lou.by), await room(cast.max.by)]).toEqual([[], []]);
  expect(await room(cast.nina.by)).toHaveLength(1);
});

test("the waiting room: in the order of arrival, with how long each waits; then who is in consultation", async () => {
  const desk = await onTheDay();
  const { id, booked, newFile, clock, db, sami, ownerDb, cast } = desk;
  const marchand = (await booked(await newFile("Marchand"), "2027-03-30T09:00")).appointmentId;
  const nguyen = (await booked(await newFile("Nguyen"), "2027-03-30T09:30", { with: "fontanel" })).appointmentId;
  await note(desk, marchand, "arrived");
  clock.advance({ minutes: 10 });
  await note(desk, id, "arrived");
  await note(desk, nguyen, "arrived");
  clock.advance({ minutes: 20 });
  await note(desk, marchand, "in-consultation");
  clock.advance({ minutes: 5 }); // 08:50
  const room = (more: { siteId?: string } = {}) =>
    asActor(db, sami, (tx) => waitingRoomOf(tx, sami, { now: clock.now(), ...more }));
  const told = (await room()).map(({ patient, status, waitedMin, lateMin }) => [
    patient.nameUsed,
    status,
    waitedMin,
    lateMin,
  ]);
  expect(told).toEqual([
    ["Adaberg", "arrived", 25, 20],
    ["Nguyen", "arrived", 25, 0],
    ["Marchand", "in-consultation", 30, 0],
  ]);
  expect(await room({ siteId: cast.tilleuls.sites.main.id })).toEqual([]);
  const looks = await ownerDb
    .selectFrom("event")
    .select("id")
    .where("kind", "=", "appointments-listed")
    .where("actorStaffId", "=", sami.staffId)
    .execute();
  expect(looks).toHaveLength(3);
  clock.set("2027-03-31T09:00+02:00[Europe/Paris]");
  expect(await room()).toEqual([]); // who was forgotten yesterday waits no more
});

test("the buttons that are drawn are those that will do", () => {
  const startsAt = Temporal.Instant.from("2027-03-30T06:30:00Z");
  const visit = { startsAt, zone: "Europe/Paris", arrivedAt: null, calledAt: null };
  const at = (now: string, status: "booked" | "arrived" | "missed") =>
    nextSteps({ ...visit, status }, Temporal.Instant.from(now));
  expect(at("2027-03-29T10:00:00Z", "booked")).toEqual({ forward: [], back: null });
  expect(at("2027-03-30T06:00:00Z", "booked")).toEqual({ forward: ["arrived", "in-consultation", "seen"], back: null });
  expect(at("2027-03-30T07:00:00Z", "booked")).toEqual({
    forward: ["arrived", "in-consultation", "seen", "missed"],
    back: null,
  });
  expect(at("2027-03-30T07:00:00Z", "arrived")).toEqual({ forward: ["in-consultation", "seen"], back: "booked" });
  expect(at("2027-03-30T07:00:00Z", "missed")).toEqual({ forward: [], back: "booked" });
});
