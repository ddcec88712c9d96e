import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { PlannedOpening } from "./opening.ts";
import { type TimetableRow, timetableOf } from "./timetables.ts";

/** The only door to openings as they were planned: those of the agendas the acting member of staff keeps, in the order in which they were
 * planned. With `lock`, nobody else changes them before this transaction ends. */
export async function openingsOpenTo(
  tx: Tx,
  { practitionerId, id, lock = false }: { practitionerId?: string; id?: string; lock?: boolean },
): Promise<PlannedOpening[]> {
  const { rows } = await sql<OpeningRow>`
    select opening.id, opening.establishment_id, opening.practitioner_id, opening.site_id, opening.version,
      opening.on_date, opening.weekdays, opening.every_weeks, opening.iso_weeks, opening.nth, opening.since_on, opening.until_on,
      opening.from_time, opening.to_time,
      array(select visit_reason_id from opening_reason where opening_id = opening.id) as reason_ids,
      (select json_agg(json_build_object('on', on_date, 'from', from_time, 'to', to_time) order by on_date, from_time)
        from opening_exception where opening_id = opening.id) as exceptions
    from opening
    where opening.practitioner_id in (select my_agendas())
      and ${practitionerId ? sql`opening.practitioner_id = ${practitionerId}` : sql`true`}
      and ${id ? sql`opening.id = ${id}` : sql`true`}
    order by opening.id
    ${lock ? sql`for update of opening` : sql``}`.execute(tx);
  return rows.map((row) => {
    const { id, establishmentId, practitionerId, siteId, reasonIds, version } = row;
    return { id, establishmentId, practitionerId, siteId, reasonIds, version, timetable: timetableOf(row) };
  });
}

/** The establishment of an agenda that the acting member of staff keeps, or null when it is none of hers. */
export async function houseOfAgenda(tx: Tx, practitionerId: string): Promise<string | null> {
  const { rows } = await sql<{ establishmentId: string }>`
    select establishment_id from practitioner where id = ${practitionerId} and id in (select my_agendas())`.execute(tx);
  return rows[0]?.establishmentId ?? null;
}

interface OpeningRow extends TimetableRow {
  id: string;
  establishmentId: string;
  practitionerId: string;
  siteId: string;
  reasonIds: string[];
  version: number;
}
