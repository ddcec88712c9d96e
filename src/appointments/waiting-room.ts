import { look } from "../audit/look.ts";
import type { Tx } from "../platform/db.ts";
import type { Staff } from "./act.ts";
import { practitionerName } from "./details.ts";
import { appointmentsOpenTo } from "./queries.ts";
import { dayAt } from "./time-for-staff.ts";

/** Someone who is there. */
export type Waiting = Awaited<ReturnType<typeof waitingRoomOf>>[number];

/** Who waits today on the agendas of this member of staff, in the order of arrival; then who is in consultation, in the order in which they
 * were called. `waitedMin`: until called, or until now; `lateMin`: how long after the hour that was agreed, with who is not called yet. That they were listed is
 * written down. */
export async function waitingRoomOf(
  tx: Tx,
  by: Staff,
  { siteId, now }: { siteId?: string | null; now: Temporal.Instant },
) {
  const there = await appointmentsOpenTo(tx, by)
    .innerJoin("patient", "patient.id", "appointment.patientId")
    .innerJoin("practitioner", "practitioner.id", "appointment.practitionerId")
    .innerJoin("site", "site.id", "appointment.siteId")
    .select(["appointment.id", "appointment.establishmentId", "appointment.version", "appointment.status"])
    .select(["appointment.startsAt", "appointment.zone", "appointment.arrivedAt", "appointment.calledAt"])
    .select(["appointment.patientId", "patient.nameUsed", "patient.firstNames", "patient.birthDate"])
    .select(["appointment.practitionerId", "practitioner.title", "practitioner.firstName", "practitioner.lastName"])
    .select(["appointment.siteId", "site.name as siteName"])
    .where("appointment.status", "in", ["arrived", "in-consultation"])
    .where("appointment.startsAt", ">", now.subtract({ hours: 36 }))
    .where("appointment.startsAt", "<", now.add({ hours: 36 }))
    .$if(Boolean(siteId), (query) => query.where("appointment.siteId", "=", siteId!))
    .orderBy("appointment.status")
    .orderBy((row) => row.fn.coalesce("appointment.calledAt", "appointment.arrivedAt", "appointment.startsAt"))
    .orderBy("appointment.id")
    .execute();
  const today = there.filter(({ startsAt, zone }) => dayAt(startsAt, zone) === dayAt(now, zone));
  await look(
    tx,
    "appointments-listed",
    today.map(({ establishmentId, patientId }) => ({ establishmentId, patientId })),
    now,
  );
  return today.map(({ nameUsed, firstNames, birthDate, title, firstName, lastName, establishmentId: _, ...visit }) => {
    const until = visit.calledAt ?? now;
    return {
      ...visit,
      status: visit.status as "arrived" | "in-consultation",
      patient: { nameUsed, firstNames, birthDate },
      practitioner: practitionerName({ title, firstName, lastName }),
      waitedMin: visit.arrivedAt ? minutesBetween(visit.arrivedAt, until) : 0,
      lateMin: minutesBetween(visit.startsAt, until),
    };
  });
}

/** Whole minutes, none when it is the other way round. */
function minutesBetween(from: Temporal.Instant, to: Temporal.Instant): number {
  return Math.max(0, Math.floor(from.until(to).total("minutes")));
}
