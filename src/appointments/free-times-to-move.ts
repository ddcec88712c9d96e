import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import type { AppointmentDetails } from "./details.ts";
import { type FreeTime, freeTimes, nextFreeTimes } from "./free-times.ts";
import { lengthOf } from "./length.ts";
import { seekerOf } from "./seeker.ts";

/** Two weeks of times an appointment could move to, and the ways to other weeks. */
export interface TimesToMove {
  times: FreeTime[];
  /** First day of the page before and after; null when nothing can be booked there. */
  earlier: Temporal.PlainDate | null;
  later: Temporal.PlainDate | null;
  /** When these weeks are empty: the next time there is, if any. */
  next: FreeTime | null;
}

const daysShown = 14;

/** The times that are free for this appointment, its own place counted as free and its own length kept; its present start is not among
 * them. `from` is a day in the site's zone; by default today. */
export async function freeTimesToMove(
  tx: Tx,
  appointment: AppointmentDetails,
  { from, by, now }: { from: Temporal.PlainDate | null; by: Actor; now: Temporal.Instant },
): Promise<TimesToMove> {
  const today = now.toZonedDateTimeISO(appointment.zone).toPlainDate();
  const first = from && Temporal.PlainDate.compare(from, today) > 0 ? from : today;
  const { practitionerId, reasonId, siteId } = appointment;
  const question = {
    asked: [{ practitionerId, reasonId, siteId }],
    now,
    as: seekerOf(appointment, by),
    moving: { id: appointment.id, durationMin: lengthOf(appointment) },
  };
  const to = first.add({ days: daysShown - 1 });
  const present = appointment.startsAt.epochMilliseconds;
  const times = ((await freeTimes(tx, { ...question, from: first, to })).get(practitionerId) ?? []).filter(
    (time) => time.startMs !== present,
  );
  const after = await nextFreeTimes(tx, { ...question, from: to.add({ days: 1 }), limit: 1 });
  const next = after.get(practitionerId)?.[0] ?? null;
  return {
    times,
    earlier: Temporal.PlainDate.compare(first, today) > 0 ? latest(first.subtract({ days: daysShown }), today) : null,
    later: next ? to.add({ days: 1 }) : null,
    next,
  };
}

function latest(a: Temporal.PlainDate, b: Temporal.PlainDate): Temporal.PlainDate {
  return Temporal.PlainDate.compare(a, b) > 0 ? a : b;
}
