import type { Insertable } from "kysely";
import { deadlinesOf } from "../src/appointments/book.ts";
import { freeTimes } from "../src/appointments/free-times.ts";
import { type Offer, offersOf } from "../src/establishments/offer.ts";
import type { Tx } from "../src/platform/db.ts";
import { newId } from "../src/platform/ids.ts";
import type { DB } from "../src/platform/schema.ts";
import { Chance } from "./chance.ts";
import type { Settled } from "./house.ts";
import { insertAll } from "./insert-all.ts";
import { inventPatients } from "./patients.ts";

type Appointment = Insertable<DB["appointment"]> & { startsAt: Temporal.Instant };

/** A visit of somebody in particular, told among the others: it takes the place of the appointment nearest to `around`. */
export interface Visit {
  practitionerId: string;
  patientId: string;
  around: Temporal.Instant;
  status: "seen" | "cancelled";
}

/** Three weeks behind and six ahead, as practices know them: nearly full tomorrow, nearly empty in a month. Times are those that
 * the engine lists; rows are written in bulk, with all that booking would write. Nothing is announced: no mail leaves. */
export async function fillWeeks(
  tx: Tx,
  {
    practitioners,
    visits,
    now,
  }: { practitioners: readonly Settled<string>[]; visits: readonly Visit[]; now: Temporal.Instant },
): Promise<void> {
  const chance = new Chance(1951);
  const taken = takeTimes(await timesOf(tx, practitioners, now), now, chance);
  const patients = await inventPatients(tx, [...new Set(taken.map(({ offer }) => offer.establishmentId))], {
    chance,
    now,
  });
  const booked = taken.map((time, index) => {
    const files = patients.get(time.offer.establishmentId)!;
    return { ...time, appointment: appointmentOf(time, { patientId: files[index % files.length]!, now, chance }) };
  });
  for (const visit of visits) putIn(booked, visit);

  await insertAll(
    tx,
    "appointment",
    booked.map(({ appointment }) => appointment),
  );
  await insertAll(tx, "occupation", booked.flatMap(occupationsOf));
  await insertAll(
    tx,
    "event",
    booked.map(({ appointment }) => bookingOf(appointment)),
  );
}

/** A time that could be taken. */
interface Time {
  offer: Offer;
  startMs: number;
  endMs: number;
}
type Booked = Time & { appointment: Appointment };

/** All times of all visit reasons, as the staff see them in empty agendas. */
async function timesOf(tx: Tx, practitioners: readonly Settled<string>[], now: Temporal.Instant): Promise<Time[]> {
  const asked = practitioners.map(({ practitionerId, reasonIds }) =>
    Object.values(reasonIds).map((reasonId) => ({ practitionerId, reasonId })),
  );
  const offers = await offersOf(tx, asked.flat());
  const today = now.toZonedDateTimeISO("UTC").toPlainDate();
  const since = now.subtract({ hours: 24 * 22 });
  const times: Time[] = [];
  for (let nth = 0; asked.some((theirs) => nth < theirs.length); nth++) {
    const question = {
      asked: asked.flatMap((theirs) => theirs[nth] ?? []),
      from: today.subtract({ days: 21 }),
      to: today.add({ days: 42 }),
    };
    for (const [practitionerId, free] of await freeTimes(tx, { ...question, now: since, as: "staff" })) {
      const reasonId = question.asked.find((each) => each.practitionerId === practitionerId)?.reasonId;
      for (const { siteId, startMs, endMs } of free) {
        const offer = offers.find(
          (each) => each.practitionerId === practitionerId && each.siteId === siteId && each.reasonId === reasonId,
        );
        if (offer) times.push({ offer, startMs, endMs });
      }
    }
  }
  return times;
}

/** Some of these times, in order, none over another on the same agenda or in the same room. */
function takeTimes(times: readonly Time[], now: Temporal.Instant, chance: Chance): Time[] {
  const freeFromMs = new Map<string, number>();
  const taken: Time[] = [];
  const starts = Map.groupBy(
    times.filter((time) => isPlausible(time, now)),
    ({ offer, startMs }) => `${startMs} ${offer.practitionerId}`,
  );
  const inOrder = [...starts.values()].sort((one, other) => one[0]!.startMs - other[0]!.startMs);
  for (const choices of inOrder) {
    const time = chance.oneOf(choices);
    const { offer, startMs } = time;
    if (!chance.happens(howFull(startMs, now) * (offer.stepMin / offer.durationMin))) continue;
    const { occupiedFrom, occupiedTo } = occupied(time);
    const resources = resourcesOf(offer);
    if (resources.some((id) => (freeFromMs.get(id) ?? 0) > occupiedFrom.epochMilliseconds)) continue;
    for (const id of resources) freeFromMs.set(id, occupiedTo.epochMilliseconds);
    taken.push(time);
  }
  return taken;
}

/** Nobody books today's urgency of next month; and the patients invented here are of any age. */
function isPlausible({ offer, startMs }: Time, now: Temporal.Instant): boolean {
  const hoursAhead = (startMs - now.epochMilliseconds) / 3_600_000;
  return offer.maxAgeYears === null && hoursAhead < (offer.releasedHoursBefore ?? Number.POSITIVE_INFINITY);
}

function howFull(startMs: number, now: Temporal.Instant): number {
  const daysAhead = (startMs - now.epochMilliseconds) / 86_400_000;
  return fullness.find(([days]) => daysAhead < days)?.[1] ?? 0.1;
}

/** Up to so many days ahead, how much is taken. */
const fullness: readonly [number, number][] = [
  [1, 0.85],
  [4, 0.7],
  [8, 0.6],
  [15, 0.4],
  [29, 0.2],
];

function appointmentOf(
  { offer, startMs, endMs }: Time,
  { patientId, now, chance }: { patientId: string; now: Temporal.Instant; chance: Chance },
): Appointment {
  const startsAt = Temporal.Instant.fromEpochMilliseconds(startMs);
  const endsAt = Temporal.Instant.fromEpochMilliseconds(endMs);
  const wished = startsAt.subtract({ hours: chance.whole(24, 24 * 40) });
  const bookedAt =
    Temporal.Instant.compare(wished, now) < 0 ? wished : now.subtract({ hours: chance.whole(1, 24 * 20) });
  const status = statusOf(startMs, endMs, now, chance);
  const isCancelled = status === "cancelled";
  return {
    ...{ id: newId(), establishmentId: offer.establishmentId, patientId, practitionerId: offer.practitionerId },
    ...{ siteId: offer.siteId, visitReasonId: offer.reasonId, status, startsAt, endsAt, zone: offer.zone },
    startsLocal: startsAt.toZonedDateTimeISO(offer.zone).toPlainDateTime(),
    ...deadlinesOf(offer, startsAt),
    forNewPatient: false,
    isDiscreet: offer.discreet,
    origin: chance.happens(0.4) ? "online" : "staff",
    bookedAt,
    cancelledAt: isCancelled ? bookedAt.add({ hours: 12 }) : null,
    cancelledBy: isCancelled ? "patient" : null,
  };
}

function statusOf(startMs: number, endMs: number, now: Temporal.Instant, chance: Chance): Appointment["status"] {
  const nowMs = now.epochMilliseconds;
  if (startMs <= nowMs && nowMs < endMs) return "in-consultation";
  const lot = chance.next();
  if (lot < 0.05) return "cancelled";
  if (startMs > nowMs) return "booked";
  return lot < 0.09 ? "missed" : "seen";
}

function putIn(booked: readonly Booked[], { practitionerId, patientId, around, status }: Visit) {
  const distance = ({ startMs }: Booked) => Math.abs(startMs - around.epochMilliseconds);
  const theirs = booked.filter(({ offer }) => offer.practitionerId === practitionerId && !offer.discreet);
  const [nearest] = theirs.sort((one, other) => distance(one) - distance(other));
  if (!nearest) return;
  const { bookedAt } = nearest.appointment;
  const cancelled = status === "cancelled" ? { cancelledAt: bookedAt, cancelledBy: "patient" as const } : uncancelled;
  Object.assign(nearest.appointment, { patientId, status, origin: "online", ...cancelled });
}

const uncancelled = { cancelledAt: null, cancelledBy: null };

function occupationsOf(booked: Booked): Insertable<DB["occupation"]>[] {
  if (booked.appointment.status === "cancelled") return [];
  const { id: appointmentId, establishmentId, siteId } = booked.appointment;
  return resourcesOf(booked.offer).map((resourceId) => {
    return { id: newId(), establishmentId, siteId, resourceId, status: "taken", appointmentId, ...occupied(booked) };
  });
}

function bookingOf({ id, establishmentId, patientId, startsAt, bookedAt }: Appointment): Insertable<DB["event"]> {
  const what = { id: newId(), kind: "appointment-booked", establishmentId, patientId, appointmentId: id };
  return { ...what, happenedAt: bookedAt, detail: { startsAt: startsAt.toString() } };
}

function resourcesOf({ practitionerId, roomId }: Offer): string[] {
  return roomId ? [practitionerId, roomId] : [practitionerId];
}

function occupied({ offer, startMs, endMs }: Time) {
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);
  return {
    occupiedFrom: at(startMs - offer.bufferBeforeMin * 60_000),
    occupiedTo: at(endMs + offer.bufferAfterMin * 60_000),
  };
}
