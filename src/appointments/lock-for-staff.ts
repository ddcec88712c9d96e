import { sql } from "kysely";
import type { Tx } from "../platform/db.ts";
import type { Staff } from "./act.ts";
import type { AppointmentRow } from "./before.ts";
import { type AppointmentForStaff, readForStaff } from "./for-staff.ts";
import { type HistoryLine, historyOf } from "./history.ts";
import { appointmentsOpenTo } from "./queries.ts";

/** Someone changed it since: what stands now, and who did what since the version one saw, the newest last. */
export interface Theirs {
  now: AppointmentForStaff;
  since: HistoryLine[];
}

export type Changed = { done: false; because: "changed-meanwhile"; theirs: Theirs };

/** The appointment, locked until the transaction ends; null when there is none on an agenda of this member of staff. */
export async function lockForStaff(tx: Tx, by: Staff, id: string): Promise<AppointmentRow | null> {
  const found = await appointmentsOpenTo(tx, by)
    .selectAll("appointment")
    .where("appointment.id", "=", id)
    .where("appointment.undoneAt", "is", null)
    .forUpdate("appointment")
    .executeTakeFirst();
  return found ?? null;
}

/** Whether this member of staff keeps that agenda. */
export async function keepsAgenda(tx: Tx, practitionerId: string): Promise<boolean> {
  const { rows } = await sql`select from my_agendas() as agenda where agenda = ${practitionerId}`.execute(tx);
  return rows.length > 0;
}

/** The answer to a write that rests upon an older version. */
export async function changedMeanwhile(tx: Tx, by: Staff, id: string, version: number): Promise<Changed> {
  const now = await readForStaff(tx, by, id);
  if (!now) throw new Error("an appointment that is locked is there");
  const since = (await historyOf(tx, by, id)).filter((line) => line.version !== null && line.version > version);
  return { done: false, because: "changed-meanwhile", theirs: { now, since } };
}
