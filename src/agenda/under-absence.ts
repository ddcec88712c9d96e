import { sql } from "kysely";
import type { FreeTime } from "../appointments/free-times.ts";
import { appointmentsUnder } from "../appointments/inside.ts";
import { type Displaced, proposeTimes } from "../appointments/propose-times.ts";
import { look } from "../audit/look.ts";
import { absencesOpenTo, type DeclaredAbsence } from "../availability/absences.ts";
import type { Tx } from "../platform/db.ts";

/** An appointment that stands under an absence, and where it could go. */
export interface UnderAbsence extends Displaced {
  version: number;
  /** Only these may still be moved or cancelled: who has arrived is there. */
  canGo: boolean;
  zone: string;
  reason: string;
  patientId: string;
  nameUsed: string;
  firstNames: string;
  phone: string | null;
  /** Someone can be told by mail or SMS. */
  isReachable: boolean;
  proposed: FreeTime | null;
}

export interface AbsenceInTheWay {
  absence: DeclaredAbsence;
  /** Whose agenda, or which room. */
  of: string;
  under: UnderAbsence[];
}

/** An absence with the appointments under it, of those one may see, each with a time proposed; null: no such absence. The look is written. */
export async function absenceInTheWay(
  tx: Tx,
  { id, now }: { id: string; now: Temporal.Instant },
): Promise<AbsenceInTheWay | null> {
  const [absence] = await absencesOpenTo(tx, { id });
  if (!absence) return null;
  const inside = await appointmentsUnder(tx, { absence, now });
  const { rows } = await sql<Omit<UnderAbsence, "proposed"> & { establishmentId: string }>`
    select appointment.id, appointment.establishment_id, appointment.version, appointment.practitioner_id, appointment.site_id,
      appointment.visit_reason_id as reason_id, appointment.starts_at, appointment.ends_at, appointment.zone,
      appointment.status in ('booked', 'requested') as can_go, visit_reason.name as reason,
      patient.id as patient_id, patient.name_used, patient.first_names, patient.phone,
      patient.person_id is not null or patient.email is not null or patient.phone is not null as is_reachable
    from appointment join patient on patient.id = appointment.patient_id join visit_reason on visit_reason.id = appointment.visit_reason_id
    where appointment.id = any (${inside.map((one) => one.id)}::uuid[]) order by appointment.starts_at, appointment.id`.execute(
    tx,
  );
  await look(
    tx,
    "appointments-listed",
    rows.map(({ establishmentId, patientId, id: appointmentId }) => ({ establishmentId, patientId, appointmentId })),
    now,
  );
  const from = now.toZonedDateTimeISO(absence.zone).toPlainDate();
  const proposed = await proposeTimes(tx, { displaced: rows.filter(({ canGo }) => canGo), from, now });
  return {
    absence,
    of: await nameOf(tx, absence.resourceId),
    under: rows.map(({ establishmentId: _, ...row }) => ({ ...row, proposed: proposed.get(row.id) ?? null })),
  };
}

async function nameOf(tx: Tx, resourceId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select concat_ws(' ', nullif(title, ''), first_name, last_name) as name from practitioner where id = ${resourceId}
    union all select name from room where id = ${resourceId}`.execute(tx);
  return rows[0]?.name ?? "";
}
