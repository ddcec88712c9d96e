import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import { type Day, dayOf, plainDateOf, weekdays } from "./calendar.ts";
import type { Absence } from "./engine.ts";
import { type Exception, type Hours, occurrencesOf, type Repeated, type Timetable } from "./recurrence.ts";
import { clockOf } from "./zone-clock.ts";

/** The opening of one practitioner at one site, and the visit reasons it is for. */
export interface Opening {
  practitionerId: string;
  siteId: string;
  reasonId: string;
  timetable: Timetable;
}

/** The openings of these practitioners for these reasons that may have an occurrence from `first` to `last`: one query. */
export async function openingsOf(
  tx: Tx,
  asked: { practitionerIds: readonly string[]; reasonIds: readonly string[]; first: Day; last: Day },
): Promise<Opening[]> {
  const [first, last] = [plainDateOf(asked.first - 1), plainDateOf(asked.last)];
  const { rows } = await sql<OpeningRow>`
    select * from openings_between(${asked.practitionerIds}::uuid[], ${asked.reasonIds}::uuid[], ${first}, ${last})`.execute(
    tx,
  );
  return rows.map((row) => ({
    practitionerId: row.practitionerId,
    siteId: row.siteId,
    reasonId: row.reasonId,
    timetable: timetableOf(row),
  }));
}

/** The absences of these agendas and rooms that may fall between `first` and `last`, by resource, read on the clock of `zone`:
 * one query, times only. */
export async function absencesOf(
  tx: Tx,
  asked: { resourceIds: readonly string[]; first: Day; last: Day },
): Promise<(resourceId: string, zone: string) => Absence[]> {
  const { rows } = await sql<AbsenceRow>`
    select * from absence_times(${asked.resourceIds}::uuid[], ${plainDateOf(asked.first)}, ${plainDateOf(asked.last)})`.execute(
    tx,
  );
  const byResource = Map.groupBy(rows, (row) => row.resourceId);
  return (resourceId, zone) =>
    (byResource.get(resourceId) ?? []).flatMap((row) => absenceIn(zone, row, asked.first, asked.last));
}

/** A repetition as `opening` and `absence` keep it. */
export interface RepetitionRow {
  weekdays: number[] | null;
  everyWeeks: number;
  isoWeeks: Repeated["isoWeeks"];
  nth: Repeated["nth"];
  sinceOn: Temporal.PlainDate | null;
  untilOn: Temporal.PlainDate | null;
}
/** When an opening is, as the database keeps it. */
export interface TimetableRow extends RepetitionRow {
  onDate: Temporal.PlainDate | null;
  fromTime: string;
  toTime: string;
  exceptions: { on: string; from: string | null; to: string | null }[] | null;
}
interface OpeningRow extends TimetableRow {
  practitionerId: string;
  siteId: string;
  reasonId: string;
}
/** When an absence is, as the database keeps it. */
export interface AbsenceRow extends RepetitionRow {
  resourceId: string;
  zone: string;
  startsLocal: Temporal.PlainDateTime | null;
  endsLocal: Temporal.PlainDateTime | null;
  fromTime: string | null;
  toTime: string | null;
}

export function timetableOf(row: TimetableRow): Timetable {
  const hours = hoursFrom(row.fromTime, row.toTime);
  if (row.onDate) return { on: dayOf(row.onDate), ...hours };
  return { ...repetitionOf(row), ...hours, exceptions: (row.exceptions ?? []).map(exceptionFrom) };
}

/** What this absence takes between these days, as the engine reads it on the clock of `zone`. */
export function absenceIn(zone: string, row: AbsenceRow, first: Day, last: Day): Absence[] {
  const clock = clockOf(row.zone);
  if (row.startsLocal && row.endsLocal) {
    const at = (local: Temporal.PlainDateTime) =>
      clock.instantOf(dayOf(local.toPlainDate()), minutesOf(local.toPlainTime().toString()));
    return [{ startMs: at(row.startsLocal), endMs: at(row.endsLocal) }];
  }
  const repeated: Repeated = { ...repetitionOf(row), ...hoursFrom(row.fromTime!, row.toTime!), exceptions: [] };
  if (row.zone === zone) return [repeated];
  // Told on another clock than the site's: unfolded on its own, a day wider on both sides.
  return occurrencesOf(repeated, first - 2, last + 2).map(({ on, fromMin, toMin }) => ({
    startMs: clock.instantOf(on, fromMin),
    endMs: clock.instantOf(toMin > fromMin ? on : on + 1, toMin),
  }));
}

/** A repetition in the terms of the engine. */
export function repetitionOf(row: RepetitionRow) {
  return {
    weekdays: (row.weekdays ?? []).map((iso) => weekdays[iso - 1]!),
    everyWeeks: row.everyWeeks,
    isoWeeks: row.isoWeeks,
    nth: row.nth,
    since: row.sinceOn && dayOf(row.sinceOn),
    until: row.untilOn && dayOf(row.untilOn),
  };
}

function exceptionFrom({ on, from, to }: { on: string; from: string | null; to: string | null }): Exception {
  return { on: dayOf(Temporal.PlainDate.from(on)), hours: from && to ? hoursFrom(from, to) : null };
}

export function hoursFrom(from: string, to: string): Hours {
  return { fromMin: minutesOf(from), toMin: minutesOf(to) };
}

/** `09:30:00`, as PostgreSQL writes it; `24:00:00` too. */
function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
