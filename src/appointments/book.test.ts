import { expect, test } from "vitest";
import {
  because,
  booked as bookedIn,
  bookingOf,
  mondayBefore,
  slotAt,
  tuesday,
  type Wish,
} from "../../test/booking.ts";
import { newDatabase } from "../../test/database.ts";
import { addPerson, type SamplePerson, visitorNamed } from "../../test/people.ts";
import { addPractice, type SampleIds } from "../../test/practice.ts";
import { addRoom } from "../establishments/add-room.ts";
import { asActor } from "../platform/actor.ts";
import { KeyReused } from "../platform/idempotency.ts";
import { type BookOutcome, bookAppointment } from "./book.ts";
import { cancelAppointment } from "./cancel.ts";
import { freeTimes } from "./free-times.ts";
import { extendHold, holdTime } from "./hold.ts";
import { moveAppointment } from "./move.ts";

const { db, ownerDb } = await newDatabase();
const now = mondayBefore;

test("a new patient's booking makes a file of its own, and the next one finds it again", async () => {
  const [practice, ada] = [await addPractice(ownerDb), await addPerson(ownerDb)];
  const first = await booked(ada, practice, "09:00");
  const second = await booked(ada, practice, "10:00");
  const rows = await ownerDb
    .selectFrom("appointment")
    .select(["patientId", "forNewPatient", "status"])
    .where("id", "in", [first, second])
    .execute();
  expect(new Set(rows.map((row) => row.patientId)).size).toBe(1);
  expect(rows).toEqual([0, 1].map(() => ({ patientId: rows[0]!.patientId, forNewPatient: true, status: "booked" })));
});

test("C01: fifty people want one time: one has it, the others hear that it is taken", async () => {
  const practice = await addPractice(ownerDb);
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const visitor = visitorNamed(`fifty-${index}`);
      return holdTime(db, { slot: slotAt(practice, "09:00"), by: { kind: "anonymous", visitor }, visitor, now });
    }),
  );
  expect(outcomes.filter(({ done }) => done)).toHaveLength(1);
  expect(outcomes.filter((outcome) => !outcome.done && outcome.because === "slot-taken")).toHaveLength(49);
  expect(await occupations(practice)).toBe(1);
});

test("C03: one practitioner is not in two places, whatever the reasons and sites", async () => {
  const practice = await addPractice(ownerDb, {
    sites: { main: {}, other: { name: "Autre site" } },
    reasons: { visit: {}, long: { durationMin: 60, name: "Longue" } },
    openings: [
      { at: "main", weekdays: ["TU"], from: "09:00", to: "12:00" },
      { at: "other", weekdays: ["TU"], from: "09:00", to: "12:00" },
    ],
  });
  const people = await Promise.all([1, 2].map(() => addPerson(ownerDb)));
  const outcomes = await Promise.all([
    book(people[0]!, practice, "10:00"),
    book(people[1]!, practice, "10:00", { site: "other", reason: "long" }),
  ]);
  expect(outcomes.map(because).sort()).toEqual(["done", "slot-taken"]);
});

test("C07: the same key twice, at once or later, is one appointment; with another body it is refused", async () => {
  const [practice, ada] = [await addPractice(ownerDb), await addPerson(ownerDb)];
  const booking = bookingOf(ada, practice, "09:00");
  const outcomes = await Promise.all([1, 2, 3].map(() => bookAppointment(db, booking)));
  outcomes.push(await bookAppointment(db, booking));
  expect(new Set(outcomes.map((outcome) => outcome.done && outcome.appointmentId)).size).toBe(1);
  expect(await appointments(practice)).toBe(1);
  await expect(bookAppointment(db, { ...booking, wordsForPractice: "autre chose" })).rejects.toBeInstanceOf(KeyReused);
});

test("confirming a hold twice from two tabs leads to the same appointment", async () => {
  const [practice, ada] = [await addPractice(ownerDb), await addPerson(ownerDb)];
  const holdId = await held(ada, practice, "09:00");
  const [one, two] = await Promise.all(
    [1, 2].map(() => bookAppointment(db, { ...bookingOf(ada, practice, "09:00"), holdId })),
  );
  expect(one).toEqual(two);
  expect(await appointments(practice)).toBe(1);
  expect(await occupations(practice)).toBe(1);
});

test("C09: twenty times held by one visitor leave one hold: the newest", async () => {
  const [practice, ada] = [await addPractice(ownerDb), await addPerson(ownerDb)];
  for (let turn = 0; turn < 20; turn++) await held(ada, practice, turn % 2 === 0 ? "09:00" : "10:00");
  expect(await occupations(practice)).toBe(1);
  expect(await shown(practice)).toEqual(["09:00", "09:30", "10:30", "11:00", "11:30"]);
});

test("a held time is offered to nobody, and to everybody once its ten minutes are over", async () => {
  const [practice, ada, ben] = [await addPractice(ownerDb), await addPerson(ownerDb), await addPerson(ownerDb)];
  const holdId = await held(ada, practice, "09:00");
  expect(because(await book(ben, practice, "09:00"))).toBe("slot-taken");
  expect(because(await bookAppointment(db, { ...bookingOf(ben, practice, "09:00"), holdId }))).toBe("slot-taken"); // someone else's hold opens nothing
  const later = now.add({ minutes: 10 });
  expect(await shown(practice, later)).toContain("09:00");
  expect(because(await book(ben, practice, "09:00", { now: later }))).toBe("done");
  expect(because(await bookAppointment(db, { ...bookingOf(ada, practice, "09:00"), holdId, now: later }))).toBe(
    "slot-taken",
  );
});

test("a hold that expired is no obstacle for the one who held it", async () => {
  const [practice, ada] = [await addPractice(ownerDb), await addPerson(ownerDb)];
  const holdId = await held(ada, practice, "09:00");
  expect(
    because(await bookAppointment(db, { ...bookingOf(ada, practice, "09:00"), holdId, now: now.add({ minutes: 20 }) })),
  ).toBe("done");
});

test("more time can be had for a hold, thirty minutes in all", async () => {
  const [practice, ada] = [await addPractice(ownerDb), await addPerson(ownerDb)];
  const holdId = await held(ada, practice, "09:00");
  for (const minutes of [9, 18, 27])
    expect(await extendHold(db, { holdId, by: ada.by, now: now.add({ minutes }) })).toBe(true);
  expect(await shown(practice, now.add({ minutes: 29 }))).not.toContain("09:00");
  expect(await shown(practice, now.add({ minutes: 30 }))).toContain("09:00");
});

test("P03: two new patients a day fill the quota; those already known still see the day; cancelling opens it again", async () => {
  const practice = await addPractice(ownerDb, { newPatientsPerDay: 2 });
  const people = await Promise.all([1, 2, 3].map(() => addPerson(ownerDb)));
  const first = await booked(people[0]!, practice, "09:00");
  await booked(people[1]!, practice, "10:00");
  expect(await shown(practice)).toEqual([]);
  expect(await shown(practice, now, "known-patient")).toHaveLength(4);
  expect(because(await book(people[2]!, practice, "11:00"))).toBe("quota-full");
  await cancelAppointment(db, { id: first, by: people[0]!.by, reason: null, now });
  expect(because(await book(people[2]!, practice, "11:00"))).toBe("done");
});

test("P01, P05: new patients stay longer; who was seen in the last 36 months is known, who only missed is not", async () => {
  const practice = await addPractice(ownerDb, {
    reasons: { visit: { durationMin: 20, newPatientDurationMin: 45, stepMin: 15 } },
  });
  const [ada, ben] = [await addPerson(ownerDb), await addPerson(ownerDb)];
  const [seen, missed] = [await booked(ada, practice, "09:00"), await booked(ben, practice, "10:00")];
  expect(await lengthOf(seen)).toBe(45);
  await ownerDb.updateTable("appointment").set({ status: "seen" }).where("id", "=", seen).execute();
  await ownerDb.updateTable("appointment").set({ status: "missed" }).where("id", "=", missed).execute();
  const after = Temporal.Instant.from("2027-02-01T08:00:00Z");
  expect(await lengthOf(await booked(ada, practice, "09:00", { on: "2027-02-09", now: after }))).toBe(20);
  expect(await lengthOf(await booked(ben, practice, "10:00", { on: "2027-02-09", now: after }))).toBe(45);
});

test("P07: a person's own visits do not overlap, at any establishment; touching is not overlapping", async () => {
  const [here, there] = [
    await addPractice(ownerDb),
    await addPractice(ownerDb, { reasons: { visit: { durationMin: 45, stepMin: 15 } }, specialtyCodes: ["SM04"] }),
  ];
  const ada = await addPerson(ownerDb);
  await booked(ada, here, "10:00");
  for (const time of ["09:30", "10:00", "10:15"]) expect(because(await book(ada, there, time))).toBe("overlaps-own");
  expect(because(await book(ada, there, "10:30"))).toBe("done");
});

test("P09: at most two visits to come with one practitioner; cancelled ones do not count", async () => {
  const [practice, ada] = [await addPractice(ownerDb, { maxFutureAppointments: 2 }), await addPerson(ownerDb)];
  const first = await booked(ada, practice, "09:00");
  await booked(ada, practice, "10:00");
  expect(because(await book(ada, practice, "11:00"))).toBe("too-many-ahead");
  await cancelAppointment(db, { id: first, by: ada.by, reason: null, now });
  expect(because(await book(ada, practice, "11:00"))).toBe("done");
});

test("P09: two first bookings at once cannot both be the last one allowed", async () => {
  const [practice, ada] = [await addPractice(ownerDb, { maxFutureAppointments: 1 }), await addPerson(ownerDb)];
  const outcomes = await Promise.all(["09:00", "11:00"].map((time) => book(ada, practice, time)));
  expect(outcomes.map(because).sort()).toEqual(["done", "too-many-ahead"]);
});

test("B15: a room that is taken takes the time, and follows a visit that moves", async () => {
  const [lune, ott] = [await addPractice(ownerDb), await addPractice(ownerDb)];
  const roomId = await asActor(ownerDb, { kind: "system", job: "test" }, async (tx) => {
    const { establishmentId } = await tx
      .selectFrom("site")
      .select("establishmentId")
      .where("id", "=", lune.site.main!)
      .executeTakeFirstOrThrow();
    const outcome = await addRoom(tx, { establishmentId, siteId: lune.site.main!, name: "Salle 1" });
    if (!outcome.done) throw new Error(outcome.because);
    await tx.updateTable("visitReason").set({ roomId: outcome.roomId }).where("id", "=", lune.reason.visit!).execute();
    return outcome.roomId;
  });
  const [ada, ben] = [await addPerson(ownerDb), await addPerson(ownerDb)];
  const id = await booked(ada, lune, "10:00");
  const inRoom = () =>
    ownerDb.selectFrom("occupation").select("occupiedFrom").where("resourceId", "=", roomId).execute();
  expect(await inRoom()).toHaveLength(1);
  expect(await moveAppointment(db, { id, to: slotAt(lune, "11:00").startsAt, by: ada.by, now })).toEqual({
    done: true,
  });
  expect((await inRoom()).map(({ occupiedFrom }) => occupiedFrom.toString())).toEqual(["2027-01-12T10:00:00Z"]);
  expect(because(await book(ben, ott, "11:00"))).toBe("done"); // another house, another room
});

test("two visits to the same specialty within six days are asked about: keep both, or replace", async () => {
  const [practice, ada] = [await addPractice(ownerDb), await addPerson(ownerDb)];
  const first = await booked(ada, practice, "09:00", { whenClose: undefined });
  const asked = await book(ada, practice, "10:00", { whenClose: undefined });
  expect(asked).toEqual({ done: false, because: "close-to-another", closeTo: first });
  expect(because(await book(ada, practice, "10:00", { whenClose: "replace" }))).toBe("done");
  expect(await statusOf(first)).toBe("cancelled");
  expect(because(await book(ada, practice, "11:00", { whenClose: undefined, on: "2027-01-18" }))).toBe("done"); // six days and an hour
});

test("P11, P13: another's person, a site or reason that is not offered, a time off the grid: nothing of the request is believed", async () => {
  const [practice, other] = [await addPractice(ownerDb), await addPractice(ownerDb)];
  const [ada, eve] = [await addPerson(ownerDb), await addPerson(ownerDb)];
  const slot = slotAt(practice, "09:00");
  const tries = [
    { ...bookingOf(eve, practice, "09:00"), personId: ada.personId },
    { ...bookingOf(eve, practice, "09:00"), slot: { ...slot, siteId: other.site.main! } },
    { ...bookingOf(eve, practice, "09:00"), slot: { ...slot, reasonId: other.reason.visit! } },
  ];
  for (const booking of tries) expect(because(await bookAppointment(db, booking))).toBe("not-found");
  expect(because(await book(eve, practice, "09:10"))).toBe("not-on-the-grid");
  expect(because(await book(eve, practice, "13:00"))).toBe("outside-openings");
  expect(await appointments(practice)).toBe(0);
});

test("who may book is asked again when booking: staff only, known only, ages, blocked", async () => {
  const practice = await addPractice(ownerDb, {
    reasons: {
      staff: { bookableBy: "staff", name: "A" },
      known: { bookableBy: "known", name: "B" },
      child: { maxAgeYears: 15, name: "C" },
      old: { minAgeYears: 60, name: "D" },
      visit: {},
    },
  });
  const ada = await addPerson(ownerDb);
  expect(because(await book(ada, practice, "09:00", { reason: "staff" }))).toBe("not-offered-online");
  expect(because(await book(ada, practice, "09:00", { reason: "known" }))).toBe("not-offered-online");
  expect(because(await book(ada, practice, "09:00", { reason: "child" }))).toBe("too-old");
  expect(because(await book(ada, practice, "09:00", { reason: "old" }))).toBe("too-young");
  await booked(ada, practice, "09:00");
  await ownerDb
    .updateTable("patient")
    .set({ blockedOnlineBecause: "three missed" })
    .where("personId", "=", ada.personId)
    .execute();
  expect(because(await book(ada, practice, "10:00"))).toBe("blocked");
});

test("B09: a request occupies its time until the practice answers", async () => {
  const practice = await addPractice(ownerDb, { reasons: { visit: { needsConfirmation: true } } });
  const [ada, ben] = [await addPerson(ownerDb), await addPerson(ownerDb)];
  expect(await statusOf(await booked(ada, practice, "10:00"))).toBe("requested");
  expect(because(await book(ben, practice, "10:00"))).toBe("slot-taken");
});

test("C11: a cancelled time can be had again, twice in a row", async () => {
  const [practice, ada, ben] = [await addPractice(ownerDb), await addPerson(ownerDb), await addPerson(ownerDb)];
  for (const person of [ada, ben, ada]) {
    const id = await booked(person, practice, "09:00");
    expect(await cancelAppointment(db, { id, by: person.by, reason: null, now })).toEqual({ done: true });
  }
});

test("X05: the rule of the reason comes before the practitioner's, and that before the site's", async () => {
  const until = async (practice: SampleIds) => {
    const id = await booked(await addPerson(ownerDb), practice, "09:00");
    return (
      await ownerDb.selectFrom("appointment").select("cancellableUntil").where("id", "=", id).executeTakeFirstOrThrow()
    ).cancellableUntil?.toString();
  };
  const sites = { main: { cancelNotice: "P2D" } };
  expect(
    await until(
      await addPractice(ownerDb, { sites, cancelNotice: "P5D", reasons: { visit: { cancelNotice: "P1D" } } }),
    ),
  ).toBe("2027-01-11T08:00:00Z");
  expect(await until(await addPractice(ownerDb, { sites, cancelNotice: "P5D" }))).toBe("2027-01-07T08:00:00Z");
  expect(await until(await addPractice(ownerDb, { sites }))).toBe("2027-01-10T08:00:00Z");
  expect(await until(await addPractice(ownerDb, { reasons: { visit: { cancellableOnline: false } } }))).toBeUndefined();
});

function book(person: SamplePerson, practice: SampleIds, time: string, wish: Wish = {}): Promise<BookOutcome> {
  return bookAppointment(db, bookingOf(person, practice, time, wish));
}

function booked(person: SamplePerson, practice: SampleIds, time: string, wish: Wish = {}): Promise<string> {
  return bookedIn(db, person, practice, time, wish);
}

async function held({ by }: SamplePerson, practice: SampleIds, time: string): Promise<string> {
  const outcome = await holdTime(db, { slot: slotAt(practice, time), by, visitor: by.visitor!, now });
  if (!outcome.done) throw new Error(`not held: ${outcome.because}`);
  return outcome.holdId;
}

async function shown(
  practice: SampleIds,
  at = now,
  as: "new-patient" | "known-patient" = "new-patient",
): Promise<string[]> {
  const day = Temporal.PlainDate.from(tuesday);
  const asked = [{ practitionerId: practice.practitionerId, reasonId: practice.reason.visit! }];
  const times = await asActor(db, { kind: "anonymous", visitor: null }, (tx) =>
    freeTimes(tx, { asked, from: day, to: day, now: at, as }),
  );
  return (times.get(practice.practitionerId) ?? []).map(({ startMs, zone }) =>
    Temporal.Instant.fromEpochMilliseconds(startMs)
      .toZonedDateTimeISO(zone)
      .toPlainTime()
      .toString({ smallestUnit: "minute" }),
  );
}

async function lengthOf(id: string): Promise<number> {
  const { startsAt, endsAt } = await ownerDb
    .selectFrom("appointment")
    .select(["startsAt", "endsAt"])
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  return startsAt.until(endsAt).total("minutes");
}

async function statusOf(id: string) {
  return (await ownerDb.selectFrom("appointment").select("status").where("id", "=", id).executeTakeFirstOrThrow())
    .status;
}

async function occupations({ practitionerId }: SampleIds): Promise<number> {
  return (await ownerDb.selectFrom("occupation").select("id").where("resourceId", "=", practitionerId).execute())
    .length;
}

async function appointments({ practitionerId }: SampleIds): Promise<number> {
  return (await ownerDb.selectFrom("appointment").select("id").where("practitionerId", "=", practitionerId).execute())
    .length;
}
