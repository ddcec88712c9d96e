import { sql } from "kysely";
import { remember } from "../audit/remember.ts";
import { asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { newId } from "../platform/ids.ts";
import { announce } from "../platform/jobs.ts";
import { keepUndoable, type Staff } from "./act.ts";
import { type AppointmentRow, type Before, columnsOf, occupationsOf, takenWith } from "./before.ts";
import { appointmentsOpenTo } from "./queries.ts";
import { writeNote } from "./write-note.ts";

/** What an act changed and its undoing leaves as it is: someone changed it since, or its old time was taken meanwhile. */
export interface Left {
  appointmentId: string;
  because: "changed-meanwhile" | "time-taken";
}

export type UndoOutcome =
  | { done: true; restored: string[]; left: Left[] }
  | { done: false; because: "not-found" }
  /** Its notices have left, or its time is over: it can be moved or cancelled like any other. */
  | { done: false; because: "too-late"; appointmentIds: string[] }
  | { done: false; because: "nothing-restored"; left: Left[] };

/** Takes back what this member of staff did: everything stands as before, and what was promised to be told of it finds nothing to tell. What cannot
 * be restored is left as it is, and named. Undone twice is calm. */
export async function undoAct(
  db: Db,
  { actId, by, now }: { actId: string; by: Staff; now: Temporal.Instant },
): Promise<UndoOutcome> {
  return asActor(db, by, async (tx) => {
    const act = await tx
      .selectFrom("agendaAct")
      .select(["undoneAt", "noticesAt"])
      .where("id", "=", actId)
      .where("staffId", "=", by.staffId)
      .forUpdate()
      .executeTakeFirst();
    if (!act) return { done: false, because: "not-found" };
    if (act.undoneAt) return { done: true, restored: [], left: [] };

    const lines = await linesOf(tx, by, actId);
    const isTold = lines.some(({ toldAt }) => toldAt !== null);
    if (isTold || Temporal.Instant.compare(now, act.noticesAt) >= 0)
      return { done: false, because: "too-late", appointmentIds: lines.map(({ row }) => row.id) };

    const unchanged = lines.filter(({ row, versionAfter }) => row.version === versionAfter);
    const restorable = await retake(tx, unchanged, now);
    for (const line of restorable) await restore(tx, actId, line, { by, now });
    const left = lines
      .filter((line) => !restorable.includes(line))
      .map((line) => ({ appointmentId: line.row.id, because: unchanged.includes(line) ? timeTaken : changed }));
    if (restorable.length === 0) return { done: false, because: "nothing-restored", left };
    await tx.updateTable("agendaAct").set({ undoneAt: now }).where("id", "=", actId).execute();
    return { done: true, restored: restorable.map(({ row }) => row.id), left };
  });
}

const timeTaken = "time-taken" as const;
const changed = "changed-meanwhile" as const;

interface Line {
  row: AppointmentRow;
  before: Before | null;
  versionAfter: number;
  toldAt: Temporal.Instant | null;
}

/** The lines of an act with their appointments, which are locked first: whoever tells their patients (tell-patient.ts) waits, or was there before. */
async function linesOf(tx: Tx, by: Staff, actId: string): Promise<Line[]> {
  const appointments = await appointmentsOpenTo(tx, by)
    .selectAll("appointment")
    .where("appointment.id", "in", (of) =>
      of.selectFrom("agendaActLine").select("appointmentId").where("actId", "=", actId),
    )
    .orderBy("appointment.id")
    .forUpdate("appointment")
    .execute();
  const lines = await tx
    .selectFrom("agendaActLine")
    .select(["appointmentId", "before", "versionAfter", "toldAt"])
    .where("actId", "=", actId)
    .execute();
  return appointments.flatMap((row) => {
    const line = lines.find(({ appointmentId }) => appointmentId === row.id);
    return line ? [{ row, ...line, before: line.before as unknown as Before | null }] : [];
  });
}

/** Gives these appointments their old times back, as many as can have them: what someone took meanwhile stays taken. An appointment that keeps its
 * new time may stand in the way of another of them: then that one is left too. */
async function retake(tx: Tx, lines: readonly Line[], now: Temporal.Instant): Promise<Line[]> {
  await openAgendasOf(tx, lines, now);
  let restorable = [...lines];
  for (;;) {
    await sql`savepoint retake`.execute(tx);
    const hindered = new Set<Line>();
    await free(tx, restorable);
    for (const line of restorable) if (!(await take(tx, line, restorable))) hindered.add(line);
    if (hindered.size === 0) return restorable;
    await sql`rollback to savepoint retake`.execute(tx);
    restorable = restorable.filter((line) => !hindered.has(line));
  }
}

/** Nobody else decides on these agendas now; holds that expired are gone. */
async function openAgendasOf(tx: Tx, lines: readonly Line[], now: Temporal.Instant): Promise<void> {
  const taken = lines.flatMap(({ before }) => (before ? occupationsOf(before) : []));
  if (taken.length === 0) return;
  const resources = [...new Set(taken.map(({ resourceId }) => resourceId))];
  const [from, to] = [earliest(taken.map((one) => one.occupiedFrom)), latest(taken.map((one) => one.occupiedTo))];
  await sql`select from open_agenda(${resources}::uuid[], null, ${from}, ${to}, ${now}, null, null)`.execute(tx);
}

async function free(tx: Tx, lines: readonly Line[]): Promise<void> {
  const ids = lines.map(({ row }) => row.id);
  if (ids.length > 0) await tx.deleteFrom("occupation").where("appointmentId", "in", ids).execute();
}

/** False when it cannot be: someone else is there now who was not before. */
async function take(tx: Tx, { row, before }: Line, together: readonly Line[]): Promise<boolean> {
  if (!before || before.occupations.length === 0) return true;
  const wanted = occupationsOf(before);
  const known = [...before.together, ...together.map((line) => line.row.id)];
  if ((await takenWith(tx, wanted)).some((id) => !known.includes(id))) return false;
  const { id: appointmentId, establishmentId } = row;
  const taken = await tx
    .insertInto("occupation")
    .values(wanted.map((one) => ({ id: newId(), establishmentId, appointmentId, status: "taken" as const, ...one })))
    .onConflict((conflict) => conflict.doNothing())
    .returning("id")
    .execute();
  return taken.length === wanted.length;
}

async function restore(
  tx: Tx,
  actId: string,
  { row, before }: Line,
  { by, now }: { by: Staff; now: Temporal.Instant },
): Promise<void> {
  const { id: appointmentId, establishmentId, patientId } = row;
  const version = row.version + 1;
  await tx
    .updateTable("appointment")
    .set({ ...(before ? asItStood(before) : neverBooked(now)), version })
    .where("id", "=", appointmentId)
    .execute();
  await tx
    .updateTable("agendaActLine")
    .set({ undoneAt: now })
    .where("actId", "=", actId)
    .where("appointmentId", "=", appointmentId)
    .execute();
  if (before) await keepUndoable(tx, appointmentId, before.version, version);
  else await writeNote(tx, { appointmentId, note: null, by, now });
  await remember(tx, "appointment-undone", {
    ...{ establishmentId, patientId, appointmentId, now },
    detail: { version, act: actId, from: row.startsAt.toString(), to: before?.startsAt ?? null },
  });
  if (before?.status === "booked") await announce(tx, "reminders-to-plan", { appointmentId });
}

function asItStood(before: Before) {
  return {
    ...columnsOf(before),
    ...{ cancelledAt: null, cancelledBy: null, cancelledBecause: null, wordsForPatient: null },
  };
}

/** A booking that is taken back: the patient never had it. */
function neverBooked(now: Temporal.Instant) {
  const cancelled = { status: "cancelled", cancelledAt: now, cancelledBy: "practice" } as const;
  return { ...cancelled, undoneAt: now, overbooked: false };
}

function earliest(instants: readonly Temporal.Instant[]): Temporal.Instant {
  return instants.reduce((one, other) => (Temporal.Instant.compare(one, other) <= 0 ? one : other));
}

function latest(instants: readonly Temporal.Instant[]): Temporal.Instant {
  return instants.reduce((one, other) => (Temporal.Instant.compare(one, other) >= 0 ? one : other));
}
