import { sql } from "kysely";
import { homeZone } from "../accounts/home-zone.ts";
import { appointmentsOpenTo } from "../appointments/queries.ts";
import type { StaffActor } from "../patients/files.ts";
import { type FoundPatient, foundPatients } from "../patients/search.ts";
import type { Tx } from "../platform/db.ts";

/** Who comes today to the agendas one sees, the nearest in time first: those one is likeliest to look for. */
export async function patientsOfToday(tx: Tx, by: StaffActor, now: Temporal.Instant): Promise<FoundPatient[]> {
  const today = now.toZonedDateTimeISO(homeZone).toPlainDate();
  const visits = await appointmentsOpenTo(tx, by)
    .select("appointment.patientId")
    .where("startsLocal", ">=", today.toPlainDateTime())
    .where("startsLocal", "<", today.add({ days: 1 }).toPlainDateTime())
    .where("startsAt", ">", now.subtract({ hours: 36 }))
    .where("startsAt", "<", now.add({ hours: 36 }))
    .where("status", "<>", "cancelled")
    .groupBy("appointment.patientId")
    .orderBy(sql`min(abs(extract(epoch from appointment.starts_at - ${now}::timestamptz)))`)
    .limit(mostOfToday)
    .execute();
  const ids = visits.map(({ patientId }) => patientId);
  if (ids.length === 0) return [];
  const files = await foundPatients(tx, by).where("patient.id", "in", ids).execute();
  return files.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

const mostOfToday = 15;
