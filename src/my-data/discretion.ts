import { sql } from "kysely";

/** The table `patient` of the query is a file about the user who acts. */
export const isOwnFile = sql<boolean>`coalesce(patient.id in (select my_own_patients()), false)`;

/** It is not known by discreet visits alone: that someone is a patient there may show. */
export const isFileToldOf = sql<boolean>`coalesce((select bool_or(not visit.is_discreet) from appointment visit
  where visit.patient_id = patient.id), true)`;
