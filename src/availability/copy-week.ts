import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { type Day, dayOf, plainDateOf, weekOf } from "./calendar.ts";
import { type PlannedOpening, timeOf } from "./opening.ts";
import { houseOfAgenda, openingsOpenTo } from "./openings.ts";
import { planOpening } from "./plan-opening.ts";
import { type Hours, occurrencesOf } from "./recurrence.ts";

export interface WeekCopy {
  practitionerId: string;
  /** A day of the week that is copied, and one of the week it is copied to. */
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  by: Actor;
  now: Temporal.Instant;
}

export type CopyWeekOutcome =
  /** How many openings were added: what is open there already in the same way is not opened twice. */
  { done: true; added: number } | { done: false; because: "not-found" | "same-week" | "nothing-to-copy" };

/** Opens one week as another one is: each of its hours once, exceptions as they fall. What the other week has already stays. */
export async function copyWeek(db: Db, { practitionerId, from, to, by, now }: WeekCopy): Promise<CopyWeekOutcome> {
  const days = (weekOf(dayOf(to)) - weekOf(dayOf(from))) * 7;
  if (days === 0) return { done: false, because: "same-week" };
  return asActor(db, by, async (tx) => {
    const establishmentId = await houseOfAgenda(tx, practitionerId);
    if (!establishmentId) return { done: false, because: "not-found" };
    await sql`select pg_advisory_xact_lock(hashtextextended(${practitionerId}, 3))`.execute(tx); // two copies come one after the other
    const openings = await openingsOpenTo(tx, { practitionerId });
    const there = hoursOf(openings, dayOf(to));
    const wished = hoursOf(openings, dayOf(from)).map((hours) => ({ ...hours, on: hours.on + days }));
    if (wished.length === 0) return { done: false, because: "nothing-to-copy" };

    let added = 0;
    for (const { opening, on, fromMin, toMin } of wished.filter((one) => !there.some((other) => isSame(one, other)))) {
      const { siteId, reasonIds } = opening;
      const hours = { on: plainDateOf(on), from: timeOf(fromMin), to: timeOf(toMin) };
      const outcome = await planOpening(tx, { establishmentId, practitionerId, siteId, reasonIds, ...hours });
      if (outcome.done) added++; // otherwise the practitioner has left that site, or offers this no more
    }
    const detail = { what: "opening", act: "copied", on: to.toString(), id: null, practitioner: practitionerId, added };
    await remember(tx, "openings-changed", { establishmentId, now, detail });
    return { done: true, added };
  });
}

interface Copied extends Hours {
  on: Day;
  opening: PlannedOpening;
}

/** All the hours of the ISO week of this day. */
function hoursOf(openings: readonly PlannedOpening[], day: Day): Copied[] {
  const monday = weekOf(day) * 7 - 3;
  return openings.flatMap((opening) =>
    occurrencesOf(opening.timetable, monday, monday + 6).map(({ on, fromMin, toMin }) => ({
      on,
      fromMin,
      toMin,
      opening,
    })),
  );
}

function isSame(one: Copied, other: Copied): boolean {
  return (
    one.on === other.on &&
    one.fromMin === other.fromMin &&
    one.toMin === other.toMin &&
    one.opening.siteId === other.opening.siteId &&
    one.opening.reasonIds.every((reason) => other.opening.reasonIds.includes(reason))
  );
}
