import { sql } from "kysely";
import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import type { Appointment } from "./appointment.ts";
import { lookAtVisits } from "./looks.ts";
import { appointmentsOpenTo } from "./queries.ts";

/** An appointment with all that a page or a mail says of it. */
export type AppointmentDetails = Awaited<ReturnType<typeof listOf>>[number] & Appointment;

/** One appointment, or null when there is none that this person may see. */
export async function appointmentDetails(tx: Tx, by: Actor, id: string): Promise<AppointmentDetails | null> {
  const [found] = await listOf(detailed(tx, by).where("appointment.id", "=", id));
  return (found as AppointmentDetails | undefined) ?? null;
}

/** Those of everyone this user acts for, or of one person among them, the newest start first; discreet ones are not listed. At most
 * `limit`. That they were listed is written down, except of one's own. */
export async function myAppointments(
  tx: Tx,
  by: Extract<Actor, { kind: "user" }>,
  { limit, now, personId = null }: { limit: number; now: Temporal.Instant; personId?: string | null },
): Promise<AppointmentDetails[]> {
  const mine = detailed(tx, by)
    .where("appointment.isDiscreet", "=", false)
    .$if(personId !== null, (query) => query.where("patient.personId", "=", personId))
    .orderBy("appointment.startsAt", "desc")
    .limit(limit);
  const found = (await listOf(mine)) as AppointmentDetails[];
  await lookAtVisits(tx, by, found, now);
  return found;
}

function listOf(query: ReturnType<typeof detailed>) {
  return query.execute();
}

/** The patient is the user who acts. */
const isOwn = sql<boolean>`patient.person_id in (select person_id from acts_for where user_id = actor_user() and relation = 'self')`;

function detailed(tx: Tx, by: Actor) {
  return appointmentsOpenTo(tx, by)
    .innerJoin("patient", "patient.id", "appointment.patientId")
    .innerJoin("practitioner", "practitioner.id", "appointment.practitionerId")
    .innerJoin("visitReason", "visitReason.id", "appointment.visitReasonId")
    .innerJoin("site", "site.id", "appointment.siteId")
    .innerJoin("establishment", "establishment.id", "appointment.establishmentId")
    .select(isOwn.as("isOwn"))
    .select([
      "appointment.id",
      "appointment.establishmentId",
      "appointment.patientId",
      "appointment.practitionerId",
      "appointment.siteId",
      "appointment.visitReasonId as reasonId",
      "appointment.status",
      "appointment.startsAt",
      "appointment.endsAt",
      "appointment.zone",
      "appointment.cancellableUntil",
      "appointment.movableUntil",
      "appointment.moves",
      "appointment.sequence",
      "appointment.isDiscreet",
      "appointment.forNewPatient",
      "appointment.bookedAt",
      "appointment.cancelledBy",
      "appointment.wordsForPractice",
      "appointment.wordsForPatient",
      "patient.personId",
      "patient.firstNames as patientFirstNames",
      "patient.nameUsed as patientName",
      "practitioner.slug",
      "practitioner.title",
      "practitioner.firstName",
      "practitioner.lastName",
      "practitioner.professionCode",
      "practitioner.specialtyCodes",
      "visitReason.name as reasonName",
      "visitReason.place",
      "visitReason.instructions",
      "visitReason.toBring",
      "visitReason.maxMoves",
      "site.name as siteName",
      "site.street",
      "site.postalCode",
      "site.commune",
      "site.latitude",
      "site.longitude",
      "site.access",
      "site.secretariatHours",
      "site.phone as sitePhone",
      "establishment.name as establishmentName",
      "establishment.neutralName",
      "establishment.phone as establishmentPhone",
      "establishment.email as establishmentEmail",
      "establishment.takesReplies",
    ]);
}

/** « Dre Camille Lune »; without a title, the name alone. */
export function practitionerName({
  title,
  firstName,
  lastName,
}: {
  title: string;
  firstName: string;
  lastName: string;
}): string {
  return [title && `${title}\u00a0${firstName}`.trim(), title ? lastName : `${firstName} ${lastName}`]
    .filter(Boolean)
    .join(" ");
}

/** The number to ring about it: the site's, otherwise the establishment's. */
export function phoneOf({
  sitePhone,
  establishmentPhone,
}: {
  sitePhone: string | null;
  establishmentPhone: string;
}): string {
  return sitePhone ?? establishmentPhone;
}

/** Where a map opens on the way there. */
export function directionsTo({
  street,
  postalCode,
  commune,
}: {
  street: string;
  postalCode: string;
  commune: string;
}): string {
  const place = `${street}, ${postalCode} ${commune}`;
  return `https://www.openstreetmap.org/search?${new URLSearchParams({ query: place })}`;
}

/** The first of someone's first names, however they were written: « Ada, Rose », « Ada Rose ». */
export function firstOf(firstNames: string): string {
  return firstNames.split(/[\s,]+/).find(Boolean) ?? firstNames;
}
