import { sql } from "kysely";
import type { AppointmentStatus } from "../appointments/appointment.ts";
import { appointmentsOpenTo } from "../appointments/queries.ts";
import type { StaffActor } from "../patients/files.ts";
import type { Tx } from "../platform/db.ts";

/** A visit of a patient, as a list of her file shows it. */
export interface FileVisit {
  id: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  zone: string;
  status: AppointmentStatus;
  arrivedAt: Temporal.Instant | null;
  cancelledBy: string | null;
  overbooked: boolean;
  isDiscreet: boolean;
  title: string;
  lastName: string;
  reasonName: string;
  place: "in-person" | "video" | "phone" | "home";
  /** Null where the house has one place only. */
  siteName: string | null;
}

/** How many past visits a page shows at most: the newest. */
export const pastMost = 300;

/** The visits of this patient in the agendas one sees: those to come, the next one first, and those that are over, the last one first.
 * What was booked by mistake and taken back at once is neither. */
export async function visitsOf(
  tx: Tx,
  by: StaffActor,
  { patientId, now, past = pastMost }: { patientId: string; now: Temporal.Instant; past?: number },
): Promise<{ ahead: FileVisit[]; over: FileVisit[] }> {
  const ahead = await visits(tx, by, patientId).where(isAhead(now)).orderBy("startsAt").execute();
  const over = await visits(tx, by, patientId)
    .where((row) => row.not(isAhead(now)))
    .orderBy("startsAt", "desc")
    .limit(past)
    .execute();
  return { ahead, over };
}

/** Somebody is expected, or here. */
function isAhead(now: Temporal.Instant) {
  return sql<boolean>`(appointment.status in ('arrived', 'in-consultation') and appointment.starts_at > ${now}::timestamptz - interval '1 day'
    or appointment.status in ('requested', 'booked') and appointment.ends_at > ${now})`;
}

function visits(tx: Tx, by: StaffActor, patientId: string) {
  return appointmentsOpenTo(tx, by)
    .innerJoin("practitioner", "practitioner.id", "appointment.practitionerId")
    .innerJoin("visitReason", "visitReason.id", "appointment.visitReasonId")
    .innerJoin("site", "site.id", "appointment.siteId")
    .select(["appointment.id", "appointment.startsAt", "appointment.endsAt", "appointment.zone", "appointment.status"])
    .select(["arrivedAt", "cancelledBy", "overbooked", "isDiscreet", "practitioner.title", "practitioner.lastName"])
    .select(["visitReason.name as reasonName", "visitReason.place", siteName.as("siteName")])
    .where("appointment.patientId", "=", patientId)
    .where("appointment.undoneAt", "is", null);
}

const siteName = sql<string | null>`(select site.name where 1 < (select count(*) from site other
  where other.establishment_id = appointment.establishment_id and other.active))`;
