import { sql } from "kysely";
import { homeToday } from "../patients/queries.ts";
import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";

/** The only door to appointments: what this person may see, and nothing else. Row-level security stands behind it and narrows
 * it: an agenda that is not theirs. What staff booked by mistake and took back, the patient never had. Rows of `appointment` alone, filtered by EXISTS, so that a verb can lock what it found. */
export function appointmentsOpenTo(tx: Tx, by: Actor) {
  const all = tx.selectFrom("appointment");
  switch (by.kind) {
    case "user":
      return all.where("appointment.undoneAt", "is", null).where(({ exists, selectFrom }) =>
        exists(
          selectFrom("patient")
            .innerJoin("actsFor", "actsFor.personId", "patient.personId")
            .select("patient.id")
            .whereRef("patient.id", "=", "appointment.patientId")
            .where("actsFor.userId", "=", by.userId)
            .where((row) => row.or([row("untilOn", "is", null), row("untilOn", ">=", homeToday)])),
        ),
      );
    case "guest":
      return all.where("appointment.id", "=", by.appointmentId).where("appointment.undoneAt", "is", null);
    case "staff":
      return all.where("appointment.establishmentId", "=", by.establishmentId).where(isOnMyAgenda);
    case "system":
      return all;
    case "anonymous":
      return all.where((eb) => eb.lit(false));
  }
}

/** At the desk one keeps agendas: one's own visits, on an agenda that one does not keep, are seen at home. */
const isOnMyAgenda = sql<boolean>`appointment.practitioner_id = any (array(select my_agendas()))`;
