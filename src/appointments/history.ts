import { sql } from "kysely";
import type { EventKind } from "../audit/remember.ts";
import type { Tx } from "../platform/db.ts";
import type { Staff } from "./act.ts";
import { appointmentsOpenTo } from "./queries.ts";

/** Something that was done to an appointment. */
export interface HistoryLine {
  kind: EventKind;
  at: Temporal.Instant;
  /** The name of a member of staff; of others none: who acts for a patient is not the practice's business. */
  by: { kind: "staff" | "patient" | "system"; name: string | null };
  /** Of the appointment, from then on; null where it was not noted. */
  version: number | null;
  /** The start, where it was moved. */
  from: Temporal.Instant | null;
  to: Temporal.Instant | null;
  detail: Record<string, string | number | boolean | null>;
}

/** All that was done to this appointment, the oldest first; looks are in the journal. */
export async function historyOf(tx: Tx, by: Staff, id: string): Promise<HistoryLine[]> {
  const rows = await tx
    .selectFrom("event")
    .select(["kind", "happenedAt as at", "actorKind", "actorName", "detail"])
    .where("appointmentId", "in", appointmentsOpenTo(tx, by).select("appointment.id").where("appointment.id", "=", id))
    .where("isLook", "=", false)
    .orderBy("number")
    .execute();
  return rows.map(({ kind, at, actorKind, actorName, detail: told }) => {
    const detail = (told ?? {}) as HistoryLine["detail"];
    const { version, from, to } = detail;
    return {
      ...{ kind: kind as EventKind, at, detail },
      by: { kind: whoIs(actorKind), name: actorName },
      version: typeof version === "number" ? version : null,
      ...{ from: instantIn(from), to: instantIn(to) },
    };
  });
}

/** For « réservé par … le … »: the name of the member of staff who booked it; null for the patient herself and for imports. */
export const bookedBy = sql<
  string | null
>`(select event.actor_name from event where event.appointment_id = appointment.id
  and event.kind = 'appointment-booked' and event.actor_kind = 'staff' order by event.number limit 1)`;

function whoIs(actorKind: string): HistoryLine["by"]["kind"] {
  if (actorKind === "staff" || actorKind === "system") return actorKind;
  return "patient";
}

function instantIn(value: unknown): Temporal.Instant | null {
  return typeof value === "string" ? Temporal.Instant.from(value) : null;
}
