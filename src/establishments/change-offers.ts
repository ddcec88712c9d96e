import { sql } from "kysely";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { type OfferReasonRefusal, offerReason, type ReasonOffer } from "./offer-reason.ts";
import { rememberSetting, type Staff } from "./remember-setting.ts";
import { practitionerOf } from "./settings.ts";

export interface OffersChange {
  practitionerId: string;
  /** All that he receives for, in the order of his sheet. */
  offers: readonly Omit<ReasonOffer, "practitionerId" | "establishmentId" | "position">[];
  /** Of the practitioner: what its reader had before him. */
  version: number;
  by: Staff;
  now: Temporal.Instant;
}

export type ChangeOffersOutcome = { done: true } | { done: false; because: OfferReasonRefusal | "not-found" | "stale" };

/** Says for what a practitioner receives, and how: what is not among them is no longer offered, what is booked stays. All of it, or
 * nothing. */
export async function changeOffers(
  db: Db,
  { practitionerId, offers, version, by, now }: OffersChange,
): Promise<ChangeOffersOutcome> {
  return asActor(db, by, async (tx) => {
    const practitioner = await practitionerOf(tx, by, practitionerId);
    if (!practitioner || !(await bumped(tx, practitionerId, version)))
      return { done: false, because: practitioner && practitioner.version !== version ? "stale" : "not-found" };

    const ids = offers.map(({ visitReasonId }) => visitReasonId);
    await sql`delete from practitioner_reason
      where practitioner_id = ${practitionerId} and visit_reason_id <> all (${ids}::uuid[])`.execute(tx);
    for (const [position, offer] of offers.entries()) {
      const whose = { practitionerId, establishmentId: by.establishmentId, position };
      const outcome = await offerReason(tx, { ...offer, ...whose });
      if (!outcome.done) throw new Error(`the page lets ${outcome.because} through`); // and nothing of it stays
    }
    await rememberSetting(tx, { what: "offers", id: practitionerId, act: "changed" }, { by, now });
    return { done: true };
  });
}

/** The version moves with what is offered; false when it has moved already, or is not this person's to move. */
async function bumped(tx: Tx, practitionerId: string, version: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable("practitioner")
    .set({ version: version + 1 })
    .where("id", "=", practitionerId)
    .where("version", "=", version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
