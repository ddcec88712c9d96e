import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import { dayOf } from "./calendar.ts";
import type { AbsenceTime } from "./declare-absence.ts";
import { rangeOf } from "./grid.ts";
import { writtenRepetition } from "./opening.ts";
import type { Range } from "./ranges.ts";
import { type OneOff, occurrencesOf, type Repeated } from "./recurrence.ts";
import { hoursFrom, type RepetitionRow, repetitionOf } from "./timetables.ts";
import { clockOf } from "./zone-clock.ts";

/** An absence as it was declared. */
export interface DeclaredAbsence {
  id: string;
  establishmentId: string;
  /** A practitioner's agenda, or a room. */
  resourceId: string;
  /** The clock its times are told on (IANA). */
  zone: string;
  /** For the house only: it never leaves it. */
  label: string | null;
  time: AbsenceTime;
  version: number;
}

/** The only door to absences: those of the agendas that the acting member of staff keeps, and of the rooms of her house, the earliest
 * first. With `lock`, nobody else changes them before this transaction ends. */
export async function absencesOpenTo(
  tx: Tx,
  { id, resourceIds, lock = false }: { id?: string; resourceIds?: readonly string[]; lock?: boolean },
): Promise<DeclaredAbsence[]> {
  const { rows } = await sql<AbsenceRow>`
    select id, establishment_id, resource_id, zone, label, version, starts_local, ends_local, weekdays, every_weeks, iso_weeks, nth,
      since_on, until_on, from_time, to_time
    from absence
    where ${id ? sql`id = ${id}` : sql`true`} and ${resourceIds ? sql`resource_id = any (${resourceIds}::uuid[])` : sql`true`}
    order by starts_local, since_on nulls first, id
    ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows.map(({ id, establishmentId, resourceId, zone, label, version, ...row }) => {
    return { id, establishmentId, resourceId, zone, label, version, time: timeFrom(row) };
  });
}

/** The stretches of time it takes: of a repeated one, those that begin on a local day from `first` to `last`, both included. */
export function stretchesOf(
  { time, zone }: DeclaredAbsence,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
): Range[] {
  const clock = clockOf(zone);
  if (!("weekdays" in time)) {
    const at = (local: Temporal.PlainDateTime) =>
      clock.instantOf(dayOf(local.toPlainDate()), local.hour * 60 + local.minute);
    return [{ startMs: at(time.from), endMs: at(time.to) }];
  }
  return hoursOfAbsence(time, first, last).map((hours) => rangeOf(clock, hours));
}

/** The hours of a repeated absence that begin on these days, both included, as its own clock shows them. */
export function hoursOfAbsence(
  time: Extract<AbsenceTime, { weekdays: unknown }>,
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
): OneOff[] {
  return occurrencesOf(repeatedAs(time), dayOf(first), dayOf(last));
}

/** A repeated absence in the terms of the engine. */
export function repeatedAs(time: Extract<AbsenceTime, { weekdays: unknown }>): Repeated {
  const { weekdays, everyWeeks = 1, isoWeeks = null, nth = null, since, until } = time;
  const bounds = { since: since ? dayOf(since) : null, until: until ? dayOf(until) : null };
  return { ...hoursFrom(time.from, time.to), weekdays, everyWeeks, isoWeeks, nth, ...bounds, exceptions: [] };
}

interface TimeRow extends RepetitionRow {
  startsLocal: Temporal.PlainDateTime | null;
  endsLocal: Temporal.PlainDateTime | null;
  fromTime: string | null;
  toTime: string | null;
}
interface AbsenceRow extends TimeRow {
  id: string;
  establishmentId: string;
  resourceId: string;
  zone: string;
  label: string | null;
  version: number;
}

function timeFrom(row: TimeRow): AbsenceTime {
  if (row.startsLocal && row.endsLocal) return { from: row.startsLocal, to: row.endsLocal };
  const hours = { from: row.fromTime!.slice(0, 5), to: row.toTime!.slice(0, 5) };
  return { ...hours, ...writtenRepetition({ ...repetitionOf(row), exceptions: [] }) };
}
