import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { once } from "../platform/idempotency.ts";
import { type Act, beginAct, lockAgendas, type Staff } from "./act.ts";
import { cancelInAct } from "./cancel-by-staff.ts";
import { moveInAct } from "./move-by-staff.ts";

/** Minutes in which all of it may be taken back: until then nobody is told anything. */
export const makeWayMinutes = 10;

/** What becomes of one appointment that stands in the way; left out, it stays. */
export type Decision = { id: string; version: number } & (
  | { do: "move"; to: { startsAt: Temporal.Instant; practitionerId?: string; siteId?: string } }
  | { do: "cancel" }
);

export interface MakingWay {
  decisions: readonly Decision[];
  /** Words for those whose appointment is cancelled, shown on its page only. */
  message: string | null;
  tell: boolean;
  /** Made when the form was: whoever repeats the request gets the first answer again. */
  key: string;
  by: Staff;
  now: Temporal.Instant;
}

/** Why one of them stays where it is. `taken`: that time is not free (any more); `changed`: someone changed it meanwhile; `gone`: it cannot be moved or
 * cancelled any more, or is not to be seen. */
export type StaysBecause = "taken" | "changed" | "gone";

export interface WayMade {
  /** Null: nothing was done. */
  actId: string | null;
  moved: number;
  cancelled: number;
  stayed: { id: string; because: StaysBecause }[];
}

/** Moves and cancels many appointments at once, in one act that may be taken back for ten minutes: those that cannot be moved as wished stay where
 * they are and are named, the others are done. */
export async function makeWay(db: Db, { decisions, message, tell, key, by, now }: MakingWay): Promise<WayMade> {
  const request = { decisions: JSON.stringify(decisions), message, tell };
  return asActor(db, by, (tx) =>
    once<WayMade>(tx, { key, request, keeps: ({ actId }) => actId !== null }, async () => {
      await lockAll(tx, decisions, { by, now });
      const act = await beginAct(tx, { kind: "absence", by, now, minutes: makeWayMinutes });
      const made: WayMade = { actId: act.id, moved: 0, cancelled: 0, stayed: [] };
      for (const decision of decisions) {
        const because = await obey(tx, act, decision, { message, tell });
        if (because) made.stayed.push({ id: decision.id, because });
        else made[decision.do === "move" ? "moved" : "cancelled"]++;
      }
      return made.moved + made.cancelled > 0 ? made : { ...made, actId: null };
    }),
  );
}

/** All agendas concerned are opened first, in one order, so that of two who do the like neither waits for the other. */
async function lockAll(tx: Tx, decisions: readonly Decision[], { by, now }: { by: Staff; now: Temporal.Instant }) {
  const ids = decisions.map(({ id }) => id);
  if (ids.length === 0) return;
  const from = await tx
    .selectFrom("appointment")
    .select("practitionerId")
    .distinct()
    .where("id", "in", ids)
    .where("establishmentId", "=", by.establishmentId)
    .execute();
  const to = decisions.flatMap((decision) => (decision.do === "move" ? [decision.to.practitionerId ?? []].flat() : []));
  const practitionerIds = [...new Set([...from.map(({ practitionerId }) => practitionerId), ...to])].sort();
  await lockAgendas(tx, { practitionerIds, now });
}

async function obey(
  tx: Tx,
  act: Act,
  decision: Decision,
  how: Pick<MakingWay, "message" | "tell">,
): Promise<StaysBecause | null> {
  const { id, version } = decision;
  const outcome =
    decision.do === "cancel"
      ? await cancelInAct(tx, act, { id, version, ...how })
      : await moveInAct(tx, act, { id, version, to: decision.to, tell: how.tell });
  if (outcome.done) return null;
  if (outcome.because === "changed-meanwhile") return "changed";
  const isOver = ["not-found", "not-movable", "not-booked", "already-over", "has-arrived"].includes(outcome.because);
  return isOver ? "gone" : "taken";
}
