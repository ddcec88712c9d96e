import { sql } from "kysely";
import type { Actor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import type { Before } from "./before.ts";

/** A member of staff who acts. */
export type Staff = Extract<Actor, { kind: "staff" }>;

export type ActKind = "book" | "move" | "resize" | "edit" | "cancel" | "answer" | "attend" | "absence";

/** What a member of staff does to one or several appointments. It may be taken back (undo.ts) until its notices leave. */
export interface Act {
  id: string;
  noticesAt: Temporal.Instant;
  by: Staff;
  now: Temporal.Instant;
}

/** How long a single act may be taken back. */
export const undoSeconds = 10;

/** Begins an act, in the transaction that does it. Several appointments at once, such as those under an absence, are given some `minutes`. */
export async function beginAct(
  tx: Tx,
  { kind, by, now, minutes }: { kind: ActKind; by: Staff; now: Temporal.Instant; minutes?: number },
): Promise<Act> {
  const noticesAt = now.add(minutes === undefined ? { seconds: undoSeconds } : { minutes });
  const id = newId();
  const { establishmentId, staffId } = by;
  await tx.insertInto("agendaAct").values({ id, establishmentId, staffId, kind, madeAt: now, noticesAt }).execute();
  return { id, noticesAt, by, now };
}

/** One appointment that an act changed. */
export interface ActLine {
  appointmentId: string;
  /** As it stood; null: the act booked it. */
  before: Before | null;
  versionAfter: number;
  /** Whether the patient is to be told; otherwise she was told by voice. */
  tells: boolean;
}

/** Notes what this act did to an appointment, and promises that its patient will be told what then stands, late enough to take it back. An act
 * that comes to the same appointment twice keeps what stood at first. */
export async function addLine(
  tx: Tx,
  act: Act,
  { appointmentId, before, versionAfter, tells }: ActLine,
): Promise<void> {
  const { establishmentId } = act.by;
  await tx
    .insertInto("agendaActLine")
    .values({
      actId: act.id,
      appointmentId,
      establishmentId,
      before: before && JSON.stringify(before),
      versionAfter,
      tells,
    })
    .onConflict((same) => same.columns(["actId", "appointmentId"]).doUpdateSet({ versionAfter, tells }))
    .execute();
  await announce(tx, "patient-to-tell", { appointmentId }, { key: `told:${appointmentId}`, at: act.noticesAt });
}

/** What changed an appointment without touching what an act did to it, such as a note or the undoing of a later act, leaves that act undoable. */
export async function keepUndoable(tx: Tx, appointmentId: string, from: number, to: number): Promise<void> {
  await tx
    .updateTable("agendaActLine")
    .set({ versionAfter: to })
    .where("appointmentId", "=", appointmentId)
    .where("versionAfter", "=", from)
    .where("undoneAt", "is", null)
    .execute();
}

/** One's own act, for whoever is offered to take it back; null when there is none. `tells`: notices will leave. */
export async function actOf(tx: Tx, by: Staff, actId: string) {
  const act = await tx
    .selectFrom("agendaAct")
    .select(["id", "kind", "madeAt", "noticesAt", "undoneAt"])
    .where("id", "=", actId)
    .where("staffId", "=", by.staffId)
    .executeTakeFirst();
  if (!act) return null;
  const lines = await tx
    .selectFrom("agendaActLine")
    .select(["appointmentId", "tells"])
    .where("actId", "=", actId)
    .orderBy("appointmentId")
    .execute();
  return {
    ...act,
    kind: act.kind as ActKind,
    appointmentIds: lines.map(({ appointmentId }) => appointmentId),
    tells: lines.some(({ tells }) => tells),
  };
}

/** Opens these agendas at once, in the order of their ids: for a transaction that moves many appointments, before the first of them. */
export async function lockAgendas(
  tx: Tx,
  { practitionerIds, now }: { practitionerIds: readonly string[]; now: Temporal.Instant },
): Promise<void> {
  await sql`select from open_agenda(${practitionerIds}::uuid[], null, ${now}, ${now}, ${now}, null, null)`.execute(tx);
}

declare module "../platform/jobs.ts" {
  interface Facts {
    /** The time to take it back is over: what stands is told. */
    "patient-to-tell": { appointmentId: string };
    /** Booked, or brought to another time, without a word to the patient. */
    "reminders-to-plan": { appointmentId: string };
  }
}
