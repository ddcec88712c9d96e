import type { Insertable } from "kysely";
import { deadlinesOf } from "../src/appointments/deadlines.ts";
import type { Tx } from "../src/platform/db.ts";
import { newId } from "../src/platform/ids.ts";
import type { DB } from "../src/platform/schema.ts";
import { Chance } from "./chance.ts";
import type { Settled } from "./house.ts";
import { insertAll } from "./insert-all.ts";
import { inventPatients } from "./patients.ts";
import { occupied, resourcesOf, type Time, takeTimes, timesOf } from "./taken-times.ts";

type Appointment = Insertable<DB["appointment"]> & { startsAt: Temporal.Instant };

/** A visit of somebody in particular, told among the others: it takes the place of the appointment nearest to `around`. */
export interface Visit {
  practitionerId: string;
  patientId: string;
  around: Temporal.Instant;
  status: "seen" | "cancelled" | "booked";
  /** By default she booked it herself. */
  origin?: "online" | "staff";
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

type Booked = Time & { appointment: Appointment };

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

function putIn(booked: readonly Booked[], { practitionerId, patientId, around, status, origin = "online" }: Visit) {
  const distance = ({ startMs }: Booked) => Math.abs(startMs - around.epochMilliseconds);
  const theirs = booked.filter(({ offer }) => offer.practitionerId === practitionerId && !offer.discreet);
  const [nearest] = theirs.sort((one, other) => distance(one) - distance(other));
  if (!nearest) return;
  const { bookedAt } = nearest.appointment;
  const cancelled = status === "cancelled" ? { cancelledAt: bookedAt, cancelledBy: "patient" as const } : uncancelled;
  Object.assign(nearest.appointment, { patientId, status, origin, ...cancelled });
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
