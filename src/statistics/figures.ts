import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { Period } from "./period.ts";

/** Appointments of a period, counted by what tells them apart. Cancelled ones are counted apart from those kept. */
export interface Count {
  practitionerId: string;
  reasonId: string;
  origin: "online" | "staff" | "import";
  /** The Monday of their week. */
  weekOn: Temporal.PlainDate;
  kept: number;
  seen: number;
  missed: number;
  cancelledByPatient: number;
  cancelledByPractice: number;
  /** Of those kept. */
  minutes: number;
}

/** Someone whose figures may be seen. */
export interface Named {
  id: string;
  name: string;
}

interface Asked {
  practitionerIds: readonly string[];
  period: Period;
}

/** The appointments whose visit lies in the period, by agenda, reason, origin and week: one query. What the acting member of staff may not
 * see is not counted: row-level security says so. What was booked by mistake and taken back at once never was. */
export async function countsOf(tx: Tx, { practitionerIds, period: { from, to } }: Asked): Promise<Count[]> {
  const { rows } = await sql<Count>`
    select practitioner_id, visit_reason_id as reason_id, origin, date_trunc('week', starts_local)::date as week_on,
      count(*) filter (where status <> 'cancelled')::integer as kept,
      count(*) filter (where status = 'seen')::integer as seen,
      count(*) filter (where status = 'missed')::integer as missed,
      count(*) filter (where cancelled_by = 'patient')::integer as cancelled_by_patient,
      count(*) filter (where cancelled_by = 'practice')::integer as cancelled_by_practice,
      coalesce(sum(extract(epoch from ends_at - starts_at) / 60) filter (where status <> 'cancelled'), 0)::integer as minutes
    from appointment
    where practitioner_id = any (${practitionerIds}::uuid[]) and undone_at is null
      and starts_at >= ${from}::date - interval '1 day' and starts_at < ${to}::date + interval '2 days'
      and starts_local >= ${from}::date and starts_local < ${to}::date + 1
    group by 1, 2, 3, 4`.execute(tx);
  return rows;
}

/** The names of visit reasons. */
export async function reasonNames(tx: Tx, establishmentId: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom("visitReason")
    .select(["id", "name"])
    .where("establishmentId", "=", establishmentId)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The agendas the acting member of staff may see, by the names on their sheets. */
export async function agendasSeen(tx: Tx): Promise<Named[]> {
  const { rows } = await sql<Named>`
    select id, concat_ws(' ', nullif(title, ''), first_name, last_name) as name from practitioner
    where id in (select my_agendas()) order by search_key(last_name), id`.execute(tx);
  return rows;
}

/** What was sent about appointments in the period, by channel and end. */
export interface Sent {
  channel: "mail" | "sms" | "push";
  status: "sending" | "sent" | "failed" | "not-sent";
  count: number;
}

export async function sentOf(
  tx: Tx,
  { establishmentId, practitionerIds, period: { from, to } }: Asked & { establishmentId: string },
): Promise<Sent[]> {
  const { rows } = await sql<Sent>`
    select notice.channel, notice.status, count(*)::integer as count
    from notice join appointment on appointment.id = notice.appointment_id
    where notice.establishment_id = ${establishmentId} and appointment.practitioner_id = any (${practitionerIds}::uuid[])
      and notice.decided_at >= (${from}::date)::timestamp at time zone appointment.zone
      and notice.decided_at < (${to}::date + 1)::timestamp at time zone appointment.zone
      and notice.decided_at >= ${from}::date - interval '1 day' and notice.decided_at < ${to}::date + interval '2 days'
    group by 1, 2 order by 1, 2`.execute(tx);
  return rows;
}

/** Adds up what some counts say of something, by whatever names it; the largest first. */
export function sumBy(counts: readonly Count[], key: (count: Count) => string): { key: string; kept: number }[] {
  return [...Map.groupBy(counts, key)]
    .map(([name, group]) => ({ key: name, kept: total(group, "kept") }))
    .sort((one, other) => other.kept - one.kept);
}

export function total(
  counts: readonly Count[],
  what: "kept" | "seen" | "missed" | "cancelledByPatient" | "cancelledByPractice" | "minutes",
): number {
  return counts.reduce((sum, count) => sum + count[what], 0);
}
