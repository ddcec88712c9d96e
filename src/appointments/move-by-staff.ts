import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { once } from "../platform/idempotency.ts";
import { type Act, beginAct, type Staff } from "./act.ts";
import { type Rearrangement, type RearrangeOutcome, rearrange } from "./rearrange.ts";

export interface MoveByStaff extends Rearrangement {
  /** Made when the gesture was: whoever repeats the request gets the first answer again. */
  key?: string | undefined;
  by: Staff;
  now: Temporal.Instant;
}

/** Staff move an appointment to another time, day, practitioner or site, or make it longer or shorter. The patient is told once it can no longer be
 * taken back, if at all. */
export async function moveByStaff(db: Db, { key, by, now, ...move }: MoveByStaff): Promise<RearrangeOutcome> {
  return asActor(db, by, (tx) => {
    const act = () => rearrange(tx, move, { by, now }, (kind) => beginAct(tx, { kind, by, now }));
    if (key === undefined) return act();
    const request = { ...move, to: { ...move.to, startsAt: move.to.startsAt?.toString() } };
    return once<RearrangeOutcome>(tx, { key, request, keeps: ({ done }) => done }, act);
  });
}

/** The same within a larger act, such as an absence that several appointments make way for. */
export function moveInAct(tx: Tx, act: Act, move: Rearrangement): Promise<RearrangeOutcome> {
  return rearrange(tx, move, act, async () => act);
}
