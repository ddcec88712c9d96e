import { expect, test } from "vitest";
import type { OpenHours } from "../availability/hours-of-agendas.ts";
import type { AgendaOf, AgendaSite } from "./agendas.ts";
import { type AgendaFacts, columnsOf, isEmpty } from "./columns.ts";
import type { Visit } from "./visits.ts";

const paris = siteIn("paris", "Europe/Paris");
const annexe = siteIn("annexe", "Europe/Paris");
const island = siteIn("island", "Indian/Reunion", "reunion");
const now = Temporal.Instant.from("2027-03-01T08:00Z");

test("free is what the openings leave beside visits, absences and what is being booked, with its place", () => {
  const facts = factsWith({
    openHours: [hours("paris", "09:00", "12:00"), hours("annexe", "14:00", "16:00")],
    taken: [
      { practitionerId: "lune", siteId: "paris", ...at("2027-03-30T10:10", 20) },
      { practitionerId: "lune", siteId: "paris", ...at("2027-03-30T11:00", 30) },
      { practitionerId: "fontanel", siteId: "paris", ...at("2027-03-30T09:00", 180) },
    ],
    visits: [visitAt("paris", "2027-03-30T10:15", 15)],
    absences: [{ id: "a", resourceId: "lune", label: null, ranges: [at("2027-03-30T15:00", 600)] }],
  });
  const [column] = columnsOf(facts, wanted([paris, annexe]));
  expect(column!.visits).toHaveLength(1);
  expect(column!.free.map(({ site, ...range }) => [site.id, ...shown(range)])).toEqual([
    ["paris", "09:00", "10:10"],
    ["paris", "10:30", "11:00"],
    ["paris", "11:30", "12:00"],
    ["annexe", "14:00", "15:00"],
  ]);
  expect(column!.held.map((range) => shown(range))).toEqual([["11:00", "11:30"]]);
  expect(column!.site.id).toBe("paris");
});

test("of one place, only what is there is shown; who is elsewhere is not free here", () => {
  const facts = factsWith({
    openHours: [hours("paris", "09:00", "12:00"), hours("annexe", "11:00", "16:00")],
    visits: [visitAt("paris", "2027-03-30T09:00", 30), visitAt("annexe", "2027-03-30T11:00", 30)],
    taken: [
      { practitionerId: "lune", siteId: "paris", ...at("2027-03-30T09:00", 30) },
      { practitionerId: "lune", siteId: "annexe", ...at("2027-03-30T11:00", 30) },
    ],
  });
  const [column] = columnsOf(facts, { ...wanted([paris, annexe]), siteId: "paris" });
  expect(column!.visits.map(({ siteId }) => siteId)).toEqual(["paris"]);
  expect(column!.free.map((range) => shown(range))).toEqual([
    ["09:30", "11:00"],
    ["11:30", "12:00"],
  ]);
});

test("places on two clocks are two columns, each read on its own", () => {
  const facts = factsWith({ openHours: [hours("paris", "09:00", "12:00"), hours("island", "09:00", "12:00")] });
  const columns = columnsOf(facts, wanted([paris, island]));
  expect(columns.map(({ clock, open }) => [clock.zone, ...shown(open[0]!, clock.zone)])).toEqual([
    ["Europe/Paris", "09:00", "12:00"],
    ["Indian/Reunion", "09:00", "12:00"],
  ]);
  const one = columnsOf(factsWith({ openHours: [hours("island", "09:00", "12:00")] }), wanted([paris, island]));
  expect(one.map(({ clock }) => clock.zone)).toEqual(["Indian/Reunion"]);
});

test("an opening that goes on after midnight is the end of one day and the beginning of the next", () => {
  const facts = factsWith({ openHours: [hours("paris", "22:00", "02:00")] });
  const [column] = columnsOf(facts, wanted([paris]));
  expect(column!.open.map((range) => shown(range))).toEqual([
    ["00:00", "02:00"],
    ["22:00", "00:00"],
  ]);
});

test("a holiday closes the day, unless the place works on it; either way it is named", () => {
  const openHours = [hours("paris", "09:00", "12:00")];
  const monday = Temporal.PlainDate.from("2027-03-29");
  const [closed] = columnsOf(factsWith({ openHours }), { ...wanted([paris]), day: monday });
  expect([closed!.isClosed, closed!.holidays, closed!.free]).toEqual([true, ["easter-monday"], []]);
  const working: AgendaSite = { ...paris, holidays: { ...paris.holidays, openOn: ["easter-monday"] } };
  const [open] = columnsOf(factsWith({ openHours }), { ...wanted([working]), day: monday });
  expect([open!.isClosed, open!.holidays, open!.free.length]).toEqual([false, ["easter-monday"], 1]);
});

test("a visit at a place where he receives no more is shown all the same", () => {
  const facts = factsWith({ visits: [visitAt("closed-since", "2027-03-30T09:00", 30)] });
  const [column] = columnsOf(facts, wanted([paris]));
  expect(column!.visits).toHaveLength(1);
  expect(isEmpty(column!)).toBe(false);
});

test("who has nothing that day has an empty column", () => {
  const [column] = columnsOf(factsWith({}), wanted([paris, annexe]));
  expect(isEmpty(column!)).toBe(true);
});

function factsWith(facts: Partial<AgendaFacts>): AgendaFacts {
  return { openHours: [], absences: [], taken: [], visits: [], ...facts };
}

function wanted(sites: AgendaSite[]) {
  const agenda: AgendaOf = {
    ...{ id: "lune", name: "Dre Camille Lune", title: "Dre", professionCode: "10", specialtyCodes: [] },
    ...{ active: true, sites, reasons: [] },
  };
  return { agenda, day: Temporal.PlainDate.from("2027-03-30"), siteId: null, now };
}

function siteIn(id: string, zone: string, region: "metropole" | "reunion" = "metropole"): AgendaSite {
  return { id, name: id, zone, active: true, holidays: { region, goodFriday: true, openOn: [] } };
}

/** Every day. */
function hours(siteId: string, from: string, to: string): OpenHours {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  return {
    ...{ practitionerId: "lune", siteId },
    timetable: {
      ...{ fromMin: minutes(from), toMin: minutes(to), weekdays: ["MO", "TU", "WE", "TH", "FR", "SA", "SU"] },
      ...{ everyWeeks: 1, isoWeeks: null, nth: null, since: null, until: null, exceptions: [] },
    },
  };
}

function visitAt(siteId: string, from: string, minutes: number): Visit {
  return {
    ...{ id: `${siteId} ${from}`, version: 1, practitionerId: "lune", siteId, status: "booked", overbooked: false },
    ...{ isOnline: false, forNewPatient: false, place: "in-person", reasonName: "Suivi", hue: 1, hasNote: false },
    ...{ patientId: "ada", nameUsed: "Adaberg", firstNames: "Ada", number: null },
    birthDate: Temporal.PlainDate.from("1985-06-01"),
    ...at(from, minutes),
  };
}

/** On the clock of Paris. */
function at(from: string, minutes: number) {
  const startMs = Temporal.PlainDateTime.from(from).toZonedDateTime("Europe/Paris").epochMilliseconds;
  return { startMs, endMs: startMs + minutes * 60_000 };
}

function shown({ startMs, endMs }: { startMs: number; endMs: number }, zone = "Europe/Paris"): string[] {
  return [startMs, endMs].map((ms) =>
    Temporal.Instant.fromEpochMilliseconds(ms)
      .toZonedDateTimeISO(zone)
      .toPlainTime()
      .toString({ smallestUnit: "minute" }),
  );
}
