import { freeTimes } from "../src/appointments/free-times.ts";
import { type Offer, offersOf } from "../src/establishments/offer.ts";
import type { Tx } from "../src/platform/db.ts";
import type { Chance } from "./chance.ts";
import type { Settled } from "./house.ts";

/** A time that could be taken; epoch milliseconds, without buffers. */
export interface Time {
  offer: Offer;
  startMs: number;
  endMs: number;
}

/** All times of all visit reasons, as the staff see them in empty agendas. */
export async function timesOf(
  tx: Tx,
  practitioners: readonly Settled<string>[],
  now: Temporal.Instant,
): Promise<Time[]> {
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
export function takeTimes(times: readonly Time[], now: Temporal.Instant, chance: Chance): Time[] {
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

/** The agenda, and the room where one is needed. */
export function resourcesOf({ practitionerId, roomId }: Offer): string[] {
  return roomId ? [practitionerId, roomId] : [practitionerId];
}

/** With the buffers of the visit. */
export function occupied({ offer, startMs, endMs }: Time) {
  const at = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms);
  return {
    occupiedFrom: at(startMs - offer.bufferBeforeMin * 60_000),
    occupiedTo: at(endMs + offer.bufferAfterMin * 60_000),
  };
}
