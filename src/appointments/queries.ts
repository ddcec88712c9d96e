import { homeToday } from "../patients/queries.ts";
import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";

/** The only door to appointments: what this person may see, and nothing else. Row-level security stands behind it and narrows
 * it: an agenda that is not theirs. Rows of `appointment` alone, filtered by EXISTS, so that a verb can lock what it found. */
export function appointmentsOpenTo(tx: Tx, by: Actor) {
  const all = tx.selectFrom("appointment");
  switch (by.kind) {
    case "user":
      return all.where(({ exists, selectFrom }) =>
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
      return all.where("appointment.id", "=", by.appointmentId);
    case "staff":
      return all.where("appointment.establishmentId", "=", by.establishmentId);
    case "system":
      return all;
    case "anonymous":
      return all.where((eb) => eb.lit(false));
  }
}
