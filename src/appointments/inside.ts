import { sql } from "kysely";
import { type DeclaredAbsence, stretchesOf } from "../availability/absences.ts";
import { overlapWith, type Range, union } from "../availability/ranges.ts";
import type { Tx } from "../platform/db.ts";

/** An appointment to come, as far as it matters to a change of openings: when and where, not whose. */
export interface Inside {
  id: string;
  practitionerId: string;
  siteId: string;
  zone: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

/** The appointments to come that overlap one of these stretches of time, in order, of those one may see. A resource is an agenda or a room;
 * with `siteId`, only those there. One query, none without a stretch. */
export async function appointmentsInside(
  tx: Tx,
  asked: { resourceIds: readonly string[]; ranges: readonly Range[]; siteId?: string; now: Temporal.Instant },
): Promise<Inside[]> {
  const ranges = union(asked.ranges);
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (!first || !last) return [];
  const { rows } = await sql<Inside>`
    select distinct appointment.id, appointment.practitioner_id, appointment.site_id, appointment.zone, appointment.starts_at, appointment.ends_at
    from appointment join occupation on occupation.appointment_id = appointment.id
    where occupation.resource_id = any (${asked.resourceIds}::uuid[])
      and appointment.status in ('requested', 'booked', 'arrived', 'in-consultation') and appointment.ends_at > ${asked.now}
      and appointment.starts_at >= ${instant(first.startMs).subtract({ hours: 24 })} and appointment.starts_at < ${instant(last.endMs)}
      and ${asked.siteId ? sql`appointment.site_id = ${asked.siteId}` : sql`true`}
    order by appointment.starts_at, appointment.id`.execute(tx);
  const meets = overlapWith(ranges);
  return rows.filter(({ startsAt, endsAt }) => meets(startsAt.epochMilliseconds, endsAt.epochMilliseconds));
}

/** Those under an absence, from now on: of a repeated one, within the coming year. */
export function appointmentsUnder(
  tx: Tx,
  { absence, now }: { absence: DeclaredAbsence; now: Temporal.Instant },
): Promise<Inside[]> {
  const today = now.toZonedDateTimeISO(absence.zone).toPlainDate();
  const ranges = stretchesOf(absence, today.subtract({ days: 1 }), today.add({ years: 1 }));
  return appointmentsInside(tx, { resourceIds: [absence.resourceId], ranges, now });
}

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
