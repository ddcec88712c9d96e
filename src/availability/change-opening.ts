import { remember } from "../audit/remember.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { type Day, dayOf, plainDateOf } from "./calendar.ts";
import { closeFrom, removeDay, touch } from "./end-opening.ts";
import { beginsBefore, hoursOn, isItsDay, type PlannedOpening, type Scope, timeFrom } from "./opening.ts";
import { openingsOpenTo } from "./openings.ts";
import { type OpeningPlan, type OpeningTime, type PlanRefusal, planOpening, refusalOf } from "./plan-opening.ts";
import { columnsOf, type WrittenHours } from "./repetition.ts";

export interface OpeningChange {
  id: string;
  /** The one that was read before deciding. */
  version: number;
  scope: Scope;
  /** The day from which it was opened; for a scope other than « all » it must be one of its own. */
  on: Temporal.PlainDate | null;
  /** The beginning of the hours meant, on a day that has several of its own: `14:00`. */
  at?: string;
  /** What it shall be. « This day only » is written as hours of one date. */
  to: { siteId: string; reasonIds: readonly string[]; time: OpeningTime };
  by: Actor;
  now: Temporal.Instant;
}

export type ChangeOpeningOutcome =
  | { done: true; openingId: string }
  | { done: false; because: PlanRefusal | "not-found" | "stale" | "not-its-day" };

/** Changes an opening: on one of its days, from one of them on, or altogether. All other days stay exactly as they are, exceptions
 * included. Appointments made within it stay. Whoever decided on what is no longer so is told (`stale`), and nothing is changed. */
export async function changeOpening(db: Db, change: OpeningChange): Promise<ChangeOpeningOutcome> {
  const { id, version, on, by, now } = change;
  return asActor(db, by, async (tx) => {
    const [opening] = await openingsOpenTo(tx, { id, lock: true });
    if (!opening) return { done: false, because: "not-found" };
    if (opening.version !== version) return { done: false, because: "stale" };
    const scope: Scope = "on" in opening.timetable ? "all" : change.scope;
    if (scope !== "all" && !(on && isItsDay(opening, dayOf(on)))) return { done: false, because: "not-its-day" };

    const { establishmentId, practitionerId } = opening;
    const { time, ...place } = change.to;
    const when = scope === "following" ? timeFrom(time, on!) : time;
    const plan: OpeningPlan = { ...when, ...place, establishmentId, practitionerId };
    const because = await refusalOf(tx, plan);
    if (because) return { done: false, because };

    const openingId = await changed[scope](tx, opening, plan, { day: on && dayOf(on), at: change.at });
    const detail = {
      what: "opening",
      act: "changed",
      scope,
      on: on?.toString() ?? null,
      id,
      practitioner: practitionerId,
    };
    await remember(tx, "openings-changed", { establishmentId, now, detail });
    return { done: true, openingId };
  });
}

/** The day from which it was opened, and on a day with several hours the beginning of those meant. */
interface Where {
  day: Day | null;
  at: string | undefined;
}

/** Each scope; they answer the opening that now holds what was wished. */
const changed: Record<Scope, (tx: Tx, opening: PlannedOpening, plan: OpeningPlan, where: Where) => Promise<string>> = {
  day: async (tx, opening, plan, { day, at }) => {
    if ("on" in plan && dayOf(plan.on) === day && isSamePlace(opening, plan)) {
      await giveHours(tx, opening, day, { at, to: plan });
      return opening.id;
    }
    await removeDay(tx, opening, day!, at);
    return added(tx, plan);
  },

  following: async (tx, opening, plan, { day }) => {
    const { timetable } = opening;
    if ("on" in timetable || !beginsBefore(timetable, day!))
      return changed.all(tx, opening, plan, { day, at: undefined });
    const openingId = await added(tx, plan);
    if (!("on" in plan)) {
      await tx
        .updateTable("openingException")
        .set({ openingId })
        .where("openingId", "=", opening.id)
        .where("onDate", ">", plainDateOf(day!))
        .execute();
    }
    await closeFrom(tx, opening, day!);
    return openingId;
  },

  all: async (tx, opening, plan, { day }) => {
    const { id, establishmentId } = opening;
    const { siteId, reasonIds, from: fromTime, to: toTime } = plan;
    const once = { weekdays: null, everyWeeks: 1, isoWeeks: null, nth: null, sinceOn: null, untilOn: null };
    const when = "on" in plan ? { ...once, onDate: plan.on } : { onDate: null, ...columnsOf(plan) };
    await tx
      .updateTable("opening")
      .set({ siteId, fromTime, toTime, ...when })
      .where("id", "=", id)
      .execute();
    await tx.deleteFrom("openingReason").where("openingId", "=", id).execute();
    await tx
      .insertInto("openingReason")
      .values(reasonIds.map((visitReasonId) => ({ openingId: id, visitReasonId, establishmentId })))
      .execute();
    const outdated = tx.deleteFrom("openingException").where("openingId", "=", id);
    if ("on" in plan) await outdated.execute();
    else if (day !== null) await outdated.where("onDate", "=", plainDateOf(day)).execute();
    await touch(tx, opening);
    return id;
  },
};

function isSamePlace(opening: PlannedOpening, { siteId, reasonIds }: OpeningPlan): boolean {
  const [before, after] = [new Set(opening.reasonIds), new Set(reasonIds)];
  return opening.siteId === siteId && before.size === after.size && before.isSubsetOf(after);
}

/** Other hours on one day: in the place of all of them, or of those that begin at `at` when the day has several. */
async function giveHours(
  tx: Tx,
  opening: PlannedOpening,
  day: Day,
  { at, to }: { at: string | undefined; to: WrittenHours },
): Promise<void> {
  await removeDay(tx, opening, day, hoursOn(opening, day).length > 1 ? at : undefined);
  const whose = { openingId: opening.id, establishmentId: opening.establishmentId, onDate: plainDateOf(day) };
  await tx
    .deleteFrom("openingException")
    .where("openingId", "=", opening.id)
    .where("onDate", "=", whose.onDate)
    .where("fromTime", "is", null)
    .execute();
  await tx
    .insertInto("openingException")
    .values({ ...whose, id: newId(), fromTime: to.from, toTime: to.to })
    .execute();
}

async function added(tx: Tx, plan: OpeningPlan): Promise<string> {
  const outcome = await planOpening(tx, plan);
  if (!outcome.done) throw new Error(`an opening that could be planned no longer can: ${outcome.because}`);
  return outcome.openingId;
}
