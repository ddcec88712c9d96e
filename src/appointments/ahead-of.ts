import { paths } from "../paths.ts";
import type { AheadOf } from "../patients/ahead.ts";
import { practitionerName } from "./details.ts";
import { lookAtVisits } from "./looks.ts";
import { appointmentsOpenTo } from "./queries.ts";

/** For « Ne plus agir pour… »: what that person has to come, the soonest first. Discreet ones are not listed. */
export const aheadOf: AheadOf = async (tx, { personId, by, now }) => {
  const rows = await appointmentsOpenTo(tx, by)
    .innerJoin("patient", "patient.id", "appointment.patientId")
    .innerJoin("practitioner", "practitioner.id", "appointment.practitionerId")
    .select(["appointment.id", "appointment.establishmentId", "appointment.patientId"])
    .select(["appointment.startsAt", "appointment.zone"])
    .select(["practitioner.title", "practitioner.firstName", "practitioner.lastName"])
    .where("patient.personId", "=", personId)
    .where("appointment.status", "in", ["booked", "requested"])
    .where("appointment.isDiscreet", "=", false)
    .where("appointment.startsAt", ">", now)
    .orderBy("appointment.startsAt")
    .execute();
  const visits = rows.map((visit) => ({ ...visit, isOwn: false }));
  await lookAtVisits(tx, by, visits, now);
  return visits.map(({ id, startsAt, zone, ...visit }) => ({
    ...{ startsAt, zone, practitioner: practitionerName(visit), href: paths.appointment(id) },
  }));
};
