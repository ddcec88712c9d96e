import { sql } from "kysely";
import { type Day, dayFrom, daysInMonth, plainDateOf, weekOf } from "../availability/calendar.ts";
import { closedDays, type HolidayName, holidaysOf } from "../availability/holidays.ts";
import type { Tx } from "../platform/db.ts";
import type { AgendaSight } from "./agenda.ts";

/** A day of a small calendar. */
export interface MonthDay {
  day: Temporal.PlainDate;
  isOut: boolean;
  /** Appointments in the agendas that are shown. */
  visits: number;
  /** 0 none, 3 as full as the fullest of the month, or nearly. */
  load: 0 | 1 | 2 | 3;
  holidays: HolidayName[];
  isClosed: boolean;
}

/** The weeks, Monday first, of the month around the day that is shown, with how many appointments each day has. One query. */
export async function monthOf(tx: Tx, sight: AgendaSight): Promise<MonthDay[][]> {
  const { year, month } = sight.day;
  const first = dayFrom(year, month, 1);
  const from = mondayOf(first);
  const to = mondayOf(first + daysInMonth(year, month) - 1) + 6;
  const visits = await visitsByDay(tx, sight, from, to);
  const most = Math.max(1, ...visits.values());
  const days = Array.from({ length: to - from + 1 }, (_, index) => dayIn(sight, from + index, visits, most));
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(7 * week, 7 * week + 7));
}

function mondayOf(day: Day): Day {
  return weekOf(day) * 7 - 3; // weeks are counted from a Monday three days before 1970
}

function dayIn(sight: AgendaSight, date: Day, visits: ReadonlyMap<string, number>, most: number): MonthDay {
  const day = plainDateOf(date);
  const count = visits.get(day.toString()) ?? 0;
  const place = sight.site ?? sight.person?.sites[0];
  return {
    day,
    isOut: day.month !== sight.day.month,
    visits: count,
    load: count === 0 ? 0 : ((1 + Math.floor((2 * count) / most)) as 1 | 2 | 3),
    holidays: place ? holidaysOf(place.holidays, day.year).flatMap(({ name, on }) => (on === date ? [name] : [])) : [],
    isClosed: place ? closedDays(place.holidays, date, date).length > 0 : false,
  };
}

async function visitsByDay(tx: Tx, sight: AgendaSight, from: Day, to: Day): Promise<Map<string, number>> {
  const whose =
    sight.view === "semaine" || sight.isPersonAsked ? [sight.person!.id] : sight.agendas.map(({ id }) => id);
  const { rows } = await sql<{ onDate: Temporal.PlainDate; visits: number }>`
    select starts_local::date as on_date, count(*)::integer as visits from appointment
    where practitioner_id = any (${whose}::uuid[]) and status <> 'cancelled'
      and (${sight.site?.id ?? null}::uuid is null or site_id = ${sight.site?.id ?? null})
      and starts_at >= ${plainDateOf(from - 1)} and starts_at < ${plainDateOf(to + 2)}
      and starts_local >= ${plainDateOf(from)} and starts_local < ${plainDateOf(to + 1)}
    group by 1`.execute(tx);
  return new Map(rows.map(({ onDate, visits }) => [onDate.toString(), visits]));
}
