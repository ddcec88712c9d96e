import { sql } from "kysely";
import { appointmentsOpenTo } from "../appointments/queries.ts";
import { look } from "../audit/look.ts";
import { filesOpenTo, type StaffActor } from "../patients/files.ts";
import { type PinnedNote, pinnedNotesOf } from "../patients/patient-notes.ts";
import type { Tx } from "../platform/db.ts";
import { isId } from "../platform/web.ts";

/** A file as whoever books for it must have it before the eyes: who it is, how to reach her, and what must not be missed. */
export interface PatientCard {
  id: string;
  nameUsed: string;
  birthName: string;
  firstNames: string;
  birthDate: Temporal.PlainDate;
  sex: "F" | "M" | "U";
  phone: string | null;
  email: string | null;
  number: string | null;
  /** The patient's own account tells her, by the ways she chose. */
  isLinked: boolean;
  blockedOnlineBecause: string | null;
  /** Seen in 36 months, or the staff say so: otherwise she is new, and may need longer. */
  isKnown: boolean;
  /** In the last twelve months, in the agendas one sees. */
  missed: number;
  /** What the team pinned to the file. */
  pinned: PinnedNote | null;
  /** Kept that day, in the agendas one sees. */
  thatDay: OtherVisit[];
}

/** Another visit of the same file. */
export interface OtherVisit {
  id: string;
  startsAt: Temporal.Instant;
  zone: string;
  reasonName: string;
  title: string;
  firstName: string;
  lastName: string;
}

interface Asked {
  id: string;
  by: StaffActor;
  /** The day that is thought of, on the clock of the site. */
  day: Temporal.PlainDate;
  /** The appointment being changed is not another one. */
  except?: string;
  now: Temporal.Instant;
}

/** The card of this file, or null when there is none that this member of staff may see. `id` may be anything. That it was looked at is
 * written down. */
export async function patientCard(tx: Tx, { id, by, day, except, now }: Asked): Promise<PatientCard | null> {
  if (!isId(id)) return null;
  const file = await filesOpenTo(tx, by)
    .select(["id", "nameUsed", "birthName", "firstNames", "birthDate", "sex", "phone", "email", "number"])
    .select(["blockedOnlineBecause", "isKnown", sql<boolean>`person_id is not null`.as("isLinked")])
    .where("patient.id", "=", id)
    .executeTakeFirst();
  if (!file) return null;
  const visits = await countsOf(tx, id, now);
  const pinned = (await pinnedNotesOf(tx, [id])).get(id) ?? null;
  const thatDay = await visitsThatDay(tx, { id, by, day, except: except ?? null });
  await look(tx, "patient-file-viewed", { establishmentId: by.establishmentId, patientId: id }, now);
  return { ...file, isKnown: file.isKnown || visits.seen > 0, missed: visits.missed, pinned, thatDay };
}

async function countsOf(tx: Tx, patientId: string, now: Temporal.Instant): Promise<{ seen: number; missed: number }> {
  const { rows } = await sql<{ seen: number; missed: number }>`
    select count(*) filter (where status = 'seen' and starts_at > ${now}::timestamptz - interval '36 months')::integer as seen,
      count(*) filter (where status = 'missed' and starts_at > ${now}::timestamptz - interval '12 months')::integer as missed
    from appointment where patient_id = ${patientId}`.execute(tx);
  return rows[0]!;
}

function visitsThatDay(
  tx: Tx,
  { id, by, day, except }: Pick<Asked, "id" | "by" | "day"> & { except: string | null },
): Promise<OtherVisit[]> {
  return appointmentsOpenTo(tx, by)
    .innerJoin("practitioner", "practitioner.id", "appointment.practitionerId")
    .innerJoin("visitReason", "visitReason.id", "appointment.visitReasonId")
    .select(["appointment.id", "appointment.startsAt", "appointment.zone", "visitReason.name as reasonName"])
    .select(["practitioner.title", "practitioner.firstName", "practitioner.lastName"])
    .where("appointment.patientId", "=", id)
    .where("appointment.status", "not in", ["cancelled", "missed"])
    .where("appointment.startsLocal", ">=", day.toPlainDateTime())
    .where("appointment.startsLocal", "<", day.add({ days: 1 }).toPlainDateTime())
    .$if(except !== null, (query) => query.where("appointment.id", "<>", except!))
    .orderBy("appointment.startsAt")
    .execute();
}

/** By which ways this patient can be told: through her account, by mail, by text. None: somebody must ring. */
export type Way = "account" | "mail" | "sms";

/** The ways the file gives. Texts leave when the house sends any, and only to mobiles. */
export function waysToTell(
  file: Pick<PatientCard, "isLinked" | "email" | "phone">,
  { canText }: { canText: (phone: string) => boolean },
): Way[] {
  if (file.isLinked) return ["account"];
  return [...(file.email ? ["mail" as const] : []), ...(file.phone && canText(file.phone) ? ["sms" as const] : [])];
}
