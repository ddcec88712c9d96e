import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";

/** Which lines of a house's journal are wanted; null: whatever they say. */
export interface JournalFilter {
  /** From this instant on, and before that one. */
  from: Temporal.Instant | null;
  until: Temporal.Instant | null;
  /** Done by this member of staff, by patients and whoever acts for them, or by the program. */
  by: { staffId: string } | "patients" | "system" | null;
  kinds: readonly string[] | null;
  /** About the patient of these files: a file, and those that were joined to it. */
  patientIds: readonly string[] | null;
  /** About visits in this agenda alone. */
  practitionerId: string | null;
}

/** A line of a house's journal. */
export interface HouseLine {
  number: number;
  happenedAt: Temporal.Instant;
  kind: string;
  result: "done" | "refused";
  detail: Record<string, unknown>;
  actorKind: string;
  actorStaffId: string | null;
  actorRole: string | null;
  /** Of staff. */
  actorName: string | null;
  actorNetwork: string | null;
  actorClient: string | null;
  patient: { id: string; nameUsed: string; firstNames: string } | null;
  visit: { id: string; startsAt: Temporal.Instant; zone: string; title: string; lastName: string } | null;
}

/** The place of a line in the journal: lines older than it follow. */
export interface Place {
  happenedAt: Temporal.Instant;
  number: number;
}

/** The only door of staff to the journal: what was done at their house, the newest first. Row-level security narrows it: about visits, in the
 * agendas one sees; about no patient, for managers alone (migrations/0006, 0024). It reads on from a place, so that the last page of a
 * million lines is as quick as the first. */
export async function linesOfHouse(
  tx: Tx,
  { establishmentId }: { establishmentId: string },
  filter: JournalFilter,
  { after, limit }: { after: Place | null; limit: number },
): Promise<HouseLine[]> {
  const { from, until, by, kinds, patientIds, practitionerId } = filter;
  const rows = await tx
    .selectFrom("event")
    .leftJoin("patient", "patient.id", "event.patientId")
    .leftJoin("appointment", "appointment.id", "event.appointmentId")
    .leftJoin("practitioner", "practitioner.id", "appointment.practitionerId")
    .select(["event.number", "event.happenedAt", "event.kind", "event.result", "event.detail", "event.actorKind"])
    .select(["event.actorStaffId", "event.actorRole", "event.actorName", "event.actorNetwork", "event.actorClient"])
    .select(["patient.id as patientId", "patient.nameUsed", "patient.firstNames", "appointment.id as visitId"])
    .select(["appointment.startsAt", "appointment.zone", "practitioner.title", "practitioner.lastName"])
    .where("event.establishmentId", "=", establishmentId)
    .$if(patientIds !== null, (query) => query.where("event.patientId", "in", patientIds!))
    .$if(kinds !== null, (query) => query.where("event.kind", "in", kinds!))
    .$if(from !== null, (query) => query.where("event.happenedAt", ">=", from!))
    .$if(until !== null, (query) => query.where("event.happenedAt", "<", until!))
    .$if(by === "patients", (query) => query.where(isOfPatients))
    .$if(by === "system", (query) => query.where(isOfSystem))
    .$if(by !== null && typeof by === "object", (query) =>
      query.where("event.actorStaffId", "=", (by as { staffId: string }).staffId),
    )
    .$if(practitionerId !== null, (query) => query.where("appointment.practitionerId", "=", practitionerId!))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(event.happened_at, event.number) < (${after!.happenedAt}, ${after!.number})`),
    )
    .orderBy("event.happenedAt", "desc")
    .orderBy("event.number", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ patientId, nameUsed, firstNames, visitId, startsAt, zone, title, lastName, detail, ...row }) => ({
    ...row,
    detail: detail as Record<string, unknown>,
    patient: patientId && nameUsed && firstNames ? { id: patientId, nameUsed, firstNames } : null,
    visit:
      visitId && startsAt && zone
        ? { id: visitId, startsAt, zone, title: title ?? "", lastName: lastName ?? "" }
        : null,
  }));
}

/** In the words of the indexes of migrations/0024_patient_file.sql. */
const isOfPatients = sql<boolean>`event.actor_kind in ('user', 'guest', 'anonymous')`;
const isOfSystem = sql<boolean>`event.actor_kind not in ('staff', 'user', 'guest', 'anonymous')`;

/** Up to when the journal of the acting person's house is sealed; null: nothing of it is yet. */
export async function sealedUntil(tx: Tx): Promise<Temporal.Instant | null> {
  const { rows } = await sql<{ at: Temporal.Instant | null }>`select journal_sealed_until() as at`.execute(tx);
  return rows[0]?.at ?? null;
}

/** Whoever works, or worked, at the house of the acting member of staff. */
export interface Colleague {
  staffId: string;
  name: string | null;
  hasLeft: boolean;
}

export async function colleaguesOf(tx: Tx): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select staff_id, name, has_left from team_names() order by has_left, name nulls last`.execute(tx);
  return rows;
}
