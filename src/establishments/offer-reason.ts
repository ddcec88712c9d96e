import type { Insertable } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { DB } from "../platform/schema.ts";
import { isDelay, isWhole } from "./rule-forms.ts";

/** Who receives for what. Durations and a cancellation rule of his own go before those of the visit reason; `position` is the place
 * among the reasons of his sheet. */
export type ReasonOffer = Insertable<DB["practitionerReason"]>;

export type OfferReasonRefusal = "duration-out-of-range" | "malformed-delay";
export type OfferReasonOutcome = { done: true } | { done: false; because: OfferReasonRefusal };

/** From now on this practitioner receives for this visit reason. Offering it again changes how. */
export async function offerReason(tx: Tx, offer: ReasonOffer): Promise<OfferReasonOutcome> {
  const { durationMin, newPatientDurationMin, cancelNotice } = offer;
  if (!isWhole(durationMin, 1, 720) || !isWhole(newPatientDurationMin, 1, 720))
    return { done: false, because: "duration-out-of-range" };
  if (cancelNotice && !isDelay(cancelNotice)) return { done: false, because: "malformed-delay" };

  await tx
    .insertInto("practitionerReason")
    .values(offer)
    .onConflict((conflict) =>
      conflict.columns(["practitionerId", "visitReasonId"]).doUpdateSet((row) => ({
        durationMin: row.ref("excluded.durationMin"),
        newPatientDurationMin: row.ref("excluded.newPatientDurationMin"),
        cancelNotice: row.ref("excluded.cancelNotice"),
        position: row.ref("excluded.position"),
      })),
    )
    .execute();
  return { done: true };
}
