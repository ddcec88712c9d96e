import { sql } from "kysely";
import { expect, test } from "vitest";
import { addReasons } from "../../seeds/house.ts";
import { newDesk } from "../../test/desk-work.ts";
import { declareAbsence } from "../availability/declare-absence.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { bookAppointment } from "./book.ts";
import { holdTime } from "./hold.ts";

test("by telephone, for someone without account: booked, in the agenda, with a note that no patient sees", async () => {
  const { newFile, booked, row, taken, ownerDb, at, cast, sami } = await newDesk();
  const file = await newFile("Marchand");
  const { appointmentId, overbooked } = await booked(file, "2027-03-31T10:00", { note: " Apporte ses radios " });
  expect(overbooked).toBe(false);
  const { startsAt, endsAt } = await row(appointmentId);
  expect(await row(appointmentId)).toMatchObject({
    ...{ status: "booked", origin: "staff", patientId: file, forNewPatient: true, overbooked: false, version: 1 },
  });
  expect([startsAt.toString(), endsAt.toString()]).toEqual(
    [at("2027-03-31T10:00"), at("2027-03-31T10:30")].map(String),
  );
  const { practitionerId } = cast.cerfVolant.lune;
  expect(await taken(appointmentId)).toMatchObject([{ resourceId: practitionerId, overbooked: false }]);
  expect(await ownerDb.selectFrom("appointmentNote").selectAll().executeTakeFirst()).toMatchObject({
    ...{ appointmentId, note: "Apporte ses radios", writtenBy: sami.staffId },
  });
  const told = await ownerDb.selectFrom("event").selectAll().where("appointmentId", "=", appointmentId).execute();
  expect(told).toMatchObject([{ kind: "appointment-booked", actorRole: "secretary", actorName: "Sami Samiberg" }]);
});

test("a start off the grid, an hour of today that has passed, a time beyond the horizon or kept back are simply booked", async () => {
  const { fileOf, bookFor, cast, ownerDb, clock } = await newDesk();
  const rule = {
    bookingNotice: "P3D",
    bookingHorizon: "P30D",
    releasedHoursBefore: 24,
    bookableBy: "invited" as const,
  };
  await ownerDb.updateTable("visitReason").set(rule).where("id", "=", cast.cerfVolant.lune.reasonIds.visit).execute();
  const ada = await fileOf("ada");
  clock.set("2027-03-22T11:45+01:00[Europe/Paris]");
  for (const local of ["2027-03-22T09:07", "2027-03-22T11:23", "2027-10-06T10:00"])
    expect(await bookFor(ada, local), local).toMatchObject({ done: true, overbooked: false });
  expect(await bookFor(ada, "2027-03-19T10:00", { onPurpose: true })).toEqual({ done: false, because: "before-today" });
});

test("outside openings, on a holiday, during an absence: said first, booked on purpose, and over nobody", async () => {
  const { newFile, bookFor, cast, ownerDb, row } = await newDesk();
  const { establishmentId, lune } = cast.cerfVolant;
  await asActor(ownerDb, { kind: "system", job: "test" }, (tx) =>
    declareAbsence(tx, {
      ...{ establishmentId, resourceId: lune.practitionerId, zone: "Europe/Paris", label: "Formation" },
      ...{ from: Temporal.PlainDateTime.from("2027-03-31T14:00"), to: Temporal.PlainDateTime.from("2027-03-31T16:00") },
    }),
  );
  const file = await newFile("Marchand");
  for (const [local, warning] of [
    ["2027-04-03T10:00", "outside-openings"],
    ["2027-04-02T11:45", "outside-openings"], // ends after noon
    ["2027-03-29T10:00", "holiday"], // Easter Monday
    ["2027-03-31T15:30", "absence"],
  ] as const) {
    const refusal = { done: false, because: "only-on-purpose", warnings: [warning] };
    expect(await bookFor(file, local), local).toEqual(refusal);
    const outcome = await bookFor(file, local, { onPurpose: true });
    expect(outcome).toMatchObject({ done: true, overbooked: false });
    if (outcome.done) expect((await row(outcome.appointmentId)).overbooked).toBe(false);
  }
});

test("over another appointment only on purpose, with its flag; patients are offered neither hour", async () => {
  const { newFile, bookFor, booked, appointment, row, taken, db, cast, slot, clock } = await newDesk();
  const file = await newFile("Marchand");
  const refusal = { done: false, because: "only-on-purpose", warnings: ["taken"] };
  expect(await bookFor(file, "2027-03-30T08:45")).toEqual(refusal);
  const { appointmentId, overbooked } = await booked(file, "2027-03-30T08:45", { onPurpose: true });
  expect([overbooked, (await row(appointmentId)).overbooked]).toEqual([true, true]);
  expect(await taken(appointmentId)).toMatchObject([{ overbooked: true }]);
  expect(await taken(appointment.id)).toMatchObject([{ overbooked: false }]);

  for (const local of ["2027-03-30T08:30", "2027-03-30T09:00"])
    expect(
      await bookAppointment(db, {
        ...{ slot: slot(local), holdId: null, personId: cast.ben.personId, wordsForPractice: null, whenClose: "keep" },
        ...{ key: newId(), by: cast.ben.by, now: clock.now() },
      }),
      local,
    ).toEqual({ done: false, because: "slot-taken" });
});

test("a time that a patient holds is taken, until the hold is over", async () => {
  const { newFile, bookFor, db, cast, slot, clock } = await newDesk();
  const file = await newFile("Marchand");
  const held = slot("2027-03-31T10:00");
  await holdTime(db, { slot: held, by: cast.ben.by, visitor: cast.ben.by.visitor!, now: clock.now() });
  expect(await bookFor(file, "2027-03-31T10:00")).toMatchObject({ because: "only-on-purpose", warnings: ["taken"] });
  clock.advance({ minutes: 11 });
  expect(await bookFor(file, "2027-03-31T10:00")).toMatchObject({ done: true });
});

test("another visit of hers at the same hour is warned of, here only; with or without an account", async () => {
  const { fileOf, newFile, bookFor, booked, book } = await newDesk();
  const ada = await fileOf("ada");
  const warned = { done: false, because: "only-on-purpose", warnings: ["overlaps-own"] };
  const fontanel = { with: "fontanel" } as const;
  expect(await bookFor(ada, "2027-03-30T08:45", fontanel)).toEqual(warned);
  const marchand = await newFile("Marchand");
  await booked(marchand, "2027-03-31T10:00");
  expect(await bookFor(marchand, "2027-03-31T10:00", fontanel)).toEqual(warned);
  expect(await bookFor(marchand, "2027-03-31T10:00", { ...fontanel, onPurpose: true })).toMatchObject({
    overbooked: false,
  });

  await book({ by: "ada", with: "ott", at: "2027-04-07T10:00" });
  expect(await bookFor(ada, "2027-04-07T10:00")).toMatchObject({ done: true });
});

test("it lasts as long as the reason with that practitioner, for someone new or known, or as it is said", async () => {
  const { fileOf, newFile, booked, row, cast, ownerDb, bookFor } = await newDesk();
  const { visit } = cast.cerfVolant.lune.reasonIds;
  await ownerDb
    .updateTable("visitReason")
    .set({ newPatientDurationMin: 45, bufferAfterMin: 5 })
    .where("id", "=", visit)
    .execute();
  const [known, unknown] = [await fileOf("ada"), await newFile("Marchand")];
  await ownerDb.updateTable("patient").set({ isKnown: true }).where("id", "=", known).execute();
  const minutes = async (id: string) => (await row(id)).startsAt.until((await row(id)).endsAt).total("minutes");
  const made = [
    await booked(known, "2027-03-31T10:00"),
    await booked(unknown, "2027-03-31T11:00"),
    await booked(unknown, "2027-03-31T14:00", { durationMin: 20 }),
  ];
  expect(await Promise.all(made.map(({ appointmentId }) => minutes(appointmentId)))).toEqual([30, 45, 20]);
  for (const durationMin of [0, 721, 12.5])
    expect(await bookFor(known, "2027-04-01T10:00", { durationMin, onPurpose: true })).toEqual({
      ...{ done: false, because: "no-such-length" },
    });
});

test("whoever is blocked online is booked by staff; nobody is, where the practitioner or the site is closed", async () => {
  const { fileOf, bookFor, ownerDb, cast, slot } = await newDesk();
  const ada = await fileOf("ada");
  await ownerDb.updateTable("patient").set({ blockedOnlineBecause: "absences" }).where("id", "=", ada).execute();
  expect(await bookFor(ada, "2027-03-31T10:00")).toMatchObject({ done: true });

  const { practitionerId } = cast.cerfVolant.fontanel;
  await ownerDb.updateTable("practitioner").set({ active: false }).where("id", "=", practitionerId).execute();
  expect(await bookFor(ada, "2027-03-31T11:00", { with: "fontanel", onPurpose: true })).toEqual({
    done: false,
    because: "closed",
  });
  const other = await asActor(ownerDb, { kind: "system", job: "test" }, (tx) =>
    addReasons(tx, cast.cerfVolant, { vaccine: { name: "Vaccin", durationMin: 15 } }),
  );
  const unoffered = { ...slot("2027-03-31T11:00"), reasonId: other.vaccine };
  expect(await bookFor(ada, "2027-03-31T11:00", { slot: unoffered, onPurpose: true })).toEqual({
    ...{ done: false, because: "not-for-this-practitioner" },
  });
});

test("nobody books in another’s agenda, nor for another establishment’s patient", async () => {
  const { fileOf, bookFor, cast, db, clock, book } = await newDesk();
  const ada = await fileOf("ada");
  await book({ by: "eve", with: "ott", at: "2027-04-07T10:00" });
  const eve = await asActor(db, cast.max.by, (tx) => tx.selectFrom("patient").select("id").executeTakeFirstOrThrow());
  const notFound = { done: false, because: "not-found" };
  expect(await bookFor(ada, "2027-03-31T10:00", { by: cast.lou.by })).toEqual(notFound);
  expect(await bookFor(ada, "2027-03-31T10:00", { by: cast.max.by })).toEqual(notFound);
  expect(await bookFor(eve.id, "2027-03-31T10:00")).toEqual(notFound);
  expect(await bookFor(newId(), "2027-03-31T10:00")).toEqual(notFound);
  expect(await bookFor(ada, "2027-03-31T10:00", { with: "fontanel", by: cast.lou.by })).toMatchObject({
    done: true,
  });
  const stranger = { ...cast.sami.by, userId: cast.eve.userId };
  expect(await bookFor(ada, "2027-03-31T11:00", { by: stranger, now: clock.now() })).toEqual(notFound);
});

test("pressed twice, even at once, it is booked once", async () => {
  const { fileOf, bookFor, ownerDb } = await newDesk();
  const [ada, key] = [await fileOf("ada"), newId()];
  const outcomes = await Promise.all([1, 2, 3].map(() => bookFor(ada, "2027-03-31T10:00", { key })));
  expect(new Set(outcomes.map((outcome) => outcome.done && outcome.appointmentId)).size).toBe(1);
  expect(await bookFor(ada, "2027-03-31T10:00", { key })).toEqual(outcomes[0]);
  expect(await ownerDb.selectFrom("appointment").select("id").where("origin", "=", "staff").execute()).toHaveLength(1);
});

test("two secretaries and a patient online want one time: exactly one has it", async () => {
  const { newFile, bookFor, cast, db, slot, clock, ownerDb } = await newDesk();
  const files = [await newFile("Marchand"), await newFile("Nguyen")];
  const online = {
    ...{ slot: slot("2027-03-31T10:00"), holdId: null, personId: cast.ben.personId, wordsForPractice: null },
    ...{ whenClose: "keep" as const, key: newId(), by: cast.ben.by, now: clock.now() },
  };
  const outcomes = await Promise.all([
    bookFor(files[0]!, "2027-03-31T10:00"),
    bookAppointment(db, online),
    bookFor(files[1]!, "2027-03-31T10:15", { by: cast.nina.by }),
  ]);
  expect(outcomes.filter(({ done }) => done)).toHaveLength(1);
  const { rows } = await sql<{ taken: number }>`select count(*)::integer as taken from occupation
    where occupied && tstzrange(${slot("2027-03-31T10:00").startsAt}, ${slot("2027-03-31T10:45").startsAt})`.execute(
    ownerDb,
  );
  expect(rows).toEqual([{ taken: 1 }]);
});
