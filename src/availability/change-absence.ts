import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db } from "../platform/db.ts";
import { absencesOpenTo } from "./absences.ts";
import { type AbsenceRefusal, type AbsenceTime, refusalToDeclare, timeColumnsOf } from "./declare-absence.ts";

export interface AbsenceChange {
  id: string;
  /** The one that was read before deciding. */
  version: number;
  time: AbsenceTime;
  label: string | null;
  by: Actor;
  now: Temporal.Instant;
}

export type ChangeAbsenceOutcome = { done: true } | { done: false; because: AbsenceRefusal | "not-found" | "stale" };

/** Says otherwise when an absence is, or what it is for. Whoever decided on what is no longer so is told (`stale`). */
export async function changeAbsence(
  db: Db,
  { id, version, time, label, by, now }: AbsenceChange,
): Promise<ChangeAbsenceOutcome> {
  return asActor(db, by, async (tx) => {
    const [absence] = await absencesOpenTo(tx, { id, lock: true });
    if (!absence) return { done: false, because: "not-found" };
    if (absence.version !== version) return { done: false, because: "stale" };
    const because = refusalToDeclare({ ...time, zone: absence.zone });
    if (because) return { done: false, because };
    await tx
      .updateTable("absence")
      .set({ ...timeColumnsOf(time), label, version: sql`version + 1` })
      .where("id", "=", id)
      .execute();
    const { establishmentId, resourceId: practitioner } = absence;
    const detail = { what: "absence", act: "changed", id, practitioner };
    await remember(tx, "openings-changed", { establishmentId, now, detail });
    return { done: true };
  });
}
