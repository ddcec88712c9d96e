import type { Tx } from "../platform/db.ts";
import { type FreeTime, freeTimes } from "./free-times.ts";

/** An appointment that looks for another time. */
export interface Displaced {
  id: string;
  practitionerId: string;
  siteId: string;
  reasonId: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

/** How far ahead another time is looked for. */
const daysAhead = 42;

/** Another time for each of these, the earliest first: with the same practitioner, at the same site, for the same reason, as long as before, from
 * `from` on; no two at once. What finds none has no entry. As many questions as there are kinds of appointments. */
export async function proposeTimes(
  tx: Tx,
  { displaced, from, now }: { displaced: readonly Displaced[]; from: Temporal.PlainDate; now: Temporal.Instant },
): Promise<Map<string, FreeTime>> {
  const kinds = Map.groupBy(displaced, (one) =>
    [one.practitionerId, one.siteId, one.reasonId, minutesOf(one)].join(" "),
  );
  const free = new Map<string, FreeTime[]>();
  for (const [kind, [one]] of kinds) {
    const { practitionerId, siteId, reasonId } = one!;
    const asked = [{ practitionerId, siteId, reasonId }];
    const moving = { id: one!.id, durationMin: minutesOf(one!) };
    const to = from.add({ days: daysAhead });
    const found = await freeTimes(tx, { asked, from, to, now, as: "staff", moving });
    free.set(kind, found.get(practitionerId) ?? []);
  }
  const proposed = new Map<string, FreeTime>();
  for (const one of displaced.toSorted((a, b) => Temporal.Instant.compare(a.startsAt, b.startsAt))) {
    const times = free.get([one.practitionerId, one.siteId, one.reasonId, minutesOf(one)].join(" ")) ?? [];
    const time = times.find((candidate) => ![...proposed.values()].some((taken) => meet(candidate, taken)));
    if (time) proposed.set(one.id, time);
  }
  return proposed;
}

function minutesOf({ startsAt, endsAt }: Displaced): number {
  return startsAt.until(endsAt).total("minutes");
}

/** Two times of one practitioner that overlap, wherever they are. */
function meet(one: FreeTime, other: FreeTime): boolean {
  return one.practitionerId === other.practitionerId && one.startMs < other.endMs && other.startMs < one.endMs;
}
