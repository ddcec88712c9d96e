import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { beginAct, keepUndoable, type Staff } from "./act.ts";
import type { AppointmentRow } from "./before.ts";
import { changedMeanwhile, lockForStaff } from "./lock-for-staff.ts";
import { type RearrangeOutcome, rearrange } from "./rearrange.ts";
import { writeNote } from "./write-note.ts";

export interface Edit {
  id: string;
  /** That one saw. */
  version: number;
  reasonId?: string | undefined;
  /** Minutes; left out, a new reason decides. */
  durationMin?: number | undefined;
  /** For colleagues: null or empty takes it away; left out, it stays. */
  note?: string | null | undefined;
  onPurpose?: boolean | undefined;
  by: Staff;
  now: Temporal.Instant;
}

/** Changes what an appointment is for, how long it lasts, and the note beside it: all of it, or none. The patient is told nothing: neither is in a
 * notice. */
export async function editAppointment(db: Db, { note, by, now, ...edit }: Edit): Promise<RearrangeOutcome> {
  return asActor(db, by, async (tx) => {
    const found = await lockForStaff(tx, by, edit.id);
    if (!found) return { done: false, because: "not-found" };
    const { id, version, reasonId, durationMin, onPurpose } = edit;
    const wanted = { id, version, to: { reasonId, durationMin }, tell: false, onPurpose };
    const isOfPlan = reasonId !== undefined || durationMin !== undefined;
    if (!isOfPlan && found.version !== version && !(await isNote(tx, id, note)))
      return changedMeanwhile(tx, by, id, version);

    const outcome = isOfPlan
      ? await rearrange(tx, wanted, { by, now }, () => beginAct(tx, { kind: "edit", by, now }))
      : ({ done: true, actId: null, overbooked: found.overbooked } as const);
    if (!outcome.done || note === undefined || (await isNote(tx, id, note))) return outcome;
    const isStale = outcome.actId === null && found.version !== version;
    if (isStale) return changedMeanwhile(tx, by, id, version);
    await changeNote(tx, found, { note, version: found.version + (outcome.actId ? 1 : 0), by, now });
    return outcome;
  });
}

/** Whether the note says that already. */
async function isNote(tx: Tx, appointmentId: string, note: string | null | undefined): Promise<boolean> {
  const stands = await tx
    .selectFrom("appointmentNote")
    .select("note")
    .where("appointmentId", "=", appointmentId)
    .executeTakeFirst();
  return (stands?.note ?? "") === (note?.trim() ?? "");
}

/** `version`: of the appointment as it is now. An act just done stays undoable: it did not touch the note. */
async function changeNote(
  tx: Tx,
  { id, establishmentId, patientId }: AppointmentRow,
  { note, version, by, now }: { note: string | null; version: number; by: Staff; now: Temporal.Instant },
): Promise<void> {
  await writeNote(tx, { appointmentId: id, note, by, now });
  await tx
    .updateTable("appointment")
    .set({ version: version + 1 })
    .where("id", "=", id)
    .execute();
  await keepUndoable(tx, id, version, version + 1);
  const detail = { version: version + 1, note: true };
  await remember(tx, "appointment-changed", { establishmentId, patientId, appointmentId: id, now, detail });
}
