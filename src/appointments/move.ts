import { remember } from "../audit/remember.ts";
import { type Offer, offerOf } from "../establishments/offer.ts";
import { type Actor, asActor } from "../platform/actor.ts";
import type { Db, Tx } from "../platform/db.ts";
import { announce } from "../platform/jobs.ts";
import { isChangedOnline } from "./agenda-of.ts";
import { isPatient, type MoveRefusal, refusalToMove } from "./appointment.ts";
import { deadlinesOf } from "./deadlines.ts";
import { lengthOf } from "./length.ts";
import { occupy, openAgenda, type Time, type TimeRefusal } from "./open-agenda.ts";
import { appointmentsOpenTo } from "./queries.ts";
import { seekerOf } from "./seeker.ts";

declare module "../platform/jobs.ts" {
  interface Facts {
    "appointment-moved": { appointmentId: string };
  }
}

export interface Move {
  id: string;
  /** The new start, at the same site, with the same practitioner, for the same reason and as long as before. */
  to: Temporal.Instant;
  by: Actor;
  now: Temporal.Instant;
}

export type MoveOutcome =
  | { done: true }
  | { done: false; because: MoveRefusal | "not-found" }
  /** It may be moved, but not to that time. */
  | { done: false; because: "not-then"; thatTime: TimeRefusal };

/** Moves the appointment to another time in one step: it keeps its identity, and its old time if the new one cannot be had. Moving it to
 * where it already stands is calm. */
export async function moveAppointment(db: Db, { id, to, by, now }: Move): Promise<MoveOutcome> {
  return asActor(db, by, async (tx) => {
    const found = await appointmentsOpenTo(tx, by)
      .selectAll("appointment")
      .where("appointment.id", "=", id)
      .forUpdate("appointment")
      .executeTakeFirst();
    if (!found) return { done: false, because: "not-found" };
    if (found.startsAt.equals(to) && found.status !== "cancelled") return { done: true };

    const { practitionerId, siteId, visitReasonId: reasonId } = found;
    const offer = await offerOf(tx, { practitionerId, siteId, reasonId });
    if (!offer) return { done: false, because: "not-then", thatTime: "not-for-this-practitioner" };
    const because = refusalToMove({ ...found, maxMoves: offer.maxMoves }, by, now);
    if (because) return { done: false, because };

    const { personId, blockedOnlineBecause } = await tx
      .selectFrom("patient")
      .select(["personId", "blockedOnlineBecause"])
      .where("id", "=", found.patientId)
      .executeTakeFirstOrThrow();
    if (isPatient(by) && (blockedOnlineBecause || !isChangedOnline(offer)))
      return { done: false, because: "not-online" };

    const opened = await openAgenda(tx, {
      offer,
      startsAt: to,
      seeker: seekerOf(found, by),
      now,
      personId,
      durationMin: lengthOf(found),
      exceptAppointment: id,
    });
    if (!opened.free) return { done: false, because: "not-then", thatTime: opened.because };

    await rewrite(tx, id, opened.time, offer);
    const detail = { version: found.version + 1, from: found.startsAt.toString(), to: to.toString() };
    await remember(tx, "appointment-moved", {
      establishmentId: found.establishmentId,
      patientId: found.patientId,
      appointmentId: id,
      now,
      detail,
    });
    await announce(tx, "appointment-moved", { appointmentId: id });
    return { done: true };
  });
}

async function rewrite(tx: Tx, id: string, time: Time, offer: Offer) {
  const { startsAt, endsAt, startsLocal } = time;
  await tx
    .updateTable("appointment")
    .set((eb) => ({
      startsAt,
      endsAt,
      startsLocal,
      zone: offer.zone,
      ...deadlinesOf(offer, startsAt),
      overbooked: false,
      moves: eb("moves", "+", 1),
      sequence: eb("sequence", "+", 1),
      version: eb("version", "+", 1),
    }))
    .where("id", "=", id)
    .execute();
  const { establishmentId, siteId } = offer;
  await tx.deleteFrom("occupation").where("appointmentId", "=", id).execute();
  await occupy(tx, time, { establishmentId, siteId, status: "taken", appointmentId: id });
}
