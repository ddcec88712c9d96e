import { expect, test } from "vitest";
import { booked, mondayBefore as now, parisTime, tuesday } from "../../test/booking.ts";
import { newDatabase } from "../../test/database.ts";
import { addPerson } from "../../test/people.ts";
import { addPractice } from "../../test/practice.ts";
import { asActor } from "../platform/actor.ts";
import { appointmentDetails } from "./details.ts";
import { freeTimesToMove } from "./free-times-to-move.ts";
import { moveAppointment } from "./move.ts";

const { db, ownerDb } = await newDatabase();

test("X11: ten o'clock moves to a quarter past: its own place does not stand in its way", async () => {
  const practice = await addPractice(ownerDb, { reasons: { visit: { stepMin: 15 } } });
  const ada = await addPerson(ownerDb);
  const id = await booked(db, ada, practice, "10:00");
  expect(await moveAppointment(db, { id, to: parisTime(tuesday, "10:15"), by: ada.by, now })).toEqual({ done: true });
  expect(await occupied(id)).toEqual(["2027-01-12T09:15:00Z/2027-01-12T09:45:00Z"]);
});

test("X13: a visit of an hour keeps its hour, though its reason now takes half of it", async () => {
  const practice = await addPractice(ownerDb, { reasons: { visit: { durationMin: 60, stepMin: 30 } } });
  const ada = await addPerson(ownerDb);
  const id = await booked(db, ada, practice, "09:00");
  await ownerDb.updateTable("visitReason").set({ durationMin: 30 }).where("id", "=", practice.reason.visit!).execute();
  const { times } = await asActor(db, ada.by, async (tx) => {
    const appointment = (await appointmentDetails(tx, ada.by, id))!;
    return freeTimesToMove(tx, appointment, { from: Temporal.PlainDate.from(tuesday), by: ada.by, now });
  });
  expect(times.every(({ startMs, endMs }) => endMs - startMs === 3_600_000)).toBe(true);
  expect(await moveAppointment(db, { id, to: parisTime(tuesday, "11:30"), by: ada.by, now })).toEqual({
    done: false,
    because: "not-then",
    thatTime: "outside-openings",
  });
  expect(await moveAppointment(db, { id, to: parisTime(tuesday, "11:00"), by: ada.by, now })).toEqual({ done: true });
});

test("X15: moved, it is the same appointment: its id, one more in sequence, a deadline of its own", async () => {
  const practice = await addPractice(ownerDb, { reasons: { visit: { cancelNotice: "PT48H" } } });
  const ada = await addPerson(ownerDb);
  const id = await booked(db, ada, practice, "09:00");
  await moveAppointment(db, { id, to: parisTime("2027-01-13", "10:00"), by: ada.by, now });
  const row = await ownerDb.selectFrom("appointment").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
  expect([row.sequence, row.moves, row.version]).toEqual([1, 1, 2]);
  expect(row.cancellableUntil?.toString()).toBe("2027-01-11T09:00:00Z");
  expect(row.startsLocal.toString()).toBe("2027-01-13T10:00:00");
});

test("X17: after two moves the third is refused", async () => {
  const practice = await addPractice(ownerDb, { reasons: { visit: { maxMoves: 2 } } });
  const ada = await addPerson(ownerDb);
  const id = await booked(db, ada, practice, "09:00");
  const outcomes = [];
  for (const time of ["09:30", "10:00", "10:30"])
    outcomes.push(await moveAppointment(db, { id, to: parisTime(tuesday, time), by: ada.by, now }));
  expect(outcomes).toEqual([{ done: true }, { done: true }, { done: false, because: "moved-too-often" }]);
});

test("when the new time cannot be had the old one is kept; moving to where it stands is calm", async () => {
  const practice = await addPractice(ownerDb);
  const [ada, ben] = [await addPerson(ownerDb), await addPerson(ownerDb)];
  const id = await booked(db, ada, practice, "09:00");
  await booked(db, ben, practice, "10:00");
  expect(await moveAppointment(db, { id, to: parisTime(tuesday, "10:00"), by: ada.by, now })).toMatchObject({
    because: "not-then",
    thatTime: "slot-taken",
  });
  expect(await moveAppointment(db, { id, to: parisTime(tuesday, "09:00"), by: ada.by, now })).toEqual({ done: true });
  expect(await occupied(id)).toEqual(["2027-01-12T08:00:00Z/2027-01-12T08:30:00Z"]);
});

test("two people move to one time at once: one arrives, the other stays where he was", async () => {
  const practice = await addPractice(ownerDb);
  const people = [await addPerson(ownerDb), await addPerson(ownerDb)];
  const ids = [await booked(db, people[0]!, practice, "09:00"), await booked(db, people[1]!, practice, "10:00")];
  const to = parisTime(tuesday, "11:00");
  const outcomes = await Promise.all(
    ids.map((id, index) => moveAppointment(db, { id, to, by: people[index]!.by, now })),
  );
  expect(outcomes.filter(({ done }) => done)).toHaveLength(1);
});

test("Eve cannot move Ada's appointment: for her there is none", async () => {
  const practice = await addPractice(ownerDb);
  const [ada, eve] = [await addPerson(ownerDb), await addPerson(ownerDb)];
  const id = await booked(db, ada, practice, "09:00");
  expect(await moveAppointment(db, { id, to: parisTime(tuesday, "10:00"), by: eve.by, now })).toEqual({
    done: false,
    because: "not-found",
  });
});

async function occupied(appointmentId: string): Promise<string[]> {
  const rows = await ownerDb
    .selectFrom("occupation")
    .select(["occupiedFrom", "occupiedTo"])
    .where("appointmentId", "=", appointmentId)
    .execute();
  return rows.map(({ occupiedFrom, occupiedTo }) => `${occupiedFrom}/${occupiedTo}`);
}
