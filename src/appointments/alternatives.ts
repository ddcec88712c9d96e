import type { Tx } from "../platform/db.ts";
import { type FreeTime, freeTimes, nextFreeTimes } from "./free-times.ts";
import type { Seeker } from "./seeker.ts";
import type { ChosenSlot } from "./slot.ts";

/** The free times nearest to the one that could not be had: at most eight, the day before and the fortnight after, then whatever comes. */
export async function alternativesTo(
  tx: Tx,
  { slot, offer }: ChosenSlot,
  seeker: Seeker,
  now: Temporal.Instant,
): Promise<FreeTime[]> {
  const asked = [{ practitionerId: slot.practitionerId, reasonId: slot.reasonId, siteId: slot.siteId }];
  const day = slot.startsAt.toZonedDateTimeISO(offer.zone).toPlainDate();
  const around = (
    await freeTimes(tx, { asked, from: day.subtract({ days: 1 }), to: day.add({ days: 14 }), now, as: seeker })
  ).get(slot.practitionerId);
  const wished = slot.startsAt.epochMilliseconds;
  if (around) {
    const nearest = around.toSorted((a, b) => Math.abs(a.startMs - wished) - Math.abs(b.startMs - wished)).slice(0, 8);
    return nearest.sort((a, b) => a.startMs - b.startMs);
  }
  const today = now.toZonedDateTimeISO(offer.zone).toPlainDate();
  return (await nextFreeTimes(tx, { asked, from: today, now, as: seeker, limit: 8 })).get(slot.practitionerId) ?? [];
}
