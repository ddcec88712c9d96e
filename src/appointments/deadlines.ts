import { deadline, parseDelay } from "../availability/rules.ts";
import type { Offer } from "../establishments/offer.ts";

/** Until when the patient may cancel and move online: fixed now, and kept even if the rule gets stricter. Null: not online. */
export function deadlinesOf(offer: Offer, startsAt: Temporal.Instant) {
  const rule = parseDelay(offer.cancelNotice ?? "PT0H") ?? { hours: 0 };
  const until = deadline(rule, startsAt, offer.zone);
  return {
    cancellableUntil: offer.cancellableOnline ? until : null,
    movableUntil: offer.movableOnline ? until : null,
  };
}
