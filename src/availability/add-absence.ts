import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { once } from "../platform/idempotency.ts";
import { type AbsenceRefusal, type AbsenceTime, declareAbsence } from "./declare-absence.ts";

export interface AbsenceWish {
  /** A practitioner's agenda, or a room. */
  resourceId: string;
  time: AbsenceTime;
  label: string | null;
  /** Sent twice under the same key, it is declared once. */
  key: string;
  by: Actor;
  now: Temporal.Instant;
}

export type AddAbsenceOutcome =
  | { done: true; absenceId: string }
  | { done: false; because: AbsenceRefusal | "not-found" };

/** Declares an absence of an agenda that whoever acts keeps, or of a room when she keeps all agendas of the house. Appointments made
 * in it stay. */
export async function addAbsence(
  db: Db,
  { resourceId, time, label, key, by, now }: AbsenceWish,
): Promise<AddAbsenceOutcome> {
  const add = async (tx: Tx): Promise<AddAbsenceOutcome> => {
    const place = await placeOf(tx, resourceId);
    if (!place) return { done: false, because: "not-found" };
    const outcome = await declareAbsence(tx, { ...time, ...place, resourceId, ...(label && { label }) });
    if (!outcome.done) return outcome;
    const detail = { what: "absence", act: "added", id: outcome.absenceId, practitioner: resourceId };
    await remember(tx, "openings-changed", { establishmentId: place.establishmentId, now, detail });
    return outcome;
  };
  const request = { resourceId, time, label };
  return asActor(db, by, (tx) => once(tx, { key, request, keeps: ({ done }) => done }, () => add(tx)));
}

/** The house of an agenda or room whose absences one may write, and the clock they are told on: of the room's site, or of the first
 * site where the practitioner receives. */
async function placeOf(tx: Tx, resourceId: string): Promise<{ establishmentId: string; zone: string } | null> {
  const { rows } = await sql<{ establishmentId: string; zone: string }>`
    select practitioner.establishment_id, coalesce(
      (select site.zone from practitioner_site join site on site.id = practitioner_site.site_id
        where practitioner_site.practitioner_id = practitioner.id order by site.active desc, site.name, site.id limit 1),
      (select site.zone from site where site.establishment_id = practitioner.establishment_id order by site.active desc, site.name, site.id limit 1)) as zone
    from practitioner where practitioner.id = ${resourceId} and practitioner.id in (select my_agendas())
    union all
    select room.establishment_id, site.zone from room join site on site.id = room.site_id
    where room.id = ${resourceId} and room.establishment_id = (select my_establishment())
      and exists (select from staff where staff.id = actor_staff() and staff.all_agendas)`.execute(tx);
  return rows[0] ?? null;
}
