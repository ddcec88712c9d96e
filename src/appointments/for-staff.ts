import { sql } from "kysely";
import { look } from "../audit/look.ts";
import type { Tx } from "../platform/db.ts";
import type { Staff } from "./act.ts";
import { practitionerName } from "./details.ts";
import { bookedBy } from "./history.ts";
import { lengthOf } from "./length.ts";
import { appointmentsOpenTo } from "./queries.ts";

/** An appointment with all that its practice knows of it. */
export type AppointmentForStaff = NonNullable<Awaited<ReturnType<typeof readForStaff>>>;

/** One appointment, or null when there is none on an agenda of this member of staff. That it was looked at is written down. */
export async function appointmentForStaff(
  tx: Tx,
  by: Staff,
  id: string,
  now: Temporal.Instant,
): Promise<AppointmentForStaff | null> {
  const found = await readForStaff(tx, by, id);
  if (!found) return null;
  const { establishmentId, patientId, id: appointmentId } = found;
  await look(tx, "appointment-viewed", { establishmentId, patientId, appointmentId }, now);
  return found;
}

/** The same for a verb, which leaves a line of its own. */
export async function readForStaff(tx: Tx, by: Staff, id: string) {
  const found = await appointmentsOpenTo(tx, by)
    .innerJoin("patient", "patient.id", "appointment.patientId")
    .innerJoin("practitioner", "practitioner.id", "appointment.practitionerId")
    .innerJoin("visitReason", "visitReason.id", "appointment.visitReasonId")
    .innerJoin("site", "site.id", "appointment.siteId")
    .select(["appointment.id", "appointment.establishmentId", "appointment.version", "appointment.status"])
    .select(["appointment.startsAt", "appointment.endsAt", "appointment.zone", "appointment.overbooked"])
    .select(["appointment.isDiscreet", "appointment.origin", "appointment.undoneAt", "appointment.forNewPatient"])
    .select(["appointment.arrivedAt", "appointment.calledAt", "appointment.seenAt", "appointment.missedAt"])
    .select(["appointment.cancelledAt", "appointment.cancelledBy", "appointment.cancelledBecause"])
    .select(["appointment.wordsForPractice", "appointment.wordsForPatient", "appointment.bookedAt"])
    .select(["appointment.patientId", "patient.nameUsed", "patient.birthName", "patient.firstNames"])
    .select([
      "patient.birthDate",
      "patient.sex",
      "patient.phone",
      "patient.email",
      "patient.number",
      "patient.personId",
    ])
    .select(["appointment.practitionerId", "practitioner.title", "practitioner.firstName", "practitioner.lastName"])
    .select(["appointment.siteId", "site.name as siteName"])
    .select(["appointment.visitReasonId as reasonId", "visitReason.name as reasonName", "visitReason.hue"])
    .select(["visitReason.place", bookedBy.as("bookedBy")])
    .where("appointment.id", "=", id)
    .executeTakeFirst();
  if (!found) return null;
  const { nameUsed, birthName, firstNames, birthDate, sex, phone, email, number, personId, ...rest } = found;
  const { title, firstName, lastName, ...appointment } = rest;
  return {
    ...appointment,
    durationMin: lengthOf(appointment),
    patient: { nameUsed, birthName, firstNames, birthDate, sex, phone, email, number, hasAccount: personId !== null },
    practitioner: practitionerName({ title, firstName, lastName }),
    note: await noteBeside(tx, id),
  };
}

/** What a colleague wrote beside it. */
async function noteBeside(
  tx: Tx,
  id: string,
): Promise<{ text: string; by: string | null; at: Temporal.Instant } | null> {
  const note = await tx
    .selectFrom("appointmentNote")
    .select(["note as text", "writtenAt as at"])
    .select(sql<string | null>`(select name from team_names() where staff_id = written_by)`.as("by"))
    .where("appointmentId", "=", id)
    .executeTakeFirst();
  return note ?? null;
}
