import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import { type Day, plainDateOf } from "./calendar.ts";
import { nightDays } from "./grid.ts";
import type { Range } from "./ranges.ts";
import type { Timetable } from "./recurrence.ts";
import { type AbsenceRow, absenceIn, type TimetableRow, timetableOf } from "./timetables.ts";

/** When one practitioner receives at one site, whatever for. */
export interface OpenHours {
  practitionerId: string;
  siteId: string;
  timetable: Timetable;
}

/** An absence of an agenda, as the house calls it. */
export interface NamedAbsence {
  id: string;
  /** The practitioner. */
  resourceId: string;
  label: string | null;
  /** When, within the days asked: a repeated one several times. */
  ranges: Range[];
}

interface Asked {
  practitionerIds: readonly string[];
  first: Day;
  last: Day;
}

/** The openings of these practitioners that may reach into the days from `first` to `last`, for all visit reasons together: one query. */
export async function openHoursOf(tx: Tx, { practitionerIds, first, last }: Asked): Promise<OpenHours[]> {
  const [from, to] = [plainDateOf(first - nightDays), plainDateOf(last)];
  const { rows } = await sql<TimetableRow & { practitionerId: string; siteId: string }>`
    select opening.practitioner_id, opening.site_id, opening.on_date, opening.weekdays, opening.every_weeks, opening.iso_weeks,
      opening.nth, opening.since_on, opening.until_on, opening.from_time, opening.to_time,
      case when opening.on_date is null then (
        select json_agg(json_build_object('on', e.on_date, 'from', e.from_time, 'to', e.to_time))
        from opening_exception e where e.opening_id = opening.id and e.on_date between ${from} and ${to}) end as exceptions
    from opening
    where opening.practitioner_id = any (${practitionerIds}::uuid[])
      and (opening.on_date is null or opening.on_date between ${from} and ${to})
      and (opening.until_on is null or opening.until_on >= ${from})
      and (opening.since_on is null or opening.since_on <= ${to})`.execute(tx);
  return rows.map((row) => {
    const { practitionerId, siteId } = row;
    return { practitionerId, siteId, timetable: timetableOf(row) };
  });
}

/** The absences of these practitioners around the days from `first` to `last`, with what the house calls them: one query. Row-level security
 * narrows them to agendas the acting member of staff may see. */
export async function namedAbsencesOf(tx: Tx, { practitionerIds, first, last }: Asked): Promise<NamedAbsence[]> {
  const [from, to] = [plainDateOf(first), plainDateOf(last)];
  const { rows } = await sql<AbsenceRow & { id: string; label: string | null }>`
    select id, resource_id, label, zone, starts_local, ends_local, weekdays, every_weeks, iso_weeks, nth, since_on, until_on, from_time, to_time
    from absence
    where resource_id = any (${practitionerIds}::uuid[])
      and (ends_local is null or ends_local > ${from}::date - interval '1 day')
      and (starts_local is null or starts_local < ${to}::date + interval '2 days')
      and (until_on is null or until_on >= ${from}::date - 2)
      and (since_on is null or since_on <= ${to}::date + 1)`.execute(tx);
  return rows.map((row) => ({
    id: row.id,
    resourceId: row.resourceId,
    label: row.label,
    ranges: absenceIn(everyClock, row, first, last).filter((absence) => "startMs" in absence),
  }));
}

/** No zone is called so: each absence is unfolded on the clock on which it was told. */
const everyClock = "";
