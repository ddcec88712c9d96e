import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { type Day, dayOf, plainDateOf } from "./calendar.ts";
import { beginsBefore, isItsDay, type PlannedOpening, type Scope } from "./opening.ts";
import { openingsOpenTo } from "./openings.ts";

export interface OpeningEnd {
  id: string;
  version: number;
  scope: Scope;
  /** As for a change (change-opening.ts). */
  on: Temporal.PlainDate | null;
  at?: string;
  by: Actor;
  now: Temporal.Instant;
}

export type EndOpeningOutcome = { done: true } | { done: false; because: "not-found" | "stale" | "not-its-day" };

/** Takes an opening away: one of its days, from one of them on, or altogether. Appointments made within it stay. */
export async function endOpening(
  db: Db,
  { id, version, on, at, by, now, ...asked }: OpeningEnd,
): Promise<EndOpeningOutcome> {
  return asActor(db, by, async (tx) => {
    const [opening] = await openingsOpenTo(tx, { id, lock: true });
    if (!opening) return { done: false, because: "not-found" };
    if (opening.version !== version) return { done: false, because: "stale" };
    const scope: Scope = "on" in opening.timetable ? "all" : asked.scope;
    if (scope !== "all" && !(on && isItsDay(opening, dayOf(on)))) return { done: false, because: "not-its-day" };

    if (scope === "day") await removeDay(tx, opening, dayOf(on!), at);
    else if (scope === "following") await closeFrom(tx, opening, dayOf(on!));
    else await remove(tx, opening);
    const { establishmentId, practitionerId: practitioner } = opening;
    const detail = { what: "opening", act: "ended", scope, on: on?.toString() ?? null, id, practitioner };
    await remember(tx, "openings-changed", { establishmentId, now, detail });
    return { done: true };
  });
}

/** No hours on this day any more; of a day with several hours of its own, only those that begin at `at` are gone, when it is given. */
export async function removeDay(tx: Tx, opening: PlannedOpening, day: Day, at?: string): Promise<void> {
  const { id: openingId, establishmentId } = opening;
  const onDate = plainDateOf(day);
  const itsOwn = tx.deleteFrom("openingException").where("openingId", "=", openingId).where("onDate", "=", onDate);
  await itsOwn.$if(at !== undefined, (some) => some.where("fromTime", "=", at!)).execute();
  const left = await tx
    .selectFrom("openingException")
    .select("id")
    .where("openingId", "=", openingId)
    .where("onDate", "=", onDate)
    .executeTakeFirst();
  if (!left)
    await tx.insertInto("openingException").values({ id: newId(), openingId, establishmentId, onDate }).execute();
  await touch(tx, opening);
}

/** It ends the day before this one; when nothing comes before, it is gone. */
export async function closeFrom(tx: Tx, opening: PlannedOpening, day: Day): Promise<void> {
  const { id, timetable } = opening;
  if ("on" in timetable || !beginsBefore(timetable, day)) return remove(tx, opening);
  await tx.deleteFrom("openingException").where("openingId", "=", id).where("onDate", ">=", plainDateOf(day)).execute();
  await tx
    .updateTable("opening")
    .set({ untilOn: plainDateOf(day - 1) })
    .where("id", "=", id)
    .execute();
  await touch(tx, opening);
}

async function remove(tx: Tx, { id }: PlannedOpening): Promise<void> {
  await tx.deleteFrom("opening").where("id", "=", id).execute();
}

/** Whoever read it before this has read something else. */
export async function touch(tx: Tx, { id }: PlannedOpening): Promise<void> {
  await tx.updateTable("opening").set({ version: sql`version + 1` }).where("id", "=", id).execute();
}
