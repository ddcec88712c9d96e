import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { absencesOpenTo, type DeclaredAbsence, repeatedAs } from "./absences.ts";
import { dayOf } from "./calendar.ts";
import { declareAbsence } from "./declare-absence.ts";
import { beginsBefore, nextDayOf, type Scope } from "./opening.ts";
import { beginsOn } from "./recurrence.ts";

export interface AbsenceEnd {
  id: string;
  version: number;
  /** Of a repeated absence: one of its days, that one and the following, or all. */
  scope: Scope;
  on: Temporal.PlainDate | null;
  by: Actor;
  now: Temporal.Instant;
}

export type EndAbsenceOutcome = { done: true } | { done: false; because: "not-found" | "stale" | "not-its-day" };

/** Takes an absence away: one of its days, from one of them on, or altogether. What was closed by it is open again, if an opening says so. */
export async function endAbsence(
  db: Db,
  { id, version, on, by, now, ...asked }: AbsenceEnd,
): Promise<EndAbsenceOutcome> {
  return asActor(db, by, async (tx) => {
    const [absence] = await absencesOpenTo(tx, { id, lock: true });
    if (!absence) return { done: false, because: "not-found" };
    if (absence.version !== version) return { done: false, because: "stale" };
    const scope: Scope = "weekdays" in absence.time ? asked.scope : "all";
    if (scope !== "all" && !(on && isItsDay(absence, on))) return { done: false, because: "not-its-day" };

    if (scope === "day") await resumeAfter(tx, absence, on!);
    if (scope === "all") await tx.deleteFrom("absence").where("id", "=", id).execute();
    else await stopBefore(tx, absence, on!);
    const { establishmentId, resourceId: practitioner } = absence;
    const detail = { what: "absence", act: "ended", scope, on: on?.toString() ?? null, id, practitioner };
    await remember(tx, "openings-changed", { establishmentId, now, detail });
    return { done: true };
  });
}

function isItsDay({ time }: DeclaredAbsence, on: Temporal.PlainDate): boolean {
  return "weekdays" in time && beginsOn(repeatedAs(time), dayOf(on));
}

/** What comes after this day is an absence of its own, counted from its first day, so that the weeks stay the same. */
async function resumeAfter(
  tx: Tx,
  { time, establishmentId, resourceId, zone, label }: DeclaredAbsence,
  on: Temporal.PlainDate,
) {
  if (!("weekdays" in time)) return;
  const since = nextDayOf({ timetable: repeatedAs(time) }, on.add({ days: 1 }));
  if (since === null) return;
  const first = on.add({ days: since - dayOf(on) });
  const outcome = await declareAbsence(tx, {
    ...time,
    since: first,
    establishmentId,
    resourceId,
    zone,
    ...(label && { label }),
  });
  if (!outcome.done) throw new Error(`an absence that was declared cannot be again: ${outcome.because}`);
}

async function stopBefore(tx: Tx, { id, time }: DeclaredAbsence, on: Temporal.PlainDate) {
  if (!("weekdays" in time)) return;
  if (!beginsBefore(repeatedAs(time), dayOf(on))) {
    await tx.deleteFrom("absence").where("id", "=", id).execute();
    return;
  }
  const untilOn = on.subtract({ days: 1 });
  await tx.updateTable("absence").set({ untilOn, version: sql`version + 1` }).where("id", "=", id).execute();
}
