import { remember } from "../audit/remember.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { once } from "../platform/idempotency.ts";
import { houseOfAgenda } from "./openings.ts";
import { type OpeningTime, type PlanRefusal, planOpening } from "./plan-opening.ts";

/** What staff say of a new opening. */
export type OpeningWish = OpeningTime & { practitionerId: string; siteId: string; reasonIds: readonly string[] };
export type AddOpeningOutcome = { done: true; openingId: string } | { done: false; because: PlanRefusal | "not-found" };

/** Adds an opening to an agenda that whoever acts keeps. Sent twice under the same key, it is there once. */
export async function addOpening(
  db: Db,
  { plan, key, by, now }: { plan: OpeningWish; key: string; by: Actor; now: Temporal.Instant },
): Promise<AddOpeningOutcome> {
  const add = async (tx: Parameters<typeof planOpening>[0]): Promise<AddOpeningOutcome> => {
    const establishmentId = await houseOfAgenda(tx, plan.practitionerId);
    if (!establishmentId) return { done: false, because: "not-found" };
    const outcome = await planOpening(tx, { ...plan, establishmentId });
    if (!outcome.done) return outcome;
    const detail = { what: "opening", act: "added", id: outcome.openingId, practitioner: plan.practitionerId };
    await remember(tx, "openings-changed", { establishmentId, now, detail });
    return outcome;
  };
  return asActor(db, by, (tx) => once(tx, { key, request: plan, keeps: ({ done }) => done }, () => add(tx)));
}
