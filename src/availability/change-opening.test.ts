import fc from "fast-check";
import { expect, test } from "vitest";
import { done } from "../../seeds/done.ts";
import { newWorld } from "../../test/world.ts";
import { freeTimes } from "../appointments/free-times.ts";
import { asActor } from "../platform/actor.ts";
import { newId } from "../platform/ids.ts";
import { addOpening } from "./add-opening.ts";
import { dayOf, plainDateOf, weekdays } from "./calendar.ts";
import { changeOpening, type OpeningChange } from "./change-opening.ts";
import { copyWeek } from "./copy-week.ts";
import { endOpening } from "./end-opening.ts";
import { nextDayOf, type PlannedOpening, type Scope, timeOf, writtenAs } from "./opening.ts";
import { openingsOpenTo } from "./openings.ts";
import type { OpeningTime } from "./plan-opening.ts";
import { restoreDay } from "./restore-day.ts";

const world = await newWorld();
const { db, ownerDb, cast, clock } = world;
const { lune, fontanel, sites } = cast.cerfVolant;
const day = (text: string) => Temporal.PlainDate.from(text);
const place = { siteId: sites.main.id, reasonIds: [lune.reasonIds.visit] };
const asSami = { by: cast.sami.by, now: clock.now() };

/** Dre Lune with no openings but this one. */
async function withOnly(time: OpeningTime): Promise<PlannedOpening> {
  await ownerDb.deleteFrom("opening").where("practitionerId", "=", lune.practitionerId).execute();
  const plan = { ...time, ...place, practitionerId: lune.practitionerId };
  const { openingId: id } = done(await addOpening(db, { plan, key: newId(), ...asSami }));
  return opening(id);
}

async function opening(id: string): Promise<PlannedOpening> {
  const [found] = await asActor(db, cast.sami.by, (tx) => openingsOpenTo(tx, { id }));
  if (!found) throw new Error("no such opening");
  return found;
}

/** The free times of Dre Lune, as `2027-04-06T09:00`. */
async function free(from: string, to: string): Promise<string[]> {
  const asked = [{ practitionerId: lune.practitionerId, reasonId: lune.reasonIds.visit }];
  const question = { asked, from: day(from), to: day(to), now: clock.now(), as: "staff" as const };
  const times = await asActor(db, cast.sami.by, (tx) => freeTimes(tx, question));
  return (times.get(lune.practitionerId) ?? []).map(({ startMs, zone }) =>
    Temporal.Instant.fromEpochMilliseconds(startMs)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString({ smallestUnit: "minute" }),
  );
}

function change(opening: PlannedOpening, scope: Scope, on: string | null, to: Partial<OpeningChange["to"]>) {
  const { id, version } = opening;
  const time = writtenAs(opening.timetable);
  return changeOpening(db, {
    id,
    version,
    scope,
    on: on === null ? null : day(on),
    to: { ...place, time, ...to },
    ...asSami,
  });
}

const tuesdays = { weekdays: ["TU"], from: "09:00", to: "10:00" } as const;

test("this Tuesday only, this one and the following, all of them: three different things", async () => {
  const one = await withOnly(tuesdays);
  done(await change(one, "day", "2027-04-13", { time: { on: day("2027-04-13"), from: "14:00", to: "14:30" } }));
  expect(await free("2027-04-06", "2027-04-20")).toEqual([
    ...["2027-04-06T09:00", "2027-04-06T09:30"],
    "2027-04-13T14:00",
    ...["2027-04-20T09:00", "2027-04-20T09:30"],
  ]);

  const two = await withOnly(tuesdays);
  const { openingId } = done(await change(two, "following", "2027-04-13", { time: { ...tuesdays, to: "09:30" } }));
  expect(openingId).not.toBe(two.id);
  expect(await free("2027-04-06", "2027-04-20")).toEqual([
    ...["2027-04-06T09:00", "2027-04-06T09:30"],
    ...["2027-04-13T09:00", "2027-04-20T09:00"],
  ]);

  const three = await withOnly(tuesdays);
  done(await change(three, "all", null, { time: { ...tuesdays, from: "09:30" } }));
  expect((await opening(three.id)).version).toBe(2);
  expect(await free("2027-04-06", "2027-04-13")).toEqual(["2027-04-06T09:30", "2027-04-13T09:30"]);
});

test("one day moved to another date leaves its own, and takes its place and its reasons along", async () => {
  const series = await withOnly(tuesdays);
  const { openingId } = done(
    await change(series, "day", "2027-04-13", { time: { on: day("2027-04-15"), from: "09:00", to: "09:30" } }),
  );
  expect((await opening(openingId)).timetable).toMatchObject({ on: dayOf(day("2027-04-15")) });
  expect(await free("2027-04-13", "2027-04-20")).toEqual(["2027-04-15T09:00", "2027-04-20T09:00", "2027-04-20T09:30"]);
});

test("« this and following » on an exceptional day takes it along; exceptions before and after stay what they were", async () => {
  const series = await withOnly(tuesdays);
  for (const on of ["2027-04-06", "2027-04-13", "2027-04-27"])
    done(await endOpening(db, { ...(await opening(series.id)), scope: "day", on: day(on), ...asSami }));
  done(await change(await opening(series.id), "following", "2027-04-13", { time: { ...tuesdays, to: "09:30" } }));
  expect(await free("2027-03-30", "2027-05-04")).toEqual([
    ...["2027-03-30T09:00", "2027-03-30T09:30"],
    ...["2027-04-13T09:00", "2027-04-20T09:00", "2027-05-04T09:00"],
  ]);
});

test("a day that was taken away comes back with its usual hours; a day of two hours loses only the one that is meant", async () => {
  const series = await withOnly(tuesdays);
  const on = day("2027-04-13");
  done(await endOpening(db, { ...series, scope: "day", on, ...asSami }));
  expect(await free("2027-04-13", "2027-04-13")).toEqual([]);
  done(await restoreDay(db, { id: series.id, on, ...asSami }));
  expect(await free("2027-04-13", "2027-04-13")).toHaveLength(2);

  const { establishmentId } = series;
  const other = { openingId: series.id, establishmentId, onDate: on };
  for (const [fromTime, toTime] of [
    ["09:00", "09:30"],
    ["16:00", "16:30"],
  ] as const)
    await ownerDb
      .insertInto("openingException")
      .values({ ...other, id: newId(), fromTime, toTime })
      .execute();
  done(await endOpening(db, { ...(await opening(series.id)), scope: "day", on, at: "16:00", ...asSami }));
  expect(await free("2027-04-13", "2027-04-13")).toEqual(["2027-04-13T09:00"]);
  done(await endOpening(db, { ...(await opening(series.id)), scope: "day", on, at: "09:00", ...asSami }));
  expect(await free("2027-04-13", "2027-04-13")).toEqual([]);
});

test("ended from its first day on it is gone; ended later, what came before stays", async () => {
  const series = await withOnly({ ...tuesdays, since: day("2027-03-30") });
  done(await endOpening(db, { ...series, scope: "following", on: day("2027-04-06"), ...asSami }));
  expect(await free("2027-03-23", "2027-06-01")).toEqual(["2027-03-30T09:00", "2027-03-30T09:30"]);
  done(await endOpening(db, { ...(await opening(series.id)), scope: "following", on: day("2027-03-30"), ...asSami }));
  await expect(opening(series.id)).rejects.toThrow();
});

test("of two who change the same opening at once, one is told that it has changed", async () => {
  const series = await withOnly(tuesdays);
  const outcomes = await Promise.all(
    ["10:30", "11:00"].map((to) => change(series, "all", null, { time: { ...tuesdays, to } })),
  );
  expect(outcomes.filter(({ done }) => done)).toHaveLength(1);
  expect(outcomes.find(({ done }) => !done)).toEqual({ done: false, because: "stale" });
  expect(await endOpening(db, { ...series, scope: "all", on: null, ...asSami })).toEqual({
    done: false,
    because: "stale",
  });
});

test("a day that is none of its own, and what could not be planned, are refused; nothing is changed", async () => {
  const series = await withOnly(tuesdays);
  const why = async (...asked: Parameters<typeof change>) => {
    const outcome = await change(...asked);
    return outcome.done ? "done" : outcome.because;
  };
  expect(await why(series, "day", "2027-04-14", {})).toBe("not-its-day");
  expect(await why(series, "following", null, {})).toBe("not-its-day");
  expect(await why(series, "all", null, { reasonIds: [] })).toBe("no-reason");
  expect(await why(series, "following", "2027-04-13", { time: { ...tuesdays, until: day("2027-04-01") } })).toBe(
    "until-before-since",
  );
  expect((await opening(series.id)).version).toBe(1);
});

test("Lou keeps Dr Fontanel’s agenda only: Dre Lune’s openings are not there for her, nor for Max", async () => {
  const series = await withOnly(tuesdays);
  for (const { by } of [cast.lou, cast.max]) {
    const mine = { ...series, by, now: clock.now() };
    const asked = { practitionerId: lune.practitionerId };
    expect(await asActor(db, by, (tx) => openingsOpenTo(tx, asked))).toEqual([]);
    const wish = { ...tuesdays, ...place, practitionerId: lune.practitionerId };
    const notFound = { done: false, because: "not-found" };
    expect(await addOpening(db, { plan: wish, key: newId(), by, now: clock.now() })).toEqual(notFound);
    expect(await changeOpening(db, { ...mine, scope: "all", on: null, to: { ...place, time: tuesdays } })).toEqual(
      notFound,
    );
    expect(await endOpening(db, { ...mine, scope: "all", on: null })).toEqual(notFound);
    expect(await restoreDay(db, { ...mine, on: day("2027-04-13") })).toEqual(notFound);
    const week = { from: day("2027-04-13"), to: day("2027-04-20"), by, now: clock.now() };
    expect(await copyWeek(db, { ...week, practitionerId: lune.practitionerId })).toEqual(notFound);
  }
  const hers = { ...tuesdays, ...place, practitionerId: fontanel.practitionerId };
  expect(await addOpening(db, { plan: hers, key: newId(), by: cast.lou.by, now: clock.now() })).toMatchObject({
    done: true,
  });
});

test("sent twice, an opening is there once; what was done is in the journal of the house", async () => {
  await withOnly(tuesdays);
  const plan = { on: day("2027-04-15"), from: "09:00", to: "10:00", ...place, practitionerId: lune.practitionerId };
  const key = newId();
  const [one, two] = await Promise.all([1, 2].map(() => addOpening(db, { plan, key, ...asSami })));
  expect(one).toEqual(two);
  expect(await free("2027-04-15", "2027-04-15")).toHaveLength(2);
  const told = await ownerDb
    .selectFrom("event")
    .select(["patientId", "actorUserId", "establishmentId"])
    .where("kind", "=", "openings-changed")
    .orderBy("happenedAt", "desc")
    .limit(1)
    .executeTakeFirstOrThrow();
  const { userId, by } = cast.sami;
  expect(told).toEqual({ patientId: null, actorUserId: userId, establishmentId: by.establishmentId });
});

test("a week is opened like another one, once, and only with what it has not yet", async () => {
  const series = await withOnly({ ...tuesdays, everyWeeks: 2, since: day("2027-04-13") });
  const copy = (from: string, to: string) =>
    copyWeek(db, { practitionerId: lune.practitionerId, from: day(from), to: day(to), ...asSami });
  expect(await copy("2027-04-15", "2027-04-23")).toEqual({ done: true, added: 1 });
  expect(await copy("2027-04-15", "2027-04-23")).toEqual({ done: true, added: 0 });
  expect(await copy("2027-04-13", "2027-04-27")).toEqual({ done: true, added: 0 }); // the series is there by itself
  expect(await free("2027-04-19", "2027-04-25")).toEqual(["2027-04-20T09:00", "2027-04-20T09:30"]);
  expect(await copy("2027-04-13", "2027-04-18")).toEqual({ done: false, because: "same-week" });
  expect(await copy("2027-05-04", "2027-05-18")).toEqual({ done: false, because: "nothing-to-copy" });
  expect((await opening(series.id)).version).toBe(1);
});

const anyHours = fc
  .tuple(fc.integer({ min: 14, max: 40 }), fc.integer({ min: 2, max: 12 }))
  .map(([start, length]) => ({ from: timeOf(start * 30), to: timeOf(Math.min(start + length, 48) * 30) }));
const anyRepetition = fc
  .record({
    days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1, maxLength: 4 }),
    everyWeeks: fc.integer({ min: 1, max: 3 }),
    isoWeeks: fc.constantFrom(undefined, undefined, "odd" as const, "even" as const),
    nth: fc.constantFrom(undefined, undefined, undefined, 1 as const, 3 as const, -1 as const),
    hours: anyHours,
    sinceIn: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ days, everyWeeks, isoWeeks, nth, hours, sinceIn }) => ({
    ...{ ...hours, weekdays: days, everyWeeks, since: day("2027-09-06").add({ days: sinceIn }) },
    ...(isoWeeks && { isoWeeks }),
    ...(nth && { nth }),
  }));

test("cut in two from any of its days on, an opening keeps every other date exactly, over clock changes and the end of the year", async () => {
  await fc.assert(
    fc.asyncProperty(
      anyRepetition,
      anyHours,
      fc.integer({ min: 0, max: 150 }),
      fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 4 }),
      fc.boolean(),
      async (time, hours, offset, removed, changesHours) => {
        const series = await withOnly(time);
        const range = ["2027-09-01", "2028-05-31"] as const;
        for (const days of removed) {
          const on = nextDayOf(series, time.since.add({ days }));
          if (on === null) continue;
          done(await endOpening(db, { ...(await opening(series.id)), scope: "day", on: plainDateOf(on), ...asSami }));
        }
        const cut = nextDayOf(series, time.since.add({ days: offset }));
        if (cut === null) return;
        const before = await free(...range);
        const on = plainDateOf(cut).toString();
        const to = changesHours ? { ...time, ...hours } : time;
        done(await change(await opening(series.id), "following", on, { time: to }));
        const after = await free(...range);
        const until = (list: string[]) => list.filter((time) => time < on);
        expect(until(after)).toEqual(until(before));
        // The same hours again: nothing changes at all, but that the day itself has them if it had been taken away.
        if (!changesHours)
          expect(after.filter((time) => !time.startsWith(on))).toEqual(before.filter((time) => !time.startsWith(on)));
        const days = (list: string[]) => new Set(list.map((time) => time.slice(0, 10)).filter((date) => date > on));
        expect(days(after)).toEqual(days(before));
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);
