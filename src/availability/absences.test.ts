import { expect, test } from "vitest";
import { done } from "../../seeds/done.ts";
import { newWorld } from "../../test/world.ts";
import { appointmentsUnder } from "../appointments/inside.ts";
import { addRoom } from "../establishments/add-room.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { absencesOpenTo, type DeclaredAbsence, hoursOfAbsence } from "./absences.ts";
import { addAbsence } from "./add-absence.ts";
import { plainDateOf } from "./calendar.ts";
import { changeAbsence } from "./change-absence.ts";
import type { AbsenceTime } from "./declare-absence.ts";
import { endAbsence } from "./end-absence.ts";

const world = await newWorld();
const { db, ownerDb, cast, clock } = world;
const { lune, fontanel, sites, establishmentId } = cast.cerfVolant;
const day = (text: string) => Temporal.PlainDate.from(text);
const asSami = { by: cast.sami.by, now: clock.now() };
const everyOtherWednesday = {
  weekdays: ["WE"],
  everyWeeks: 2,
  from: "14:00",
  to: "18:00",
  since: day("2027-04-07"),
  until: day("2027-06-30"),
} as const;

async function declared(time: AbsenceTime, resourceId = lune.practitionerId): Promise<DeclaredAbsence> {
  const wish = { resourceId, time, label: null, key: newId(), ...asSami };
  return absence(done(await addAbsence(db, wish)).absenceId);
}

async function absence(id: string, by: Actor = cast.sami.by): Promise<DeclaredAbsence> {
  const [found] = await asActor(db, by, (tx) => absencesOpenTo(tx, { id }));
  if (!found) throw new Error("no such absence");
  return found;
}

async function daysOfAll(): Promise<string[]> {
  const all = await asActor(db, cast.sami.by, (tx) => absencesOpenTo(tx, { resourceIds: [lune.practitionerId] }));
  return all
    .flatMap(({ time }) =>
      "weekdays" in time
        ? hoursOfAbsence(time, day("2027-01-01"), day("2027-12-31")).map(({ on }) => `${plainDateOf(on)}`)
        : [],
    )
    .sort();
}

test("one Wednesday of every other week is taken back, then all from a day on: the others stay the same ones", async () => {
  const { id } = await declared(everyOtherWednesday);
  const before = await daysOfAll();
  expect(before).toContain("2027-05-05");
  done(await endAbsence(db, { ...(await absence(id)), scope: "day", on: day("2027-05-05"), ...asSami }));
  expect(await daysOfAll()).toEqual(before.filter((date) => date !== "2027-05-05"));
  done(await endAbsence(db, { ...(await absence(id)), scope: "day", on: day("2027-04-07"), ...asSami }));
  expect(await daysOfAll()).toEqual(before.filter((date) => date !== "2027-05-05" && date !== "2027-04-07"));
  const rest = await asActor(db, cast.sami.by, (tx) => absencesOpenTo(tx, { resourceIds: [lune.practitionerId] }));
  const last = rest.find(({ time }) => "weekdays" in time && time.since?.toString() === "2027-05-19")!;
  done(await endAbsence(db, { ...last, scope: "following", on: day("2027-06-02"), ...asSami }));
  expect(await daysOfAll()).toEqual(["2027-04-21", "2027-05-19"]);
  expect(await endAbsence(db, { ...(await absence(last.id)), scope: "day", on: day("2027-06-02"), ...asSami })).toEqual(
    {
      done: false,
      because: "not-its-day",
    },
  );
});

test("what is kept is what was said: a stretch becomes a repetition and back; the second who changes it is told", async () => {
  const stretch = {
    from: Temporal.PlainDateTime.from("2027-08-02T00:00"),
    to: Temporal.PlainDateTime.from("2027-08-16T00:00"),
  };
  const first = await declared(stretch);
  expect(first).toMatchObject({ time: stretch, zone: "Europe/Paris", version: 1 });
  done(await changeAbsence(db, { ...first, time: everyOtherWednesday, label: "Congrès", ...asSami }));
  expect(await absence(first.id)).toMatchObject({ time: everyOtherWednesday, label: "Congrès", version: 2 });
  const stale = { done: false, because: "stale" };
  expect(await changeAbsence(db, { ...first, time: stretch, ...asSami })).toEqual(stale);
  expect(await endAbsence(db, { ...first, scope: "all", on: null, ...asSami })).toEqual(stale);
  const backwards = { from: stretch.to, to: stretch.from };
  expect(await changeAbsence(db, { ...(await absence(first.id)), time: backwards, ...asSami })).toEqual({
    done: false,
    because: "ends-before-it-begins",
  });
  done(await endAbsence(db, { ...(await absence(first.id)), scope: "all", on: null, ...asSami }));
  await expect(absence(first.id)).rejects.toThrow();
});

test("Lou keeps one agenda: another’s absences are not there for her, nor for Max; of a room she reads and does not write", async () => {
  const hers = await declared(everyOtherWednesday);
  const { roomId } = await asActor(ownerDb, { kind: "system", job: "test" }, async (tx) =>
    done(await addRoom(tx, { establishmentId, siteId: sites.main.id, name: "Salle d’échographie" })),
  );
  const room = await declared(everyOtherWednesday, roomId);
  const notFound = { done: false, because: "not-found" };
  for (const { by } of [cast.lou, cast.max]) {
    const whose = { by, now: clock.now() };
    await expect(absence(hers.id, by)).rejects.toThrow();
    for (const resourceId of [lune.practitionerId, roomId]) {
      const wish = { resourceId, time: everyOtherWednesday, label: null, key: newId(), ...whose };
      expect(await addAbsence(db, wish)).toEqual(notFound);
    }
    for (const one of [hers, room]) {
      expect(await changeAbsence(db, { ...one, ...whose })).toEqual(notFound);
      expect(await endAbsence(db, { ...one, scope: "all", on: null, ...whose })).toEqual(notFound);
    }
  }
  expect(await absence(room.id, cast.lou.by)).toEqual(room);
  await expect(absence(room.id, cast.max.by)).rejects.toThrow();
  const mine = { resourceId: fontanel.practitionerId, time: everyOtherWednesday, label: null, key: newId() };
  expect(await addAbsence(db, { ...mine, by: cast.lou.by, now: clock.now() })).toMatchObject({ done: true });
});

test("sent twice, an absence is there once; the appointments under it are those one may see", async () => {
  const wish = {
    resourceId: lune.practitionerId,
    time: {
      from: Temporal.PlainDateTime.from("2027-03-30T08:00"),
      to: Temporal.PlainDateTime.from("2027-03-30T13:00"),
    },
    label: null,
    key: newId(),
    ...asSami,
  };
  const [one, two] = await Promise.all([addAbsence(db, wish), addAbsence(db, wish)]);
  expect(one).toEqual(two);
  const under = await absence(done(one!).absenceId);
  const whatSees = (by: Actor) =>
    asActor(db, by, (tx) => appointmentsUnder(tx, { absence: under, now: clock.now() })).then((all) =>
      all.map(({ id }) => id),
    );
  expect(await whatSees(cast.sami.by)).toEqual([world.appointment.id]);
  expect(await whatSees(cast.lou.by)).toEqual([]);
});
