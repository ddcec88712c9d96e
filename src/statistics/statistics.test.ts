import { expect, test } from "vitest";
import { newWorld } from "../../test/world.ts";
import { proPaths } from "../pro-paths.ts";
import { csvOf } from "./csv.ts";
import { periodIn, presetPeriod } from "./period.ts";
import { reportFor } from "./report.ts";

const march = { from: Temporal.PlainDate.from("2027-03-01"), to: Temporal.PlainDate.from("2027-03-31") };

/** Ada on 30 March with Dre Lune (seen), Ben on 24 March with her (missed) and on 25 March with Dr Fontanel, cancelled by him. */
async function worldWithVisits() {
  const world = await newWorld();
  const { book, ownerDb, appointment } = world;
  const missed = await book({ by: "ben", at: "2027-03-24T09:00" });
  const cancelled = await book({ by: "ben", with: "fontanel", at: "2027-03-25T09:00" });
  const is = (id: string, set: object) => ownerDb.updateTable("appointment").set(set).where("id", "=", id).execute();
  await is(appointment.id, { status: "seen" });
  await is(missed.id, { status: "missed", origin: "staff" });
  await is(cancelled.id, { status: "cancelled", cancelledAt: world.clock.now(), cancelledBy: "patient" });
  return world;
}

test("visits are counted by who booked them, what became of them, and whose agenda they are in", async () => {
  const { db, cast, clock } = await worldWithVisits();
  const report = (await reportFor(db, { by: cast.sami.by, period: march, practitionerId: null, now: clock.now() }))!;
  const sums = report.counts.map(({ origin, kept, seen, missed, cancelledByPatient }) => ({
    origin,
    kept,
    seen,
    missed,
    cancelledByPatient,
  }));
  expect(sums).toHaveLength(3);
  expect(sums).toContainEqual({ origin: "online", kept: 1, seen: 1, missed: 0, cancelledByPatient: 0 });
  expect(sums).toContainEqual({ origin: "staff", kept: 1, seen: 0, missed: 1, cancelledByPatient: 0 });
  expect(sums).toContainEqual({ origin: "online", kept: 0, seen: 0, missed: 0, cancelledByPatient: 1 });
  // 23 weekdays in March 2027, 7 h 30 each; 29 March is Easter Monday
  expect(report.openMin.get(cast.cerfVolant.lune.practitionerId)).toBe(22 * 450);
  expect(report.nextFree.get(cast.cerfVolant.lune.practitionerId)).toEqual({ days: 0, reason: "Consultation" });
});

test("on the night clocks go forward an hour of opening is an hour less; an absence closes what it covers", async () => {
  const { db, ownerDb, cast, clock } = await newWorld();
  const { practitionerId } = cast.cerfVolant.lune;
  const period = { from: Temporal.PlainDate.from("2027-03-30"), to: Temporal.PlainDate.from("2027-03-30") };
  const open = async () =>
    (await reportFor(db, { by: cast.sami.by, period, practitionerId, now: clock.now() }))!.openMin.get(practitionerId);
  expect(await open()).toBe(450);
  const { establishmentId } = cast.cerfVolant;
  const times = {
    startsLocal: Temporal.PlainDateTime.from("2027-03-30T10:00"),
    endsLocal: Temporal.PlainDateTime.from("2027-03-30T15:00"),
  };
  await ownerDb
    .insertInto("absence")
    .values({ id: crypto.randomUUID(), establishmentId, resourceId: practitionerId, zone: "Europe/Paris", ...times })
    .execute();
  expect(await open()).toBe(450 - 120 - 60);
});

test("Lou counts her own agenda and no other, whatever she asks; another establishment's staff find nobody of ours", async () => {
  const { as, cast } = await worldWithVisits();
  const [lune, fontanel] = [cast.cerfVolant.lune.practitionerId, cast.cerfVolant.fontanel.practitionerId];
  const query = { du: "2027-03-01", au: "2027-03-31" };
  const mine = await as("lou").get(proPaths.statistics(query));
  expect(mine.status).toBe(200);
  expect(mine.body).not.toContain("Camille Lune");
  expect((await as("lou").get(proPaths.statistics({ ...query, praticien: lune }))).status).toBe(404);
  expect(
    (await as("lou").get(proPaths.statisticsFile({ ...query, praticien: lune, tableau: "praticiens" }))).status,
  ).toBe(404);
  expect((await as("lou").get(proPaths.statistics({ ...query, praticien: fontanel }))).status).toBe(200);
  expect((await as("max").get(proPaths.statistics(query))).body).not.toContain("Lune");
  expect((await as("ada").get(proPaths.statistics(query))).status).toBe(404);
});

test("each table is a file that a French spreadsheet opens", async () => {
  const { as } = await worldWithVisits();
  const query = { du: "2027-03-01", au: "2027-03-31" };
  for (const tableau of ["praticiens", "motifs", "origines", "semaines", "envois"]) {
    const file = await as("sami").get(proPaths.statisticsFile({ ...query, tableau }));
    expect(file.status, tableau).toBe(200);
    expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(file.body.split("\r\n").length).toBeGreaterThan(2);
  }
  const { body } = await as("sami").get(proPaths.statisticsFile({ ...query, tableau: "motifs" }));
  expect(body).toContain("Consultation;2;100");
  expect((await as("sami").get(proPaths.statisticsFile({ ...query, tableau: "autre" }))).status).toBe(404);
});

test("a name that a spreadsheet would run as a formula is told as text", () => {
  const table = { id: "motifs" as const, title: "", hint: "", columns: ["Motif", "Rendez-vous"], drawn: [], units: {} };
  expect(csvOf({ ...table, rows: [["=HYPERLINK(1)", 2]] })).toContain("'=HYPERLINK(1);2");
});

test.each([
  [{ du: "hier", au: "2027-03-31" }, "from"],
  [{ du: "2027-03-01", au: "2027-02-31" }, "to"],
  [{ du: "2027-03-31", au: "2027-03-01" }, "order"],
  [{ du: "2020-01-01", au: "2027-03-01" }, "long"],
  [{}, null],
])("the period %o: %s", async (query, fault) => {
  const today = Temporal.PlainDate.from("2027-03-22");
  expect(periodIn(query, today).fault).toBe(fault);
  expect(periodIn({}, today).period).toEqual(presetPeriod("month", today));
});

test("a period that makes no sense is said beside its field", async () => {
  const { as } = await newWorld();
  const answer = await as("sami").get(proPaths.statistics({ du: "2027-03-31", au: "2027-03-01" }));
  expect(answer.status).toBe(422);
  expect(answer.body).toContain("inversez-les");
});
