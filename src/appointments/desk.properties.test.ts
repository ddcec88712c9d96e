import fc from "fast-check";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { newDesk } from "../../test/desk-work.ts";
import { attend } from "./attend.ts";
import { cancelByStaff } from "./cancel-by-staff.ts";
import { moveByStaff } from "./move-by-staff.ts";
import { undoAct } from "./undo.ts";

type Desk = Awaited<ReturnType<typeof newDesk>>;

/** What somebody at the desk does next; `of` picks an appointment, or an act, among those there are. */
type Gesture =
  | { does: "book"; minute: number; minutes: number; who: "lune" | "fontanel"; onPurpose: boolean }
  | { does: "move"; of: number; minute: number; who: "lune" | "fontanel"; onPurpose: boolean; stale: boolean }
  | { does: "resize"; of: number; minutes: number; onPurpose: boolean }
  | { does: "cancel"; of: number }
  | { does: "attend"; of: number; to: "arrived" | "in-consultation" | "seen" | "missed" | "back" }
  | { does: "undo"; of: number }
  | { does: "wait"; seconds: number };

const minute = fc.integer({ min: 0, max: 18 }).map((fives) => fives * 5);
const minutes = fc.constantFrom(5, 15, 30, 45);
const who = fc.constantFrom("lune" as const, "fontanel" as const);
const of = fc.nat({ max: 20 });
const onPurpose = fc.boolean();
const gestures = fc.array(
  fc.oneof<fc.Arbitrary<Gesture>[]>(
    fc.record({ does: fc.constant("book" as const), minute, minutes, who, onPurpose }),
    fc.record({ does: fc.constant("book" as const), minute, minutes, who, onPurpose }),
    fc.record({ does: fc.constant("move" as const), of, minute, who, onPurpose, stale: fc.boolean() }),
    fc.record({ does: fc.constant("resize" as const), of, minutes, onPurpose }),
    fc.record({ does: fc.constant("cancel" as const), of }),
    fc.record({
      ...{ does: fc.constant("attend" as const), of },
      to: fc.constantFrom(
        "arrived" as const,
        "in-consultation" as const,
        "seen" as const,
        "missed" as const,
        "back" as const,
      ),
    }),
    fc.record({ does: fc.constant("undo" as const), of }),
    fc.record({ does: fc.constant("undo" as const), of }),
    fc.record({ does: fc.constant("wait" as const), seconds: fc.constantFrom(1, 4, 11) }),
  ),
  { minLength: 4, maxLength: 20 },
);

/** Buffers on both sides, so that what is taken is not the visit alone. */
const [beforeMin, afterMin] = [5, 10];

test("whatever is done at the desk, in any order: no two take one time unless on purpose, what is taken is the visit with its buffers, and an act undone leaves everything as before", async () => {
  const desk = await newDesk();
  const { ownerDb, clock, newFile } = desk;
  await ownerDb.updateTable("visitReason").set({ bufferBeforeMin: beforeMin, bufferAfterMin: afterMin }).execute();
  const files = [await newFile("Marchand"), await newFile("Nguyen")];
  let day = Temporal.PlainDate.from("2027-04-06");
  let acts = 0;
  await fc.assert(
    fc.asyncProperty(gestures, async (told) => {
      day = day.add({ days: day.dayOfWeek === 5 ? 3 : 1 }); // each story has a day of its own
      clock.set(`${day}T09:00+02:00[Europe/Paris]`);
      acts += await live(desk, { day, files, told });
    }),
    { numRuns: 30 },
  );
  expect(acts).toBeGreaterThan(40); // some of it did happen
}, 90_000);

interface Story {
  day: Temporal.PlainDate;
  files: string[];
  told: Gesture[];
}

async function live(desk: Desk, { day, files, told }: Story): Promise<number> {
  const { db, sami, clock, row, at, bookFor } = desk;
  const appointments: string[] = [];
  const acts: { actId: string; id: string; before: object | null; after: object }[] = [];
  const local = (minute: number) => `${day}T${Temporal.PlainTime.from("09:00").add({ minutes: minute })}`;
  const who = { by: sami };
  const pick = <One>(all: One[], of: number): One | undefined => all[of % Math.max(1, all.length)];

  for (const gesture of told) {
    if (gesture.does === "wait") clock.advance({ seconds: gesture.seconds });
    else if (gesture.does === "book") {
      const { minute, minutes: durationMin, who: doctor, onPurpose } = gesture;
      const file = files[appointments.length % files.length]!;
      const outcome = await bookFor(file, local(minute), { with: doctor, durationMin, onPurpose });
      if (outcome.done) {
        const { appointmentId: id, actId } = outcome;
        appointments.push(id);
        acts.push({ actId, id, before: null, after: await stateOf(desk, id) });
      }
    } else if (gesture.does === "undo") {
      const act = pick(acts, gesture.of);
      if (act) await undoAndCompare(desk, act);
    } else {
      const id = pick(appointments, gesture.of);
      if (!id) continue;
      const [now, { version }, before] = [clock.now(), await row(id), await stateOf(desk, id)];
      const outcome = await ((): Promise<{ done: boolean; actId?: string | null }> => {
        if (gesture.does === "cancel")
          return cancelByStaff(db, { id, version, message: null, tell: true, now, ...who });
        if (gesture.does === "attend") return attend(db, { id, version, to: gesture.to, now, ...who });
        if (gesture.does === "resize") {
          const { minutes: durationMin, onPurpose } = gesture;
          return moveByStaff(db, { id, version, to: { durationMin }, onPurpose, tell: true, now, ...who });
        }
        const { practitionerId } = desk.cast.cerfVolant[gesture.who];
        const to = { startsAt: at(local(gesture.minute)), practitionerId };
        const seen = gesture.stale ? version - 1 : version;
        return moveByStaff(db, { id, version: seen, to, onPurpose: gesture.onPurpose, tell: true, now, ...who });
      })();
      if (outcome.done && outcome.actId)
        acts.push({ actId: outcome.actId, id, before, after: await stateOf(desk, id) });
      else expect(await stateOf(desk, id)).toEqual(before); // refused: nothing was touched
    }
    await holds(desk, appointments);
  }
  return acts.length;
}

async function undoAndCompare(desk: Desk, { actId, id, before }: { actId: string; id: string; before: object | null }) {
  const { db, sami, clock, row } = desk;
  const stood = await stateOf(desk, id);
  const outcome = await undoAct(db, { actId, by: sami, now: clock.now() });
  if (!outcome.done || !outcome.restored.includes(id)) expect(await stateOf(desk, id)).toEqual(stood);
  else if (before) expect(await stateOf(desk, id)).toEqual(before);
  else expect([(await row(id)).status, await desk.taken(id)]).toEqual(["cancelled", []]);
}

/** All of an appointment and of what it takes, but its version, which only grows. */
async function stateOf({ row, taken }: Desk, id: string): Promise<object> {
  const { version: _, ...all } = await row(id);
  return { ...all, taken: await taken(id) };
}

async function holds({ ownerDb, row, taken }: Desk, appointments: string[]): Promise<void> {
  const { rows } = await sql`select from occupation one join occupation other on one.resource_id = other.resource_id
    and one.id < other.id and one.occupied && other.occupied and not one.overbooked and not other.overbooked`.execute(
    ownerDb,
  );
  expect(rows).toEqual([]);
  for (const id of appointments) {
    const { status, startsAt, endsAt, practitionerId, siteId, overbooked } = await row(id);
    const [occupiedFrom, occupiedTo] = [startsAt.subtract({ minutes: beforeMin }), endsAt.add({ minutes: afterMin })];
    const whole = { resourceId: practitionerId, occupiedFrom, occupiedTo, siteId, overbooked };
    expect(await taken(id)).toEqual(status === "cancelled" ? [] : [whole]);
  }
}
