import { type EventKind, remember } from "../audit/remember.ts";
import { type Offer, offerOf } from "../establishments/offer.ts";
import type { Tx } from "../platform/db.ts";
import { announce } from "../platform/jobs.ts";
import { type Act, type ActKind, addLine, type Staff } from "./act.ts";
import { lengthFor } from "./agenda-of.ts";
import { type AppointmentRow, type Before, before } from "./before.ts";
import { deadlinesOf } from "./deadlines.ts";
import { lengthOf } from "./length.ts";
import { type Changed, changedMeanwhile, keepsAgenda, lockForStaff } from "./lock-for-staff.ts";
import { occupy, type Time } from "./open-agenda.ts";
import { dayAt, openForStaff, type TimeForStaffRefusal } from "./time-for-staff.ts";

/** What may be changed; what is left out stays. */
export interface NewPlan {
  startsAt?: Temporal.Instant | undefined;
  practitionerId?: string | undefined;
  siteId?: string | undefined;
  reasonId?: string | undefined;
  /** Minutes; left out, it stays as long as it is, or lasts as long as a new reason does. */
  durationMin?: number | undefined;
}

export interface Rearrangement {
  id: string;
  /** That one saw. */
  version: number;
  to: NewPlan;
  /** Whether the patient is to be told. */
  tell: boolean;
  onPurpose?: boolean | undefined;
}

/** `not-movable`: seen, missed or cancelled; `already-over`: of an earlier day; `has-arrived`: who is there stays on this day. */
export type RearrangeRefusal = "not-found" | "not-movable" | "already-over" | "has-arrived";

export type RearrangeOutcome =
  | { done: true; actId: string | null; overbooked: boolean }
  | { done: false; because: RearrangeRefusal }
  | TimeForStaffRefusal
  | Changed;

/** Brings an appointment to another time, practitioner, site, reason or length, in one step: it keeps its identity, and all as it was if that cannot
 * be had. What stands so already is calm. The act begins (`begin`) once it is sure that something is done. */
export async function rearrange(
  tx: Tx,
  { id, version, to, tell, onPurpose = false }: Rearrangement,
  { by, now }: { by: Staff; now: Temporal.Instant },
  begin: (kind: ActKind) => Promise<Act>,
): Promise<RearrangeOutcome> {
  const found = await lockForStaff(tx, by, id);
  if (!found) return { done: false, because: "not-found" };
  const plan = planFrom(found, to);
  if (!(await keepsAgenda(tx, plan.practitionerId))) return { done: false, because: "not-found" };
  if (isSo(found, plan)) return { done: true, actId: null, overbooked: found.overbooked };
  if (found.version !== version) return changedMeanwhile(tx, by, id, version);
  const refusal = refusalToRearrange(found, plan, now);
  if (refusal) return { done: false, because: refusal };

  const offer = await offerOf(tx, plan);
  if (!offer || offer.establishmentId !== by.establishmentId)
    return { done: false, because: "not-for-this-practitioner" };
  if (!offer.active && !(await isOnlyReasonClosed(tx, found, plan))) return { done: false, because: "closed" };
  const { startsAt } = plan;
  const durationMin = plan.durationMin ?? lengthFor(offer, found.forNewPatient ? "new-patient" : "known-patient");
  const stood = await before(tx, found);
  const except = { id, staysWithin: staysWithin(found, stood, { ...plan, durationMin }) };
  const opened = await openForStaff(tx, {
    offer,
    startsAt,
    durationMin,
    patientId: found.patientId,
    now,
    onPurpose,
    except,
  });
  if (!opened.free) {
    const { free: _, ...answer } = opened;
    return answer;
  }

  const act = await begin(kindOf(found, plan));
  await rewrite(tx, found, offer, opened);
  await noteRearranged(tx, found, plan, now);
  await addLine(tx, act, { appointmentId: id, before: stood, versionAfter: found.version + 1, tells: tell });
  if (!startsAt.equals(found.startsAt)) await announce(tx, "reminders-to-plan", { appointmentId: id });
  return { done: true, actId: act.id, overbooked: opened.overTaken.size > 0 };
}

type Plan = ReturnType<typeof planFrom>;

/** `durationMin` is undefined while a new reason decides on it. */
function planFrom(found: AppointmentRow, to: NewPlan) {
  const reasonId = to.reasonId ?? found.visitReasonId;
  return {
    startsAt: to.startsAt ?? found.startsAt,
    practitionerId: to.practitionerId ?? found.practitionerId,
    siteId: to.siteId ?? found.siteId,
    reasonId,
    durationMin: to.durationMin ?? (reasonId === found.visitReasonId ? lengthOf(found) : undefined),
  };
}

function isSo(found: AppointmentRow, plan: Plan): boolean {
  return (
    found.status !== "cancelled" &&
    isSamePlace(found, plan) &&
    plan.reasonId === found.visitReasonId &&
    plan.durationMin === lengthOf(found)
  );
}

function isSamePlace(found: AppointmentRow, { startsAt, practitionerId, siteId }: Plan): boolean {
  return found.startsAt.equals(startsAt) && found.practitionerId === practitionerId && found.siteId === siteId;
}

const movable = ["requested", "booked", "arrived", "in-consultation"];

function refusalToRearrange(found: AppointmentRow, { startsAt }: Plan, now: Temporal.Instant): RearrangeRefusal | null {
  const { status, zone } = found;
  if (!movable.includes(status)) return "not-movable";
  if (dayAt(found.startsAt, zone) < dayAt(now, zone)) return "already-over";
  const isThere = status === "arrived" || status === "in-consultation";
  return isThere && dayAt(startsAt, zone) !== dayAt(now, zone) ? "has-arrived" : null;
}

/** A reason that is no longer given: who has such an appointment keeps it, and may be moved. */
async function isOnlyReasonClosed(
  tx: Tx,
  found: AppointmentRow,
  { reasonId, practitionerId, siteId }: Plan,
): Promise<boolean> {
  if (reasonId !== found.visitReasonId) return false;
  const practitioner = await tx
    .selectFrom("practitioner")
    .select("active")
    .where("id", "=", practitionerId)
    .executeTakeFirst();
  const site = await tx.selectFrom("site").select("active").where("id", "=", siteId).executeTakeFirst();
  return Boolean(practitioner?.active && site?.active);
}

/** What it takes now, if it stays there and gets no longer. */
function staysWithin(found: AppointmentRow, stood: Before, plan: Plan & { durationMin: number }) {
  if (!isSamePlace(found, plan) || plan.durationMin > lengthOf(found)) return null;
  const [first] = stood.occupations;
  if (!first) return null;
  const overTaken = new Set(
    stood.occupations.filter(({ overbooked }) => overbooked).map(({ resourceId }) => resourceId),
  );
  return { from: Temporal.Instant.from(first.occupiedFrom), to: Temporal.Instant.from(first.occupiedTo), overTaken };
}

function kindOf(found: AppointmentRow, plan: Plan): ActKind {
  if (!isSamePlace(found, plan)) return "move";
  return plan.reasonId === found.visitReasonId ? "resize" : "edit";
}

async function rewrite(
  tx: Tx,
  { id, sequence, version, visitReasonId, isDiscreet }: AppointmentRow,
  offer: Offer,
  { time, overTaken }: { time: Time; overTaken: ReadonlySet<string> },
): Promise<void> {
  const { startsAt, endsAt, startsLocal } = time;
  const { establishmentId, practitionerId, siteId, reasonId, zone } = offer;
  await tx
    .updateTable("appointment")
    .set({
      ...{ practitionerId, siteId, visitReasonId: reasonId, startsAt, endsAt, startsLocal, zone },
      ...deadlinesOf(offer, startsAt),
      isDiscreet: reasonId === visitReasonId ? isDiscreet : offer.discreet,
      overbooked: overTaken.size > 0,
      sequence: sequence + 1,
      version: version + 1,
    })
    .where("id", "=", id)
    .execute();
  await tx.deleteFrom("occupation").where("appointmentId", "=", id).execute();
  await occupy(tx, time, { establishmentId, siteId, status: "taken", appointmentId: id }, overTaken);
}

async function noteRearranged(tx: Tx, found: AppointmentRow, plan: Plan, now: Temporal.Instant): Promise<void> {
  const { id: appointmentId, establishmentId, patientId, startsAt } = found;
  const kind: EventKind = isSamePlace(found, plan) ? "appointment-changed" : "appointment-moved";
  const isLater = !startsAt.equals(plan.startsAt);
  await remember(tx, kind, {
    ...{ establishmentId, patientId, appointmentId, now },
    detail: {
      version: found.version + 1,
      ...(isLater && { from: startsAt.toString(), to: plan.startsAt.toString() }),
      ...(plan.practitionerId !== found.practitionerId && { toPractitioner: plan.practitionerId }),
      ...(plan.siteId !== found.siteId && { toSite: plan.siteId }),
    },
  });
}
