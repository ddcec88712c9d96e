import { sql } from "kysely";
import type { AppointmentStatus } from "../appointments/appointment.ts";
import { appointmentsOpenTo } from "../appointments/queries.ts";
import type { Range } from "../availability/ranges.ts";
import type { StaffActor } from "../patients/files.ts";
import type { Tx } from "../platform/db.ts";

/** An appointment as an agenda shows it to staff. */
export interface Visit extends Range {
  id: string;
  version: number;
  practitionerId: string;
  siteId: string;
  status: Exclude<AppointmentStatus, "cancelled">;
  overbooked: boolean;
  isOnline: boolean;
  forNewPatient: boolean;
  place: "in-person" | "video" | "phone" | "home";
  reasonName: string;
  hue: number;
  hasNote: boolean;
  patientId: string;
  nameUsed: string;
  firstNames: string;
  birthDate: Temporal.PlainDate;
  /** The house's own number of the file. */
  number: string | null;
}

interface Asked {
  practitionerIds: readonly string[];
  /** Whatever touches it. */
  range: Range;
}

/** The appointments of these agendas in this time, in order: cancelled ones are not there. One query. */
export async function visitsIn(tx: Tx, by: StaffActor, { practitionerIds, range }: Asked): Promise<Visit[]> {
  const [from, to] = [instant(range.startMs), instant(range.endMs)];
  const rows = await appointmentsOpenTo(tx, by)
    .innerJoin("patient", "patient.id", "appointment.patientId")
    .innerJoin("visitReason", "visitReason.id", "appointment.visitReasonId")
    .select([
      "appointment.id",
      "appointment.version",
      "appointment.practitionerId",
      "appointment.siteId",
      "appointment.status",
      "appointment.overbooked",
      "appointment.forNewPatient",
      "appointment.startsAt",
      "appointment.endsAt",
      "appointment.patientId",
      "visitReason.place",
      "visitReason.name as reasonName",
      "visitReason.hue",
      "patient.nameUsed",
      "patient.firstNames",
      "patient.birthDate",
      "patient.number",
      sql<boolean>`appointment.origin = 'online'`.as("isOnline"),
      sql<boolean>`exists (select from appointment_note where appointment_note.appointment_id = appointment.id)`.as(
        "hasNote",
      ),
    ])
    .where("appointment.practitionerId", "in", sql<string>`(select unnest(${practitionerIds}::uuid[]))`)
    .where("appointment.status", "<>", "cancelled")
    .where("appointment.startsAt", "<", to)
    .where("appointment.startsAt", ">=", from.subtract({ hours: longestHours }))
    .where("appointment.endsAt", ">", from)
    .orderBy("appointment.startsAt")
    .orderBy("appointment.id")
    .execute();
  return rows.map(({ startsAt, endsAt, ...row }) => ({
    ...row,
    status: row.status as Visit["status"],
    place: row.place as Visit["place"],
    startMs: startsAt.epochMilliseconds,
    endMs: endsAt.epochMilliseconds,
  }));
}

/** Time of an agenda that is taken: by a visit with its buffers, or by somebody who is booking at this moment. */
export interface Taken extends Range {
  practitionerId: string;
  siteId: string;
}

/** What is taken of these agendas in this time, buffers included, by nobody in particular. One query. */
export async function takenIn(
  tx: Tx,
  { practitionerIds, range, now }: Asked & { now: Temporal.Instant },
): Promise<Taken[]> {
  const [from, to] = [instant(range.startMs), instant(range.endMs)];
  const { rows } = await sql<Range & { resourceId: string; siteId: string }>`
    select resource_id, site_id, from_ms as start_ms, to_ms as end_ms
    from busy_times(${practitionerIds}::uuid[], ${from}, ${to}, ${now})`.execute(tx);
  return rows.map(({ resourceId, ...row }) => ({ ...row, practitionerId: resourceId }));
}

/** No visit takes longer (migrations/0005_appointments.sql). */
const longestHours = 24;
/** The longest a buffer can be (migrations/0002_establishments.sql). */
export const longestBufferMs = 240 * 60_000;

function instant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
