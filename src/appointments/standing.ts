import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";

/** What an establishment knows of a person who wants to book: the rules that depend on the person are read from it. */
export interface Standing {
  personId: string;
  birthDate: Temporal.PlainDate;
  phone: string | null;
  /** The establishment's file linked to this person, when there is one. */
  patientId: string | null;
  /** Seen at least once in 36 months, or the staff say so. Only to come, or missed only: still new. */
  isKnown: boolean;
  isBlocked: boolean;
  /** Missed visits in the last twelve months. */
  missed: number;
  /** The acting user had before the eyes, for this person, what the establishment does with data. */
  isInformed: boolean;
}

/** Where this person stands with this establishment, or null when the acting user may not act for that person. */
export async function standingOf(
  tx: Tx,
  { personId, establishmentId, now }: { personId: string; establishmentId: string; now: Temporal.Instant },
): Promise<Standing | null> {
  const { rows } = await sql<Standing>`
    select person.id as person_id, person.birth_date, person.phone, patient.id as patient_id,
      coalesce(patient.is_known, false) or coalesce(visits.seen, 0) > 0 as is_known,
      patient.blocked_online_because is not null as is_blocked,
      coalesce(visits.missed, 0)::integer as missed,
      exists (select from consent_proof where consent_proof.user_id = actor_user() and consent_proof.person_id = person.id
        and consent_proof.establishment_id = ${establishmentId}) as is_informed
    from person
      left join patient on patient.person_id = person.id and patient.establishment_id = ${establishmentId}
      left join lateral (
        select count(*) filter (where status = 'seen' and starts_at > ${now.toString()}::timestamptz - interval '36 months') as seen,
          count(*) filter (where status = 'missed' and starts_at > ${now.toString()}::timestamptz - interval '12 months') as missed
        from appointment where appointment.patient_id = patient.id
      ) visits on true
    where person.id = ${personId}`.execute(tx);
  return rows[0] ?? null;
}
