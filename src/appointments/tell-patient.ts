import type { Sender } from "../notices/send.ts";
import { asActor } from "../platform/actor.ts";
import type { Tx } from "../platform/db.ts";
import { announce } from "../platform/jobs.ts";
import type { ActKind } from "./act.ts";
import { type AppointmentRow, type Before, columnsOf } from "./before.ts";

const inTheirName = { kind: "system", job: "late-notices" } as const;

/** The time to take it back is over: tells the patient what stands now against what she knew, whatever staff did between, in one notice; or nothing,
 * when it is as she knew it. */
export async function tellPatient(
  { db, now }: Pick<Sender, "db" | "now">,
  { appointmentId }: { appointmentId: string },
): Promise<void> {
  await asActor(db, inTheirName, async (tx) => {
    const stands = await tx
      .selectFrom("appointment")
      .selectAll()
      .where("id", "=", appointmentId)
      .forUpdate()
      .executeTakeFirst();
    const untold = stands ? await untoldOf(tx, appointmentId) : [];
    if (!stands || untold.length === 0) return;

    const at = untold.map(({ noticesAt }) => noticesAt).reduce(later);
    if (Temporal.Instant.compare(at, now()) > 0)
      // our clock is behind the one that woke us
      return announce(tx, "patient-to-tell", { appointmentId }, { key: `told:${appointmentId}`, at });
    await tx
      .updateTable("agendaActLine")
      .set({ toldAt: now() })
      .where("appointmentId", "=", appointmentId)
      .where(
        "actId",
        "in",
        untold.map(({ actId }) => actId),
      )
      .execute();
    await tell(tx, untold[0]!.knew, stands, now());
  });
}

interface Untold {
  actId: string;
  noticesAt: Temporal.Instant;
  /** What the patient knew before; null: nothing, the act booked it. */
  knew: Before | null;
}

/** What was done since she was told the last time, in its order. What was done without a notice, she was told by voice: it ends what was to be told
 * before, and is what she knows. */
async function untoldOf(tx: Tx, appointmentId: string): Promise<Untold[]> {
  const lines = await tx
    .selectFrom("agendaActLine")
    .innerJoin("agendaAct", "agendaAct.id", "agendaActLine.actId")
    .select(["actId", "before", "tells", "agendaAct.noticesAt"])
    .where("appointmentId", "=", appointmentId)
    .where("toldAt", "is", null)
    .where("agendaActLine.undoneAt", "is", null)
    .where("agendaAct.kind", "not in", ["edit", "attend"] satisfies ActKind[])
    .orderBy("versionAfter")
    .execute();
  const byVoice = lines.findLastIndex(({ tells }) => !tells);
  return lines.slice(byVoice + 1).map(({ before, ...line }) => ({ ...line, knew: before as unknown as Before | null }));
}

async function tell(tx: Tx, knew: Before | null, stands: AppointmentRow, now: Temporal.Instant): Promise<void> {
  const { id: appointmentId, sequence } = stands;
  const news = newsOf(knew, stands, now);
  if (news === "booked") await announce(tx, "appointment-booked", { appointmentId, sequence });
  if (news === "moved") await announce(tx, "appointment-moved", { appointmentId });
  if (news !== "cancelled") return;
  if (knew && !isAsKnown(knew, stands)) await cancelAsKnown(tx, appointmentId, knew);
  await announce(tx, "appointment-cancelled", { appointmentId });
}

/** What is new to the patient; null: nothing, or nothing that still matters. */
export function newsOf(
  knew: Before | null,
  stands: Pick<AppointmentRow, "status" | "cancelledBy"> & Place,
  now: Temporal.Instant,
): "booked" | "moved" | "cancelled" | null {
  if (stands.status === "cancelled") {
    const isNews = knew !== null && stands.cancelledBy === "practice" && isAfter(columnsOf(knew).startsAt, now);
    return isNews ? "cancelled" : null;
  }
  if (stands.status !== "booked" && stands.status !== "requested") return null; // she is there, or it is over
  if (!isAfter(stands.startsAt, now)) return null;
  if (knew === null || (knew.status === "requested" && stands.status === "booked")) return "booked";
  return isAsKnown(knew, stands) ? null : "moved";
}

type Place = Pick<AppointmentRow, "startsAt" | "practitionerId" | "siteId">;

function isAsKnown(knew: Before, { startsAt, practitionerId, siteId }: Place): boolean {
  return columnsOf(knew).startsAt.equals(startsAt) && knew.practitionerId === practitionerId && knew.siteId === siteId;
}

/** Moved and then cancelled before she was told: what she learns, and finds on her page, is that the time she knew is cancelled. */
async function cancelAsKnown(tx: Tx, id: string, knew: Before): Promise<void> {
  const { startsAt, endsAt, startsLocal, zone, practitionerId, siteId } = columnsOf(knew);
  const known = { startsAt, endsAt, startsLocal, zone, practitionerId, siteId };
  await tx.updateTable("appointment").set(known).where("id", "=", id).execute();
}

function isAfter(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return Temporal.Instant.compare(one, other) > 0;
}

function later(one: Temporal.Instant, other: Temporal.Instant): Temporal.Instant {
  return isAfter(one, other) ? one : other;
}
